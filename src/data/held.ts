import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** The connection that a transaction of the ORM runs on, while it has it. */
export interface Held {
  client: pg.PoolClient | undefined;
}

const beginning = new AsyncLocalStorage<Held>();

/** Begins what takes one connection of the pool and keeps it. */
export const holding = <Begun>(held: Held, begin: () => Begun): Begun => beginning.run(held, begin);

/** A pool that tells which connection it lends to a transaction; the ORM keeps that to itself. */
export class TellingPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): unknown {
    if (callback) return super.connect(callback);
    const held = beginning.getStore();
    return held ? super.connect().then((client) => lent(held, client)) : super.connect();
  }
}
type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (destroy?: boolean | Error) => void,
) => void;

/** Whoever holds it must not speak on it once it is given back: it may be another's by then. */
const lent = (held: Held, client: pg.PoolClient): pg.PoolClient => {
  const release = client.release;
  client.release = (destroy) => {
    held.client = undefined;
    Reflect.apply(release, client, [destroy]);
  };
  held.client = client;
  return client;
};
