-- AlterTable
ALTER TABLE "Import" ADD COLUMN     "byAdmin" BOOLEAN NOT NULL DEFAULT false;

-- Who was an admin when they began is not known any more: whoever is one now. Imports are few.
UPDATE "Import" i SET "byAdmin" = true WHERE i."memberId" IS NULL OR EXISTS (
  SELECT 1 FROM "Member" m WHERE m.id = i."memberId" AND 'admin' = ANY(m.roles));
