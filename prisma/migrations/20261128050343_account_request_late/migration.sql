-- AlterTable
ALTER TABLE "AccountRequest" ADD COLUMN     "lateAt" TIMESTAMPTZ(3);
