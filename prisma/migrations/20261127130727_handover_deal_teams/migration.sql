-- AlterTable
ALTER TABLE "HandoverItem" ADD COLUMN     "dealTeams" UUID[],
ADD COLUMN     "endedTeams" UUID[];
