import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Log } from "../core/log.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import { TellingPool } from "./held.ts";
import { type Asking, askingOn, type NameOf, type Sending } from "./straight.ts";

/** What a store sees of the database: the same queries inside a transaction and outside. */
export type Queries = Prisma.TransactionClient;

export interface Database {
  readonly handle: DatabaseHandle;
  /** For what Prisma cannot say, and for the job engine; shared with Prisma. */
  readonly pool: pg.Pool;
  /** Resolves when the database answers. @throws what `isUnavailable` of ./errors recognizes when it does not. */
  ping(): Promise<void>;
  /** Lets running queries end, then closes every connection. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly log?: Log;
  /** Connections at most; a transaction holds one. */
  readonly connections?: number;
  /** Milliseconds after which a statement is cancelled: a locked row must not hold up a chat answer. */
  readonly statementTimeout?: number;
}

/** What data/ knows of a pool: where transactions begin, and where their after-thoughts complain. */
export interface Root {
  readonly prisma: PrismaClient;
  readonly straight: Asking;
  readonly nameOf: NameOf;
  readonly log: Log | undefined;
}

const CONNECT_TIMEOUT = 3_000;
const STATEMENT_TIMEOUT = 15_000;
const IDLE_IN_TRANSACTION_TIMEOUT = 60_000;

/**
 * The ORM writes and reads instants without their zone: a server that has another would shift them against now(). And
 * our questions take milliseconds: to compile them, or to call other workers for them, takes longer than they do.
 */
const SESSION = "-c TimeZone=UTC -c jit=off -c max_parallel_workers_per_gather=0";

const queriesOf = new WeakMap<DatabaseHandle, Queries>();
const roots = new WeakMap<DatabaseHandle, Root>();
const sendings = new WeakMap<DatabaseHandle, Sending>();

/** Opens a pool on the database; it connects with the first query. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { log } = options;
  const pool = new TellingPool({
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: options.statementTimeout ?? STATEMENT_TIMEOUT,
    // A bot that vanished inside a transaction must not keep its rows locked.
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT,
    application_name: "rapport",
    options: SESSION,
    keepAlive: true,
  });
  pool.on("error", (error) => log?.warn({ err: error }, "An idle database connection was lost"));
  // While a connection is lent out the pool does not listen to it, and an error nobody listens to ends the process.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  const statementNameGenerator = preparedAs();
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator }),
    errorFormat: "minimal",
  });
  const handle = newHandle(prisma);
  const nameOf: NameOf = (sql, args) => statementNameGenerator({ sql, args });
  roots.set(handle, { prisma, straight: askingOn(pool, nameOf), nameOf, log });
  return {
    handle,
    pool,
    async ping() {
      await pool.query("SELECT 1");
    },
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** One connection of its own, without the limits of the bot's: for work on the whole database. Ends with `end()`. */
export const connected = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: "rapport" });
  // Without a listener a connection lost between two queries would end the process; the next query reports it.
  client.on("error", () => undefined);
  await client.connect();
  return client;
};

/** More different statements than the code has; lists of every length make others, which are not worth keeping. */
const MOST_PREPARED = 500;
/** The longest of what a change writes as it ends. */
const MOST_ARGUMENTS = 60;

/** Names of statements that each connection keeps prepared: parsed and planned once, not for every click. */
const preparedAs = () => {
  const names = new Map<string, string>();
  return ({ sql, args }: { readonly sql: string; readonly args: readonly unknown[] }): string => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // Nameless: prepared for this one time.
    if (names.size >= MOST_PREPARED || args.length > MOST_ARGUMENTS) return "";
    const name = `rapport_${names.size}`;
    names.set(sql, name);
    return name;
  };
};

/** The queries behind a scope: those of the pool, or those of the transaction when the scope is a change. */
export function from(scope: { readonly database: DatabaseHandle }): Queries {
  const queries = queriesOf.get(scope.database);
  if (!queries) throw new TypeError("This database handle was not opened by data/client.");
  return queries;
}

/**
 * SQL of our own, for what people wait for: straight to the database where the ORM has nothing to add, and within the
 * transaction inside a change. Rows are the same either way, see ./straight.
 */
export const ask = <Row>(scope: { readonly database: DatabaseHandle }, sql: Prisma.Sql): Promise<Row[]> =>
  roots.get(scope.database)?.straight<Row>(sql) ?? from(scope).$queryRaw<Row[]>(sql);

/**
 * SQL of our own inside a change, for what writes many rows: the ORM writes and reads all that it is given once more,
 * which takes longer than to put it together. @returns how many rows were written
 */
export const send = (change: { readonly database: DatabaseHandle }, sql: Prisma.Sql): Promise<number> =>
  sendings.get(change.database)?.(sql) ?? from(change).$executeRaw(sql);

/** @throws TypeError inside a change: changes do not nest. */
export function rootOf(handle: DatabaseHandle): Root {
  const root = roots.get(handle);
  if (!root) throw new TypeError("A change cannot begin inside another change.");
  return root;
}

/** A handle that says nothing outside data/ and leads back to these queries inside it. */
export function newHandle(queries: Queries, sending?: Sending): DatabaseHandle {
  const handle = Object.freeze({}) as DatabaseHandle;
  queriesOf.set(handle, queries);
  if (sending) sendings.set(handle, sending);
  return handle;
}
