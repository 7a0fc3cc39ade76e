-- AlterTable
ALTER TABLE "HandoverItem" ADD COLUMN     "dealOwners" UUID[],
ADD COLUMN     "ended" UUID[],
ADD COLUMN     "shares" UUID[],
ADD COLUMN     "stepOwners" UUID[];
