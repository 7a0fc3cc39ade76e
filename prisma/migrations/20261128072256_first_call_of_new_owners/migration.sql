-- AlterTable
ALTER TABLE "HandoverItem" ALTER COLUMN "callId" DROP NOT NULL;
