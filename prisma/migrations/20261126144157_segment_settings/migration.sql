-- AlterTable
ALTER TABLE "Segment" ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}';
