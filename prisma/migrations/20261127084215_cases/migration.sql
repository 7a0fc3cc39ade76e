-- CreateEnum
CREATE TYPE "CaseKind" AS ENUM ('inquiry', 'complaint');

-- CreateEnum
CREATE TYPE "CaseDuty" AS ENUM ('answer', 'solve', 'call_back', 'close');

-- CreateTable
CREATE TABLE "ServiceCase" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "contactId" UUID,
    "kind" "CaseKind" NOT NULL,
    "said" TEXT NOT NULL,
    "openedById" UUID,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ServiceCase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseClock" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "duty" "CaseDuty" NOT NULL,
    "organizationId" UUID NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 0,
    "tellAt" TIMESTAMPTZ(3),
    "metAt" TIMESTAMPTZ(3),
    "metById" UUID,
    "note" TEXT,
    "activityId" UUID,

    CONSTRAINT "CaseClock_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ServiceCase_organizationId_dueAt_idx" ON "ServiceCase"("organizationId", "dueAt");

-- CreateIndex
CREATE INDEX "ServiceCase_customerId_openedAt_idx" ON "ServiceCase"("customerId", "openedAt" DESC);

-- CreateIndex
CREATE INDEX "CaseClock_organizationId_tellAt_idx" ON "CaseClock"("organizationId", "tellAt");

-- CreateIndex
CREATE UNIQUE INDEX "CaseClock_caseId_duty_key" ON "CaseClock"("caseId", "duty");

-- AddForeignKey
ALTER TABLE "ServiceCase" ADD CONSTRAINT "ServiceCase_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseClock" ADD CONSTRAINT "CaseClock_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "ServiceCase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
