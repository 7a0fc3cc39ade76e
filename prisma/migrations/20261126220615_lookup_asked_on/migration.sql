-- AlterTable
ALTER TABLE "Lookup" ADD COLUMN     "askedOn" TEXT;
