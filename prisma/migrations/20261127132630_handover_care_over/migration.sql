-- AlterTable
ALTER TABLE "HandoverItem" ADD COLUMN     "careOver" UUID[];
