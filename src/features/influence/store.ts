import { isId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { visibleCustomers } from "../../data/scope.ts";
import type { Attitude, BuyingRole, CycleOf, Standing } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";

/** Who is on the maps of these deals, the most influential first; only where the customer is in sight. */
export async function readStandings(scope: Scope, dealIds: readonly string[]): Promise<Standing[]> {
  if (dealIds.length === 0) return [];
  const rows = await from(scope).influence.findMany({
    where: {
      organizationId: scope.organizationId,
      dealId: { in: dealIds.filter(isId) },
      deal: { customer: visibleCustomers(scope) },
    },
    include: { contact: { select: { name: true, title: true } } },
    orderBy: [{ influence: "desc" }, { contactId: "asc" }],
  });
  return rows.map(({ contact, dealId, contactId, role, attitude, influence, version }) => ({
    ...{ dealId, contactId, role, attitude, influence, version },
    ...contact,
  }));
}

/** Those of the deals of which somebody on the map was met in person since the given day. */
export async function readMet(scope: Scope, deals: readonly CycleOf[]): Promise<ReadonlySet<string>> {
  const [ids, days] = [deals.map(({ dealId }) => dealId), deals.map(({ since }) => since)];
  const rows = await from(scope).$queryRaw<{ dealId: string }[]>`
    SELECT b."dealId" FROM unnest(${ids}::uuid[], ${days}::date[]) AS b("dealId", since)
    JOIN "Deal" d ON d.id = b."dealId" AND d."organizationId" = ${scope.organizationId}::uuid
    WHERE EXISTS (
      SELECT 1 FROM "Activity" a
      JOIN "ActivityContact" x ON x."activityId" = a.id
      JOIN "Influence" i ON i."dealId" = b."dealId" AND i."contactId" = x."contactId"
      WHERE a."organizationId" = d."organizationId" AND a."customerId" = d."customerId" AND a."undoneAt" IS NULL
        AND a.kind IN ('visit', 'meeting') AND a."happenedOn" >= b.since)`;
  return new Set(rows.map(({ dealId }) => dealId));
}

export interface Placing {
  readonly dealId: string;
  readonly contactId: string;
  readonly name: string;
  readonly role: BuyingRole | null;
  readonly attitude: Attitude;
  readonly influence: number;
}

const placeOf = ({ role, attitude, influence }: Pick<Placing, "role" | "attitude" | "influence">) => ({
  role,
  attitude,
  influence,
});

/** Puts a contact on the map of a deal, or elsewhere on it; the caller holds the customer. */
export async function place(change: Change, placing: Placing, known: Standing | undefined): Promise<void> {
  const { organizationId } = change;
  const { dealId, contactId, name } = placing;
  const to = placeOf(placing);
  if (known && JSON.stringify(placeOf(known)) === JSON.stringify(to)) return;
  await from(change).influence.upsert({
    where: { dealId_contactId: { dealId, contactId } },
    create: { organizationId, dealId, contactId, ...to },
    update: { ...to, version: { increment: 1 } },
  });
  await audit(change, {
    what: "influence.placed",
    subject: `deal:${dealId}`,
    before: { contactId, name, ...(known && placeOf(known)) },
    after: { contactId, name, ...to },
  });
}

/** Takes a contact off the map of a deal. */
export async function takeOff(change: Change, known: Standing): Promise<void> {
  const { dealId, contactId, name } = known;
  await from(change).influence.deleteMany({ where: { organizationId: change.organizationId, dealId, contactId } });
  await audit(change, {
    what: "influence.takenOff",
    subject: `deal:${dealId}`,
    before: { contactId, name, ...placeOf(known) },
  });
}
