-- AlterTable
ALTER TABLE "ApprovalEvent" ADD COLUMN     "forId" UUID;

-- AlterTable
ALTER TABLE "ApprovalStep" ADD COLUMN     "forId" UUID;

-- CreateTable
CREATE TABLE "Absence" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "standInId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "begunAt" TIMESTAMPTZ(3),
    "overAt" TIMESTAMPTZ(3),
    "setById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Absence_memberId_endsAt_idx" ON "Absence"("memberId", "endsAt");

-- CreateIndex
CREATE INDEX "Absence_standInId_endsAt_idx" ON "Absence"("standInId", "endsAt");

-- CreateIndex
CREATE INDEX "Absence_organizationId_overAt_idx" ON "Absence"("organizationId", "overAt");

-- CreateIndex
CREATE INDEX "ApprovalEvent_organizationId_forId_at_idx" ON "ApprovalEvent"("organizationId", "forId", "at");

-- Nobody stands in for themselves, and nobody is back before they leave.
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_standIn_check" CHECK ("standInId" <> "memberId"),
  ADD CONSTRAINT "Absence_span_check" CHECK ("endsAt" > "startsAt");
