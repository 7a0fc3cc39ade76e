import type { Clock } from "../core/clock.ts";
import { type Finding, fine, wrong } from "../core/finding.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { from } from "../data/client.ts";

/** The clocks, and what the bot was asked to do and has not done. */
export async function* examineWork(database: DatabaseHandle, clock: Clock): AsyncGenerator<Finding> {
  yield await clocks(database, clock);
  yield await jobs(database);
  yield await messages(database);
}

/** Milliseconds by which they may differ: leases and retries are counted by the database's clock, days by this one's. */
const SKEW = 30_000;

const clocks = async (database: DatabaseHandle, clock: Clock): Promise<Finding> => {
  const before = clock.now().getTime();
  const [row] = await from({ database }).$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at`;
  const after = clock.now().getTime();
  const there = row?.at.getTime() ?? after;
  const off = there < before ? before - there : Math.max(0, there - after);
  if (off <= SKEW) return fine("clock", "this computer and the database agree");
  const remedy =
    "Set both by the same time server (timedatectl, or w32tm on Windows): reminders go by this computer's.";
  return wrong("clock", `this computer and the database differ by ${Math.round(off / 1000)} s`, remedy);
};

interface JobsRow {
  readonly waiting: number;
  readonly since: Date | null;
  readonly failed: number;
  readonly names: string[] | null;
}
const jobs = async (database: DatabaseHandle): Promise<Finding> => {
  const [row] = await from({ database }).$queryRaw<JobsRow[]>`
    SELECT count(*) FILTER (WHERE state < 'active' AND start_after < now() - interval '10 minutes')::int AS waiting,
      min(start_after) FILTER (WHERE state < 'active' AND start_after < now() - interval '10 minutes') AS since,
      count(*) FILTER (WHERE state = 'failed')::int AS failed,
      array_agg(DISTINCT data->>'job') FILTER (WHERE state = 'failed') AS names
    FROM pgboss.job WHERE name = 'jobs'`;
  if (row && row.waiting > 0) {
    const since = row.since?.toISOString().slice(0, 16).replace("T", " ") ?? "";
    return wrong(
      "jobs",
      `${row.waiting} have waited since ${since} UTC`,
      "Start the bot; if it runs, look for errors in its log.",
    );
  }
  if (row && row.failed > 0) {
    const remedy = "Each is in the bot's log with why; what it was about can be done again by whoever asked for it.";
    return wrong("jobs", `${row.failed} failed for good in the last week: ${(row.names ?? []).join(", ")}`, remedy);
  }
  return fine("jobs", "none is late, none failed for good");
};

const messages = async (database: DatabaseHandle): Promise<Finding> => {
  const [row] = await from({ database }).$queryRaw<{ late: number; failed: number }[]>`
    SELECT count(*) FILTER (WHERE state IN ('pending', 'sending') AND "nextAt" < now() - interval '10 minutes')::int AS late,
      count(*) FILTER (WHERE state = 'failed' AND "settledAt" > now() - interval '1 day')::int AS failed
    FROM "OutgoingMessage"`;
  if (row && row.late > 0)
    return wrong(
      "messages",
      `${row.late} have waited for more than 10 minutes`,
      "Start the bot; if it runs, look for errors in its log.",
    );
  if (row && row.failed > 0) {
    const remedy = "The admins were told of each in their direct chat, with what to do: /team, or /people.";
    return wrong("messages", `${row.failed} could not be delivered in the last day`, remedy);
  }
  return fine("messages", "none waits, none failed in the last day");
};
