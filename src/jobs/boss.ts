import PgBoss from "pg-boss";
import type { Database } from "../data/client.ts";

/** Work asked for by a change; and what is asked every minute. Both are made by the migrations. */
export type QueueName = "jobs" | "ticks";

type Pool = Pick<Database["pool"], "query">;

/** Seconds a finished job is kept among the live ones: as long a key or a minute is known to be taken. */
const KEPT = 12 * 60 * 60;

/** pg-boss on our own connections. Its tables are made by our migrations, its timetable is node-schedule's. */
export const createBoss = (pool: Pool): PgBoss =>
  new PgBoss({
    db: { executeSql: (sql, values) => pool.query(sql, values) },
    migrate: false,
    schedule: false,
    supervise: true,
    maintenanceIntervalSeconds: 60,
    archiveCompletedAfterSeconds: KEPT,
    archiveFailedAfterSeconds: 7 * 24 * 60 * 60,
    deleteAfterDays: 7,
  });

/** The minute that begins, by the database's clock: those of processes may differ. */
export async function minuteOf(pool: Pool): Promise<Date> {
  const { rows } = await pool.query("SELECT date_trunc('minute', now() + interval '30 seconds') AS minute");
  return rows[0].minute;
}

/**
 * What was written before the database's clock was put back lies in the time to come: minutes that count as asked for,
 * jobs that would wait until the old time comes again, a look for those of dead processes. It is all brought to now.
 * The longest pause between two tries of a job is shorter than ten minutes.
 */
export async function bringToNow(pool: Pool): Promise<void> {
  await pool.query(`
    WITH asked AS (DELETE FROM pgboss.job WHERE name = 'ticks' AND created_on > now() + interval '1 minute'),
    looked AS (UPDATE pgboss.version SET maintained_on = now() WHERE maintained_on > now() + interval '1 minute'),
    begun AS (UPDATE pgboss.job SET started_on = now()
      WHERE name = 'jobs' AND state = 'active' AND started_on > now() + interval '1 minute')
    UPDATE pgboss.job SET start_after = now()
    WHERE name = 'jobs' AND state < 'active' AND start_after > now() + interval '10 minutes'`);
}

/** Sends in the transactions of others and never starts: it has no connections of its own. */
export const sender: PgBoss = createBoss({
  query() {
    throw new TypeError("A job is enqueued in a change: pass its `db`.");
  },
});
