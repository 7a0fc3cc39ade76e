import type { Change } from "../core/scope.ts";
import { audit } from "./audit.ts";
import { from } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** Members of this condition, kept as they are until the change ends: two who move one zone at once do so one after the other. */
const holdZones = (change: Change, which: Prisma.Sql): Promise<{ id: string; zone: string }[]> =>
  from(change).$queryRaw`
    SELECT id, zone FROM "Member" WHERE "organizationId" = ${change.organizationId}::uuid AND ${which}
    ORDER BY id FOR NO KEY UPDATE`;

/**
 * These members' days away that are not over stay the same days in the zone they have from now on: what is kept of them
 * are moments. To be called before the zone itself is written; one that was ended early ends when it did.
 */
export const keepDaysAway = async (change: Change, ids: readonly string[], zone: string): Promise<void> => {
  await holdZones(change, Prisma.sql`id = ANY(${[...ids]}::uuid[])`);
  await from(change).$executeRaw`
    UPDATE "Absence" b SET "startsAt" = b."startsAt" AT TIME ZONE m.zone AT TIME ZONE ${zone},
      "endsAt" = b."endsAt" AT TIME ZONE m.zone AT TIME ZONE ${zone}
    FROM "Member" m WHERE m.id = b."memberId" AND b."organizationId" = ${change.organizationId}::uuid
      AND m.id = ANY(${[...ids]}::uuid[]) AND m.zone <> ${zone} AND b."endsAt" > ${change.at}::timestamptz`;
};

/** A zone for members of whom nobody has told one: of all of them the company's, or what a platform tells of one. */
const settle = async (
  change: Change,
  { zone, of }: { readonly zone: string; readonly of?: string | undefined },
): Promise<void> => {
  const told = of !== undefined;
  const rows = await holdZones(
    change,
    Prisma.sql`NOT "zoneTold" ${told ? Prisma.sql`AND id = ${of}::uuid` : Prisma.empty}`,
  );
  const ids = rows.map(({ id }) => id);
  await keepDaysAway(change, ids, zone);
  await from(change).member.updateMany({
    where: { organizationId: change.organizationId, id: { in: ids } },
    data: { zone, zoneTold: told, version: { increment: 1 } },
  });
  for (const { id, zone: before } of rows)
    if (before !== zone)
      await audit(change, {
        what: "member.settings",
        subject: `member:${id}`,
        before: { zone: before },
        after: { zone },
      });
};

/** The company's zone has changed: so has that of whoever has told none. */
export const moveUntold = (change: Change, zone: string): Promise<void> => settle(change, { zone });
/** A platform tells where this member is: that holds, once, unless a zone was told before. */
export const tellZone = (change: Change, memberId: string, zone: string): Promise<void> =>
  settle(change, { zone, of: memberId });
