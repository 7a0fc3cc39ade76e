-- CreateEnum
CREATE TYPE "LookupState" AS ENUM ('waiting', 'found', 'nobody', 'outsider', 'two', 'unfindable', 'not_allowed', 'taken', 'second', 'closed', 'unanswered');

-- AlterTable
ALTER TABLE "JoinRequest" ADD COLUMN     "mail" TEXT;

-- CreateTable
CREATE TABLE "Lookup" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "begunAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "toldAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Lookup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LookupEntry" (
    "lookupId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "organizationId" UUID NOT NULL,
    "state" "LookupState" NOT NULL DEFAULT 'waiting',
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),
    "holderId" UUID,

    CONSTRAINT "LookupEntry_pkey" PRIMARY KEY ("lookupId","memberId","platform","workspace")
);

-- CreateIndex
CREATE INDEX "Lookup_organizationId_doneAt_idx" ON "Lookup"("organizationId", "doneAt");

-- CreateIndex
CREATE INDEX "LookupEntry_organizationId_state_nextAt_idx" ON "LookupEntry"("organizationId", "state", "nextAt");

-- CreateIndex
CREATE INDEX "LookupEntry_memberId_idx" ON "LookupEntry"("memberId");

-- AddForeignKey
ALTER TABLE "LookupEntry" ADD CONSTRAINT "LookupEntry_lookupId_fkey" FOREIGN KEY ("lookupId") REFERENCES "Lookup"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
