import { tmpdir } from "node:os";
import { pino } from "pino";
import { afterEach, expect, test } from "vitest";
import { Processes } from "../../src/data/processes.ts";
import { Deaf } from "../../src/platforms/feishu/doctor-line.ts";
import { Line } from "../../src/platforms/feishu/line.ts";
import { runCommand } from "../support/command.ts";
import { withDatabase } from "../support/database.ts";
import { anotherPort, type Bot, recording, startBot } from "./feishu-bot.ts";

const database = withDatabase();
const COUNT = "GET /open-apis/event/v1/connection";
const OFTEN = { countEvery: 20 };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const listening = () => {
  const lines: { readonly level: number; readonly msg: string; readonly remedy?: string }[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { log, saying: (said: RegExp) => lines.filter(({ msg }) => said.test(msg)) };
};
const TOO_MANY = /more long connections than this installation/;

const started = async (options: Parameters<typeof startBot>[0]): Promise<Bot> => {
  const bot = await startBot({ ...OFTEN, ...options });
  ends.push(() => bot.close());
  return bot;
};
/** Somebody else's connection: of a copy that shares nothing with us but the app. */
const copyOf = async ({ sandbox: { appId, appSecret, domain } }: Bot): Promise<Line> => {
  const log = pino({ level: "silent" });
  const line = new Line({ appId, appSecret, domain, log });
  ends.push(() => line.stop());
  await line.start(new Deaf(log));
  return line;
};
/** Until the bot has looked that many times more. */
const looks = async ({ sandbox }: Bot, more: number): Promise<void> => {
  const looked = () => sandbox.calls.filter(({ api }) => api === COUNT).length;
  const before = looked();
  await expect.poll(looked).toBeGreaterThanOrEqual(before + more);
};
const counts = (bot: Pick<Bot, "port">, open: number, own: number) =>
  expect
    .poll(() => bot.port.status())
    .toEqual({ up: true, detail: `long connection open; Feishu counts ${open}, this installation ${own}` });
/** What the doctor says of the connections that are open. */
const doctorOn = async ({ sandbox }: Bot, environment: Readonly<Record<string, string>> = {}): Promise<string> => {
  const app = { FEISHU_APP_ID: sandbox.appId, FEISHU_APP_SECRET: sandbox.appSecret, FEISHU_DOMAIN: sandbox.domain };
  const { said } = await runCommand(["doctor", "feishu", "--lang", "en"], { ...app, ...environment }, tmpdir());
  return /^ .* connections .*\n(?: +→.*)?/m.exec(said)?.[0] ?? said;
};

test("a copy with another database is told of: in the status, by the doctor, and in the log once each time it comes", async () => {
  const { log, saying } = listening();
  const bot = await started({ log });
  await counts(bot, 1, 1);
  expect(await doctorOn(bot)).toMatch(/^ +ok .*1 connection is open, no more than this installation has\n/);
  const copy = await copyOf(bot);
  await counts(bot, 2, 1);
  const warned = { level: 40, open: 2, own: 1, remedy: expect.stringContaining("stop it") };
  await expect.poll(() => saying(TOO_MANY)).toMatchObject([warned]);
  await looks(bot, 3);
  expect(saying(TOO_MANY)).toHaveLength(1);
  expect(await doctorOn(bot)).toMatch(
    /^ +wrong .*2 connections are open, this installation has 1\n +→ A copy with this app id .*stop it/,
  );
  await copy.stop();
  await counts(bot, 1, 1);
  await copyOf(bot);
  await expect.poll(() => saying(TOO_MANY)).toHaveLength(2);
});

test("two bots on one database are no more than there should be, also when the database has cut them off", async () => {
  const { log, saying } = listening();
  const bot = await started({ start: false });
  const together = [1, 2].map(() => new Processes(database.url, bot.sandbox.appId));
  // Before either is connected: at this pace one would look twice while the other still joins.
  for (const one of together) await one.count();
  const both = together.map((one) => {
    ends.push(() => one.leave());
    const port = anotherPort(bot, { log, ...OFTEN, processes: () => one.count() });
    ends.push(() => port.stop());
    return port;
  });
  for (const port of both) await port.start(recording(bot));
  for (const port of both) await counts({ port }, 2, 2);
  expect(await doctorOn(bot, { DATABASE_URL: database.url })).toMatch(/^ +ok .*2 connections are open, no more/);
  await looks(bot, 6);
  expect(saying(TOO_MANY)).toEqual([]);
  await database.pool.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
  await looks(bot, 2);
  for (const port of both) await counts({ port }, 2, 2);
});

test("the start goes on when Feishu does not tell the number, as the log says once", async () => {
  const { log, saying } = listening();
  const bot = await started({ start: false });
  const mend = bot.sandbox.faults.add({ on: COUNT, do: "http_error", status: 500 });
  const port = anotherPort(bot, { log, ...OFTEN });
  ends.push(() => port.stop());
  await port.start(recording(bot));
  await looks(bot, 3);
  expect(port.status()).toEqual({ up: true, detail: "long connection open" });
  expect(saying(/is not known$/)).toMatchObject([{ level: 30 }]);
  expect(saying(/./).filter(({ level }) => level > 30)).toEqual([]);
  await bot.sandbox.person("emma").say("heard");
  await expect.poll(() => bot.arrivals.map(({ typed }) => typed)).toEqual(["heard"]);
  mend();
  await counts({ port }, 1, 1);
});
