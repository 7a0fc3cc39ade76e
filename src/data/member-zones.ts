import type { Change } from "../core/scope.ts";
import { audit } from "./audit.ts";
import { from } from "./client.ts";

/**
 * These members' days away that are not over stay the same days in the zone they have from now on: what is kept of them
 * are moments. To be called before the zone itself is written; one that was ended early ends when it did.
 */
export const keepDaysAway = async (change: Change, ids: readonly string[], zone: string): Promise<void> => {
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
  const { organizationId } = change;
  const where = { organizationId, zoneTold: false, ...(of !== undefined && { id: of }) };
  const rows = await from(change).member.findMany({ where, select: { id: true, zone: true } });
  const told = of !== undefined;
  await keepDaysAway(
    change,
    rows.map(({ id }) => id),
    zone,
  );
  await from(change).member.updateMany({ where, data: { zone, zoneTold: told, version: { increment: 1 } } });
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
