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
  if (off <= SKEW)
    return fine("clock", { en: "this computer and the database agree", zh: "这台电脑和数据库的时间一致" });
  const seconds = Math.round(off / 1000);
  return wrong(
    "clock",
    {
      en: `this computer and the database differ by ${seconds} s`,
      zh: `这台电脑和数据库的时间差 ${seconds} 秒`,
    },
    {
      en: "Set both by the same time server (timedatectl, or w32tm on Windows): reminders go by this computer's.",
      zh: "请让两边跟同一个时间服务器校时（timedatectl；Windows 用 w32tm）：提醒按这台电脑的时间发。",
    },
  );
};

const START = {
  en: "Start the bot; if it runs, look for errors in its log.",
  zh: "请启动机器人；已经在运行的话，看看它的日志里有没有错误。",
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
      { en: `${row.waiting} have waited since ${since} UTC`, zh: `有 ${row.waiting} 个从 ${since}（UTC）等到现在` },
      START,
    );
  }
  if (row && row.failed > 0) {
    const names = row.names ?? [];
    return wrong(
      "jobs",
      {
        en: `${row.failed} failed for good in the last week: ${names.join(", ")}`,
        zh: `最近一周有 ${row.failed} 个没有做成：${names.join("、")}`,
      },
      {
        en: "Each is in the bot's log with why; what it was about can be done again by whoever asked for it.",
        zh: "原因都在机器人的日志里；当初要办的事，请提出的人再做一次。",
      },
    );
  }
  return fine("jobs", { en: "none is late, none failed for good", zh: "没有积压，也没有失败" });
};

const messages = async (database: DatabaseHandle): Promise<Finding> => {
  const [row] = await from({ database }).$queryRaw<{ late: number; failed: number }[]>`
    SELECT count(*) FILTER (WHERE state IN ('pending', 'sending') AND "nextAt" < now() - interval '10 minutes')::int AS late,
      count(*) FILTER (WHERE state = 'failed' AND "settledAt" > now() - interval '1 day')::int AS failed
    FROM "OutgoingMessage"`;
  if (row && row.late > 0)
    return wrong(
      "messages",
      { en: `${row.late} have waited for more than 10 minutes`, zh: `有 ${row.late} 条等了十分钟以上` },
      START,
    );
  if (row && row.failed > 0) {
    return wrong(
      "messages",
      { en: `${row.failed} could not be delivered in the last day`, zh: `最近一天有 ${row.failed} 条没有送到` },
      {
        en: "The admins were told of each in their direct chat, with what to do: /team, or /people.",
        zh: "每一条都在私聊里告诉了管理员，并说了怎么办：/team 或 /people。",
      },
    );
  }
  return fine("messages", { en: "none waits, none failed in the last day", zh: "没有在等的，最近一天也没有没送到的" });
};
