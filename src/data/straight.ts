import pg from "pg";
import type { Prisma } from "./generated/client.ts";

/** What a statement is kept prepared as; "" for one that is not. */
export type NameOf = (sql: string, values: readonly unknown[]) => string;
/** @returns how many rows were written */
export type Sending = (sql: Prisma.Sql) => Promise<number>;
export type Asking = <Row>(sql: Prisma.Sql) => Promise<Row[]>;

/** Columns as the ORM's own raw queries read them, by the number of their type; the rest is as pg reads it. */
const READ: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.INT8]: BigInt,
  [pg.types.builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
  [pg.types.builtins.NUMERIC]: () => {
    throw new TypeError("Numbers with a fraction are no money: say in the SQL what they shall be.");
  },
};
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: "text" | "binary") =>
    READ[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** Sends SQL past the ORM, which spends more on each statement than many of them take. */
export const askingOn =
  (pool: pg.Pool, nameOf: NameOf): Asking =>
  async <Row>({ text, values }: Prisma.Sql) => {
    const { rows } = await pool.query({ name: nameOf(text, values), text, values: [...values], types });
    return rows as Row[];
  };

/** The same for what writes, within a transaction. */
export const sendOn = async (client: pg.ClientBase, nameOf: NameOf, { text, values }: Prisma.Sql): Promise<number> =>
  (await client.query({ name: nameOf(text, values), text, values: [...values] })).rowCount ?? 0;
