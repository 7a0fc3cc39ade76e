import { Prisma } from "./generated/client.ts";

/**
 * Of the customer `c` nobody says when the first contact was: on no form, in no sheet, by no merge. What was said last
 * holds: it may have been taken back.
 */
export const firstContactUnsaid = Prisma.sql`(
  SELECT e.after->>'firstContactOn' FROM "AuditEntry" e
  WHERE e."organizationId" = c."organizationId" AND e.subject = 'customer:' || c.id
    AND e.what <> 'activity.logged' AND e.after ? 'firstContactOn'
  ORDER BY e.at DESC, e.id DESC LIMIT 1) IS NULL`;

/** The first contact of the customer `c` came from an activity, typed or imported, and nobody said another. */
export const firstContactFromActivities = Prisma.sql`(${firstContactUnsaid} AND (
  EXISTS (SELECT 1 FROM "Activity" a WHERE a."organizationId" = c."organizationId" AND a."customerId" = c.id
    AND a."happenedOn" = c."firstContactOn")
  OR EXISTS (SELECT 1 FROM "AuditEntry" e WHERE e."organizationId" = c."organizationId"
    AND e.subject = 'customer:' || c.id AND e.what = 'activity.logged' AND e.before ? 'firstContactOn')))`;

/** The day of the oldest activity with the customer `c` that stands. */
export const oldestActivity = Prisma.sql`(
  SELECT min(a."happenedOn") FROM "Activity" a
  WHERE a."organizationId" = c."organizationId" AND a."customerId" = c.id AND a."undoneAt" IS NULL)`;

/**
 * What the first contact of the customer `c` is once there were activities from this day on. Where none is known, it is
 * the oldest that stands: years of them may have been imported.
 */
export const firstContactWith = (day: Prisma.Sql): Prisma.Sql => Prisma.sql`
  CASE WHEN c."firstContactOn" IS NULL THEN LEAST(${day}, ${oldestActivity})
    WHEN ${day} < c."firstContactOn" AND ${firstContactFromActivities} THEN ${day}
    ELSE c."firstContactOn" END`;
