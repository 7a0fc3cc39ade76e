import type pg from "pg";
import { connected } from "./client.ts";

const JOIN = "SELECT pg_advisory_lock_shared(hashtextextended($1, 0))";
/** A lock's key of 64 bits is told in two halves, see pg_locks. */
const COUNT = `SELECT count(*)::int AS count FROM pg_locks
  WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted AND objsubid = 1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (classid::bigint << 32 | objid::bigint) = hashtextextended($1, 0)`;

/** Beside the one that asks. */
const OTHERS = `SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'rapport' AND pid <> pg_backend_pid()`;

const countOn = async (client: pg.Client, name: string): Promise<number> => {
  const { rows } = await client.query<{ count: number }>(COUNT, [name]);
  return rows[0]?.count ?? 0;
};

/** How many processes are together on this database under this name. @throws when the database does not answer */
export const countProcesses = async (url: string, name: string): Promise<number> => {
  const client = await connected(url);
  try {
    return await countOn(client, name);
  } finally {
    await client.end();
  }
};

/** Connections of Rapport's to this database. @throws when the database does not answer */
export const countConnections = async (url: string): Promise<number> => {
  const client = await connected(url);
  try {
    const { rows } = await client.query<{ count: number }>(OTHERS);
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
};

/**
 * This process among those that are on one database under the same name. Each holds one lock together with the others,
 * on a connection of its own: however a process ends, the database knows.
 */
export class Processes {
  readonly #url: string;
  readonly #name: string;
  #client: pg.Client | undefined;

  constructor(url: string, name: string) {
    this.#url = url;
    this.#name = name;
  }

  /** This one and those beside it; joins them at the first call. @throws when the database does not answer */
  async count(): Promise<number> {
    this.#client ??= await this.#join();
    return countOn(this.#client, this.#name);
  }

  async leave(): Promise<void> {
    await this.#client?.end();
  }

  async #join(): Promise<pg.Client> {
    const client = await connected(this.#url);
    // The lock is lost with the connection: the next count joins anew.
    client.once("end", () => {
      this.#client = undefined;
    });
    try {
      await client.query(JOIN, [this.#name]);
    } catch (error) {
      await client.end();
      throw error;
    }
    return client;
  }
}
