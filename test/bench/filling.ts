import type { Database } from "../../src/data/client.ts";

/** Fills a database with many rows at once: its search indexes are made when all are there, in a fraction of the time. */
export const filling = async <T>({ pool }: Database, work: () => Promise<T>): Promise<T> => {
  const indexes = await pool.query<{ name: string; made: string }>(
    `SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE indexdef LIKE '%USING gin%'`,
  );
  for (const { name } of indexes.rows) await pool.query(`DROP INDEX "${name}"`);
  const done = await work();
  for (const { made } of indexes.rows) await pool.query(made);
  await pool.query("VACUUM ANALYZE");
  return done;
};
