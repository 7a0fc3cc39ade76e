-- AlterEnum
ALTER TYPE "ImportState" ADD VALUE 'halted';

-- AlterTable
ALTER TABLE "Import" ADD COLUMN     "haltedIn" "ImportState",
ADD COLUMN     "leftToAdmins" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tryAt" TIMESTAMPTZ(3);
