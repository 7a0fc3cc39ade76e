import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { care } from "../../src/features/care/index.ts";
import { digest } from "../../src/features/digest/index.ts";
import { digestTick } from "../../src/features/digest/jobs.ts";
import { leave } from "../../src/features/leaving/public.ts";
import { reminderTicks } from "../../src/features/reminders/public.ts";
import { tasks } from "../../src/features/tasks/index.ts";
import { careData } from "../support/care-house.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";

/** Monday 23 November. */
const house = withConversation({ features: [tasks, care, digest], at: "2026-11-23T09:00:00+08:00" });
const { db, customer } = careData(house);
const idOf = (name: string) => house.company.people[name]!.id;
const at = (instant: string) => house.clock.freezeAt(new Date(`2026-${instant}+08:00`));
const boss = () => house.person("周明");
const wang = () => house.person("王芳");
const li = () => house.person("李伟");
const last = (who: string) => house.person(who).inbox.at(-1)!;
const labels = (who: string) => buttonsOf(house.person(who).card).map(({ label }) => label);
const all = () => db().task.findMany({ orderBy: { createdAt: "asc" } });
/** All that was shown: a refusal stands beside the card it brings up to date. */
const shownTo = (who: string) => JSON.stringify(house.person(who).shown);
const unchanged = async (work: () => Promise<unknown>): Promise<void> => {
  const before = [await all(), await db().auditEntry.count()];
  await work();
  expect([await all(), await db().auditEntry.count()]).toEqual(before);
};
const morning = async (on: string) => {
  at(`${on}T08:30:00`);
  for (const tick of [...reminderTicks, digestTick]) await tick.run(house.jobContext());
  await house.delivers();
};

beforeEach(async () => {
  at("11-23T09:00:00");
  for (const table of ["Task", "CareItem", "CareDay", "CareDigest", "OutgoingMessage", "MessageRef", "Customer"])
    await house.database.pool.query(`DELETE FROM "${table}"`);
  // Nobody has been here for two whole weeks, so nobody's silence is told.
  await db().member.updateMany({ data: { createdAt: new Date("2026-11-23T00:00:00Z") } });
});
const given = async (line = "/task @李伟 周五前给王总回电话") => {
  await boss().types(line);
  await house.delivers();
};

describe("giving", () => {
  test("in one line: who, which customer, what, by when; both read the same", async () => {
    await customer("宏达机电");
    await given("/task @李伟 宏达 周五前给王总回电话");
    expect(boss().card.title).toBe("已交给 李伟 · 周五 11月27日前");
    expect(boss().reads).toContain("给王总回电话");
    expect(boss().reads).toContain("客户: 宏达");
    expect(last("李伟").title).toBe("周明交给你一件事 · 周五 11月27日前");
    expect(cardText(last("李伟"))).toContain("给王总回电话");
    expect(await db().auditEntry.count({ where: { what: "task.given" } })).toBe(1);
  });

  test("the same twice is one task, told once", async () => {
    await given();
    await given();
    expect(boss().card.title).toBe("这件事已经在 李伟 手上，没有重复交办");
    expect(await all()).toHaveLength(1);
    expect(await db().outgoingMessage.count({ where: { kind: "post" } })).toBe(1);
  });

  test("what the line leaves open is asked in the form, with the rest filled in", async () => {
    await unchanged(() => boss().types("/task @李伟 给王总回电话"));
    expect(boss().form.errors).toEqual({ by: "请填什么时候前要办好。" });
    await boss().fills({ by: "2026-11-25" }).submits();
    expect((await all()).map(({ what, assigneeId }) => [what, assigneeId])).toEqual([["给王总回电话", idOf("李伟")]]);
  });

  test("a manager gives to the people of their team; whoever is elsewhere is like nobody", async () => {
    await wang().types("/task Emma 明天给客户寄样品");
    expect(wang().card.title).toContain("已交给 Emma");
    for (const name of ["孙丽", "钱进", "查无此人"]) {
      await unchanged(() => wang().types(`/task @${name} 明天寄样品`));
      expect(wang().form.errors).toEqual({ to: "你能交办的人里没有叫这个名字的。经理可以交给本组的人。" });
    }
    const form = (to: string) => wang().fills({ to: { choose: to }, what: "寄样品", by: "2026-11-25" });
    for (const to of [idOf("孙丽"), newId()]) {
      await wang().types("/task");
      await unchanged(() => form(to).submits());
      expect(wang().form.errors.to).toContain("没有叫这个名字的");
    }
    await boss().types("/task 孙丽 明天寄样品");
    expect(boss().card.title).toContain("已交给 孙丽");
  });

  test.each(["李伟", "赵敏", "陈静", "林涛"])("%s gives none", async (name) => {
    await unchanged(() => house.person(name).types("/task Emma 明天寄样品"));
    expect(house.person(name).reads).toContain("没有交办");
  });

  test("a customer the other does not see is refused, one the giver does not see is no customer", async () => {
    await customer("宏达机电");
    await unchanged(() => boss().types("/task @Emma 宏达 明天寄样品"));
    expect(boss().form.errors.customer).toContain("Emma 看不到这家客户");
    const { otherSegmentId: segmentId, otherTeamId: teamId } = house.company;
    const far = await customer("海宁医院", { segmentId, teamId }, "孙丽");
    for (const id of [far, newId()]) {
      await wang().types("/task");
      const form = wang().fills({
        to: { choose: idOf("李伟") },
        what: "寄样品",
        by: "2026-11-25",
        customer: { choose: id },
      });
      await unchanged(() => form.submits());
      expect(wang().form.errors).toEqual({ customer: "没有这家客户，请另选，或者不填。" });
    }
    await wang().types("/task 李伟 海宁 明天寄样品");
    expect((await all()).map(({ customerId, what }) => [customerId, what])).toEqual([[null, "海宁 寄样品"]]);
  });

  test("a day that is past or too far is refused at the field", async () => {
    for (const [by, says] of [
      ["2026-11-22", "今天或以后"],
      ["2028-01-01", "最远一年"],
    ] as const) {
      await boss().types("/task");
      const form = boss().fills({ to: { choose: idOf("李伟") }, what: "寄样品", by });
      await unchanged(() => form.submits());
      expect(boss().form.errors.by).toContain(says);
    }
  });
});

describe("answering", () => {
  test("done with a word back: the giver is told, and every card says so", async () => {
    await given();
    await li().presses("办好了", { on: last("李伟") });
    await li().fills({ answer: "王总同意了" }).submits();
    await house.delivers();
    expect(li().card).toMatchObject({ tone: "done", title: "办好了，已告诉周明" });
    expect(last("周明").title).toBe("李伟 办好了");
    expect(cardText(last("周明"))).toContain("“王总同意了”");
  });

  test("another day: the giver is told, and can still take it back", async () => {
    await given();
    await li().presses("改日子…", { on: last("李伟") });
    await unchanged(() => li().fills({ on: "2026-11-20" }).submits());
    expect(li().form.errors.on).toContain("今天或以后");
    await li().fills({ on: "2026-12-01", why: "王总出差" }).submits();
    await house.delivers();
    expect(li().card.title).toBe("周明交给你一件事 · 周二 12月1日前");
    expect(last("周明").title).toBe("李伟 改到周二 12月1日前办");
    expect(cardText(last("周明"))).toContain("王总出差");
    await boss().presses("收回", { on: last("周明") });
    await house.delivers();
    expect(boss().card.title).toBe("已从 李伟 那里收回");
    expect(last("李伟").title).toBe("周明收回了这件事，不用办了");
  });

  test("it cannot be done: the giver reads why and gives it to somebody else", async () => {
    await given();
    await li().presses("办不了…", { on: last("李伟") });
    await li().fills({ why: "不是我的客户" }).submits();
    await house.delivers();
    expect(last("周明").title).toBe("李伟 办不了");
    await boss().presses("交给别人", { on: last("周明") });
    await boss()
      .fills({ to: { choose: idOf("Emma") } })
      .submits();
    expect((await all()).map(({ state, what }) => [state, what])).toEqual([
      ["declined", "给王总回电话"],
      ["open", "给王总回电话"],
    ]);
  });

  test("second, late and strange presses change nothing, and are told so", async () => {
    await given();
    const card = last("李伟");
    await li().presses("办好了", { on: card });
    await li().submits();
    const [task] = await all();
    await unchanged(() => boss().presses({ action: "tasks.back", payload: { id: task!.id, v: 1 } }));
    expect(shownTo("周明")).toContain("已经有结果");
    await unchanged(() => li().presses({ action: "tasks.later", payload: { id: task!.id, v: 1 } }));
    expect(shownTo("李伟")).toContain("已经有结果");
    for (const [who, id] of [
      ["Emma", task!.id],
      ["王芳", task!.id],
      ["Emma", newId()],
    ] as const) {
      await unchanged(() => house.person(who).presses({ action: "tasks.back", payload: { id, v: 2 } }));
      expect(house.person(who).reads).toMatch(/没有这件事|not there/);
    }
  });

  test("a card that is out of date is brought up to date", async () => {
    await given();
    const [task] = await all();
    await li().presses("改日子…", { on: last("李伟") });
    await li().fills({ on: "2026-12-01" }).submits();
    await unchanged(() => li().presses({ action: "tasks.done", payload: { id: task!.id, v: 1 } }));
    expect(shownTo("李伟")).toContain("不是最新的");
  });
});

describe("the day of whoever has it", () => {
  test("stands on the morning's list until it is done, overdue is said, and the list follows", async () => {
    await given();
    await morning("11-26");
    expect(li().inbox.some(({ title }) => title.startsWith("早上好"))).toBe(false);
    await morning("11-27");
    expect(last("李伟").title).toBe("早上好，今天 1 件事");
    expect(cardText(last("李伟"))).toContain("📋 周明交办：给王总回电话\n今天要办");
    await morning("11-30");
    expect(cardText(last("李伟"))).toContain("过期 3 天");
    const [home] = await li().home();
    expect(cardText(home!)).toContain("我的今天 · 还有 1 件");
    await li().presses("办好了", { on: last("李伟") });
    await li().submits();
    await house.delivers();
    expect(li().card).toMatchObject({ tone: "done", title: "早上好，今天 1 件事" });
    expect(li().reads).toContain("✓ 给王总回电话 办好了");
    await morning("12-01");
    expect(await db().careDay.count({ where: { memberId: idOf("李伟"), items: { gt: 0 } } })).toBe(2);
  });

  test("left undone for three working days it is told to the team's manager, once", async () => {
    await given("/task @李伟 今天给王总回电话");
    for (const on of ["11-24", "11-25"]) await morning(on);
    expect(wang().inbox).toEqual([]);
    await morning("11-26");
    expect(last("王芳").title).toBe("组里有 1 件客情，3 个工作日没办");
    expect(cardText(last("王芳"))).toContain("📋 周明交办：给王总回电话\n李伟");
    await morning("11-27");
    expect(wang().inbox).toHaveLength(1);
  });

  test("the manager who may see its customer reads whose it is; a stand-in who may not reads the rest", async () => {
    await customer("宏达机电");
    await given("/task @李伟 宏达 今天给王总回电话");
    await morning("11-26");
    expect(cardText(last("王芳"))).toContain("📋 周明交办（宏达）：给王总回电话\n李伟");
    await db().careDigest.deleteMany();
    const { organizationId } = house.company;
    const [startsAt, endsAt] = [new Date("2026-11-23T00:00:00+08:00"), new Date("2026-12-05T00:00:00+08:00")];
    const whose = { organizationId, memberId: idOf("王芳"), standInId: idOf("钱进"), setById: idOf("王芳") };
    const absence = await db().absence.create({
      data: { id: newId(), ...whose, startsAt, endsAt, createdAt: startsAt },
    });
    await db().outgoingMessage.deleteMany({ where: { key: { startsWith: "digest:" } } });
    await db().teamMember.create({ data: { organizationId, teamId: await secondTeam(), memberId: idOf("钱进") } });
    await morning("11-26");
    expect(cardText(last("钱进"))).toContain("📋 周明交办：给王总回电话\n李伟");
    await db().absence.delete({ where: { id: absence.id } });
  });
  /** Of the same segment, so that who is in it can stand in. */
  const secondTeam = async () => {
    const { organizationId, segmentId } = house.company;
    const { id } = await db().team.create({ data: { id: newId(), organizationId, segmentId, name: "华东二组" } });
    return id;
  };

  test("/tasks shows those for one and those one gave, page by page", async () => {
    for (let n = 1; n <= 9; n++) await given(`/task @李伟 周五前寄样品${n}号箱`);
    await li().types("/tasks");
    expect(li().card.title).toBe("交给你的 9 件事");
    expect(li().card.lines).toHaveLength(8);
    await li().presses("下一页");
    expect(li().card.lines).toHaveLength(1);
    expect(labels("李伟")).not.toContain("我交办的");
    await boss().types("/tasks");
    expect(boss().card.title).toBe("没有交给你的事");
    await boss().presses("我交办的");
    expect(boss().card.title).toBe("你交办的还有 9 件没办好");
    await house.person("Emma").types("/tasks");
    expect(house.person("Emma").card.title).toBe("No task is waiting for you");
  });
});

test("whoever leaves leaves no task behind: theirs go back, those they gave go to who leads", async () => {
  await given();
  await wang().types("/task Emma 周五前寄样品");
  await db().member.update({ where: { id: idOf("李伟") }, data: { closedAt: house.clock.now() } });
  await house.jobContext().change((change) => leave(change, idOf("李伟")));
  await house.delivers();
  expect(last("周明").title).toBe("李伟 不再负责这件事，现在没有人办");
  await db().member.update({ where: { id: idOf("王芳") }, data: { closedAt: house.clock.now() } });
  await house.jobContext().change((change) => leave(change, idOf("王芳")));
  expect((await all()).map(({ state, giverId }) => [state, giverId])).toEqual([
    ["returned", idOf("周明")],
    ["open", idOf("周明")],
  ]);
  await db().member.updateMany({ data: { closedAt: null } });
});
