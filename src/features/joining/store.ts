import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { feeInSight } from "../../data/scope.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import { isEdited } from "../../domain/uniting.ts";
import { type Kind, lockRows, type Merge, movedOn, readRow } from "../uniting/public.ts";
import { type Alike, alikeAmong, combine, endAlike, inOrder, PLACES, pairKey } from "./rules.ts";

export { undoHoursOf } from "../../data/organization.ts";

export const CONTACTS: Kind = {
  subject: "contact",
  table: "Contact",
  places: PLACES,
  known: {
    FeeRecipient: (scope, row) => Prisma.sql`EXISTS (
      SELECT 1 FROM "Fee" f WHERE f.id = ${row}."feeId" AND ${feeInSight(scope, Prisma.sql`f`)})`,
  },
  entries: { merged: "contact.merged", mergedAway: "contact.merged_away", parted: "contact.parted" },
  combine,
  made: ({ name }) => ({ searchText: searchTextOf(String(name)) }),
};

/** Those of a customer's contacts that look like one, and that nobody has told apart. */
export async function readAlike<Person extends Parameters<typeof alikeAmong>[0][number]>(
  scope: Scope,
  people: readonly Person[],
): Promise<Alike<Person>[]> {
  const { organizationId } = scope;
  const country = endAlike(people) ? await readCountry(scope) : "";
  const pairs = alikeAmong(people, country);
  if (pairs.length === 0) return [];
  const apart = await from(scope).contactsApart.findMany({
    where: { organizationId, oneId: { in: people.map(({ id }) => id) } },
    select: { oneId: true, otherId: true },
  });
  const known = new Set(apart.map(({ oneId, otherId }) => pairKey(oneId, otherId)));
  return known.size === 0 ? pairs : alikeAmong(people, country, known);
}

const readCountry = async (scope: Scope): Promise<string> => {
  const of = { where: { id: scope.organizationId }, select: { country: true } } as const;
  return (await from(scope).organization.findUniqueOrThrow(of)).country;
};

interface Told {
  readonly one: string;
  readonly other: string;
  /** Whose they are. */
  readonly customerId: string;
}

/** Remembers that the two are not one. */
export async function setApart(change: Change, { one, other, customerId }: Told): Promise<void> {
  const { organizationId, at: apartAt, memberId: apartById } = change;
  const [oneId, otherId] = inOrder(one, other);
  const { count } = await from(change).contactsApart.createMany({
    data: [{ oneId, otherId, organizationId, apartAt, apartById }],
    skipDuplicates: true,
  });
  if (count === 0) return;
  const after = { oneId, otherId };
  await audit(change, { what: "contact.told_apart", subject: `customer:${customerId}`, after });
}

/** They may be one after all. */
export async function undoApart(change: Change, { one, other, customerId }: Told): Promise<void> {
  const [oneId, otherId] = inOrder(one, other);
  const { count } = await from(change).contactsApart.deleteMany({ where: { oneId, otherId } });
  if (count === 0) return;
  const before = { oneId, otherId };
  await audit(change, { what: "contact.apart_undone", subject: `customer:${customerId}`, before });
}

/** Whether both were given something by the same fee: what each was given is in the register, and stays two lines. */
export async function shareFee(scope: Scope, keep: string, gone: string): Promise<boolean> {
  const { organizationId } = scope;
  const fees = await from(scope).feeRecipient.groupBy({
    by: ["feeId"],
    where: { organizationId, contactId: { in: [keep, gone] } },
    having: { feeId: { _count: { gt: 1 } } },
  });
  return fees.length > 0;
}

/** Reminders are known by their person: what was not needed of the one is not asked again of the other. */
export async function renameCare(change: Change, { from: was, to }: { from: string; to: string }): Promise<void> {
  await from(change).$executeRaw`
    UPDATE "CareItem" i SET "onceKey" = replace(i."onceKey", ${was}, ${to})
    WHERE i."organizationId" = ${change.organizationId}::uuid AND i."contactId" = ${to}::uuid
      AND position(${was} IN i."onceKey") > 0 AND NOT EXISTS (
        SELECT 1 FROM "CareItem" o WHERE o."organizationId" = i."organizationId"
          AND o."onceKey" = replace(i."onceKey", ${was}, ${to}))`;
}

/**
 * A birthday that came with the merge goes with it: what was asked for it meanwhile is asked of the one whose it is, and
 * is nobody's a second time.
 */
export async function giveBackBirthday(change: Change, { keptId, goneId, before, at }: Merge): Promise<void> {
  if (!("birthdayCalendar" in before) && !("birthDay" in before)) return;
  const { organizationId } = change;
  await from(change).$executeRaw`
    UPDATE "CareItem" i SET "contactId" = ${goneId}::uuid, "onceKey" = replace(i."onceKey", ${keptId}, ${goneId})
    WHERE i."organizationId" = ${organizationId}::uuid AND i."contactId" = ${keptId}::uuid AND i.kind = 'birthday'
      AND i."createdAt" >= ${at}::timestamptz AND NOT EXISTS (
        SELECT 1 FROM "CareItem" o WHERE o."organizationId" = i."organizationId"
          AND o."onceKey" = replace(i."onceKey", ${keptId}, ${goneId}))`;
  await from(change).careItem.deleteMany({
    where: {
      ...{ organizationId, contactId: keptId, kind: "birthday", createdAt: { gte: at } },
      state: { in: ["open", "later"] },
    },
  });
}

/** What newer stands on the merge, if anything. Holds the contact that stayed until the change ends. */
export async function obstacleTo(change: Change, merge: Merge): Promise<"edited" | "moved_on" | undefined> {
  await lockRows(change, CONTACTS, [merge.keptId]);
  const kept = await readRow(change, CONTACTS, merge.keptId);
  // An erased person does not come back by way of a merge.
  if (!kept || kept.erasedAt !== null || isEdited(kept, merge.after)) return "edited";
  if (kept.customerId !== merge.gone.customerId) return "moved_on";
  return (await movedOn(change, CONTACTS, merge)) ? "moved_on" : undefined;
}
