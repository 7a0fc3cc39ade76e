-- AlterTable
ALTER TABLE "OutgoingMessage" ADD COLUMN     "unexplained" INTEGER NOT NULL DEFAULT 0;
