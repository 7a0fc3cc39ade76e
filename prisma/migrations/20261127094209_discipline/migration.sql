-- AlterEnum
ALTER TYPE "CareKind" ADD VALUE 'no_activity';

-- CreateTable
CREATE TABLE "SilenceTold" (
    "organizationId" UUID NOT NULL,
    "managerId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "toldOn" DATE NOT NULL,

    CONSTRAINT "SilenceTold_pkey" PRIMARY KEY ("managerId","memberId","toldOn")
);

-- CreateIndex
CREATE INDEX "SilenceTold_memberId_idx" ON "SilenceTold"("memberId");
