import type { Queries, Root } from "./client.ts";
import { type Held, holding } from "./held.ts";
import { type Sending, sendOn } from "./straight.ts";

/** A transaction that begins with the first statement asked of it: where none is, none is begun. */
export interface Unbegun {
  /** Those of the transaction. */
  readonly queries: Queries;
  /** Past the ORM, on the connection of the transaction. */
  readonly send: Sending;
  readonly begun: boolean;
  /** Ends it. @throws what the database says when it cannot be kept */
  commit(): Promise<void>;
  rollBack(error: unknown): Promise<void>;
}

interface Limits {
  /** Milliseconds to wait for a connection. */
  readonly maxWait: number;
  /** Milliseconds the transaction may take, from its beginning. */
  readonly timeout: number;
}

export const unbegun = ({ prisma, nameOf }: Root, limits: Limits): Unbegun => {
  let begun: Promise<Queries> | undefined;
  let ended: Promise<void> = Promise.resolve();
  const held: Held = { client: undefined };
  let [keep, drop] = [(): void => undefined, (_: unknown): void => undefined];
  const settled = new Promise<void>((resolve, reject) => {
    [keep, drop] = [resolve, reject];
  });
  // Rolled back before it has begun: nobody waits for it yet.
  settled.catch(() => undefined);
  const begin = (): Promise<Queries> => {
    begun ??= new Promise((resolve, reject) => {
      const within = (queries: Queries): Promise<void> => {
        resolve(queries);
        return settled;
      };
      ended = holding(held, () => prisma.$transaction(within, limits));
      // One that could not begin is told to whoever asks something of it.
      ended.catch(reject);
    });
    return begun;
  };
  return {
    queries: asking(begin),
    async send(sql) {
      const queries = await begin();
      // One that took too long has lost its connection, which the ORM says in its own words.
      return held.client ? sendOn(held.client, nameOf, sql) : queries.$executeRaw(sql);
    },
    get begun() {
      return begun !== undefined;
    },
    async commit() {
      keep();
      await ended;
    },
    async rollBack(error) {
      drop(error);
      await ended.catch(() => undefined);
    },
  };
};

/** Queries that are there before their transaction: `queries.customer.findMany(…)` begins it, and asks it then. */
const asking = (begin: () => Promise<Queries>): Queries => {
  const ask =
    (path: readonly PropertyKey[]) =>
    async (...given: unknown[]): Promise<unknown> => {
      let [called, on]: [unknown, unknown] = [await begin(), undefined];
      for (const name of path) [called, on] = [Reflect.get(called as object, name), called];
      return Reflect.apply(called as () => unknown, on, given);
    };
  const models = new Map<PropertyKey, object>();
  const modelOf = (model: PropertyKey): object => {
    const known = models.get(model) ?? new Proxy({}, { get: (_, method) => ask([model, method]) });
    models.set(model, known);
    return known;
  };
  return new Proxy({} as Queries, {
    get: (_, name) => (String(name).startsWith("$") ? ask([name]) : modelOf(name)),
  });
};
