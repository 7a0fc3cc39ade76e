import { afterAll, describe, expect, test } from "vitest";
import { elapsed } from "../../src/core/clock.ts";
import { from } from "../../src/data/client.ts";
import type { Message, Person } from "../../src/sandbox/driver.ts";
import { talkIn } from "../contract/talk.ts";
import { type DatabaseLine, databaseLine } from "../support/database-line.ts";
import { withHouse } from "../support/house.ts";

let line: DatabaseLine;
const house = withHouse("connection", async (url) => {
  line = await databaseLine(url);
  return line.url;
});
afterAll(() => line?.close());

const { person, types, answers, opened, closed } = talkIn(house);
const db = () => from({ database: house.database.handle });
/** Milliseconds. */
const AWAY = 20_000;
const SIDES = [
  { platform: "slack", rep: "sunqian", customer: "瑞丰", contact: "田野", place: "C0EASTFEES" },
  { platform: "feishu", rep: "liuyang", customer: "天宇", contact: "林芳", place: "华东一组-费用审批" },
] as const;
// Whoever has not been heard of yet is told in the language of the workspace: what theirs is lies in the database.
const NOTHING = /什么都没有保存|nothing was saved/;
const logged = (said: string) => db().activity.count({ where: { said } });
const ready = async () => (await fetch(`${house.url}/readyz`)).status;
/** What the person reads of it, wherever: in the direct chat, in the group, in a toast of the client. */
const told = (who: Person, where: { in?: string } = {}) =>
  house.until(
    who,
    () => [...who.messages(where), ...who.messages()].some(({ text }) => NOTHING.test(text)),
    "is told that nothing was saved",
  );
/** As people do who find no answer: again, and again. Each time they are told. */
const asksInVain = async (who: Person, text: string) => {
  const apologies = () => who.messages().filter((message) => NOTHING.test(message.text)).length;
  const before = apologies();
  await types(who, text);
  await house.until(who, () => apologies() > before, "is told that nothing was saved");
};
const sheets = (who: Person) => who.messages().flatMap(({ files }) => files);
/** The card of that side's fee. */
const cardOf = async ({ platform, place }: (typeof SIDES)[number], also: string): Promise<Message> => {
  const { number } = await db().fee.findFirstOrThrow({ where: { what: `茶礼${platform}` } });
  return house.reads(person(platform, "zhaomin"), new RegExp(`${also}[\\s\\S]*${number}`), { in: place });
};

const files = async (side: (typeof SIDES)[number], what: string) => {
  const rep = person(side.platform, side.rep);
  await types(rep, `/fee ${side.customer} 300 ${what} ${side.contact}`);
  await answers(rep, {});
  await house.until(rep, () => rep.form()?.lines.some((text) => text.includes("可以提交")), "the judgement");
  await rep.submit();
  await expect.poll(() => db().fee.count({ where: { what } })).toBe(1);
  // Else the next form that is looked for would be this one.
  await closed(rep);
};

describe("while the database cannot be reached", () => {
  test("for 20 seconds: presses, words and forms are told that nothing was saved; once it is back all that was due comes, once", async () => {
    const held = new Map<string, Message>();
    for (const side of SIDES) {
      await files(side, `茶礼${side.platform}`);
      held.set(side.platform, await cardOf(side, "等内勤审批"));
      const rep = person(side.platform, side.rep);
      await types(rep, "/visit");
      await opened(rep);
      await rep.fill({ 客户: side.customer, 谈了什么: `表单${side.platform}` });
    }
    // Sheets are being written when it goes.
    for (const { platform, rep } of SIDES) {
      await types(person(platform, rep), "/export customers");
      await house.reads(person(platform, rep), /正在生成表格/);
    }
    line.cut();
    const since = elapsed();
    await expect.poll(ready).toBe(503);
    const before = await db().auditEntry.count();
    for (const { platform, rep: key, place } of SIDES) {
      const [rep, clerk] = [person(platform, key), person(platform, "zhaomin")];
      await types(rep, `/visit 随便 断线${platform}`);
      await told(rep);
      await rep.submit();
      await house.until(
        rep,
        () =>
          rep.form()?.lines.some((text) => NOTHING.test(text)) ||
          rep.form()?.fields.some(({ error }) => NOTHING.test(error ?? "")),
        "an apology in the form",
      );
      expect(rep.form()?.fields.find(({ label }) => label === "谈了什么")?.value).toBe(`表单${platform}`);
      await clerk.press(held.get(platform)!, "同意");
      await told(clerk, { in: place });
    }
    while (elapsed() - since < AWAY)
      for (const { platform, rep } of SIDES) await asksInVain(person(platform, rep), `/visit 随便 断线${platform}`);
    expect(await db().auditEntry.count()).toBe(before);

    line.mend();
    await expect.poll(ready).toBe(200);
    for (const { platform, rep } of SIDES) {
      const who = person(platform, rep);
      await house.until(who, () => sheets(who).length > 0, "the sheet");
    }

    line.cut();
    await expect.poll(ready).toBe(503);
    // The morning comes due meanwhile: its tick finds no database.
    await house.moveClock("2026-11-24T08:30:00+08:00").catch(() => undefined);
    line.mend();
    await expect.poll(ready).toBe(200);
    await house.moveClock("2026-11-24T08:32:00+08:00");
    for (const side of SIDES) {
      const { platform, rep: key } = side;
      const [rep, clerk] = [person(platform, key), person(platform, "zhaomin")];
      await house.reads(rep, /早上好/);
      await rep.submit();
      await expect.poll(() => logged(`表单${platform}`)).toBe(1);
      await clerk.press(held.get(platform)!, "同意");
      await cardOf(side, "等经理审批");
    }
    await house.moveClock("2026-11-24T08:34:00+08:00");
    for (const { platform, rep: key } of SIDES) {
      const rep = person(platform, key);
      expect(rep.messages().filter(({ text }) => /早上好/.test(text))).toHaveLength(1);
      expect(sheets(rep)).toHaveLength(1);
    }
    expect(await db().activity.count({ where: { said: { contains: "断线" } } })).toBe(0);
    expect(await db().approvalEvent.count({ where: { what: "approved" } })).toBe(2);
  });

  test("when nothing gets through and nobody is told, people read that it takes longer; then it is done, once", async () => {
    line.hold();
    const waits = SIDES.map(({ platform, rep, customer }) =>
      types(person(platform, rep), `/visit ${customer} 卡住${platform}`),
    );
    await Promise.all(waits);
    for (const { platform, rep } of SIDES) await house.reads(person(platform, rep), /正在保存|Saving/);
    line.mend();
    for (const { platform, rep } of SIDES) {
      await house.reads(person(platform, rep), new RegExp(`已记录[\\s\\S]*卡住${platform}`));
      expect(await logged(`卡住${platform}`)).toBe(1);
    }
  });
});

test("while a table is locked, a form sent in Feishu is answered within its three seconds, long before it is saved; then it is, once", async () => {
  const rep = person("feishu", "liuyang");
  const said = "锁住的表单";
  await closed(rep);
  await types(rep, "/visit");
  await opened(rep);
  await rep.fill({ 客户: "天宇", 谈了什么: said });
  const lock = await house.database.pool.connect();
  try {
    await lock.query('BEGIN; LOCK TABLE "Activity" IN SHARE ROW EXCLUSIVE MODE');
    const since = elapsed();
    // After three seconds the sandbox takes no answer, as Feishu.
    expect(await rep.submit()).toEqual({ outcome: "answered" });
    const sent = house.feishu.deliveries.findLast(({ type }) => type === "card.action.trigger");
    expect(JSON.stringify(sent?.response)).toMatch(/正在保存|Saving/);
    await expect.poll(() => elapsed() - since).toBeGreaterThan(3000);
    expect(await logged(said)).toBe(0);
  } finally {
    await lock.query("COMMIT");
    lock.release();
  }
  await house.reads(rep, new RegExp(`已记录[\\s\\S]*${said}`));
  expect(await logged(said)).toBe(1);
});
