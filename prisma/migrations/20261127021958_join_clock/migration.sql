-- AlterTable
ALTER TABLE "JoinRequest" ADD COLUMN     "passedOnAt" TIMESTAMPTZ(3),
ADD COLUMN     "remindedAt" TIMESTAMPTZ(3);
