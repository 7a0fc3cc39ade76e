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

/** Sends in the transactions of others and never starts: it has no connections of its own. */
export const sender: PgBoss = createBoss({
  query() {
    throw new TypeError("A job is enqueued in a change: pass its `db`.");
  },
});
