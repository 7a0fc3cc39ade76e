import type { Instant } from "../../core/clock.ts";
import { isId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import { BONDS, combine, PLACES, type Place, type Row, same, TIES } from "./rules.ts";

const named = (name: string): Prisma.Sql => Prisma.raw(`"${name}"`);
const at = ({ table, column }: Place): string => `${table}.${column}`;
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The whole row of a customer, whatever columns there are. Whoever asks has seen that the customer is in sight. */
export async function readRow(scope: Scope, id: string): Promise<Row | undefined> {
  const [found] = await from(scope).$queryRaw<{ row: Row }[]>`
    SELECT to_jsonb(c) AS row FROM "Customer" c
    WHERE c."organizationId" = ${scope.organizationId}::uuid AND c.id = ${id}::uuid`;
  return found?.row;
}

/** How many rows of each table would move along. */
export async function countReferences(scope: Scope, id: string): Promise<ReadonlyMap<string, number>> {
  const counts = PLACES.map(
    ({ table, column }) => Prisma.sql`SELECT ${table} AS "table", count(*)::int AS rows FROM ${named(table)} t
      WHERE t."organizationId" = ${scope.organizationId}::uuid AND t.${named(column)} = ${id}::uuid`,
  );
  const rows = await from(scope).$queryRaw<{ table: string; rows: number }[]>`${Prisma.join(counts, " UNION ALL ")}`;
  return new Map(rows.map(({ table, rows: count }) => [table, count]));
}

export interface Merge {
  readonly id: string;
  readonly keptId: string;
  readonly goneId: string;
  readonly gone: Row;
  /** Of the one that stayed, the columns that changed, as they were and as they became. */
  readonly before: Row;
  readonly after: Row;
  /** By table: rows that the one that stayed had already, as they were. */
  readonly doubled: Readonly<Record<string, readonly Row[]>>;
  readonly byId: string | null;
  readonly at: Instant;
  readonly undoneAt: Instant | null;
}

/** Both in one order, whoever merges which into which. */
async function lockRows(change: Change, ids: readonly string[]): Promise<void> {
  await from(change).$queryRaw`
    SELECT id FROM "Customer" WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
}

/** Undefined when one of the two has changed since the versions that were looked at. */
export async function mergeRows(
  change: Change,
  {
    keep,
    gone: goneId,
    versions,
  }: { readonly keep: string; readonly gone: string; readonly versions: readonly number[] },
): Promise<Merge | undefined> {
  const { organizationId } = change;
  await lockRows(change, [keep, goneId]);
  const [kept, gone] = [await readRow(change, keep), await readRow(change, goneId)];
  if (!kept || !gone || kept.version !== versions[0] || gone.version !== versions[1]) return undefined;
  const id = newId();
  const after = combine(kept, gone);
  const before = Object.fromEntries(Object.keys(after).map((column) => [column, kept[column] ?? null]));
  const doubled: Record<string, Row[]> = {};
  const merge = { id, keptId: keep, goneId, gone, before, after, byId: change.memberId, at: change.at };
  await from(change).merge.create({
    data: { ...merge, organizationId, ...jsonOf({ gone, before, after }), doubled: {} },
  });
  for (const place of PLACES) {
    const rows = place.key === "id" ? [] : await takeDoubled(change, place, { keep, gone: goneId });
    if (rows.length > 0) doubled[place.table] = rows;
    await movePlace(change, place, merge);
  }
  if (Object.keys(doubled).length > 0)
    await from(change).merge.update({ where: { id }, data: { doubled: jsonOf({ doubled }).doubled } });
  await from(change).$executeRaw`DELETE FROM "Customer" WHERE id = ${goneId}::uuid`;
  await writeFacts(change, keep, {
    ...after,
    searchText: searchTextOf(String(kept.name), list(after.shortNames ?? kept.shortNames)),
  });
  await audit(change, {
    what: "customer.merged",
    subject: `customer:${keep}`,
    before,
    after: { ...after, gone: goneId, name: gone.name },
  });
  await audit(change, {
    what: "customer.merged_away",
    subject: `customer:${goneId}`,
    before: gone,
    after: { into: keep },
  });
  return { ...merge, doubled, undoneAt: null };
}

const jsonOf = <Name extends string>(rows: Readonly<Record<Name, unknown>>) =>
  JSON.parse(JSON.stringify(rows)) as Record<Name, Prisma.InputJsonObject>;

/** Rows that the other has too, taken away and given back: two shares with one colleague become one. */
const takeDoubled = async (
  change: Change,
  { table, column, key }: Place,
  { keep, gone }: { keep: string; gone: string },
) => {
  const rows = await from(change).$queryRaw<{ row: Row }[]>`
    DELETE FROM ${named(table)} t USING ${named(table)} k
    WHERE t.${named(column)} = ${gone}::uuid AND k.${named(column)} = ${keep}::uuid AND k.${named(key)} = t.${named(key)}
    RETURNING to_jsonb(t) AS row`;
  return rows.map(({ row }) => row);
};

const movePlace = (change: Change, place: Place, { id, keptId, goneId }: Pick<Merge, "id" | "keptId" | "goneId">) =>
  from(change).$executeRaw`
    WITH moved AS (
      UPDATE ${named(place.table)} t SET ${named(place.column)} = ${keptId}::uuid
      WHERE t."organizationId" = ${change.organizationId}::uuid AND t.${named(place.column)} = ${goneId}::uuid
      RETURNING t.${named(place.key)} AS row
    ) INSERT INTO "MergedReference" ("mergeId", place, "rowId") SELECT ${id}::uuid, ${at(place)}, row FROM moved`;

/** Sets these columns of a customer, which has changed then. */
async function writeFacts(change: Change, id: string, facts: Row): Promise<void> {
  const columns = Prisma.join(Object.keys(facts).map(named));
  await from(change).$executeRaw`
    UPDATE "Customer" SET version = version + 1, (${columns}) = (
      SELECT ${columns} FROM jsonb_populate_record(NULL::"Customer", ${JSON.stringify(facts)}::jsonb)
    ) WHERE id = ${id}::uuid`;
}

const rowsOf = ({ gone, before, after }: Readonly<Record<"gone" | "before" | "after", unknown>>) => ({
  gone: gone as Row,
  before: before as Row,
  after: after as Row,
});

export async function readMerge(scope: Scope, id: string): Promise<Merge | undefined> {
  if (!isId(id)) return undefined;
  const row = await from(scope).merge.findFirst({ where: { organizationId: scope.organizationId, id } });
  if (!row) return undefined;
  const { keptId, goneId, byId, at: when, undoneAt } = row;
  const doubled = row.doubled as Merge["doubled"];
  return { id, keptId, goneId, byId, at: when, undoneAt, doubled, ...rowsOf(row) };
}

/** Why a merge cannot be undone. */
export type UndoObstacle = "name_taken" | "edited" | "moved_on" | "worked_on";

/** What newer stands on the merge, if anything. Holds the customer that stayed until the change ends. */
export async function obstacleTo(change: Change, merge: Merge): Promise<UndoObstacle | undefined> {
  await lockRows(change, [merge.keptId]);
  const kept = await readRow(change, merge.keptId);
  const days = new Set(["lastContactOn", "lastVisitOn"]);
  const edited = Object.keys(merge.after).some(
    (column) => !days.has(column) && !same(kept?.[column], merge.after[column]),
  );
  if (!kept || edited) return "edited";
  const { segmentId, nameKey } = merge.gone as { segmentId: string; nameKey: string };
  const { organizationId } = change;
  if (await from(change).customer.findFirst({ where: { organizationId, segmentId, nameKey }, select: { id: true } }))
    return "name_taken";
  if (
    await isAny(
      change,
      PLACES.map((place) => elsewhere(place, merge)),
    )
  )
    return "moved_on";
  return (await isAny(change, [
    ...BONDS.map((bond) => tornBond(bond, merge)),
    ...TIES.map((tie) => tornTie(tie, merge)),
  ]))
    ? "worked_on"
    : undefined;
}

async function isAny(change: Change, questions: readonly Prisma.Sql[]): Promise<boolean> {
  const asked = questions.map((question) => Prisma.sql`EXISTS (${question})`);
  const [answer] = await from(change).$queryRaw<{ is: boolean }[]>`SELECT ${Prisma.join(asked, " OR ")} AS is`;
  return answer?.is === true;
}

/** Rows that moved along and were moved on since. */
const elsewhere = (place: Place, { id, keptId }: Merge): Prisma.Sql => Prisma.sql`
  SELECT 1 FROM "MergedReference" m JOIN ${named(place.table)} t ON t.${named(place.key)} = m."rowId"
  WHERE m."mergeId" = ${id}::uuid AND m.place = ${at(place)} AND ${place.key === "id"} AND t.${named(place.column)} <> ${keptId}::uuid`;

const moved = (table: string, row: Prisma.Sql, { id }: Merge): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM "MergedReference" m WHERE m."mergeId" = ${id}::uuid AND m.place = ${`${table}.customerId`} AND m."rowId" = ${row})`;

/** One of the two came along, the other did not. */
const tornBond = ({ table, column, to }: (typeof BONDS)[number], merge: Merge): Prisma.Sql => Prisma.sql`
  SELECT 1 FROM ${named(table)} t JOIN ${named(to)} o ON o.id = t.${named(column)}
  WHERE t."customerId" = ${merge.keptId}::uuid AND o."customerId" = ${merge.keptId}::uuid
    AND ${moved(table, Prisma.sql`t.id`, merge)} <> ${moved(to, Prisma.sql`o.id`, merge)}`;

const tornTie = ({ table, one, of }: (typeof TIES)[number], merge: Merge): Prisma.Sql => Prisma.sql`
  SELECT 1 FROM ${named(table)} t JOIN ${named(of)} o ON o.id = t.${named(one)} JOIN "Contact" k ON k.id = t."contactId"
  WHERE o."customerId" = ${merge.keptId}::uuid AND k."customerId" = ${merge.keptId}::uuid
    AND ${moved(of, Prisma.sql`o.id`, merge)} <> ${moved("Contact", Prisma.sql`k.id`, merge)}`;

/** Makes two of the one again, each with what was its own; what came since stays with the one that stayed. */
export async function undoRows(change: Change, merge: Merge): Promise<void> {
  const { keptId, goneId, gone, before } = merge;
  await from(change).$executeRaw`
    INSERT INTO "Customer" SELECT r.* FROM jsonb_populate_record(NULL::"Customer", ${JSON.stringify(gone)}::jsonb) r`;
  // Whoever has left meanwhile owns nothing.
  await from(change).$executeRaw`
    UPDATE "Customer" c SET version = c.version + 1, "ownerId" = (
      SELECT o.id FROM "Member" o WHERE o.id = c."ownerId" AND o."closedAt" IS NULL) WHERE c.id = ${goneId}::uuid`;
  for (const place of PLACES) await moveBack(change, place, merge);
  const kept = await readRow(change, keptId);
  const searchText = searchTextOf(String(kept?.name), list(before.shortNames ?? kept?.shortNames));
  await writeFacts(change, keptId, { ...before, searchText });
  await from(change).$executeRaw`
    UPDATE "Customer" c SET
      "lastContactOn" = GREATEST(c."lastContactOn", (SELECT max(a."happenedOn") FROM "Activity" a
        WHERE a."customerId" = c.id AND a."undoneAt" IS NULL)),
      "lastVisitOn" = GREATEST(c."lastVisitOn", (SELECT max(a."happenedOn") FROM "Activity" a
        WHERE a."customerId" = c.id AND a."undoneAt" IS NULL AND a.kind IN ('visit', 'meeting')))
    WHERE c.id = ${keptId}::uuid`;
  await from(change).merge.update({
    where: { id: merge.id },
    data: { undoneAt: change.at, undoneById: change.memberId },
  });
  await audit(change, { what: "customer.parted", subject: `customer:${keptId}`, before: merge.after, after: before });
  await audit(change, {
    what: "customer.parted",
    subject: `customer:${goneId}`,
    before: { into: keptId },
    after: gone,
  });
}

async function moveBack(change: Change, place: Place, { id, keptId, goneId, doubled }: Merge): Promise<void> {
  await from(change).$executeRaw`
    UPDATE ${named(place.table)} t SET ${named(place.column)} = ${goneId}::uuid FROM "MergedReference" m
    WHERE m."mergeId" = ${id}::uuid AND m.place = ${at(place)} AND t.${named(place.key)} = m."rowId"
      AND t.${named(place.column)} = ${keptId}::uuid`;
  const rows = doubled[place.table] ?? [];
  if (rows.length > 0)
    await from(change).$executeRaw`
      INSERT INTO ${named(place.table)}
      SELECT r.* FROM jsonb_populate_recordset(NULL::${named(place.table)}, ${JSON.stringify(rows)}::jsonb) r`;
}
