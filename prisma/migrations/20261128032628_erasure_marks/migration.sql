-- AlterTable
ALTER TABLE "Erasure" ADD COLUMN     "marks" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "erasureKey" TEXT NOT NULL DEFAULT ((gen_random_uuid())::text || (gen_random_uuid())::text);
