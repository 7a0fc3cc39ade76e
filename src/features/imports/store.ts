import { createHash } from "node:crypto";
import type { Instant } from "../../core/clock.ts";
import { isId, type MemberId, newId } from "../../core/ids.ts";
import type { InBoth } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import type { SheetLook } from "../../core/sheet.ts";
import { audit } from "../../data/audit.ts";
import { type BulkRow, insertMany } from "../../data/bulk.ts";
import { ask, from, send } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { undoHoursOf } from "../../data/organization.ts";
import type { Decision, Trace } from "../../domain/intake.ts";
import type { Reason, RowValues } from "../../domain/row-values.ts";
import { undoableSince } from "../../domain/undoing.ts";
import type { ImportCounts, ImportState, Mapping } from "./rules.ts";
import { mappingSchema } from "./rules.ts";

export { isUnavailable, isUniqueConflict } from "../../data/errors.ts";
export { organizationOf } from "../../data/organization.ts";

/** An import as whoever began it sees it. */
export interface ImportView {
  readonly id: string;
  readonly memberId: string | null;
  readonly file: string;
  readonly state: ImportState;
  readonly looks: readonly SheetLook[];
  readonly mapping: Mapping | undefined;
  readonly counts: ImportCounts;
  /** Rows done of the step under way, and of how many. */
  readonly done: number;
  readonly total: number;
  readonly cancelAsked: boolean;
  readonly failure: InBoth | undefined;
  readonly createdAt: Instant;
  readonly appliedAt: Instant | null;
  readonly version: number;
  /** Who works on it; null while it waits. */
  readonly worker: string | null;
  /** Tries in a row that came no further. */
  readonly tries: number;
  readonly tryAt: Instant | null;
  /** The step it stands halted in, half of it written. */
  readonly haltedIn: ImportState | null;
  /** Its importer is gone: what stands half-way is for the admins. */
  readonly leftToAdmins: boolean;
}

const NOTHING: ImportCounts = { make: 0, merge: 0, skip: 0, refuse: 0 };
/** All but the bytes, which may be 50 MB. */
const FIELDS = {
  ...{ id: true, memberId: true, file: true, state: true, looks: true, mapping: true, counts: true, done: true },
  ...{ total: true, cancelAsked: true, failure: true, createdAt: true, appliedAt: true, version: true },
  ...{ worker: true, tries: true, tryAt: true, haltedIn: true, leftToAdmins: true },
} as const satisfies Prisma.ImportSelect;

const viewOf = (row: Prisma.ImportGetPayload<{ select: typeof FIELDS }>): ImportView => ({
  ...row,
  looks: JSON.parse(JSON.stringify(row.looks)),
  mapping: row.mapping === null ? undefined : mappingSchema.parse(row.mapping),
  counts: { ...NOTHING, ...(typeof row.counts === "object" ? row.counts : {}) },
  failure: row.failure === null ? undefined : JSON.parse(JSON.stringify(row.failure)),
});

/** One's own imports; a job and the command line see all of the organization. */
const own = ({ organizationId, memberId }: Scope): Prisma.ImportWhereInput => ({
  organizationId,
  ...(memberId !== null && { memberId }),
});

type Given = Pick<ImportView, "file" | "looks"> & { readonly bytes: Uint8Array; readonly createdAt?: Instant };
export const addImport = async (change: Change, given: Given): Promise<string> => {
  const { file, bytes, looks, createdAt = change.at } = given;
  const { organizationId, memberId, roles } = change;
  const byAdmin = memberId === null || roles.has("admin");
  const id = newId();
  const hash = createHash("sha256").update(bytes).digest("hex");
  await from(change).import.create({
    data: {
      ...{ id, organizationId, memberId, byAdmin, file, hash, createdAt },
      bytes: Buffer.from(bytes),
      looks: JSON.parse(JSON.stringify(looks)),
    },
  });
  await audit(change, { what: "import.read", subject: `import:${id}`, after: { file, hash } });
  return id;
};

/** The import, or null when there is none or it is another's. */
export const readImport = async (scope: Scope, id: string): Promise<ImportView | null> => {
  if (!isId(id)) return null;
  const row = await from(scope).import.findFirst({ where: { ...own(scope), id }, select: FIELDS });
  return row && viewOf(row);
};

/** The import that somebody's form is about, by who asks, anew each time: the form asks for each of its fields. */
const drawnFor = new WeakMap<Scope, { readonly id: string; readonly view: Promise<ImportView | null> }>();

/** What one sheet of one's own import looks like. */
export const readLook = async (scope: Scope, id: string, sheet: number): Promise<SheetLook | undefined> => {
  const known = drawnFor.get(scope);
  if (known?.id === id) return (await known.view)?.looks[sheet];
  const view = readImport(scope, id);
  drawnFor.set(scope, { id, view });
  // A database that was away for a moment is asked again.
  view.catch(() => drawnFor.delete(scope));
  return (await view)?.looks[sheet];
};

/** One's latest imports, newest first. */
export const readImports = async (scope: Scope, limit: number): Promise<ImportView[]> => {
  const rows = await from(scope).import.findMany({
    where: own(scope),
    select: FIELDS,
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: limit,
  });
  return rows.map(viewOf);
};

export const readBytes = async (scope: Scope, id: string): Promise<Uint8Array | null> =>
  (await from(scope).import.findFirst({ where: { ...own(scope), id }, select: { bytes: true } }))?.bytes ?? null;

/** Moves an import from one of these states; false when it is in another, or another's. */
export const moveImport = (
  change: Change,
  id: string,
  { among, to, by }: Move & { readonly among: readonly ImportState[] },
): Promise<boolean> => move(change, { ...own(change), id, state: { in: [...among] } }, { to, by });
/** Where it goes, and whose doing that is where it is not who changes it. */
type Move = { readonly to: Prisma.ImportUpdateManyMutationInput; readonly by?: Author | undefined };
type Author = Pick<Change, "memberId" | "from">;

/** That those who were erased on request come in again, as the admin said who imports. */
export const logErased = (change: Change, id: string): Promise<void> =>
  audit(change, { what: "import.takes_erased", subject: `import:${id}`, after: { takesErased: true } });

/** What was taken in and can still be undone, or stands half-way. */
const undoable = async (change: Change): Promise<Prisma.ImportWhereInput> => {
  const appliedAt = { gte: undoableSince(change.at, await undoHoursOf(change)) };
  return { organizationId: change.organizationId, OR: [{ state: "halted" }, { state: "applied", appliedAt }] };
};

/** Moves an import that was left to the admins; false when it is not left to them, at another step, or it is too late. */
export const moveLeft = async (change: Change, id: string, to: { readonly state: ImportState }): Promise<boolean> => {
  const left = { ...(await undoable(change)), id, leftToAdmins: true };
  return move(change, left, { to: { ...to, done: 0, tries: 0, tryAt: null } });
};

/** What somebody brought in and can still be taken back is for the admins from now on. @returns which imports */
export const leaveToAdmins = async (change: Change, memberId: MemberId): Promise<string[]> =>
  leave(change, { ...(await undoable(change)), memberId }, true);

/** Whoever brought it in is back: what stands is theirs again, what an admin is taking back goes on. @returns which imports */
export const returnToImporter = (change: Change, memberId: MemberId): Promise<string[]> =>
  leave(change, { organizationId: change.organizationId, memberId, state: { in: ["applied", "halted"] } }, false);

const leave = async (change: Change, whose: Prisma.ImportWhereInput, leftToAdmins: boolean): Promise<string[]> => {
  const where = { ...whose, leftToAdmins: !leftToAdmins };
  const ids = (await from(change).import.findMany({ where, select: { id: true } })).map(({ id }) => id);
  for (const id of ids) await move(change, { ...where, id }, { to: { leftToAdmins } });
  return ids;
};

const move = async (
  change: Change,
  where: Prisma.ImportWhereInput & { readonly id: string },
  { to, by }: Move,
): Promise<boolean> => {
  const before = await from(change).import.findFirst({ where, select: { state: true } });
  const { count } = await from(change).import.updateMany({ where, data: { ...to, version: { increment: 1 } } });
  if (!before || count === 0) return false;
  const after = to.state ? { state: to.state, ...(to.counts !== undefined && { counts: to.counts }) } : to;
  await audit({ ...change, ...by }, { what: "import.moved", subject: `import:${where.id}`, before, after });
  return true;
};

export interface StoredRow {
  readonly row: number;
  readonly values: RowValues | null;
  readonly verdict: Decision["verdict"];
  readonly about: string;
  readonly why: readonly Reason[];
  readonly applied: boolean;
  readonly traces: readonly Trace[] | null;
  readonly undone: boolean | null;
}

export const clearRows = (change: Change, id: string): Promise<unknown> =>
  from(change).importRow.deleteMany({ where: { organizationId: change.organizationId, importId: id } });

export const addRows = (
  change: Change,
  id: string,
  rows: readonly Pick<StoredRow, "row" | "values" | "verdict" | "about" | "why">[],
): Promise<void> =>
  insertMany(
    change,
    "ImportRow",
    rows.map(
      (row): BulkRow => ({
        ...{ ...row, importId: id, organizationId: change.organizationId, applied: false },
        values: row.values ?? {},
      }),
    ),
  );

/** What became of rows of a lot; of a refused one nothing is kept of what it says. False when one was refused meanwhile: it names somebody who was erased. */
export const keepRows = async (
  change: Change,
  id: string,
  rows: readonly (Pick<StoredRow, "row"> & Partial<StoredRow>)[],
): Promise<boolean> => {
  if (rows.length === 0) return true;
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== "row");
  const set = Prisma.raw(columns.map((column) => `"${column}" = t."${column}"`).join(", "));
  // Without the ends the database compares each of the lot with each of the import.
  const [first, last] = [Math.min(...rows.map(({ row }) => row)), Math.max(...rows.map(({ row }) => row))];
  const kept = await send(
    change,
    Prisma.sql`
      UPDATE "ImportRow" r SET ${set}, values = CASE WHEN t.verdict = 'refuse' THEN '{}' ELSE r.values END
      FROM jsonb_populate_recordset(NULL::"ImportRow", ${JSON.stringify(rows)}::jsonb) t
      WHERE r."importId" = ${id}::uuid AND r."organizationId" = ${change.organizationId}::uuid AND r.row = t.row
        AND r.row BETWEEN ${first}::int AND ${last}::int AND r.verdict <> 'refuse'`,
  );
  return kept === rows.length;
};

/** Rows of which nothing stayed. */
export const markUndone = (change: Change, id: string, rows: readonly number[]): Promise<unknown> =>
  from(change).$executeRaw`
    UPDATE "ImportRow" SET undone = true WHERE "importId" = ${id}::uuid
      AND "organizationId" = ${change.organizationId}::uuid AND row = ANY(${[...rows]}::int[])`;

/** What a step works with. */
export type LotRow = Pick<StoredRow, "row" | "values" | "verdict" | "why" | "traces">;

/**
 * The next rows of a step: those not taken in yet after a row, or those taken in and not yet back before one, later ones
 * first. As one text: row by row, the ORM takes as long as all the rest of the step.
 */
export const readLot = async (
  scope: Scope,
  id: string,
  wanted: { readonly limit: number; readonly held?: true } & (
    | { readonly applied: false; readonly after: number }
    | { readonly applied: true; readonly before: number | undefined }
  ),
): Promise<LotRow[]> => {
  const { applied, limit, held } = wanted;
  const which = applied
    ? Prisma.sql`undone IS NULL AND row < ${wanted.before ?? 2 ** 31 - 1}::int ORDER BY row DESC`
    : Prisma.sql`row > ${wanted.after}::int ORDER BY row`;
  const [found] = await ask<{ rows: string }>(
    scope,
    Prisma.sql`
    SELECT coalesce(json_agg(lot), '[]')::text AS rows FROM (
      SELECT row, CASE WHEN NOT applied THEN values END AS values, verdict, why, traces FROM "ImportRow"
      WHERE "importId" = ${id}::uuid AND "organizationId" = ${scope.organizationId}::uuid AND applied = ${applied} AND ${which}
      LIMIT ${limit}::int ${held ? Prisma.sql`FOR UPDATE` : Prisma.empty}) lot`,
  );
  return JSON.parse(found?.rows ?? "[]");
};

export interface RowsWanted {
  readonly verdict?: StoredRow["verdict"];
  /** Rows after this one. */
  readonly after?: number;
  readonly limit: number;
}
export const readRows = async (scope: Scope, id: string, wanted: RowsWanted): Promise<StoredRow[]> => {
  const { verdict, after, limit } = wanted;
  const rows = await from(scope).importRow.findMany({
    where: {
      organizationId: scope.organizationId,
      importId: id,
      import: own(scope),
      ...(verdict && { verdict }),
      ...(after !== undefined && { row: { gt: after } }),
    },
    orderBy: { row: "asc" },
    take: limit,
  });
  return rows.map((row) => JSON.parse(JSON.stringify(row)));
};

export const countRows = async (scope: Scope, id: string): Promise<ImportCounts> => {
  const rows = await from(scope).importRow.groupBy({
    by: ["verdict"],
    where: { organizationId: scope.organizationId, importId: id },
    _count: true,
  });
  const kept = await from(scope).importRow.count({
    where: { organizationId: scope.organizationId, importId: id, undone: false },
  });
  const counts = Object.fromEntries(rows.map(({ verdict, _count }) => [verdict, _count]));
  return { ...NOTHING, ...counts, ...(kept > 0 && { kept }) };
};
