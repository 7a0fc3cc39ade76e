import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { board } from "../../src/features/board/index.ts";
import { care } from "../../src/features/care/index.ts";
import { deals } from "../../src/features/deals/index.ts";
import { digest } from "../../src/features/digest/index.ts";
import { digestTick } from "../../src/features/digest/jobs.ts";
import { people } from "../../src/features/people/index.ts";
import { reminderTicks } from "../../src/features/reminders/public.ts";
import { careData, day } from "../support/care-house.ts";
import { cardText, withConversation } from "../support/conversation.ts";
import { dealsOf } from "../support/deals.ts";

/** Monday 23 November; everyone has been here since January. */
const house = withConversation({ features: [care, digest, board, deals, people], at: "2026-11-23T08:00:00+08:00" });
const { db, customer } = careData(house);
const { makeDeal } = dealsOf(house);
const idOf = (name: string) => house.company.people[name]!.id;
const at = (instant: string) => house.clock.freezeAt(new Date(`2026-${instant}+08:00`));
const morning = async (on: string) => {
  at(`${on}T08:30:00`);
  for (const tick of [...reminderTicks, digestTick]) await tick.run(house.jobContext());
  await house.delivers();
};
const logs = async (who: string, ...on: string[]) => {
  const customerId = await customer(`${who}的客户${newId()}`, {}, who);
  const row = { organizationId: house.company.organizationId, customerId, memberId: idOf(who), kind: "call" as const };
  for (const each of on)
    await db().activity.create({
      data: { ...row, id: newId(), happenedOn: day(`2026-${each}`), said: "谈过", createdAt: house.clock.now() },
    });
};
const toldToWang = () => db().silenceTold.count({ where: { managerId: idOf("王芳") } });
const heard = () => house.person("王芳").inbox.map(cardText);
beforeEach(async () => {
  at("11-23T08:00:00");
  const tables = "SilenceTold Absence CareItem CareDay CareDigest OutgoingMessage MessageRef Activity Deal Customer";
  for (const table of tables.split(" ")) await house.database.pool.query(`DELETE FROM "${table}"`);
  await db().organization.updateMany({ data: { settings: {} } });
});

describe("silence", () => {
  test("of two weeks is told to the manager, once, and again after something was logged and another two", async () => {
    await logs("李伟", "11-06");
    await logs("Emma", "11-18");
    const before = heard().length;
    await morning("11-23");
    expect(heard().slice(before)).toEqual([expect.stringContaining("🔕 李伟 连续 2 周没有记录，从周一 11月9日起")]);
    expect(heard().at(-1)).toContain("组里有 1 位连续几周没有记录");
    for (const on of ["11-24", "11-30"]) await morning(on);
    expect(
      heard()
        .slice(before)
        .filter((card) => card.includes("李伟 连续")),
    ).toHaveLength(1);
    await logs("李伟", "11-25");
    await logs("Emma", "11-25", "12-02", "12-09");
    await morning("12-14");
    expect(heard().at(-1)).toContain("🔕 李伟 连续 2 周没有记录，从周一 11月30日起");
  });

  test("late after an outage, once with two processes at the same minute", async () => {
    await logs("Emma", "11-18");
    await logs("李伟", "11-06");
    at("11-25T15:00:00");
    const before = heard().length;
    await Promise.all([digestTick.run(house.jobContext()), digestTick.run(house.jobContext())]);
    await house.delivers();
    expect(heard().slice(before)).toHaveLength(1);
    expect(await toldToWang()).toBe(1);
  });

  test("days away do not count, and a segment asks for other weeks", async () => {
    await logs("Emma", "11-18");
    await logs("李伟", "11-06");
    const { organizationId, segmentId } = house.company;
    await db().absence.create({
      data: {
        ...{ id: newId(), organizationId, memberId: idOf("李伟"), standInId: idOf("Emma"), setById: idOf("王芳") },
        ...{ startsAt: new Date("2026-11-09T00:00:00+08:00"), endsAt: new Date("2026-11-16T00:00:00+08:00") },
        createdAt: house.clock.now(),
      },
    });
    await morning("11-23");
    expect(await toldToWang()).toBe(0);
    await db().segment.update({ where: { id: segmentId }, data: { settings: { discipline: { silentWeeks: 1 } } } });
    await morning("11-24");
    expect(await toldToWang()).toBe(1);
    await db().segment.update({ where: { id: segmentId }, data: { settings: {} } });
  });
});

describe("somebody who is at work as a rep only since last week", () => {
  const admin = () => house.person("林涛");
  const seen = async (name: string) => {
    const { id, version } = await db().member.findUniqueOrThrow({ where: { id: idOf(name) } });
    return { id, version };
  };
  const quietLater = async (name: string) => {
    const before = heard().length;
    await morning("11-23");
    expect(heard().slice(before).join()).not.toContain(`🔕 ${name}`);
    await morning("12-07");
    expect(heard().slice(before).join()).toContain(`🔕 ${name} 连续 2 周没有记录，从周一 11月23日起`);
  };

  test("and was a clerk before", async () => {
    at("11-19T10:00:00");
    await admin().presses({ action: "people.edit", payload: await seen("赵敏") });
    await admin()
      .fills({ roles: { choose: ["clerk", "rep"] } })
      .submits();
    await quietLater("赵敏");
    await db().member.update({ where: { id: idOf("赵敏") }, data: { roles: ["clerk"] } });
  });

  test("whose account was closed before", async () => {
    at("11-19T10:00:00");
    await db().member.update({ where: { id: idOf("Emma") }, data: { closedAt: new Date("2026-09-01T00:00:00Z") } });
    await admin().presses({ action: "people.open", payload: await seen("Emma") });
    await quietLater("Emma");
  });
});

describe("no activity in a month", () => {
  const quiet = { lastContactOn: day("2026-10-20"), lastVisitOn: day("2026-11-20"), quadrant: "low" as const };
  test("stands last on the list of a customer of grade A or B or with an open deal, where nothing else is due", async () => {
    const a = await customer("宏达机电", { ...quiet, grade: "A" });
    const dealt = await customer("华信电子", { ...quiet, grade: "C" });
    await makeDeal("华信二期", { customerId: dealt, stage: "p25" });
    await customer("东方仪表", { ...quiet, grade: "C" });
    await customer("南方重工", { ...quiet, grade: "B", quadrant: "high" });
    await morning("11-23");
    const items = await db().careItem.findMany({ orderBy: { rank: "asc" } });
    expect(items.map(({ kind }) => kind)).toEqual(["periodic_call", "no_activity", "no_activity"]);
    expect(
      items
        .slice(1)
        .map(({ customerId }) => customerId)
        .sort(),
    ).toEqual([a, dealt].sort());
    expect(cardText(house.person("李伟").inbox.at(-1)!)).toContain("🕰 宏达有 34 天没有行动");
    await db().customer.update({ where: { id: a }, data: { lastContactOn: day("2026-11-23") } });
    for (const tick of reminderTicks) await tick.run(house.jobContext());
    expect(await db().careItem.count({ where: { customerId: a, state: "done" } })).toBe(1);
  });

  test("deals that nothing was done with are counted on the board and listed with what is late", async () => {
    const customerId = await customer("宏达机电", quiet);
    const fresh = await customer("华信电子");
    const createdAt = new Date("2026-09-01T00:00:00Z");
    await makeDeal("宏达续约", { customerId, stage: "p25", createdAt });
    await makeDeal("华信二期", { customerId: fresh, stage: "p25", createdAt });
    await makeDeal("宏达新单", { customerId, stage: "p25", createdAt: new Date("2026-11-20T00:00:00Z") });
    const li = house.person("李伟");
    await li.types("/board");
    expect(li.reads).toContain("久未行动: 1 个");
    await li.presses("看快退回");
    expect(li.reads).toContain("宏达续约");
    expect(li.card.lines).toHaveLength(1);
  });
});

test("on Monday a rep reads on how few days of the week before something was logged", async () => {
  await logs("李伟", "11-16", "11-18");
  await customer("宏达机电", { lastContactOn: day("2026-09-01"), lastVisitOn: day("2026-11-20"), grade: "A" });
  await morning("11-23");
  expect(cardText(house.person("李伟").inbox.at(-1)!)).toContain("上周有 2 天记了行动，应该是 5 天");
  await morning("11-24");
  expect(cardText(house.person("李伟").inbox.at(-1)!)).not.toContain("上周有");
});
