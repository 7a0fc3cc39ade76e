-- CreateEnum
CREATE TYPE "BuyingRole" AS ENUM ('approver', 'decider', 'evaluator', 'user');

-- CreateEnum
CREATE TYPE "Attitude" AS ENUM ('sponsor', 'supporter', 'neutral', 'non_supporter', 'opponent');

-- CreateTable
CREATE TABLE "Influence" (
    "dealId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "role" "BuyingRole",
    "attitude" "Attitude" NOT NULL,
    "influence" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Influence_pkey" PRIMARY KEY ("dealId","contactId")
);

-- CreateIndex
CREATE INDEX "Influence_contactId_idx" ON "Influence"("contactId");

-- AddForeignKey
ALTER TABLE "Influence" ADD CONSTRAINT "Influence_dealId_fkey" FOREIGN KEY ("dealId") REFERENCES "Deal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Influence" ADD CONSTRAINT "Influence_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
