-- CreateEnum
CREATE TYPE "MergeSubject" AS ENUM ('customer', 'contact');

-- AlterTable
ALTER TABLE "Merge" ADD COLUMN     "subject" "MergeSubject" NOT NULL DEFAULT 'customer';

-- CreateTable
CREATE TABLE "ContactsApart" (
    "oneId" UUID NOT NULL,
    "otherId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "apartAt" TIMESTAMPTZ(3) NOT NULL,
    "apartById" UUID,

    CONSTRAINT "ContactsApart_pkey" PRIMARY KEY ("oneId","otherId")
);

-- CreateIndex
CREATE INDEX "ContactsApart_organizationId_idx" ON "ContactsApart"("organizationId");
