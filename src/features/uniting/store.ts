import type { Instant } from "../../core/clock.ts";
import { isId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import type { Place, Row } from "../../domain/uniting.ts";

/** What can be united: two rows of one table that speak of the same. */
export interface Kind {
  readonly subject: "customer" | "contact";
  readonly table: string;
  readonly places: readonly Place[];
  /** In SQL, by table: which rows the asker knows of, where not all. */
  readonly known?: Readonly<Record<string, (scope: Scope, row: Prisma.Sql) => Prisma.Sql>>;
  /** Where pairs that somebody told apart go with one of the two: they come back with it. */
  readonly pairs?: string;
  readonly entries: { readonly merged: string; readonly mergedAway: string; readonly parted: string };
  /** The columns of the one that stays that change by what is known of the other. */
  combine(kept: Row, gone: Row): Row;
  /** Columns that are made of others. */
  made(row: Row): Row;
}

const named = (name: string): Prisma.Sql => Prisma.raw(`"${name}"`);
const at = ({ table, column }: Place): string => `${table}.${column}`;

/** The whole row, whatever columns there are. Whoever asks has seen that it is in sight. */
export async function readRow(scope: Scope, { table }: Kind, id: string): Promise<Row | undefined> {
  const [found] = await from(scope).$queryRaw<{ row: Row }[]>`
    SELECT to_jsonb(c) AS row FROM ${named(table)} c
    WHERE c."organizationId" = ${scope.organizationId}::uuid AND c.id = ${id}::uuid`;
  return found?.row;
}

/** How many rows of each table would move along, of those the asker knows of: the others move unsaid. */
export async function countReferences(
  scope: Scope,
  { places, known = {} }: Kind,
  id: string,
): Promise<ReadonlyMap<string, number>> {
  const counts = places.map(
    ({ table, column }) => Prisma.sql`SELECT ${table} AS "table", count(*)::int AS rows FROM ${named(table)} t
      WHERE t."organizationId" = ${scope.organizationId}::uuid AND t.${named(column)} = ${id}::uuid
        AND ${known[table]?.(scope, Prisma.sql`t`) ?? Prisma.sql`TRUE`}`,
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
  /** By table: rows that the one that stayed had already, and pairs told apart, as they were. */
  readonly doubled: Readonly<Record<string, readonly Row[]>>;
  readonly byId: string | null;
  readonly at: Instant;
  readonly undoneAt: Instant | null;
}

/** Both in one order, whoever merges which into which. */
export async function lockRows(change: Change, { table }: Kind, ids: readonly string[]): Promise<void> {
  await from(change).$queryRaw`
    SELECT id FROM ${named(table)} WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
}

/** Undefined when one of the two has changed since the versions that were looked at. */
export async function mergeRows(
  change: Change,
  kind: Kind,
  {
    keep,
    gone: goneId,
    versions,
  }: { readonly keep: string; readonly gone: string; readonly versions: readonly number[] },
): Promise<Merge | undefined> {
  const { organizationId } = change;
  await lockRows(change, kind, [keep, goneId]);
  const [kept, gone] = [await readRow(change, kind, keep), await readRow(change, kind, goneId)];
  if (!kept || !gone || kept.version !== versions[0] || gone.version !== versions[1]) return undefined;
  const id = newId();
  const after = kind.combine(kept, gone);
  const before = Object.fromEntries(Object.keys(after).map((column) => [column, kept[column] ?? null]));
  const doubled: Record<string, Row[]> = {};
  const merge = { id, keptId: keep, goneId, gone, before, after, byId: change.memberId, at: change.at };
  await from(change).merge.create({
    data: { ...merge, subject: kind.subject, organizationId, ...jsonOf({ gone, before, after }), doubled: {} },
  });
  for (const place of kind.places) {
    const rows = place.key === "id" ? [] : await takeDoubled(change, place, { keep, gone: goneId });
    if (rows.length > 0) doubled[place.table] = rows;
    await movePlace(change, place, merge);
  }
  const apart = kind.pairs === undefined ? [] : await readApart(change, kind.pairs, goneId);
  if (kind.pairs !== undefined && apart.length > 0) doubled[kind.pairs] = apart;
  if (Object.keys(doubled).length > 0)
    await from(change).merge.update({ where: { id }, data: { doubled: jsonOf({ doubled }).doubled } });
  await from(change).$executeRaw`DELETE FROM ${named(kind.table)} WHERE id = ${goneId}::uuid`;
  await writeFacts(change, kind, { id: keep, facts: { ...after, ...kind.made({ ...kept, ...after }) } });
  const { entries, subject } = kind;
  await audit(change, {
    what: entries.merged,
    subject: `${subject}:${keep}`,
    before,
    after: { ...after, gone: goneId, name: gone.name },
  });
  await audit(change, {
    what: entries.mergedAway,
    subject: `${subject}:${goneId}`,
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

const readApart = async (change: Change, pairs: string, id: string): Promise<Row[]> => {
  const rows = await from(change).$queryRaw<{ row: Row }[]>`
    SELECT to_jsonb(p) AS row FROM ${named(pairs)} p WHERE ${id}::uuid IN (p."oneId", p."otherId") AND p."apartAt" IS NOT NULL`;
  return rows.map(({ row }) => row);
};

/** Also those that another merge kept, because the other one went first; but for those whose other one is gone still. */
const tellApart = (change: Change, { table, pairs }: { readonly table: string; readonly pairs: string }, id: string) =>
  from(change).$executeRaw`
    INSERT INTO ${named(pairs)}
    SELECT r.* FROM "Merge" m, jsonb_populate_recordset(NULL::${named(pairs)}, m.doubled -> ${pairs}) r
    WHERE m."organizationId" = ${change.organizationId}::uuid AND ${id}::uuid IN (r."oneId", r."otherId")
      AND 2 = (SELECT count(*) FROM ${named(table)} c WHERE c.id IN (r."oneId", r."otherId"))
    ON CONFLICT DO NOTHING`;

const movePlace = (change: Change, place: Place, { id, keptId, goneId }: Pick<Merge, "id" | "keptId" | "goneId">) =>
  from(change).$executeRaw`
    WITH moved AS (
      UPDATE ${named(place.table)} t SET ${named(place.column)} = ${keptId}::uuid
      WHERE t."organizationId" = ${change.organizationId}::uuid AND t.${named(place.column)} = ${goneId}::uuid
      RETURNING t.${named(place.key)} AS row
    ) INSERT INTO "MergedReference" ("mergeId", place, "rowId") SELECT ${id}::uuid, ${at(place)}, row FROM moved`;

/** Sets these columns of a row, which has changed then. */
async function writeFacts(
  change: Change,
  { table }: Kind,
  { id, facts }: { readonly id: string; readonly facts: Row },
): Promise<void> {
  const columns = Prisma.join(Object.keys(facts).map(named));
  await from(change).$executeRaw`
    UPDATE ${named(table)} SET version = version + 1, (${columns}) = (
      SELECT ${columns} FROM jsonb_populate_record(NULL::${named(table)}, ${JSON.stringify(facts)}::jsonb)
    ) WHERE id = ${id}::uuid`;
}

const rowsOf = ({ gone, before, after }: Readonly<Record<"gone" | "before" | "after", unknown>>) => ({
  gone: gone as Row,
  before: before as Row,
  after: after as Row,
});

export async function readMerge(scope: Scope, { subject }: Kind, id: string): Promise<Merge | undefined> {
  if (!isId(id)) return undefined;
  const row = await from(scope).merge.findFirst({ where: { organizationId: scope.organizationId, id, subject } });
  if (!row) return undefined;
  const { keptId, goneId, byId, at: when, undoneAt } = row;
  const doubled = row.doubled as Merge["doubled"];
  return { id, keptId, goneId, byId, at: when, undoneAt, doubled, ...rowsOf(row) };
}

export async function isAny(change: Change, questions: readonly Prisma.Sql[]): Promise<boolean> {
  const asked = questions.map((question) => Prisma.sql`EXISTS (${question})`);
  const [answer] = await from(change).$queryRaw<{ is: boolean }[]>`SELECT ${Prisma.join(asked, " OR ")} AS is`;
  return answer?.is === true;
}

/** Whether rows that moved along were moved on since. */
export const movedOn = (change: Change, { places }: Kind, merge: Merge): Promise<boolean> =>
  isAny(
    change,
    places.map((place) => elsewhere(place, merge)),
  );

/** Rows that moved along and were moved on since. */
const elsewhere = (place: Place, { id, keptId }: Merge): Prisma.Sql => Prisma.sql`
  SELECT 1 FROM "MergedReference" m JOIN ${named(place.table)} t ON t.${named(place.key)} = m."rowId"
  WHERE m."mergeId" = ${id}::uuid AND m.place = ${at(place)} AND ${place.key === "id"} AND t.${named(place.column)} <> ${keptId}::uuid`;

/** Makes two of the one again, each with what was its own; what came since stays with the one that stayed. */
export async function undoRows(change: Change, kind: Kind, merge: Merge): Promise<void> {
  const { keptId, goneId, gone, before } = merge;
  const { table, subject, entries } = kind;
  await from(change).$executeRaw`
    INSERT INTO ${named(table)} SELECT r.* FROM jsonb_populate_record(NULL::${named(table)}, ${JSON.stringify(gone)}::jsonb) r`;
  for (const place of kind.places) await moveBack(change, place, merge);
  const { pairs } = kind;
  if (pairs !== undefined) await tellApart(change, { table, pairs }, goneId);
  const kept = { ...(await readRow(change, kind, keptId)), ...before };
  await writeFacts(change, kind, { id: keptId, facts: { ...before, ...kind.made(kept) } });
  await from(change).merge.update({
    where: { id: merge.id },
    data: { undoneAt: change.at, undoneById: change.memberId },
  });
  await audit(change, { what: entries.parted, subject: `${subject}:${keptId}`, before: merge.after, after: before });
  await audit(change, {
    what: entries.parted,
    subject: `${subject}:${goneId}`,
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

/** One and all that became part of it, by however many merges. */
const withMerged = (id: string): Prisma.Sql => Prisma.sql`
  WITH RECURSIVE part AS (
    SELECT ${id}::uuid AS id
    UNION SELECT m."goneId" FROM "Merge" m JOIN part p ON m."keptId" = p.id AND m."undoneAt" IS NULL)
  SELECT id FROM part`;

/** The rows that became part of one, as they were, by however many merges. */
export async function readParts(scope: Scope, subject: Kind["subject"], id: string): Promise<Row[]> {
  const rows = await from(scope).$queryRaw<{ gone: Row }[]>`
    SELECT m.gone FROM "Merge" m
    WHERE m."organizationId" = ${scope.organizationId}::uuid AND m.subject::text = ${subject}
      AND m."undoneAt" IS NULL AND m."goneId" IN (${withMerged(id)})`;
  return rows.map(({ gone }) => gone);
}

/** Changes what merges keep of these: with it they would come back as they were. */
export async function rewriteMerges(
  change: Change,
  { subject, ids }: { readonly subject: Kind["subject"]; readonly ids: readonly string[] },
  rewrite: (row: unknown) => unknown,
): Promise<void> {
  const { organizationId } = change;
  const merges = await from(change).$queryRaw<(Pick<Merge, "id" | "goneId" | "keptId"> & Record<string, unknown>)[]>`
    SELECT id, "goneId", "keptId", gone, before, after FROM "Merge"
    WHERE "organizationId" = ${organizationId}::uuid AND subject::text = ${subject}
      AND ("goneId" = ANY(${[...ids]}::uuid[]) OR "keptId" = ANY(${[...ids]}::uuid[])) ORDER BY id FOR UPDATE`;
  for (const { id, goneId, keptId, gone, before, after } of merges) {
    const json = (of: string, row: unknown) => JSON.stringify(ids.includes(of) ? rewrite(row) : row);
    await from(change).$executeRaw`
      UPDATE "Merge" SET gone = ${json(goneId, gone)}::jsonb, before = ${json(keptId, before)}::jsonb,
        after = ${json(keptId, after)}::jsonb WHERE id = ${id}::uuid`;
  }
}
