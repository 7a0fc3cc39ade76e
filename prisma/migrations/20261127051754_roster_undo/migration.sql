-- AlterTable
ALTER TABLE "RosterDraft" ADD COLUMN     "addedAt" TIMESTAMPTZ(3),
ADD COLUMN     "addedIds" UUID[];
