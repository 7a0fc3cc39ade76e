import type { Change } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { isAbout, patternsOf, type Wanted } from "./rules.ts";

export interface Scrubbing extends Wanted {
  /** In what is of the customer, also what the person is called there; elsewhere the name itself alone. */
  readonly mend: (value: unknown) => unknown;
  readonly mendElsewhere: (value: unknown) => unknown;
  /** As whom the person is known. */
  readonly names: readonly string[];
  /** What stands for the person. */
  readonly by: string;
}

/** Cards that were sent or are on their way, answers, and how a sheet looks with samples of its rows. */
const CARDS = [
  { table: "OutgoingMessage", column: "card" },
  { table: "Delivery", column: "outcome" },
  { table: "Import", column: "looks" },
] as const;

const name = (column: string) => Prisma.raw(`"${column}"`);

const scrubCards = async (
  change: Change,
  { table, column }: (typeof CARDS)[number],
  how: Scrubbing,
): Promise<number> => {
  const { organizationId } = change;
  const rows = await from(change).$queryRaw<{ id: string; value: unknown }[]>`
    SELECT id::text AS id, ${name(column)} AS value FROM ${name(table)}
    WHERE "organizationId" = ${organizationId}::uuid AND ${name(column)}::text ILIKE ANY(${patternsOf(how)})`;
  const mends = rows.flatMap(({ id, value }) => {
    const text = JSON.stringify(value);
    const mended = isAbout(text, how) ? how.mend(value) : how.mendElsewhere(value);
    return JSON.stringify(mended) === text ? [] : [{ id, value: mended }];
  });
  if (mends.length === 0) return 0;
  await from(change).$executeRaw`
    UPDATE ${name(table)} t SET ${name(column)} = u.value
    FROM jsonb_to_recordset(${JSON.stringify(mends)}::jsonb) AS u(id text, value jsonb)
    WHERE t.id = u.id::${Prisma.raw(table === "Delivery" ? "text" : "uuid")} AND t."organizationId" = ${organizationId}::uuid`;
  if (table === "Import")
    await dropSheets(
      change,
      mends.map(({ id }) => id),
    );
  return mends.length;
};

/** The files themselves of sheets that name the person; what was read of them goes on without. */
const dropSheets = (change: Change, ids: readonly string[]) =>
  from(change).import.updateMany({
    where: { organizationId: change.organizationId, id: { in: [...ids] } },
    data: { bytes: null },
  });

interface Row {
  readonly importId: string;
  readonly row: number;
  readonly applied: boolean;
  readonly about: string;
  readonly values: unknown;
  readonly why: unknown;
  readonly traces: unknown;
}

/** Rows of sheets: one that is taken in loses the person; one that is not yet would bring them back, and is refused. */
const scrubRows = async (change: Change, how: Scrubbing): Promise<number> => {
  const { organizationId } = change;
  const rows = await from(change).$queryRaw<Row[]>`
    SELECT "importId"::text AS "importId", row, applied, about, values, why, traces FROM "ImportRow"
    WHERE "organizationId" = ${organizationId}::uuid
      AND concat(about, values::text, why::text, traces::text) ILIKE ANY(${patternsOf(how)})`;
  const mends = rows.flatMap(({ importId, row, applied, ...said }) => {
    const text = JSON.stringify(said);
    const mended = isAbout(text, how) ? how.mend(said) : how.mendElsewhere(said);
    if (JSON.stringify(mended) === text) return [];
    const refused = { about: how.by, values: {}, why: [{ code: "erased" }], traces: said.traces };
    return [{ importId, row, refused: !applied, ...(applied ? (mended as typeof said) : refused) }];
  });
  if (mends.length === 0) return 0;
  await dropSheets(change, [...new Set(mends.flatMap(({ importId, refused }) => (refused ? [importId] : [])))]);
  await from(change).$executeRaw`
    UPDATE "ImportRow" t SET about = u.about, values = u.values, why = u.why, traces = nullif(u.traces, 'null'),
      verdict = CASE WHEN u.refused THEN 'refuse'::"RowVerdict" ELSE t.verdict END
    FROM jsonb_to_recordset(${JSON.stringify(mends)}::jsonb)
      AS u("importId" uuid, row int, refused boolean, about text, values jsonb, why jsonb, traces jsonb)
    WHERE t."importId" = u."importId" AND t.row = u.row AND t."organizationId" = ${organizationId}::uuid`;
  return mends.length;
};

/** How a packed file begins. */
const PACKED = "PK\\003\\004";

/**
 * Files that wait to be sent and say the name: what stands for them is told instead. Into packed ones, as sheets are,
 * the database cannot look: whoever waits for one asks for it again.
 */
const dropFiles = async (change: Change, how: Scrubbing): Promise<number> => {
  const words = patternsOf({ about: [], named: how.names });
  const inside = how.names.map((word) => Prisma.sql`position(convert_to(${word}, 'UTF8') IN bytes) > 0`);
  if (inside.length === 0) return 0;
  return from(change).$executeRaw`
    DELETE FROM "StoredFile" WHERE "organizationId" = ${change.organizationId}::uuid
      AND (name ILIKE ANY(${words}) OR substr(bytes, 1, 4) = ${PACKED}::bytea OR ${Prisma.join(inside, " OR ")})`;
};

/** Takes somebody out of what is kept for a while of what was said and brought in; how many copies named them. */
export const scrubCopies = async (change: Change, how: Scrubbing): Promise<number> => {
  let count = 0;
  for (const cards of CARDS) count += await scrubCards(change, cards, how);
  count += await dropFiles(change, how);
  return count + (await scrubRows(change, how));
};
