-- CreateEnum
CREATE TYPE "AccountChange" AS ENUM ('change', 'close');

-- CreateEnum
CREATE TYPE "AccountRequestState" AS ENUM ('open', 'done', 'declined', 'lapsed');

-- CreateTable
CREATE TABLE "AccountRequest" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "what" "AccountChange" NOT NULL,
    "words" TEXT NOT NULL,
    "requesterId" UUID NOT NULL,
    "state" "AccountRequestState" NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "remindedAt" TIMESTAMPTZ(3),
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "AccountRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AccountRequest_organizationId_state_idx" ON "AccountRequest"("organizationId", "state");

-- CreateIndex
CREATE INDEX "AccountRequest_memberId_idx" ON "AccountRequest"("memberId");

-- CreateIndex
CREATE INDEX "AccountRequest_requesterId_idx" ON "AccountRequest"("requesterId");

-- AddForeignKey
ALTER TABLE "AccountRequest" ADD CONSTRAINT "AccountRequest_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountRequest" ADD CONSTRAINT "AccountRequest_requesterId_fkey" FOREIGN KEY ("requesterId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
