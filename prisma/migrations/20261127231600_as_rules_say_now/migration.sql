-- What was written before its rule: money that an import told of counts in the week it came in, not in the import's, and
-- what was settled of papers and money at 90 % holds there alone. Each change is in the audit log, as any other.

-- Histories are only ever added to: this corrects what the same sheet would be written as today.
ALTER TABLE "Collection" DISABLE TRIGGER append_only;
WITH dated AS (
  UPDATE "Collection" c SET "at" = (c."receivedOn" + time '12:00') AT TIME ZONE 'UTC'
  FROM "Deal" d
  WHERE d."id" = c."dealId" AND d."importKey" IS NOT NULL AND c."at" = d."createdAt"
    AND (c."receivedOn" + time '12:00') AT TIME ZONE 'UTC' < c."at"
  RETURNING c."id", c."organizationId", c."at", d."createdAt" AS before
)
INSERT INTO "AuditEntry" ("id", "organizationId", "from", "what", "subject", "before", "after", "at")
SELECT gen_random_uuid(), "organizationId", 'system', 'collection.dated', 'collection:' || "id",
       jsonb_build_object('at', before), jsonb_build_object('at', "at"), now()
FROM dated;
ALTER TABLE "Collection" ENABLE TRIGGER append_only;

WITH settled AS (
  SELECT "id", "papersSigned", "moneyConfirmedAt", "moneyConfirmedBy", "moreDueSince" FROM "Deal"
  WHERE "stage" NOT IN ('p90', 'won')
    AND ("papersSigned" OR "moneyConfirmedAt" IS NOT NULL OR "moneyConfirmedBy" IS NOT NULL OR "moreDueSince" IS NOT NULL)
), cleared AS (
  UPDATE "Deal" d
  SET "papersSigned" = false, "moneyConfirmedAt" = NULL, "moneyConfirmedBy" = NULL, "moreDueSince" = NULL
  FROM settled s WHERE s."id" = d."id"
  RETURNING d."organizationId", to_jsonb(s) - 'id' AS before, d."id"
)
INSERT INTO "AuditEntry" ("id", "organizationId", "from", "what", "subject", "before", "after", "at")
SELECT gen_random_uuid(), "organizationId", 'system', 'deal.changed', 'deal:' || "id", before,
       '{"papersSigned": false, "moneyConfirmedAt": null, "moneyConfirmedBy": null, "moreDueSince": null}', now()
FROM cleared;
