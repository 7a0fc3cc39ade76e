-- AlterTable
ALTER TABLE "Identity" ADD COLUMN     "directPlace" TEXT;

-- Known so far only from cards that stand there.
UPDATE "Identity" i SET "directPlace" = (
  SELECT r.place FROM "MessageRef" r
  WHERE r."organizationId" = i."organizationId" AND r.place IS NOT NULL
    AND r.lane = i.platform || ':' || i.workspace || ':@' || i."user"
  ORDER BY r."createdAt" DESC LIMIT 1);
