import { fromColumn, toColumn } from "../../core/dates.ts";
import { asMemberId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { visibleCustomers } from "../../data/scope.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import { NO_PIN, type Pinned } from "./rules.ts";

const ENTRY = "customer.pinned";

export interface Pinnable {
  readonly id: string;
  readonly name: string;
  readonly flags: readonly CustomerFlag[];
  readonly version: number;
  readonly teamId: string;
  readonly segmentId: string;
  readonly ownerId: MemberId | null;
  readonly pinned: Pinned;
}

/** Null when there is no such customer or the scope may not see it. */
export async function readPinnable(scope: Scope, id: string): Promise<Pinnable | null> {
  const row = await from(scope).customer.findFirst({ where: { AND: [visibleCustomers(scope), { id }] } });
  if (!row) return null;
  const { name, flags, version, teamId, segmentId, pinnedUntil, pinReason, pinnedById } = row;
  const { pinnedGrade, pinnedQuadrant, pinnedLoyalty, pinnedAllegiance } = row;
  const until = pinnedUntil && fromColumn(pinnedUntil);
  const worth = { pinnedGrade, pinnedQuadrant, pinnedLoyalty, pinnedAllegiance };
  const pinned = { ...worth, pinnedUntil: until, pinReason, pinnedById };
  const ownerId = row.ownerId === null ? null : asMemberId(row.ownerId);
  return { id, name, flags, version, teamId, segmentId, ownerId, pinned };
}

/**
 * Puts a pin on a customer or takes it off: what is not pinned is as it was reckoned. Returns the entry in its history
 * to take it back by; undefined when somebody changed the customer meanwhile, and nothing is changed.
 */
export async function savePin(change: Change, known: Pinnable, pin: Pinned): Promise<string | undefined> {
  const { organizationId } = change;
  const reckoned = await from(change).worth.findFirst({
    where: { organizationId, customerId: known.id, segmentId: known.segmentId },
    select: { grade: true, quadrant: true, loyalty: true, allegiance: true },
  });
  const { count } = await from(change).customer.updateMany({
    where: { organizationId, id: known.id, version: known.version },
    data: {
      ...pin,
      pinnedUntil: pin.pinnedUntil && toColumn(pin.pinnedUntil),
      grade: pin.pinnedGrade ?? reckoned?.grade ?? null,
      quadrant: pin.pinnedQuadrant ?? reckoned?.quadrant ?? null,
      loyalty: pin.pinnedLoyalty ?? reckoned?.loyalty ?? null,
      allegiance: pin.pinnedAllegiance ?? reckoned?.allegiance ?? null,
      version: { increment: 1 },
    },
  });
  if (count === 0) return undefined;
  const id = newId();
  await audit(change, {
    ...{ id, what: ENTRY, subject: `customer:${known.id}` },
    before: { ...known.pinned },
    after: { ...pin },
  });
  return id;
}

/** A change of the customer's pin; null when there is no such one. */
export async function readEntry(
  scope: Scope,
  { id, entry }: { readonly id: string; readonly entry: string },
): Promise<{ readonly before: Pinned; readonly after: Pinned } | null> {
  const row = await from(scope).auditEntry.findFirst({
    where: { id: entry, organizationId: scope.organizationId, subject: `customer:${id}`, what: ENTRY },
    select: { before: true, after: true },
  });
  const kept = row as { readonly before: Pinned; readonly after: Pinned } | null;
  // An entry of before there was something to pin does not speak of it.
  return kept && { before: { ...NO_PIN, ...kept.before }, after: { ...NO_PIN, ...kept.after } };
}
