-- AlterTable
ALTER TABLE "OutgoingMessage" ADD COLUMN     "awaySince" TIMESTAMPTZ(3),
ADD COLUMN     "until" TIMESTAMPTZ(3);
