import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { from } from "../../src/data/client.ts";
import { startBot, startTrial, type Trial } from "../support/bot-processes.ts";
import { createDatabase, dropDatabase } from "../support/database.ts";
import { type FeishuTrial, startFeishuTrial } from "../support/feishu-processes.ts";
import { formIn } from "../support/late-form.ts";

const SLOW = 300_000;
/** Milliseconds; processes that start beside others have little of the machine. */
const PATIENCE = 60_000;

let url = "";
let folder = "";
let slack: Trial;
let feishu: FeishuTrial;
const bots = new Set<ChildProcess>();
/** What the platforms live by: nobody puts their clocks forward or back. */
const clock = new MovableClock();

beforeAll(async () => {
  clock.moveTo(new Date("2026-11-27T16:50:00+08:00"));
  folder = await mkdtemp(path.join(tmpdir(), "rapport-clock-"));
  url = await createDatabase();
  slack = await startTrial(url, clock);
  feishu = await startFeishuTrial(url, clock);
}, SLOW);
afterAll(async () => {
  for (const bot of bots) bot.kill("SIGKILL");
  await slack?.end();
  await feishu?.end();
  if (url) await dropDatabase(url);
  if (folder) await rm(folder, { recursive: true });
});

/** From now on the clocks of all bots say that. The minute of the database's clock, which stays right, is a new one. */
const says = async (when: string): Promise<void> => {
  const here = new MovableClock();
  here.moveTo(new Date(when));
  await writeFile(path.join(folder, "ahead"), String(here.offset));
  for (const bot of bots) bot.kill("SIGUSR2");
  await slack.database.pool.query("DELETE FROM pgboss.job WHERE name = 'ticks'");
};
const start = () =>
  startBot(bots, {
    DATABASE_URL: url,
    ...slack.environment,
    ...feishu.environment,
    NODE_OPTIONS: `--import=${path.resolve("test/support/clock-ahead.mjs")}`,
    CLOCK_AHEAD: path.join(folder, "ahead"),
  });

const SIDES = [
  { who: () => slack.slack.person("U0WANGFANG"), in: "C0EAST" },
  { who: () => feishu.feishu.person("wangfang"), in: "华东一组" },
];
const summaries = () =>
  SIDES.map(
    (side) =>
      side
        .who()
        .messages({ in: side.in })
        .filter(({ text }) => /华东一组 · 本周/.test(text)).length,
  );
/** The bots look again for Fridays that are due. */
const look = () =>
  expect
    .poll(
      async () => {
        const done = "name = 'ticks' AND data->>'tick' = 'reports.friday' AND state = 'completed'";
        return (await slack.database.pool.query(`SELECT FROM pgboss.job WHERE ${done}`)).rowCount;
      },
      { timeout: PATIENCE, interval: 250 },
    )
    .toBeGreaterThan(0);

test(
  "two processes at Friday 17:00, whose clocks then jump a day ahead and back: one summary in each channel, and all goes on",
  async () => {
    await says("2026-11-27T16:50:00+08:00");
    const both = await Promise.all([start(), start()]);
    await says("2026-11-27T16:59:57+08:00");
    await expect.poll(summaries, { timeout: PATIENCE, interval: 250 }).toEqual([1, 1]);
    for (const jump of ["2026-11-28T17:00:20+08:00", "2026-11-28T15:00:20+08:00", "2026-11-27T16:59:57+08:00"]) {
      await says(jump);
      await look();
    }
    await slack.slack.quiet();
    await feishu.feishu.quiet();
    expect(summaries()).toEqual([1, 1]);
    // What people do goes on as well, deliveries and the outbox with it.
    const db = from({ database: slack.database.handle });
    await slack.slack.person("U0SUNQIAN").command("/visit 瑞丰 时钟拨回");
    await feishu.feishu.person("liuyang").say("/visit 天宇 时钟拨回");
    const logged = () => db.activity.count({ where: { said: "时钟拨回" } });
    await expect.poll(logged, { timeout: PATIENCE }).toBe(2);
    for (const bot of both) expect(await bot.stop()).toBe(0);
  },
  SLOW,
);

test(
  "a form that is open in Feishu while the bot's clock is put back some minutes is saved once, and pressed cards work",
  async () => {
    await says("2026-11-27T17:20:00+08:00");
    const bot = await start();
    const liu = feishu.feishu.person("liuyang");
    const reads = (what: RegExp) =>
      feishu.feishu.until(() => liu.messages().findLast(({ by, text }) => by.isBot && what.test(text)), {
        what: String(what),
        within: PATIENCE,
      });
    await liu.say("/visit");
    const form = await formIn(feishu.feishu, liu);
    const labelOf = (is: (field: (typeof form.fields)[number]) => boolean) => form.fields.find(is)!.label;
    const line = labelOf(({ kind, long }) => kind === "text" && long === true);
    await liu.fill({ [labelOf(({ searchable }) => searchable === true)]: "天宇", [line]: "拨回七分钟" });
    await says("2026-11-27T17:13:00+08:00");
    await liu.submit();
    const saved = await reads(/已记录[\s\S]*拨回七分钟/);
    const logged = () => from({ database: slack.database.handle }).activity.count({ where: { said: "拨回七分钟" } });
    expect(await logged()).toBe(1);
    await liu.press(saved, "撤销");
    await reads(/已撤销[\s\S]*天宇/);
    await liu.say("/visit 天宇 之后再说");
    await reads(/已记录[\s\S]*之后再说/);
    expect(await bot.stop()).toBe(0);
  },
  SLOW,
);
