import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { migrate } from "../../src/data/migrate.ts";
import { runCommand } from "../support/command.ts";
import { createDatabase, dropDatabase } from "../support/database.ts";
import { GROUP } from "../support/feishu-fees.ts";
import { type FeishuTrial, startFeishuTrial } from "../support/feishu-processes.ts";
import { formIn } from "../support/late-form.ts";
import { type OwnServer, ownServer } from "../support/own-server.ts";

const SLOW = 180_000;
/** Milliseconds; processes that start beside others have little of the machine. */
const PATIENCE = 40_000;
const SEND = "POST /open-apis/im/v1/messages";

/** Files it and waits until it is kept: what is answered late is told so before. */
const fileFee = async ({ feishu, database }: FeishuTrial, what: string) => {
  const li = feishu.person("liwei");
  await li.say(`/fee 华信 300 ${what} 李明`);
  await formIn(feishu, li);
  await li.submit();
  await formIn(feishu, li, /结论/);
  await li.submit();
  const { fee } = from({ database: database.handle });
  await expect.poll(() => fee.count({ where: { what } }), { timeout: PATIENCE }).toBe(1);
  return fee.findFirstOrThrow({ where: { what } });
};
/** Cards in the channel, which tell a fee by its number. */
const cards = ({ feishu }: FeishuTrial, number: string): number =>
  feishu
    .person("zhaomin")
    .messages({ in: GROUP })
    .filter(({ text }) => text.includes(number)).length;

describe("killed, doubled", () => {
  let trial: FeishuTrial;
  let url = "";
  beforeAll(async () => {
    url = await createDatabase();
    trial = await startFeishuTrial(url);
  }, SLOW);
  afterAll(async () => {
    await trial.end();
    await dropDatabase(url);
  });

  test(
    "a bot killed between its commit and the delivery: the next one delivers, once",
    async () => {
      const first = await trial.startBot();
      const { feishu } = trial;
      const li = feishu.person("liwei");
      await li.say("/fee 华信 300 茶礼甲 李明");
      await formIn(feishu, li);
      await li.submit();
      await formIn(feishu, li, /结论/);
      const stuck = feishu.faults.add({ on: SEND, do: "delay", ms: 60_000 });
      await li.submit();
      const db = from({ database: trial.database.handle });
      await expect.poll(() => db.fee.count({ where: { what: "茶礼甲" } }), { timeout: PATIENCE }).toBe(1);
      await first.kill();
      stuck();
      const { number } = await db.fee.findFirstOrThrow({ where: { what: "茶礼甲" } });
      expect(cards(trial, number)).toBe(0);
      // What the killed one had claimed is free again when its lease ends.
      await db.outgoingMessage.updateMany({ where: { state: "sending" }, data: { nextAt: new Date(0) } });
      const second = await trial.startBot();
      await feishu.until(() => cards(trial, number) > 0, { what: "the card", within: 75_000 });
      await feishu.quiet();
      expect(cards(trial, number)).toBe(1);
      expect(await second.stop()).toBe(0);
    },
    SLOW,
  );

  test(
    "words that a killed bot was at, and those that came while none was there, are heard by the next one, once",
    async () => {
      const { feishu } = trial;
      const killed = await trial.startBot();
      const stuck = feishu.faults.add({ on: SEND, do: "delay", ms: 60_000 });
      await feishu.person("liwei").say("/customer 没有这家客户");
      await killed.kill();
      stuck();
      await feishu.person("liwei").say("/visit 宏达 没有人在听");
      const bot = await trial.startBot();
      const db = from({ database: trial.database.handle });
      const heard = () => db.activity.count({ where: { said: "没有人在听" } });
      await expect.poll(heard, { timeout: 75_000, interval: 500 }).toBe(1);
      const looked = () =>
        feishu
          .person("liwei")
          .messages()
          .filter(({ by, text }) => by.isBot && text.includes("没有这家客户"));
      await feishu.until(() => looked().length > 0, { what: "an answer", within: 75_000 });
      expect(looked()).toHaveLength(1);
      const { number } = await fileFee(trial, "茶礼乙");
      await feishu.until(() => cards(trial, number) > 0, { what: "the card", within: PATIENCE });
      expect(cards(trial, number)).toBe(1);
      expect(await heard()).toBe(1);
      expect(await bot.stop()).toBe(0);
    },
    SLOW,
  );

  test(
    "two bots side by side share what comes; one is killed among it: nothing is lost, nothing is done twice",
    async () => {
      const [first, second] = await Promise.all([trial.startBot(), trial.startBot()]);
      const { feishu } = trial;
      await expect.poll(() => feishu.connections, { timeout: PATIENCE }).toBe(2);
      const doctor = await runCommand(
        ["doctor", "feishu", "--lang", "en"],
        { DATABASE_URL: url, ...trial.environment },
        tmpdir(),
      );
      expect(doctor.said).toMatch(/ok +connections +2 connections are open, no more than this installation has\n/);
      const li = feishu.person("liwei");
      const db = from({ database: trial.database.handle });
      const logged = async () =>
        (await db.activity.findMany({ where: { said: { startsWith: "并排" } } })).map(({ said }) => said).sort();
      const says = (from: number, to: number) =>
        Array.from({ length: to - from + 1 }, (_, index) => li.say(`/visit 宏达 并排${from + index}`));
      await Promise.all(says(10, 21));
      const underWay = says(22, 33);
      await first.kill();
      await Promise.all(underWay);
      const all = Array.from({ length: 24 }, (_, index) => `并排${10 + index}`);
      await expect.poll(logged, { timeout: 60_000, interval: 500 }).toEqual(all);
      const { number } = await fileFee(trial, "茶礼丙");
      await feishu.until(() => cards(trial, number) > 0, { what: "the card", within: PATIENCE });
      await feishu.quiet();
      expect(cards(trial, number)).toBe(1);
      expect(await logged()).toEqual(all);
      expect(await second.stop()).toBe(0);
    },
    SLOW,
  );
});

describe("the database goes away", () => {
  let server: OwnServer;
  let trial: FeishuTrial;
  beforeAll(async () => {
    server = await ownServer();
    await migrate(server.url);
    trial = await startFeishuTrial(server.url);
  }, SLOW);
  afterAll(async () => {
    await trial.end();
    await server.remove();
  });

  test(
    "people are told what did not happen, by words and in forms; it works when it is back",
    async () => {
      const bot = await trial.startBot();
      const { feishu } = trial;
      const li = feishu.person("liwei");
      await li.say("/visit");
      const form = await formIn(feishu, li);
      const customer = form.fields.find(({ searchable }) => searchable)?.label ?? "";
      const said = form.fields.find(({ kind, long }) => kind === "text" && long)?.label ?? "";
      await li.fill({ [customer]: "宏达机电" });
      await li.fill({ [said]: "数据库不在" });
      await server.stop();
      await li.submit();
      const kept = await feishu.until(
        () => (li.form()?.lines.some((line) => /什么都没有保存/.test(line)) ? li.form() : undefined),
        { what: "an apology in the form", within: PATIENCE },
      );
      expect(kept.fields.find(({ label }) => label === said)?.value).toBe("数据库不在");
      await li.say("/visit 宏达 数据库还是不在");
      const apology = () => li.messages().findLast(({ text }) => /什么都没有保存[\s\S]*R-[A-Z0-9]{6}/.test(text));
      await feishu.until(apology, { what: "an apology", within: PATIENCE });
      expect(await bot.status("/readyz")).toBe(503);
      await server.start();
      await expect.poll(() => bot.status("/readyz"), { timeout: PATIENCE }).toBe(200);
      await li.submit();
      const db = from({ database: trial.database.handle });
      const logged = () => db.activity.count({ where: { said: "数据库不在" } }).catch(() => 0);
      await expect.poll(logged, { timeout: PATIENCE }).toBe(1);
      expect(await bot.stop()).toBe(0);
    },
    SLOW,
  );

  test(
    "somebody leaves while it is away: their account is closed when it is back",
    async () => {
      const bot = await trial.startBot();
      const { feishu, database } = trial;
      const db = from({ database: database.handle });
      const user = feishu.idOf("wangfang");
      const closedAt = async () =>
        (await db.identity.findFirst({ where: { platform: "feishu", user }, include: { member: true } }))?.member
          .closedAt;
      expect(await closedAt()).toBeNull();
      await server.stop();
      await feishu.deactivate("wangfang");
      const told = () => feishu.deliveries.filter(({ type }) => type === "contact.user.deleted_v3");
      await feishu.until(() => told().some(({ outcome }) => outcome === "failed"), {
        what: "a refusal",
        within: PATIENCE,
      });
      await server.start();
      await expect.poll(closedAt, { timeout: 60_000, interval: 500 }).toBeInstanceOf(Date);
      expect(await bot.stop()).toBe(0);
    },
    SLOW,
  );
});
