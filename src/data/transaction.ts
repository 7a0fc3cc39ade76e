import type { Instant } from "../core/clock.ts";
import type { Log } from "../core/log.ts";
import type { Change, DatabaseHandle, Scope } from "../core/scope.ts";
import { end } from "./at-end.ts";
import { from, newHandle, rootOf } from "./client.ts";
import { classify } from "./errors.ts";
import { type Unbegun, unbegun } from "./unbegun.ts";

export interface ChangeOptions {
  /** The platform the change comes from, "system" for a job: kept in audit and timelines. */
  readonly from: string;
  /** When it happens; the scope's now when left out. */
  readonly at?: Instant;
  /** Milliseconds the whole transaction may take, 10,000 when left out. */
  readonly timeout?: number;
}

type Hook = () => void | Promise<void>;

const ATTEMPTS = 4;
const TIMEOUT = 10_000;
/** Below the two seconds a person may wait for an answer. */
const WAIT_FOR_CONNECTION = 1_500;

const hooksOf = new WeakMap<DatabaseHandle, Hook[]>();
const handleNow = new WeakMap<DatabaseHandle, () => DatabaseHandle>();

/**
 * Runs `work` in one transaction: all of it is kept, or nothing when it throws. When two transactions meet and the
 * database calls one off, `work` runs again from the start, so it must do nothing but database work; the rest
 * goes through `afterCommit`. Work that asks nothing of the database and leaves all it writes to the end is one
 * statement, which is a transaction by itself.
 */
export async function change<T>(
  scope: Scope,
  options: ChangeOptions,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  const root = rootOf(scope.database);
  const at = options.at ?? scope.clock.now();
  for (let attempt = 1; ; attempt += 1) {
    const hooks: Hook[] = [];
    const transaction = unbegun(root, { maxWait: WAIT_FOR_CONNECTION, timeout: options.timeout ?? TIMEOUT });
    try {
      const inside = begin(scope, transaction, { from: options.from, at, hooks });
      handleNow.set(inside.database, () => (transaction.begun ? inside.database : scope.database));
      const result = await work(inside);
      await end(inside, unheld);
      await transaction.commit();
      runHooks(hooks, root.log);
      return result;
    } catch (error) {
      await transaction.rollBack(error);
      if (attempt === ATTEMPTS || classify(error).kind !== "conflict") throw error;
    }
  }
}

/** Has `hook` run when the change is committed, and never when it is not. A failing hook is logged: the change stands. */
export function afterCommit(change: Change, hook: Hook): void {
  const hooks = hooksOf.get(change.database);
  if (!hooks) throw new TypeError("This change was not begun by data/transaction.");
  hooks.push(hook);
}

/**
 * The change for what it reads and need not hold, as a condition at its end looks whether it is still so: that begins no
 * transaction, and is done in the one that has begun.
 */
export function unheld(change: Change): Scope {
  const database = handleNow.get(change.database);
  if (!database) throw new TypeError("This change was not begun by data/transaction.");
  return { ...change, database: database() };
}

/** SQL with `$1` parameters inside the change's own transaction: what pg-boss takes as its `db` option. */
export function sqlOf(change: Change): {
  executeSql(sql: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>;
} {
  const queries = from(change);
  return {
    async executeSql(sql, values = []) {
      const rows = await queries.$queryRawUnsafe<Row[]>(sql, ...values.map((value) => value ?? null));
      return { rows };
    },
  };
}
type Row = Record<string, unknown>;

function begin(
  scope: Scope,
  { queries, send }: Pick<Unbegun, "queries" | "send">,
  { from, at, hooks }: { readonly from: string; readonly at: Instant; readonly hooks: Hook[] },
): Change {
  const database = newHandle(queries, send);
  hooksOf.set(database, hooks);
  return { ...scope, database, from, at } as Change;
}

function runHooks(hooks: readonly Hook[], log: Log | undefined): void {
  for (const hook of hooks) {
    Promise.resolve()
      .then(hook)
      .catch((error: unknown) => log?.error({ err: error }, "What should follow a committed change failed"));
  }
}
