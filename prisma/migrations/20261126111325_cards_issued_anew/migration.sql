-- AlterTable
ALTER TABLE "MessageRef" ADD COLUMN     "past" BOOLEAN NOT NULL DEFAULT false;
