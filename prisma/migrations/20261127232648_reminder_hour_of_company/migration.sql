-- AlterTable
ALTER TABLE "Member" ALTER COLUMN "reminderTime" DROP NOT NULL,
ALTER COLUMN "reminderTime" DROP DEFAULT;

-- Whose hour is the company's goes by the company's from now on; everybody is reminded as before.
WITH own AS (
  SELECT m."id", m."organizationId", m."reminderTime" FROM "Member" m JOIN "Organization" o ON o."id" = m."organizationId"
  WHERE m."reminderTime" = coalesce(o."settings" ->> 'reminderTime', '08:30')
), shared AS (
  UPDATE "Member" m SET "reminderTime" = NULL FROM own WHERE m."id" = own."id"
)
INSERT INTO "AuditEntry" ("id", "organizationId", "from", "what", "subject", "before", "after", "at")
SELECT gen_random_uuid(), "organizationId", 'system', 'member.settings', 'member:' || "id",
       jsonb_build_object('reminderTime', "reminderTime"), '{"reminderTime": null}', now()
FROM own;
