-- AlterTable
ALTER TABLE "HandoverItem" ADD COLUMN     "taskOwners" UUID[],
ADD COLUMN     "tasks" UUID[];
