import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Message } from "../../src/sandbox/driver.ts";
import { type BotProcess, startTrial, type Trial } from "../support/bot-processes.ts";
import { createDatabase, dropDatabase } from "../support/database.ts";
import { GROUP } from "../support/feishu-fees.ts";
import { type FeishuTrial, startFeishuTrial } from "../support/feishu-processes.ts";
import { formIn } from "../support/late-form.ts";

const SLOW = 240_000;
/** Milliseconds; processes that start beside others have little of the machine. */
const PATIENCE = 60_000;
const CHANNEL = "C0EASTFEES";
/** A lock that commits wait at while the test holds it. */
const GATE = 7_402_881;

let trial: Trial;
let inFeishu: FeishuTrial;
let url = "";
/** Whoever runs; none after a test. */
let bot: BotProcess | undefined;
beforeAll(async () => {
  url = await createDatabase();
  trial = await startTrial(url);
  inFeishu = await startFeishuTrial(url);
}, SLOW);
afterEach(async () => {
  await bot?.kill();
  bot = undefined;
});
afterAll(async () => {
  await trial?.end();
  await inFeishu?.end();
  if (url) await dropDatabase(url);
});

const db = () => from({ database: trial.database.handle });
const sql = (text: string) => trial.database.pool.query(text);
const answersOf = (who: string, text: string): readonly Message[] =>
  trial.slack
    .person(who)
    .messages()
    .filter(({ by, text: said }) => by.isBot && said.includes(text));

/**
 * Kills the bot when what is done next is at its commit: the database keeps it all the same, and nobody is there any more
 * to answer. Then starts another one, which the next call kills.
 */
const killedAtCommit = async (
  act: () => Promise<unknown>,
  { startBot }: Pick<Trial, "startBot"> = trial,
): Promise<void> => {
  const first = bot ?? (await startBot());
  await sql(`
    CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER linger AFTER INSERT OR UPDATE ON "Delivery" DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW."doneAt" IS NOT NULL AND NEW."answeredAt" IS NULL) EXECUTE FUNCTION linger()`);
  const gate = await trial.database.pool.connect();
  await gate.query(`SELECT pg_advisory_lock(${GATE})`);
  const lingering = async () =>
    (await sql(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = ${GATE} AND NOT granted`)).rowCount;
  const done = () => db().delivery.count({ where: { doneAt: { not: null } } });
  const before = await done();
  const acting = act();
  await expect.poll(lingering, { timeout: PATIENCE, interval: 20 }).toBe(1);
  await first.kill();
  await gate.query(`SELECT pg_advisory_unlock(${GATE})`);
  gate.release();
  await expect.poll(done, { timeout: PATIENCE }).toBe(before + 1);
  await sql("DROP FUNCTION linger CASCADE");
  bot = await startBot();
  await acting;
};

test(
  "a command typed again is done once, and says what was done",
  async () => {
    const emma = trial.slack.person("U0EMMA");
    const command = "/visit Aldgate killed at a command";
    await killedAtCommit(() => emma.command(command));
    expect(answersOf("U0EMMA", "killed at a command")).toEqual([]);
    await emma.command(command);
    await expect
      .poll(() => answersOf("U0EMMA", "killed at a command").length, { timeout: PATIENCE })
      .toBeGreaterThan(0);
    expect(await db().activity.count({ where: { said: "killed at a command" } })).toBe(1);
  },
  SLOW,
);

test(
  "words that Slack brings again are done once, and answered",
  async () => {
    const emma = trial.slack.person("U0EMMA");
    await killedAtCommit(() => emma.say("visit Aldgate killed at words"));
    // Slack's next try, or the look for what was not answered, whichever comes first.
    await expect.poll(() => answersOf("U0EMMA", "killed at words").length, { timeout: 2 * PATIENCE }).toBe(1);
    await trial.slack.quiet();
    expect(answersOf("U0EMMA", "killed at words")).toHaveLength(1);
    expect(await db().activity.count({ where: { said: "killed at words" } })).toBe(1);
  },
  SLOW,
);

test(
  "a form sent again and a button pressed again are done once, and show how things stand",
  async () => {
    const { slack } = trial;
    const li = slack.person("U0LIWEI");
    const what = "茶礼丁";
    await killedAtCommit(async () => {
      await li.command(`/fee 华信 300 ${what} 李明`);
      await formIn(slack, li);
      await li.submit();
      await formIn(slack, li, /结论/);
      await li.submit();
    });
    expect(li.form()).toBeDefined();
    await li.submit();
    const fees = await db().fee.findMany({ where: { what } });
    expect(fees).toHaveLength(1);
    const [{ number, id: subjectId }] = fees as [(typeof fees)[0]];
    await expect.poll(() => answersOf("U0LIWEI", number).length, { timeout: PATIENCE }).toBeGreaterThan(0);

    const zhao = slack.person("U0ZHAOMIN");
    const cards = () => zhao.messages({ in: CHANNEL }).filter(({ text }) => text.includes(number));
    await slack.until(() => cards().length > 0, { what: "the card", within: PATIENCE });
    const [card] = cards();
    await killedAtCommit(() => zhao.press(card!, "同意"));
    const approval = () =>
      db().approval.findFirstOrThrow({ where: { subjectId }, include: { events: { orderBy: { at: "asc" } } } });
    expect((await approval()).step).toBe(1);
    await zhao.press(card!, "同意", { asShown: true });
    await slack.until(() => cards()[0]?.text.includes("等经理审批"), { what: "the next step", within: PATIENCE });
    await slack.quiet();
    expect((await approval()).events.map((event) => event.what)).toEqual(["sent", "approved"]);
    expect((await approval()).step).toBe(1);
    expect(cards()).toHaveLength(1);
  },
  SLOW,
);

test(
  "words that Feishu brings again, and a button pressed again in it, are done once, and show how things stand",
  async () => {
    const { feishu } = inFeishu;
    const li = feishu.person("liwei");
    const said = "说到一半";
    await killedAtCommit(() => li.say(`/visit 宏达 ${said}`), inFeishu);
    const answers = () => li.messages().filter(({ by, text }) => by.isBot && text.includes(said));
    await expect.poll(() => answers().length, { timeout: 2 * PATIENCE }).toBe(1);
    await feishu.quiet();
    expect(answers()).toHaveLength(1);
    expect(await db().activity.count({ where: { said } })).toBe(1);

    const what = "茶礼戊";
    await li.say(`/fee 华信 300 ${what} 李明`);
    await formIn(feishu, li);
    await li.submit();
    await formIn(feishu, li, /结论/);
    await li.submit();
    const fee = () => db().fee.findFirst({ where: { what } });
    await expect.poll(fee, { timeout: PATIENCE }).not.toBeNull();
    const { number = "", id: subjectId = "" } = (await fee()) ?? {};
    const zhao = feishu.person("zhaomin");
    const cards = () => zhao.messages({ in: GROUP }).filter(({ text }) => text.includes(number));
    await feishu.until(() => cards().length > 0, { what: "the card", within: PATIENCE });
    const [card] = cards();
    await killedAtCommit(() => zhao.press(card!, "同意"), inFeishu);
    const events = async () => {
      const include = { events: { orderBy: { at: "asc" } } } as const;
      return (await db().approval.findFirstOrThrow({ where: { subjectId }, include })).events.map((one) => one.what);
    };
    await zhao.press(card!, "同意", { asShown: true });
    await feishu.until(() => cards()[0]?.text.includes("等经理审批"), { what: "the next step", within: PATIENCE });
    await feishu.quiet();
    expect(await events()).toEqual(["sent", "approved"]);
    expect(cards()).toHaveLength(1);
  },
  SLOW,
);
