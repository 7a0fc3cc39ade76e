-- CreateEnum
CREATE TYPE "Loyalty" AS ENUM ('steady', 'missed_one', 'missed_two', 'missed_few', 'missed_many');

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "loyalty" "Loyalty",
ADD COLUMN     "pinnedLoyalty" "Loyalty";

-- AlterTable
ALTER TABLE "Worth" ADD COLUMN     "loyalty" "Loyalty",
ADD COLUMN     "services" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "Approval_organizationId_requesterId_idx" ON "Approval"("organizationId", "requesterId");

-- The class was said of the cycles missed so far: it stands from now on, and no night tells of it as a change.
UPDATE "Worth" SET loyalty = (CASE
  WHEN missed = 0 THEN 'steady' WHEN missed = 1 THEN 'missed_one' WHEN missed = 2 THEN 'missed_two'
  WHEN missed <= 4 THEN 'missed_few' ELSE 'missed_many' END)::"Loyalty"
WHERE missed IS NOT NULL;
UPDATE "Customer" c SET loyalty = w.loyalty FROM "Worth" w
WHERE w."customerId" = c.id AND w."segmentId" = c."segmentId" AND w.loyalty IS NOT NULL;
