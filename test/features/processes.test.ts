import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { migrate } from "../../src/data/migrate.ts";
import { startTrial, type Trial } from "../support/bot-processes.ts";
import { createDatabase, dropDatabase } from "../support/database.ts";
import { type OwnServer, ownServer } from "../support/own-server.ts";

const SLOW = 180_000;
/** Milliseconds; processes that start beside others have little of the machine. */
const PATIENCE = 40_000;
const CHANNEL = "C0EASTFEES";

const fileFee = async ({ slack }: Trial, what: string): Promise<void> => {
  const li = slack.person("U0LIWEI");
  // The first command of a process that has just started may be answered too late for a form: people type it again.
  for (let tries = 0; tries < 5; tries += 1)
    if ((await li.command(`/fee 华信 300 ${what} 李明`)).outcome === "answered") break;
  await slack.until(() => li.form(), { what: "the form", within: PATIENCE });
  await li.submit();
  await slack.until(() => li.form()?.lines.some((line) => line.includes("结论")), {
    what: "the judgement",
    within: PATIENCE,
  });
  await li.submit();
};
/** Cards in the channel, which tell a fee by its number. */
const cards = ({ slack }: Trial, number: string): number =>
  slack
    .person("U0ZHAOMIN")
    .messages({ in: CHANNEL })
    .filter(({ text }) => text.includes(number)).length;

describe("killed, doubled", () => {
  let trial: Trial;
  let url = "";
  beforeAll(async () => {
    url = await createDatabase();
    trial = await startTrial(url);
  }, SLOW);
  afterEach(async () => {
    trial.slack.faults.clear();
    await trial.killBots();
  });
  afterAll(async () => {
    await trial.end();
    await dropDatabase(url);
  });

  test(
    "a bot killed between its commit and the delivery: the next one delivers within a minute or so, once",
    async () => {
      const first = await trial.startBot();
      const stuck = trial.slack.faults.add({ on: "chat.postMessage", do: "delay", ms: 60_000 });
      await fileFee(trial, "茶礼甲");
      await trial.slack.until(() => trial.slack.calls.length > 0, { what: "calls", within: PATIENCE });
      const db = from({ database: trial.database.handle });
      expect(await db.fee.count({ where: { what: "茶礼甲" } })).toBe(1);
      await first.kill();
      stuck();
      const { number } = await db.fee.findFirstOrThrow({ where: { what: "茶礼甲" } });
      expect(cards(trial, number)).toBe(0);
      const second = await trial.startBot();
      // What the killed one had claimed is free again when its lease ends, a minute after it was taken.
      await trial.slack.until(() => cards(trial, number) > 0, { what: "the card", within: 75_000 });
      await trial.slack.quiet();
      expect(cards(trial, number)).toBe(1);
      expect(await second.stop()).toBe(0);
    },
    SLOW,
  );

  test(
    "two bots side by side: every command is answered, every card is posted once; one is killed among words: none is lost",
    async () => {
      const bots = await Promise.all([trial.startBot(), trial.startBot()]);
      expect(await Promise.all(bots.map((bot) => bot.status("/readyz")))).toEqual([200, 200]);
      const emma = trial.slack.person("U0EMMA");
      for (let n = 1; n <= 12; n += 1)
        expect((await emma.command(`/visit Aldgate side by side ${n}`)).outcome).toBe("answered");
      const db = from({ database: trial.database.handle });
      expect(await db.activity.count({ where: { said: { startsWith: "side by side" } } })).toBe(12);
      await fileFee(trial, "茶礼乙");
      const { number } = await db.fee.findFirstOrThrow({ where: { what: "茶礼乙" } });
      await trial.slack.until(() => cards(trial, number) > 0, { what: "the card", within: PATIENCE });
      await trial.slack.quiet();
      expect(cards(trial, number)).toBe(1);
      const underWay = Array.from({ length: 12 }, (_, n) => emma.say(`visit Aldgate among words ${n + 10}`));
      await bots[0]!.kill();
      await Promise.all(underWay);
      const among = { said: { startsWith: "among words" } };
      const logged = async () => (await db.activity.findMany({ where: among })).map(({ said }) => said).sort();
      const all = Array.from({ length: 12 }, (_, n) => `among words ${n + 10}`);
      await expect.poll(logged, { timeout: 60_000, interval: 500 }).toEqual(all);
      await trial.slack.quiet();
      expect(await logged()).toEqual(all);
      expect(await bots[1]!.stop()).toBe(0);
    },
    SLOW,
  );
});

describe("the database goes away", () => {
  let server: OwnServer;
  let trial: Trial;
  beforeAll(async () => {
    server = await ownServer();
    await migrate(server.url);
    trial = await startTrial(server.url);
  }, SLOW);
  afterAll(async () => {
    await trial.end();
    await server.remove();
  });

  test(
    "people are told what did not happen; the bot lives on and works when it is back",
    async () => {
      const bot = await trial.startBot();
      const emma = trial.slack.person("U0EMMA");
      await server.stop();
      await emma.command("/visit Aldgate while the database is away");
      const told = await trial.slack.until(
        () => emma.messages().findLast(({ text }) => /nothing was saved|什么都没有保存/.test(text)),
        { what: "an apology", within: 10_000 },
      );
      expect(told.text).toMatch(/R-[A-Z0-9]{6}/);
      expect(await bot.status("/healthz")).toBe(200);
      expect(await bot.status("/readyz")).toBe(503);
      await server.start();
      const logged = async () =>
        from({ database: trial.database.handle })
          .activity.count({ where: { said: { contains: "is back" } } })
          .catch(() => 0);
      let tries = 0;
      while ((await logged()) === 0 && tries < 10) {
        tries += 1;
        await emma.command("/visit Aldgate the database is back");
      }
      expect(await logged()).toBe(1);
      expect(await bot.status("/readyz")).toBe(200);
      expect(await bot.stop()).toBe(0);
    },
    SLOW,
  );
});
