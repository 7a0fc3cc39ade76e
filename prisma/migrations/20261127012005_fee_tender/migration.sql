-- AlterTable
ALTER TABLE "Fee" ADD COLUMN     "tenderOpen" BOOLEAN;
