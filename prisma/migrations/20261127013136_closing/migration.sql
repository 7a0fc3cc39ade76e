-- AlterTable
ALTER TABLE "Segment" ADD COLUMN     "closedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Team" ADD COLUMN     "closedAt" TIMESTAMPTZ(3);
