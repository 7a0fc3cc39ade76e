import type { Change } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { keyOf, type Row, type Source, textsOf } from "../../data/sources.ts";

/** A row's texts as they are to be. */
type MendRow = (texts: Row["texts"]) => unknown;
const name = (column: string) => Prisma.raw(`"${column}"`);

/** Mends the free text in rows of a table; how many it changed. */
export async function mendSource(
  change: Change,
  source: Source,
  { where, mend }: { readonly where: Prisma.Sql; readonly mend: MendRow },
): Promise<number> {
  const { columns, written } = keyOf(source);
  // Held while they are mended: what is edited meanwhile would be as it was before.
  const rows = await from(change).$queryRaw<Row[]>`
    SELECT ${written} AS id, ${textsOf(source)} AS texts FROM ${name(source.table)} t
    WHERE t."organizationId" = ${change.organizationId}::uuid AND ${where} ORDER BY ${columns} FOR UPDATE OF t`;
  return keepMended(change, source, { rows, mend });
}

async function keepMended(
  change: Change,
  source: Source,
  { rows, mend }: { readonly rows: readonly Row[]; readonly mend: MendRow },
): Promise<number> {
  const { table, columns, json = [] } = source;
  const key = keyOf(source);
  const mends = rows
    .map(({ id, texts }) => ({ id, before: texts, texts: mend(texts) }))
    .filter(({ before, texts }) => JSON.stringify(before) !== JSON.stringify(texts));
  if (mends.length === 0) return 0;
  const set = [
    ...columns.map((column) => Prisma.sql`${name(column)} = u.texts->>${column}`),
    ...json.map((column) => Prisma.sql`${name(column)} = nullif(u.texts->${column}, 'null')`),
    ...(source.versioned ? [Prisma.sql`version = t.version + 1`] : []),
  ];
  await from(change).$executeRaw`
    UPDATE ${name(table)} t SET ${Prisma.join(set)}
    FROM jsonb_to_recordset(${JSON.stringify(mends.map(({ id, texts }) => ({ id, texts })))}::jsonb)
      AS u(id text, texts jsonb)
    WHERE (${key.columns}) = (${key.read(Prisma.sql`u.id`)}) AND t."organizationId" = ${change.organizationId}::uuid`;
  return mends.length;
}

/** Rows of a lot: read whole, as no index knows what a text says, and a transaction must not last. */
const LOT = 1_000;

/**
 * Mends a lot of a table's rows after one of them, those alone that one of the patterns finds; the last of the lot, or
 * undefined when the table is through.
 */
export async function mendLot(
  change: Change,
  source: Source,
  {
    patterns,
    mend,
    after,
  }: { readonly patterns: readonly string[]; readonly mend: MendRow; readonly after: string | null },
): Promise<string | undefined> {
  const { columns, falling, written, read } = keyOf(source);
  const lot = await from(change).$queryRaw<{ id: string; named: boolean }[]>`
    SELECT id, texts::text ILIKE ANY(${[...patterns]}) AS named FROM (
      SELECT ${written} AS id, ${textsOf(source)} AS texts FROM ${name(source.table)} t
      WHERE t."organizationId" = ${change.organizationId}::uuid
        AND (${after}::text IS NULL OR (${columns}) < (${read(Prisma.sql`${after}::text`)}))
      ORDER BY ${falling} LIMIT ${LOT}) lot`;
  const named = lot.flatMap(({ id, named }) => (named ? [id] : []));
  const where = Prisma.sql`(${columns}) IN (SELECT ${read(Prisma.sql`id`)} FROM unnest(${named}::text[]) id)`;
  if (named.length > 0) await mendSource(change, source, { where, mend });
  return lot.length < LOT ? undefined : lot.at(-1)?.id;
}
