import { asMemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { feeInSight, taskInSight } from "../../data/scope.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import { isEdited, isEmpty, list, type Row } from "../../domain/uniting.ts";
import { PINNED } from "../../domain/worth.ts";
import { becomeOrphans, type Held, holdCustomers, keepOwners } from "../ownership/public.ts";
import { isAny, type Kind, lockRows, type Merge, movedOn, readRow, undoRows as takeApart } from "../uniting/public.ts";
import { BONDS, combine, PIN, PLACES, TIES } from "./rules.ts";

export { undoHoursOf } from "../../data/organization.ts";

const named = (name: string): Prisma.Sql => Prisma.raw(`"${name}"`);

export const CUSTOMERS: Kind = {
  subject: "customer",
  table: "Customer",
  places: PLACES,
  known: { Fee: feeInSight, Task: taskInSight },
  pairs: "DuplicatePair",
  entries: { merged: "customer.merged", mergedAway: "customer.merged_away", parted: "customer.parted" },
  combine,
  made: ({ name, shortNames }) => ({ searchText: searchTextOf(String(name), list(shortNames)) }),
};

/** Why a merge cannot be undone. */
type UndoObstacle = "name_taken" | "edited" | "moved_on" | "handed_on" | "worked_on";

/** Days on which there was a contact move by themselves, and so does what is reckoned. */
const BY_ITSELF = new Set<string>(["lastContactOn", "lastVisitOn", ...Object.values(PINNED)]);
/** A pin that came along and has ended, or was taken off, is as before the merge. */
const movesByItself = ({ pinnedUntil }: Row) => (isEmpty(pinnedUntil) ? new Set([...BY_ITSELF, ...PIN]) : BY_ITSELF);

/** What newer stands on the merge, if anything. Holds the customer that stayed until the change ends. */
export async function obstacleTo(change: Change, merge: Merge): Promise<UndoObstacle | undefined> {
  await lockRows(change, CUSTOMERS, [merge.keptId]);
  const kept = await readRow(change, CUSTOMERS, merge.keptId);
  if (!kept || isEdited(kept, merge.after, movesByItself(kept))) return "edited";
  const { segmentId, nameKey } = merge.gone as { segmentId: string; nameKey: string };
  const { organizationId } = change;
  if (await from(change).customer.findFirst({ where: { organizationId, segmentId, nameKey }, select: { id: true } }))
    return "name_taken";
  if (await movedOn(change, CUSTOMERS, merge)) return "moved_on";
  if (await handedOn(change, merge)) return "handed_on";
  const torn = [...BONDS.map((bond) => tornBond(bond, merge)), ...TIES.map((tie) => tornTie(tie, merge))];
  return (await isAny(change, [...torn, tornReminder(merge)])) ? "worked_on" : undefined;
}

/**
 * Whether the one that stayed has gone to somebody since, with what moved along: it would go back without its deals. Of
 * an owner who left, it waits for them with all it has.
 */
const handedOn = async (change: Change, { keptId: customerId, at }: Merge): Promise<boolean> => {
  const since = { organizationId: change.organizationId, customerId, at: { gt: at } };
  return (
    (await from(change).ownerChange.count({ where: { ...since, NOT: { cause: { in: ["left", "returned"] } } } })) > 0
  );
};

const moved = (table: string, row: Prisma.Sql, { id }: Merge): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM "MergedReference" m WHERE m."mergeId" = ${id}::uuid AND m.place = ${`${table}.customerId`} AND m."rowId" = ${row})`;

/** One of the two came along, the other did not. */
const tornBond = ({ table, column, to }: (typeof BONDS)[number], merge: Merge): Prisma.Sql => Prisma.sql`
  SELECT 1 FROM ${named(table)} t JOIN ${named(to)} o ON o.id = t.${named(column)}
  WHERE t."customerId" = ${merge.keptId}::uuid AND o."customerId" = ${merge.keptId}::uuid
    AND ${moved(table, Prisma.sql`t.id`, merge)} <> ${moved(to, Prisma.sql`o.id`, merge)}`;

const tornTie = ({ table, one, of, other, to }: (typeof TIES)[number], merge: Merge): Prisma.Sql => Prisma.sql`
  SELECT 1 FROM ${named(table)} t JOIN ${named(of)} o ON o.id = t.${named(one)} JOIN ${named(to)} k ON k.id = t.${named(other)}
  WHERE o."customerId" = ${merge.keptId}::uuid AND k."customerId" = ${merge.keptId}::uuid
    AND ${moved(of, Prisma.sql`o.id`, merge)} <> ${moved(to, Prisma.sql`k.id`, merge)}`;

/** A reminder goes back by itself, or with the next step or the person it is of: what was done for it since does not. */
const tornReminder = (merge: Merge): Prisma.Sql => Prisma.sql`
  SELECT 1 FROM "CareItem" t JOIN "Activity" o ON o.id = t."activityId"
  WHERE t."customerId" = ${merge.keptId}::uuid AND o."customerId" = ${merge.keptId}::uuid
    AND (${moved("CareItem", Prisma.sql`t.id`, merge)} OR ${moved("NextStep", Prisma.sql`t."nextStepId"`, merge)}
      OR ${moved("Contact", Prisma.sql`t."contactId"`, merge)}) <> ${moved("Activity", Prisma.sql`o.id`, merge)}`;

const belongingIn = ({ ownerId, teamId, segmentId }: Row) => ({
  ownerId: isEmpty(ownerId) ? null : asMemberId(String(ownerId)),
  teamId: String(teamId),
  segmentId: String(segmentId),
});

/** Writes down that an orphan got an owner with the merge, or lost them with its undoing. */
export async function keepOwner(
  change: Change,
  { keptId: id, before, after }: Merge,
  cause: "merged" | "undone",
): Promise<void> {
  if (!("ownerId" in after)) return;
  const kept = await readRow(change, CUSTOMERS, id);
  const sideOf = (facts: Row) => ({ id, ...belongingIn({ ...kept, ...facts }) });
  const [was, is] = cause === "merged" ? [before, after] : [after, before];
  await keepOwners(change, [{ held: sideOf(was), now: sideOf(is) }], { cause });
}

/** What the two were; where a team was closed meanwhile, or went to another segment, they are in the one that the merged one is in now. */
async function withOpenTeams(change: Change, merge: Merge): Promise<Merge> {
  const { before, gone } = merge;
  const { teamId: now, segmentId } = await from(change).customer.findUniqueOrThrow({ where: { id: merge.keptId } });
  const rows = await from(change).$queryRaw<{ id: string }[]>`
    SELECT id::text FROM "Team" WHERE id = ANY(${[before, gone].map(({ teamId }) => teamId ?? null)}::uuid[])
      AND "closedAt" IS NULL AND "segmentId" = ${segmentId}::uuid FOR SHARE`;
  const open = new Set<unknown>(rows.map(({ id }) => id));
  const inOpen = (row: Row) => ("teamId" in row && !open.has(row.teamId) ? { ...row, teamId: now } : row);
  return { ...merge, before: inOpen(before), gone: inOpen(gone) };
}

/**
 * Makes two customers of the one again; days of contact are those of what each has now. What would be with somebody who
 * has left is an orphan.
 */
export async function undoRows(change: Change, merged: Merge): Promise<{ readonly orphaned: readonly Held[] }> {
  const merge = await withOpenTeams(change, merged);
  await takeApart(change, CUSTOMERS, merge);
  await keepOwner(change, merge, "undone");
  await giveBackReminders(change, merge);
  await from(change).customer.update({ where: { id: merge.goneId }, data: { version: { increment: 1 } } });
  await from(change).$executeRaw`
    UPDATE "Customer" c SET
      "lastContactOn" = GREATEST(c."lastContactOn", (SELECT max(a."happenedOn") FROM "Activity" a
        WHERE a."customerId" = c.id AND a."undoneAt" IS NULL)),
      "lastVisitOn" = GREATEST(c."lastVisitOn", (SELECT max(a."happenedOn") FROM "Activity" a
        WHERE a."customerId" = c.id AND a."undoneAt" IS NULL AND a.kind IN ('visit', 'meeting')))
    WHERE c.id = ${merge.keptId}::uuid`;
  const orphaned = (await holdCustomers(change, [merge.goneId])).filter((each) => each.ownerId && !each.wasOpen);
  await becomeOrphans(
    change,
    orphaned.map(({ id }) => id),
  );
  return { orphaned };
}

/** What was asked for since goes with the call back, or the person, it is of. */
const giveBackReminders = (change: Change, { keptId, goneId }: Merge): Promise<number> =>
  from(change).$executeRaw`
    UPDATE "CareItem" i SET "customerId" = ${goneId}::uuid
    WHERE i."organizationId" = ${change.organizationId}::uuid AND i."customerId" = ${keptId}::uuid AND (
      EXISTS (SELECT 1 FROM "NextStep" n WHERE n.id = i."nextStepId" AND n."customerId" = ${goneId}::uuid)
      OR EXISTS (SELECT 1 FROM "Contact" k WHERE k.id = i."contactId" AND k."customerId" = ${goneId}::uuid))`;
