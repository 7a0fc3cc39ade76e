import { afterAll, beforeAll } from "vitest";
import { connected, type Database, openDatabase } from "../../src/data/client.ts";
import { BOOKKEEPING, COLUMNS, ERASING, MARKS, makesForItself, STRANGERS } from "./audited-tables.ts";
import type { TestDatabase } from "./database.ts";

/**
 * "Every change of data is in the audit log with who, when, from where, before and after" (domain.md §9). The database
 * itself notes each row that is written and in which transaction: whatever a test does is looked at, and a new table
 * needs nothing here.
 */
const WATCH = `
  CREATE SCHEMA watch;
  CREATE UNLOGGED TABLE watch.written (change xid8, "table" text, op text, old jsonb, new jsonb);
  CREATE FUNCTION watch.note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'UPDATE' OR OLD IS DISTINCT FROM NEW THEN
        INSERT INTO watch.written VALUES (pg_current_xact_id(), TG_TABLE_NAME, TG_OP,
          CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END);
      END IF;
      RETURN NULL;
    END $$;
  DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_%' LOOP
      EXECUTE format($sql$CREATE TRIGGER watched AFTER INSERT OR UPDATE OR DELETE ON public.%I FOR EACH ROW
        WHEN (current_setting('application_name') = '%s') EXECUTE FUNCTION watch.note()$sql$, name, 'WRITER');
    END LOOP;
  END $$`;

/** What the bot's own connections are called, and those of a test; see `withDatabase`. */
export type Writer = "rapport" | "test";

type Row = Readonly<Record<string, unknown>>;
export interface Written {
  readonly change: string;
  readonly table: string;
  readonly op: "INSERT" | "UPDATE" | "DELETE";
  readonly old: Row | null;
  readonly new: Row | null;
}
interface Entry {
  readonly what: string;
  readonly subject: string;
  readonly from: string;
  readonly at: string;
  readonly memberId: string | null;
  readonly organizationId: string;
  readonly before: Row | null;
  readonly after: Row | null;
}

/**
 * Connections of the bot to a test's database, for all that a talk, a job or a delivery does; what the test writes by
 * hand goes by `database` itself. Fails after the tests of the file with what was changed without an entry.
 */
export const watchedBot = (database: TestDatabase): Pick<Database, "handle"> => {
  let opened: Database | undefined;
  beforeAll(async () => {
    opened = openDatabase(database.url);
    await watchWrites(database.url);
  });
  afterAll(async () => {
    await opened?.close();
    const found = await unaudited(database.url);
    if (found.length > 0) throw new Error(`Changed without an entry in the audit log:\n${found.join("\n")}`);
  });
  return {
    get handle() {
      if (!opened) throw new Error("watchedBot() connects before the tests of the file: use it inside one.");
      return opened.handle;
    },
  };
};

/** From now on everything is looked at that this writer writes. */
export const watchWrites = async (url: string, writer: Writer = "rapport"): Promise<void> => {
  const client = await connected(url);
  await client.query(WATCH.replace("WRITER", writer));
  await client.end();
};

/** What has been written so far is not looked at: the founding of a company, say. */
export const forgetWrites = async (url: string): Promise<void> => {
  const client = await connected(url);
  await client.query("DELETE FROM watch.written");
  await client.end();
};

/** What was changed since without an entry that says it, each kind once. */
export const unaudited = async (url: string): Promise<string[]> => {
  const client = await connected(url);
  const { rows } = await client.query<Written>(
    `SELECT change::text, "table", op, old, new FROM watch.written WHERE "table" <> ALL($1)`,
    [Object.keys(BOOKKEEPING)],
  );
  await client.end();
  const changes = new Map<string, Written[]>();
  for (const row of rows) {
    const among = changes.get(row.change) ?? [];
    changes.set(row.change, among);
    among.push(row);
  }
  const found = [...changes.values()].flatMap(problemsIn);
  return [...new Set(found)].sort();
};

const problemsIn = (rows: readonly Written[]): string[] => {
  const entries = rows.flatMap(({ table, op, new: row }) =>
    table === "AuditEntry" && op === "INSERT" ? [row as unknown as Entry] : [],
  );
  const erasing = rows.some(({ table }) => ERASING.includes(table));
  const data = rows.filter((row) => isData(row) && !(erasing && row.op !== "INSERT"));
  const named = namedBy(entries, data);
  return [
    ...entries.flatMap(nobody),
    ...data.flatMap((row) => {
      const about = named.get(row);
      const label = `${row.op} ${row.table} ${changedIn(row).join(", ")}`.trim();
      if (entries.length === 0) return [`${label}: no entry`];
      const whats = [...new Set((about ?? entries).map(({ what }) => what))].join(", ");
      if (!about) return [`${label}: ${whats} does not name it`];
      return [
        ...(tellsBefore(row) && !about.some(({ before }) => before) ? [`${label}: ${whats} without before`] : []),
        ...(tellsAfter(row) && !about.some(({ after }) => after) ? [`${label}: ${whats} without after`] : []),
      ];
    }),
  ];
};

const nobody = ({ what, from, at, memberId }: Entry): string[] =>
  from !== "" && at && (memberId !== null || ["system", "operator"].includes(from) || what in STRANGERS)
    ? []
    : [`${what}: nobody, nowhere or never`];

const isData = (row: Written): boolean =>
  ![...ERASING, "AuditEntry"].includes(row.table) &&
  !makesForItself(row) &&
  (row.op !== "UPDATE" || changedIn(row).length > 0);

/** Columns that an update has changed, but those which only say how far the bot itself has come. */
const changedIn = ({ op, table, old, new: row }: Written): string[] =>
  op === "UPDATE"
    ? Object.keys(row ?? {}).filter((name) => !isSame(old?.[name], row?.[name]) && !COLUMNS[table]?.includes(name))
    : [];
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** There was something, of which only an entry knows from now on. */
const tellsBefore = (row: Written): boolean =>
  row.op === "DELETE" || changedIn(row).some((name) => !MARKS.has(name) && !isEmpty(row.old?.[name]));
const tellsAfter = (row: Written): boolean =>
  row.op === "INSERT" || changedIn(row).some((name) => !MARKS.has(name) && !isEmpty(row.new?.[name]));
const isEmpty = (value: unknown): boolean => value === null || value === false || isSame(value, []);

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const idsIn = (value: unknown): ReadonlySet<string> => new Set(JSON.stringify(value).match(ID));

/** What the entry is about: who made it is not, unless it is about them. */
const idsOf = ({ subject, before, after, memberId, organizationId }: Entry): ReadonlySet<string> => {
  const own = new Set([memberId, organizationId].filter((id) => id && !subject.includes(id)));
  return new Set([...idsIn([subject, before, after])].filter((id) => !own.has(id)));
};

/** Each row with the entries that name it, or that name the row which it is a part of. */
const namedBy = (entries: readonly Entry[], rows: readonly Written[]): ReadonlyMap<Written, readonly Entry[]> => {
  const naming = new Map<string, Entry[]>();
  for (const entry of entries)
    for (const id of idsOf(entry)) {
      const about = naming.get(id) ?? [];
      naming.set(id, about);
      about.push(entry);
    }
  const named = new Map<Written, readonly Entry[]>();
  const wholes = new Map<string, readonly Entry[]>();
  const take = (row: Written, by: ReadonlyMap<string, readonly Entry[]>) => {
    const about = [...idsIn([row.old, row.new])].flatMap((id) => by.get(id) ?? []);
    if (about.length > 0) named.set(row, about);
  };
  for (const row of rows) take(row, naming);
  for (const [row, about] of named) wholes.set(String((row.new ?? row.old)?.id), about);
  for (const row of rows) if (!named.has(row)) take(row, wholes);
  return named;
};
