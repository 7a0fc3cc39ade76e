-- AlterTable
ALTER TABLE "Absence" ADD COLUMN     "unfitAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "FormerStandIn" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "absenceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "standInId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FormerStandIn_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FormerStandIn_standInId_endsAt_idx" ON "FormerStandIn"("standInId", "endsAt");

-- CreateIndex
CREATE INDEX "FormerStandIn_absenceId_idx" ON "FormerStandIn"("absenceId");
