import { Prisma } from "./generated/client.ts";

type Key = readonly (readonly [column: string, type: "uuid" | "int"])[];

/** A table with free text in which a customer's people may be named. */
export interface Source {
  readonly table: string;
  readonly columns: readonly string[];
  readonly json?: readonly string[];
  /** Which rows, of `t`. */
  readonly where: (of: Of) => Prisma.Sql;
  readonly versioned?: boolean;
  /** What tells rows apart that have no id: columns, in order, each with its type. */
  readonly key?: Key;
  /** No customer is named: only the name itself says who is meant. */
  readonly elsewhere?: boolean;
  /** Its customer, where that is no column of `t`. */
  readonly customer?: Prisma.Sql;
}
export interface Of {
  readonly organizationId: string;
  readonly customerId: string;
  readonly contactId: string;
  /** The customer and all that became part of it. */
  readonly customers: readonly string[];
  /** Patterns of what gives the person away wherever it stands. */
  readonly telling: readonly string[];
}

const name = (column: string) => Prisma.raw(`"${column}"`);

export interface Row {
  readonly id: string;
  /** By column. */
  readonly texts: Readonly<Record<string, unknown>>;
}

/** The key of `t` as its table sorts it, that of an id as it is written, and how it is written. */
export const keyOf = ({ key = [["id", "uuid"]] }: Source) => ({
  columns: Prisma.join(key.map(([column]) => Prisma.sql`t.${name(column)}`)),
  falling: Prisma.join(key.map(([column]) => Prisma.sql`t.${name(column)} DESC`)),
  written: Prisma.sql`concat_ws(' ', ${Prisma.join(key.map(([column]) => Prisma.sql`t.${name(column)}`))})`,
  read: (id: Prisma.Sql) =>
    Prisma.join(key.map(([, type], at) => Prisma.sql`split_part(${id}, ' ', ${at + 1}::int)::${Prisma.raw(type)}`)),
});
export const textsOf = ({ columns, json = [] }: Source): Prisma.Sql =>
  Prisma.sql`jsonb_build_object(${Prisma.join([...columns, ...json].map((column) => Prisma.sql`${column}::text, t.${name(column)}`))})`;
/** All of it as one text, in a quarter of the time that the former takes: for what goes through all rows there are. */
export const saidIn = ({ columns, json = [] }: Source): Prisma.Sql =>
  Prisma.sql`concat_ws(' ', ${Prisma.join([...columns, ...json].map((column) => Prisma.sql`t.${name(column)}`))})`;
