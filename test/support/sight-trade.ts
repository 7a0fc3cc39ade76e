import { plainDate, toColumn } from "../../src/core/dates.ts";
import type { Queries } from "../../src/data/client.ts";
import { Prisma } from "../../src/data/generated/client.ts";
import { CRITERIA } from "../../src/domain/deal-reasons.ts";
import { nameKey } from "../../src/domain/names.ts";
import type { PlannedCustomer } from "./sight-plan.ts";
import type { CustomerRows } from "./sight-rows.ts";
import { idIn, type World } from "./sight-world.ts";

const MERGED_AT = new Date("2026-11-22T12:00:00Z");
const day = (text: string): Date => toColumn(plainDate(text));

const held = { holds: true, evidence: "谈过" };
/** All that 50 % and 90 % ask for, so that only the papers are still to be signed. */
const ready = {
  stage: "p50" as const,
  firstMeetingOn: day("2026-10-20"),
  firstMeetingAt: "厂里",
  expectedOn: day("2026-11-30"),
  criteria: Object.fromEntries(CRITERIA.map((key) => [key, held])),
};
const signed = { ...ready, stage: "p90" as const, papersSigned: true, contractSignedOn: day("2026-11-16") };
const UNSIGNED = [{ stage: "p25" as const }, ready, { stage: "first_meeting" as const }];
const STANDINGS = [...UNSIGNED, signed, { ...signed, moneyConfirmedAt: MERGED_AT }];
/** How far a deal has come. What is signed would end its fees. */
export const standingOf = ({ n, fee }: PlannedCustomer) => {
  const all = fee ? UNSIGNED : STANDINGS;
  return all[n % all.length];
};

interface Placed {
  readonly world: World;
  readonly customer: PlannedCustomer;
  readonly rows: CustomerRows;
}

const saleOf = ({ world, rows: { ids, n, mark, organizationId } }: Placed) => ({
  id: idIn(world, "sale", n),
  organizationId,
  customerId: ids.customerId,
  product: `${mark}阀门`,
  quantityMilli: BigInt(1_000 + n),
  netMinor: BigInt(3_210_000 + n),
  currency: "CNY",
  soldOn: day("2026-10-20"),
  paper: `${mark}-1`,
  onceKey: idIn(world, "sale", n),
  createdAt: MERGED_AT,
});

const worthOf = ({ rows: { ids, within, n, organizationId } }: Placed) => ({
  customerId: ids.customerId,
  organizationId,
  segmentId: within.segmentId,
  reckonedOn: day("2026-11-22"),
  currency: "CNY",
  leftOut: [],
  ...{ collectedMinor: BigInt(5_432_100 + n), openMinor: BigInt(1_000_000 + n), yearlyMinor: 0n },
  ...{ highFromMinor: 5_000_000n, promisingFromMinor: 900_000n, quadrant: "high" as const, grade: "A" as const },
  ...{
    largerShare: n,
    purchases: 3 + n,
    lastBoughtOn: day("2026-10-20"),
    cycleDays: 10 + n,
    missed: 2,
    loyalty: "missed_two" as const,
  },
});

/** Each looks like the next of the plan, where both are there. */
const pairsOf = (placed: readonly Placed[]) =>
  placed.flatMap(({ world, customer: { n }, rows: { ids, organizationId } }, at) => {
    const next = placed[at + 1];
    if (next?.world !== world || next.customer.n !== n + 1) return [];
    const [oneId, otherId] = [ids.customerId, next.rows.ids.customerId];
    return [{ organizationId, oneId, otherId, likenesses: ["name"], foundAt: MERGED_AT }];
  });

/** A row that became part of another, and what of its own went along. */
interface Gone {
  readonly id: string;
  readonly mergeId: string;
  readonly keptId: string;
  readonly byId: string | null;
}

/** Makes rows that are there part of others, so that each can still be made its own again. */
const merge = async (db: Queries, table: "Customer" | "Contact", all: readonly Gone[]): Promise<void> => {
  if (all.length === 0) return;
  const subject = Prisma.raw(`'${table.toLowerCase()}'`);
  const rows = all.map(
    ({ id, mergeId, keptId, byId }) => Prisma.sql`(${mergeId}::uuid, ${keptId}::uuid, ${id}::uuid, ${byId}::uuid)`,
  );
  await db.$executeRaw`
    INSERT INTO "Merge" (id, "organizationId", subject, "keptId", "goneId", gone, before, after, doubled, "byId", at)
    SELECT m.id, t."organizationId", ${subject}, m.kept, t.id, to_jsonb(t), '{}', '{}', '{}', m.by, ${MERGED_AT}
    FROM (VALUES ${Prisma.join(rows)}) m (id, kept, gone, by) JOIN ${Prisma.raw(`"${table}"`)} t ON t.id = m.gone`;
  const where = { id: { in: all.map(({ id }) => id) } };
  await (table === "Customer" ? db.customer.deleteMany({ where }) : db.contact.deleteMany({ where }));
};

const mergeCustomers = async (db: Queries, merged: readonly Placed[]): Promise<void> => {
  const all = merged.map(({ world, rows: { ids, owner, n } }): Gone => {
    const [id, mergeId] = [idIn(world, "gone", n), idIn(world, "merge", n)];
    return { id, mergeId, keptId: ids.customerId, byId: owner };
  });
  const rows = merged.map(({ world, rows: { customers, n } }) => {
    const name = `${customers.name}旧`;
    return { ...customers, id: idIn(world, "gone", n), name, nameKey: nameKey(name) };
  });
  await db.customer.createMany({ data: rows });
  await merge(db, "Customer", all);
  const moved = merged.filter(({ customer: { sales } }) => sales);
  await db.mergedReference.createMany({
    data: moved.map(({ world, rows: { n } }) => {
      const [mergeId, rowId] = [idIn(world, "merge", n), idIn(world, "sale", n)];
      return { mergeId, place: "SalesLine.customerId", rowId };
    }),
  });
};

const joinContacts = async (db: Queries, joined: readonly Placed[]): Promise<void> => {
  const rows = joined.map(({ world, rows: { contacts, n, mark } }) => {
    const [id, name] = [idIn(world, "gone_contact", n), `欧阳小${mark}`];
    return { ...contacts, id, name, phones: [] };
  });
  await db.contact.createMany({ data: rows });
  const all = joined.map(({ world, rows: { ids, owner, n } }): Gone => {
    const [id, mergeId] = [idIn(world, "gone_contact", n), idIn(world, "joined", n)];
    return { id, mergeId, keptId: ids.contactId, byId: owner };
  });
  await merge(db, "Contact", all);
};

/** What customers that are there bought and are worth, which look alike, and what became part of them. */
export const foundTrade = async (db: Queries, placed: readonly Placed[]): Promise<void> => {
  const whole = placed.filter(({ rows: { exists } }) => exists.customer);
  const sold = placed.filter(({ customer, rows: { exists } }) => customer.sales && exists.sales);
  await db.salesLine.createMany({ data: sold.map(saleOf) });
  await db.worth.createMany({ data: whole.map(worthOf) });
  await db.duplicatePair.createMany({ data: pairsOf(whole) });
  const merged = whole.filter((each) => each.customer.merged);
  await mergeCustomers(db, merged);
  await joinContacts(db, merged);
};
