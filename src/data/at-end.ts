import type { Change, DatabaseHandle, Scope } from "../core/scope.ts";
import { ask } from "./client.ts";
import { classify } from "./errors.ts";
import { Prisma } from "./generated/client.ts";

/** Statements by a name that another of them can refer to: all see the database as it was before any. */
type Statements = Readonly<Record<string, Prisma.Sql>>;

/** Of the statements one that must touch a row and say so by RETURNING: when it does not, the change is called off. */
interface Condition {
  readonly statement: string;
  /** A unique constraint that somebody faster may have run into first: that is the same. */
  readonly unique?: string;
  otherwise(): Error;
}

interface Ending {
  readonly works: (() => Promise<void>)[];
  readonly gathered: Map<
    object,
    { readonly rows: unknown[]; readonly condition?: Condition; statements(): Statements }
  >;
}
const endings = new WeakMap<DatabaseHandle, Ending>();

const endingOf = ({ database }: Change): Ending => {
  const known = endings.get(database);
  if (known) return known;
  const ending: Ending = { works: [], gathered: new Map() };
  endings.set(database, ending);
  return ending;
};

/** Has `work` done inside the change when all else of it is done: what it throws calls the change off. */
export const beforeEnd = (change: Change, work: () => Promise<void>): void => void endingOf(change).works.push(work);

/** For what a change writes and does not read itself: its rows are gathered, and written when the change ends. */
export const atEnd = <Row>(
  writing: (rows: readonly Row[]) => Statements,
  condition?: Condition,
): ((change: Change, row: Row) => void) => {
  return (change, row) => {
    const { gathered } = endingOf(change);
    const known = gathered.get(writing);
    if (known) known.rows.push(row);
    else {
      const rows = [row];
      gathered.set(writing, { rows, statements: () => writing(rows), ...(condition && { condition }) });
    }
  };
};

/** The same for rows that are added to a table, each with its columns by name. */
export const addAtEnd = <Row extends object>(table: string) =>
  atEnd<Row>((rows) => {
    const columns = new Set(rows.flatMap((row) => Object.keys(row)));
    const list = Prisma.raw([...columns].map((column) => `"${column}"`).join(", "));
    const name = Prisma.raw(`"${table}"`);
    return {
      [`added${table}`]: Prisma.sql`INSERT INTO ${name} (${list}) SELECT ${list} FROM ${recordsOf(table, rows)}`,
    };
  });

/** Rows as those of a table, in one parameter; a bigint travels as its digits. */
export const recordsOf = (table: string, rows: readonly unknown[]): Prisma.Sql => {
  const json = JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  return Prisma.sql`jsonb_populate_recordset(NULL::${Prisma.raw(`"${table}"`)}, ${json}::jsonb)`;
};

/**
 * Ends the change: writes what was gathered, all in one statement, as each is a way to the database and back.
 * @param writing where it is written, once all works are done
 */
export const end = async (change: Change, writing: (change: Change) => Scope): Promise<void> => {
  const ending = endings.get(change.database);
  if (!ending) return;
  for (const work of ending.works) await work();
  const gathered = [...ending.gathered.values()];
  const parts = gathered
    .flatMap((each) => Object.entries(each.statements()))
    .map(([name, sql]) => Prisma.sql`${Prisma.raw(`"${name}"`)} AS (${sql})`);
  if (parts.length === 0) return;
  const conditions = gathered.flatMap(({ condition }) => condition ?? []);
  const touched = conditions.map(({ statement }) => {
    const there = Prisma.sql`EXISTS (SELECT FROM ${Prisma.raw(`"${statement}"`)})`;
    return Prisma.sql`CASE WHEN ${there} THEN true ELSE call_off(${Prisma.raw(`'${statement}'`)}) END`;
  });
  try {
    await ask(
      writing(change),
      Prisma.sql`WITH ${Prisma.join(parts)} SELECT ${Prisma.join([Prisma.sql`true`, ...touched], " AND ")}`,
    );
  } catch (error) {
    const failure = classify(error);
    const broken = conditions.find(({ statement, unique }) =>
      failure.kind === "unique"
        ? unique === failure.constraint
        : failure.kind === "called_off" && statement === failure.by,
    );
    throw broken ? broken.otherwise() : error;
  }
};
