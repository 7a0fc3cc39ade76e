import { fromColumn, type PlainDate, toColumn } from "../../core/dates.ts";
import { asMemberId, isId } from "../../core/ids.ts";
import { currency, money } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { visibleCustomers } from "../../data/scope.ts";
import { sortFlags } from "../../domain/customers.ts";
import { differences } from "../../domain/differences.ts";
import { nameKey } from "../../domain/names.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import type { Facts, MovingFacts, StableFacts } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";

const day = (column: Date | null): PlainDate | null => column && fromColumn(column);
const column = (date: PlainDate | null): Date | null => date && toColumn(date);

/** All facts of a customer; null when it does not exist or the scope may not see it: the two look the same. */
export async function readFacts(scope: Scope, id: string): Promise<Facts | null> {
  if (!isId(id)) return null;
  const row = await from(scope).customer.findFirst({
    where: { AND: [visibleCustomers(scope), { id }] },
    include: {
      owner: { select: { name: true } },
      worth: { select: { segmentId: true, collectedMinor: true, currency: true } },
    },
  });
  if (!row) return null;
  const { worth } = row;
  const { name, shortNames, kind, industry, region, city, address, source } = row;
  const { lifecycleClass, warningReason, restReason, teamId, segmentId, version } = row;
  return {
    ...{ id, version, name, shortNames, kind, industry, region, city, address, source },
    ...{ lifecycleClass, warningReason, restReason, teamId, segmentId },
    firstContactOn: day(row.firstContactOn),
    yearly:
      row.yearlyMinor === null || row.yearlyCurrency === null
        ? null
        : { minor: String(row.yearlyMinor), currency: row.yearlyCurrency },
    collected: worth?.segmentId === segmentId ? money(worth.collectedMinor, currency(worth.currency)) : null,
    restUntil: day(row.restUntil),
    pinnedUntil: day(row.pinnedUntil),
    flags: sortFlags(row.flags),
    ownerId: row.ownerId === null ? null : asMemberId(row.ownerId),
    ownerName: row.owner?.name ?? null,
  };
}

export type Saved =
  | { readonly kind: "saved" | "stale" }
  /** Another customer in sight is called so already. */
  | { readonly kind: "taken"; readonly name: string; readonly owner: string | null };

/** Stale: somebody changed the customer since it was read, and nothing is changed. */
export async function saveStable(change: Change, known: Facts, wanted: StableFacts): Promise<Saved> {
  const changed = differences<StableFacts>(known, wanted);
  if (!changed) return { kind: "saved" };
  const named = await nameColumns(change, known, wanted);
  if ("taken" in named) return { kind: "taken", ...named.taken };
  const { firstContactOn, shortNames, yearly, ...plain } = wanted;
  const saved = await update(change, known, {
    ...plain,
    ...named.columns,
    shortNames: [...shortNames],
    firstContactOn: column(firstContactOn),
    yearlyMinor: yearly && BigInt(yearly.minor),
    yearlyCurrency: yearly?.currency ?? null,
  });
  if (!saved) return { kind: "stale" };
  await audit(change, { what: "customer.changed", subject: `customer:${known.id}`, ...changed });
  return { kind: "saved" };
}

/** A customer in sight by another name, with the short names it keeps; its history does not say those it had. */
export async function rename(
  change: Change,
  id: string,
  { forget, ...named }: Pick<StableFacts, "name" | "shortNames"> & { readonly forget: (name: string) => string },
): Promise<Saved> {
  const known = await readFacts(change, id);
  if (!known) return { kind: "stale" };
  const { kind, industry, region, city, address, source, firstContactOn, yearly } = known;
  return saveStable(
    change,
    { ...known, name: forget(known.name), shortNames: known.shortNames.map(forget) },
    { ...{ kind, industry, region, city, address, source, firstContactOn, yearly }, ...named },
  );
}

/** Each kind of moving fact has an entry of its own, so that since when it holds is found at once. */
const ENTRIES = {
  "customer.classed": ["lifecycleClass"],
  "customer.flagged": ["flags", "warningReason"],
  "customer.rested": ["restUntil", "restReason"],
} as const satisfies Record<string, readonly (keyof MovingFacts)[]>;

/** False as `stale` above. */
export async function saveMoving(change: Change, known: Facts, wanted: Partial<MovingFacts>): Promise<boolean> {
  const changed = differences<MovingFacts>(known, wanted);
  if (!changed) return true;
  const { flags, restUntil, ...plain } = changed.after;
  const saved = await update(change, known, {
    ...plain,
    ...(flags && { flags: [...flags] }),
    ...(restUntil !== undefined && { restUntil: column(restUntil) }),
  });
  if (!saved) return false;
  for (const [what, names] of Object.entries(ENTRIES)) {
    const pick = (facts: Partial<MovingFacts>) =>
      Object.fromEntries(names.filter((name) => name in facts).map((name) => [name, facts[name]]));
    const after = pick(changed.after);
    if (Object.keys(after).length === 0) continue;
    await audit(change, { what, subject: `customer:${known.id}`, before: pick(changed.before), after });
  }
  return true;
}

async function update(change: Change, known: Facts, data: Prisma.CustomerUpdateManyMutationInput): Promise<boolean> {
  const { count } = await from(change).customer.updateMany({
    where: { organizationId: change.organizationId, id: known.id, version: known.version },
    data: { ...data, version: { increment: 1 } },
  });
  return count === 1;
}

type Named =
  | { readonly columns: { readonly nameKey?: string; readonly searchText?: string } }
  | { readonly taken: { readonly name: string; readonly owner: string | null } };

/** As for a new customer: one of the same name that the asker cannot see must not show, so it stops nobody. */
async function nameColumns(change: Change, known: Facts, { name, shortNames }: StableFacts): Promise<Named> {
  const searchText = searchTextOf(name, [...shortNames]);
  const key = nameKey(name);
  if (key === nameKey(known.name)) return { columns: { searchText } };
  const { organizationId } = change;
  const { segmentId } = known;
  await from(change).$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${segmentId}${key}`}, 0))::text`;
  const sameName = { OR: [{ nameKey: key }, { nameKey: { startsWith: `${key}#` } }] };
  const seen = await from(change).customer.findFirst({
    where: { AND: [visibleCustomers(change), sameName, { id: { not: known.id } }] },
    include: { owner: { select: { name: true } } },
  });
  if (seen) return { taken: { name: seen.name, owner: seen.owner?.name ?? null } };
  const unseen = await from(change).customer.count({
    where: { organizationId, segmentId, nameKey: key, id: { not: known.id } },
  });
  return { columns: { searchText, nameKey: unseen > 0 ? `${key}#${known.id}` : key } };
}
