-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "mail" TEXT,
ADD COLUMN     "phone" TEXT;
