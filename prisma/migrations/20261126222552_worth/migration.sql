-- CreateEnum
CREATE TYPE "Grade" AS ENUM ('A', 'B', 'C');

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "grade" "Grade",
ADD COLUMN     "pinReason" TEXT,
ADD COLUMN     "pinnedById" UUID,
ADD COLUMN     "pinnedGrade" "Grade",
ADD COLUMN     "pinnedQuadrant" "Quadrant",
ADD COLUMN     "pinnedUntil" DATE,
ADD COLUMN     "yearlyCurrency" TEXT,
ADD COLUMN     "yearlyMinor" BIGINT,
ALTER COLUMN "quadrant" DROP NOT NULL,
ALTER COLUMN "quadrant" DROP DEFAULT;

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "worthOn" DATE;

-- CreateTable
CREATE TABLE "Worth" (
    "customerId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "reckonedOn" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "leftOut" TEXT[],
    "collectedMinor" BIGINT NOT NULL,
    "openMinor" BIGINT NOT NULL,
    "yearlyMinor" BIGINT NOT NULL,
    "highFromMinor" BIGINT,
    "promisingFromMinor" BIGINT,
    "quadrant" "Quadrant",
    "grade" "Grade",
    "largerShare" INTEGER,
    "purchases" INTEGER NOT NULL,
    "lastBoughtOn" DATE,
    "cycleDays" INTEGER,
    "missed" INTEGER,

    CONSTRAINT "Worth_pkey" PRIMARY KEY ("customerId")
);

-- CreateIndex
CREATE INDEX "Worth_organizationId_idx" ON "Worth"("organizationId");

-- AddForeignKey
ALTER TABLE "Worth" ADD CONSTRAINT "Worth_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- None was ever reckoned: every customer was called low.
UPDATE "Customer" SET quadrant = NULL;
