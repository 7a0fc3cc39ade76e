import { newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { mendLot } from "../mending/public.ts";
import { WRITTEN } from "../written/public.ts";
import { patternsOf, type Wanted } from "./rules.ts";

export interface Scrubbing extends Wanted {
  /** Of a card, a form or an answer; of how sheets look; of what a row of a sheet says. */
  readonly mendCard: (card: unknown) => unknown;
  readonly mendLooks: (looks: unknown) => unknown;
  readonly mendSaid: (said: unknown) => unknown;
  /** Of a row about others: where it tells that the person is meant. */
  readonly mendAtOthers: (row: unknown) => unknown;
  /** What stands for the person. */
  readonly by: string;
}

/** Rows of a lot: read whole, as no index knows what a card says, and a transaction must not last. */
const LOT = 1_000;
const name = (column: string) => Prisma.raw(`"${column}"`);

/** Mends a lot of rows after one of them; the last of them, or undefined when the table is through. */
type Mends = (change: Change, how: Scrubbing, after: string | null) => Promise<string | undefined>;

/** Cards that were sent or are on their way, answers, and how a sheet looks with samples of its rows. */
const mendCopies =
  (
    table: "OutgoingMessage" | "Delivery" | "Import",
    column: string,
    mendOf: (how: Scrubbing) => (value: unknown) => unknown,
  ): Mends =>
  async (change, how, after) => {
    const { organizationId } = change;
    const [of, what, id] = [name(table), name(column), Prisma.raw(table === "Delivery" ? "text" : "uuid")];
    const lot = await from(change).$queryRaw<{ id: string; named: boolean }[]>`
      SELECT id::text AS id, said::text ILIKE ANY(${patternsOf(how)}) AS named FROM (
        SELECT id, ${what} AS said FROM ${of}
        WHERE "organizationId" = ${organizationId}::uuid AND (${after}::text IS NULL OR id < ${after}::${id})
        ORDER BY id DESC LIMIT ${LOT}) lot ORDER BY lot.id DESC`;
    const named = lot.flatMap((row) => (row.named ? [row.id] : []));
    // Held while they are mended: a card that is edited meanwhile would be as it was before.
    const rows = await from(change).$queryRaw<{ id: string; value: unknown }[]>`
      SELECT id::text AS id, ${what} AS value FROM ${of}
      WHERE "organizationId" = ${organizationId}::uuid AND id = ANY(${named}::${id}[]) ORDER BY id FOR UPDATE`;
    const mends = rows.flatMap(({ id, value }) => {
      const mended = mendOf(how)(value);
      return JSON.stringify(mended) === JSON.stringify(value) ? [] : [{ id, value: mended }];
    });
    await from(change).$executeRaw`
      UPDATE ${of} t SET ${what} = u.value
      FROM jsonb_to_recordset(${JSON.stringify(mends)}::jsonb) AS u(id text, value jsonb)
      WHERE t.id = u.id::${id} AND t."organizationId" = ${organizationId}::uuid`;
    if (table === "Import")
      await dropSheets(
        change,
        mends.map((each) => each.id),
      );
    return lot.length < LOT ? undefined : lot.at(-1)?.id;
  };

/** The files themselves of sheets that name the person; what was read of them goes on without. */
const dropSheets = (change: Change, ids: readonly string[]) =>
  from(change).import.updateMany({
    where: { organizationId: change.organizationId, id: { in: [...ids] } },
    data: { bytes: null },
  });

interface Said {
  readonly about: string;
  readonly values: unknown;
  readonly why: unknown;
  readonly traces: unknown;
}
interface Row {
  readonly importId: string;
  readonly row: number;
  readonly applied: boolean;
  readonly said: Said;
}

/** Rows of sheets: one that is taken in loses the person; one that is not yet would bring them back, and is refused. */
const mendRows: Mends = async (change, how, after) => {
  const { organizationId } = change;
  const [importId = null, row = null] = after?.split(" ") ?? [];
  const lot = await from(change).$queryRaw<{ importId: string; row: number; named: boolean }[]>`
    SELECT "importId"::text AS "importId", row,
      concat(about, values::text, why::text, traces::text) ILIKE ANY(${patternsOf(how)}) AS named
    FROM (SELECT * FROM "ImportRow"
      WHERE "organizationId" = ${organizationId}::uuid
        AND (${importId}::text IS NULL OR ("importId", row) > (${importId}::uuid, ${row}::int))
      ORDER BY "importId", row LIMIT ${LOT}) lot ORDER BY lot."importId", row`;
  const named = lot.filter((each) => each.named);
  // Held while they are mended, as one may be taken in at this moment: the import first, as whoever takes it in does.
  await from(change).$queryRaw`
    SELECT id FROM "Import" WHERE id = ANY(${named.map((each) => each.importId)}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  const rows = await from(change).$queryRaw<Row[]>`
    SELECT t."importId"::text AS "importId", t.row, t.applied,
      jsonb_build_object('about', t.about, 'values', t.values, 'why', t.why, 'traces', t.traces) AS said
    FROM "ImportRow" t
    WHERE t."organizationId" = ${organizationId}::uuid AND (t."importId", t.row) IN (
      SELECT * FROM unnest(${named.map((each) => each.importId)}::uuid[], ${named.map((each) => each.row)}::int[]))
    ORDER BY t."importId", t.row FOR UPDATE OF t`;
  await keepRows(
    change,
    rows.flatMap((each) => mendedRow(each, how)),
  );
  const last = lot.at(-1);
  return lot.length < LOT || !last ? undefined : `${last.importId} ${last.row}`;
};

type MendedRow = Pick<Row, "importId" | "row"> & Said & { readonly refused: boolean };
/** The row mended; none where it names nobody. */
const mendedRow = ({ importId, row, applied, said }: Row, how: Scrubbing): MendedRow[] => {
  const mended = how.mendSaid(said);
  if (JSON.stringify(mended) === JSON.stringify(said)) return [];
  const refused = { about: how.by, values: {}, why: [{ code: "erased" }], traces: said.traces };
  return [{ importId, row, refused: !applied, ...(applied ? (mended as Said) : refused) }];
};

const keepRows = async (change: Change, rows: readonly MendedRow[]): Promise<void> => {
  await dropSheets(change, [...new Set(rows.flatMap(({ importId, refused }) => (refused ? [importId] : [])))]);
  await from(change).$executeRaw`
    UPDATE "ImportRow" t SET about = u.about, values = u.values, why = u.why, traces = nullif(u.traces, 'null'),
      verdict = CASE WHEN u.refused THEN 'refuse'::"RowVerdict" ELSE t.verdict END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS u("importId" uuid, row int, refused boolean, about text, values jsonb, why jsonb, traces jsonb)
    WHERE t."importId" = u."importId" AND t.row = u.row AND t."organizationId" = ${change.organizationId}::uuid`;
};

/**
 * In this order, as a sheet that waits to be taken in would bring the person back; what was written of others last. New
 * ones come at the end: some may be half-way when they do.
 */
const PLACES: readonly Mends[] = [
  mendRows,
  mendCopies("Import", "looks", ({ mendLooks }) => mendLooks),
  mendCopies("OutgoingMessage", "card", ({ mendCard }) => mendCard),
  mendCopies("Delivery", "outcome", ({ mendCard }) => mendCard),
  ...WRITTEN.map(
    (source): Mends =>
      (change, how, after) =>
        mendLot(change, source, {
          patterns: patternsOf({ about: [], named: how.named }),
          mend: how.mendAtOthers,
          after,
        }),
  ),
];

/** How a packed file begins. */
const PACKED = "PK\\003\\004";

/**
 * Files that wait to be sent and say one of the names: what stands for them is told instead. Into packed ones, as
 * sheets are, the database cannot look: whoever waits for one asks for it again.
 */
export const dropFiles = async (change: Change, names: readonly string[]): Promise<number> => {
  const words = patternsOf({ about: [], named: names });
  const inside = names.map((word) => Prisma.sql`position(convert_to(${word}, 'UTF8') IN bytes) > 0`);
  return from(change).$executeRaw`
    DELETE FROM "StoredFile" WHERE "organizationId" = ${change.organizationId}::uuid
      AND (name ILIKE ANY(${words}) OR substr(bytes, 1, 4) = ${PACKED}::bytea OR ${Prisma.join(inside, " OR ")})`;
};

/** Remembers whom the copies are to lose, until they are gone through. */
export const keepScrubbing = async (change: Change, wanted: object): Promise<string> => {
  const id = newId();
  const { organizationId, at: createdAt } = change;
  const data = { id, organizationId, wanted: JSON.parse(JSON.stringify(wanted)), createdAt };
  await from(change).scrubbing.create({ data, select: { id: true } });
  return id;
};

/** Whom the copies are to lose; undefined once they have. */
export const readScrubbing = async (scope: Scope, id: string): Promise<unknown> =>
  (await from(scope).scrubbing.findFirst({ where: { id, organizationId: scope.organizationId } }))?.wanted;

/**
 * Takes somebody out of the next lot of what is kept for a while of what was said and brought in. False when that was
 * the last: nothing is remembered of them from then on.
 */
export const scrubFurther = async (change: Change, id: string, how: Scrubbing): Promise<boolean> => {
  const { organizationId } = change;
  const [standing] = await from(change).$queryRaw<{ place: number; after: string | null }[]>`
    SELECT place, after FROM "Scrubbing" WHERE id = ${id}::uuid AND "organizationId" = ${organizationId}::uuid FOR UPDATE`;
  const mends = standing && PLACES[standing.place];
  if (!mends) return false;
  // Histories are changed for this alone.
  await from(change).$queryRaw`SELECT set_config('rapport.erasure', ${id}, true)`;
  const after = await mends(change, how, standing.after);
  const next = after === undefined ? { place: standing.place + 1, after: null } : { after };
  const where = { id, organizationId };
  if (after === undefined && standing.place === PLACES.length - 1) {
    await from(change).scrubbing.deleteMany({ where });
    return false;
  }
  await from(change).scrubbing.updateMany({ where, data: next });
  return true;
};
