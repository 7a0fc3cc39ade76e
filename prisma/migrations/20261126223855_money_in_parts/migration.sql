-- AlterTable
ALTER TABLE "Deal" ADD COLUMN     "moreDueSince" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "DealMove" ADD COLUMN     "reason" JSONB;

-- CreateTable
CREATE TABLE "ReceiptAsk" (
    "organizationId" UUID NOT NULL,
    "dealId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "remindedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReceiptAsk_pkey" PRIMARY KEY ("dealId","memberId")
);

-- CreateIndex
CREATE INDEX "Deal_organizationId_stage_moneyConfirmedAt_idx" ON "Deal"("organizationId", "stage", "moneyConfirmedAt");

-- CreateIndex
CREATE INDEX "Deal_organizationId_moreDueSince_idx" ON "Deal"("organizationId", "moreDueSince");
