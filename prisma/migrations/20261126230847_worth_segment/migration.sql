-- AlterTable
ALTER TABLE "Worth" ADD COLUMN     "segmentId" UUID;
