import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { migrate } from "../../src/data/migrate.ts";
import { startTrial, type Trial } from "../support/bot-processes.ts";
import { createDatabase, dropDatabase } from "../support/database.ts";
import { formIn } from "../support/late-form.ts";
import { type OwnServer, ownServer } from "../support/own-server.ts";

const SLOW = 180_000;
/** Milliseconds; processes that start beside others have little of the machine. */
const PATIENCE = 40_000;
const CHANNEL = "C0EASTFEES";

/** Files it and waits until it is kept: what is answered late is told so before. */
const fileFee = async ({ slack, database }: Trial, what: string) => {
  const li = slack.person("U0LIWEI");
  await li.command(`/fee 华信 300 ${what} 李明`);
  await formIn(slack, li);
  await li.submit();
  await formIn(slack, li, /结论/);
  await li.submit();
  const { fee } = from({ database: database.handle });
  await expect.poll(() => fee.count({ where: { what } }), { timeout: PATIENCE }).toBe(1);
  return fee.findFirstOrThrow({ where: { what } });
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
      const { number } = await fileFee(trial, "茶礼甲");
      await first.kill();
      stuck();
      expect(cards(trial, number)).toBe(0);
      // What the killed one had claimed is free again when its lease ends, a minute after it was taken.
      const claimed = { where: { state: "sending" } } as const;
      const { outgoingMessage } = from({ database: trial.database.handle });
      for (const { nextAt } of await outgoingMessage.findMany(claimed))
        expect(nextAt.getTime()).toBeLessThanOrEqual(Date.now() + 60_000);
      await outgoingMessage.updateMany({ ...claimed, data: { nextAt: new Date(0) } });
      const second = await trial.startBot();
      await trial.slack.until(() => cards(trial, number) > 0, { what: "the card", within: PATIENCE });
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
      for (let n = 10; n <= 21; n += 1) {
        await emma.command(`/visit Aldgate side by side ${n}`);
        const answer = () => emma.messages().some(({ by, text }) => by.isBot && text.includes(`side by side ${n}`));
        await trial.slack.until(answer, { what: `the answer ${n}`, within: PATIENCE });
      }
      const db = from({ database: trial.database.handle });
      const sideBySide = { said: { startsWith: "side by side" } };
      await expect.poll(() => db.activity.count({ where: sideBySide }), { timeout: PATIENCE }).toBe(12);
      const { number } = await fileFee(trial, "茶礼乙");
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
        { what: "an apology", within: PATIENCE },
      );
      expect(told.text).toMatch(/R-[A-Z0-9]{6}/);
      expect(await bot.status("/healthz")).toBe(200);
      expect(await bot.status("/readyz")).toBe(503);
      await server.start();
      await expect.poll(() => bot.status("/readyz"), { timeout: PATIENCE }).toBe(200);
      await emma.command("/visit Aldgate the database is back");
      const where = { said: { contains: "is back" } };
      const logged = () => from({ database: trial.database.handle }).activity.count({ where });
      await expect.poll(() => logged().catch(() => 0), { timeout: PATIENCE }).toBe(1);
      expect(await bot.stop()).toBe(0);
    },
    SLOW,
  );
});
