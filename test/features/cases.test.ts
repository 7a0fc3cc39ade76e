import { beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { activities } from "../../src/features/activities/index.ts";
import { caseclocks } from "../../src/features/caseclocks/index.ts";
import { cases } from "../../src/features/cases/index.ts";
import { chronicle } from "../../src/features/chronicle/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { personalData } from "../../src/features/personal-data/index.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { fingerprint } from "../support/secrets.ts";

const MORNING = "2026-11-25T09:12:00+08:00";
const house = withConversation({
  features: [cases, caseclocks, customers, activities, personalData, chronicle],
  at: MORNING,
});
const db = () => from({ database: house.database.handle });
const at = (instant: string) => house.clock.freezeAt(new Date(instant));
const ids: Record<string, string> = {};

beforeAll(async () => {
  ids.hongda = await makeCustomer(house, "宏达机电有限公司", { owner: "李伟", shortNames: ["宏达"] });
  ids.wang = await makeContact(house, ids.hongda, { name: "王建国", title: "采购总监" });
  ids.huaxin = await makeCustomer(house, "华信科技", { owner: "Emma", shortNames: ["华信"] });
  await makeCustomer(house, "华信机械", { owner: "Emma", shortNames: ["华信"] });
  ids.east = await makeCustomer(house, "东方医疗", { owner: "孙丽" });
});

const ticks = async () => {
  for (const tick of caseclocks.ticks ?? []) await tick.run(house.jobContext());
  await house.delivers();
};

describe("a complaint in one line", () => {
  test("is noted with its person and its clocks, and the owner reads of it when it was somebody else", async () => {
    const fang = house.person("王芳");
    await fang.types("/complaint 宏达 王总说轴承异响，很急");
    expect(fang.reads.split("\n")).toEqual([
      "投诉待解决：宏达机电有限公司 · 王建国 采购总监",
      "王总说轴承异响，很急",
      "解决: 还剩 4 小时（11月25日 14:12 前）",
      "回访: 还剩 3 个工作日（11月30日 18:00 前）",
      "结案: 还剩 7 个工作日（12月4日 18:00 前）",
      "负责人: 李伟",
      "记录: 11月25日 09:12 王芳",
      "截至 11月25日 09:12，按工作时间计算。",
    ]);
    expect(fang.card.tone).toBe("waiting");
    await house.delivers();
    const [told] = house.person("李伟").inbox;
    expect(told?.title).toBe("王芳记下：投诉待解决：宏达机电有限公司 · 王建国 采购总监");
    expect(told && buttonsOf(told).map(({ label }) => label)).toEqual(["已解决", "已回访", "看客户"]);
  });

  test("said again within minutes is the same one", async () => {
    at("2026-11-25T09:14:00+08:00");
    const fang = house.person("王芳");
    await fang.types("投诉 宏达 王总说轴承异响，很急");
    expect(fang.reads).toContain("这条几分钟前刚记过");
    expect(await db().serviceCase.count()).toBe(1);
  });

  test("is solved, called back about and closed, each step told, logged and kept", async () => {
    const li = house.person("李伟");
    const [told] = li.inbox;
    at("2026-11-25T10:00:00+08:00");
    await li.presses("已解决", { on: told! });
    await li.fills({ note: "换了一套轴承" }).submits();
    expect(li.card.title).toBe("投诉待回访：宏达机电有限公司 · 王建国 采购总监");
    expect(li.reads).toContain("解决: ✓ 11月25日 10:00 李伟：换了一套轴承");
    const before = await fingerprint(house.database.handle);
    await li.presses("已回访", { on: told! });
    expect(li.shown).toMatchObject({ kind: "replace" });
    expect(li.card.title).toContain("投诉待回访");
    expect(await fingerprint(house.database.handle)).toEqual(before);
    await li.presses("已回访");
    await li.fills({ note: "运转正常，客户满意" }).submits();
    expect(li.card.title).toContain("投诉待结案");
    await li.presses("结案");
    expect(li.card).toMatchObject({ tone: "done", title: "投诉已结案：宏达机电有限公司 · 王建国 采购总监" });
    const logged = await db().activity.findMany({ where: { undoneAt: null }, orderBy: { createdAt: "asc" } });
    expect(logged.map(({ kind, said }) => `${kind} ${said}`).sort()).toEqual([
      "call 运转正常，客户满意",
      "service 换了一套轴承",
    ]);
    await li.types("/cases");
    expect(li.card.title).toBe("没有未结的咨询和投诉");
  });

  test("is open again within a day, and the call back is owed again with its activity gone", async () => {
    const li = house.person("李伟");
    const closed = await db().serviceCase.findFirstOrThrow({ where: { customerId: ids.hongda! } });
    await li.presses({ action: "cases.show", payload: { id: closed.id } });
    await li.presses("重新打开");
    expect(li.card.title).toContain("投诉待结案");
    await li.presses("撤销");
    expect(li.card.title).toContain("投诉待回访");
    expect(await db().activity.count({ where: { undoneAt: null } })).toBe(1);
    const clocks = await db().caseClock.findMany({ where: { caseId: closed.id, tellAt: { not: null } } });
    expect(clocks.map(({ duty }) => duty).sort()).toEqual(["call_back", "close"]);
    at("2026-11-26T10:01:00+08:00");
    const before = await fingerprint(house.database.handle);
    const { version } = await db().serviceCase.findUniqueOrThrow({ where: { id: closed.id } });
    await li.presses({ action: "cases.undo", payload: { id: closed.id, version } });
    expect(li.card.title).toContain("投诉待回访");
    expect(await fingerprint(house.database.handle)).toEqual(before);
  });
});

describe("who and what is meant", () => {
  test("two that fit are asked about, and the line is carried on", async () => {
    at("2026-11-26T11:00:00+08:00");
    const emma = house.person("Emma");
    await emma.types("/inquiry 华信 asks when it is delivered");
    expect(emma.card.title).toBe("Which 华信?");
    await emma.presses(buttonsOf(emma.card).find(({ label }) => label.startsWith("华信科技"))!.press);
    expect(emma.reads).toContain("Inquiry to answer: 华信科技");
    expect(emma.reads).toContain("Answer: 10 min left, by 26 Nov 11:10");
  });

  test("one that nobody knows, or that is out of sight, is not there", async () => {
    const before = await fingerprint(house.database.handle);
    const emma = house.person("Emma");
    await emma.types("/complaint 东方医疗 late again");
    expect(emma.card.title).toBe("No customer is called “东方医疗”");
    expect(emma.reads).not.toContain("孙丽");
    await emma.presses("Search again");
    expect(emma.form.formId).toBe("cases.open");
    await emma.fills({ customer: { choose: ids.east! }, said: "late again" }).submits();
    expect(emma.form.errors).toMatchObject({ customer: expect.stringContaining("not among those") });
    expect(await fingerprint(house.database.handle)).toEqual(before);
  });

  test("without a line the form asks, and a contact of another customer is refused", async () => {
    const li = house.person("李伟");
    await li.types("/投诉");
    await li.fills({ customer: { choose: ids.hongda! }, said: "少发一箱" });
    await li.fills({ contact: { choose: ids.wang! } }).submits();
    expect(li.card.title).toBe("投诉待解决：宏达机电有限公司 · 王建国 采购总监");
    await li.presses("撤销");
    expect(li.card).toMatchObject({ tone: "past", title: "已撤销：宏达机电有限公司 · 王建国 采购总监的投诉" });
  });
});

describe("a missed clock", () => {
  test("goes to the manager and its owner, then to the head, once each, whoever asks", async () => {
    const missed = () => house.person("王芳").inbox.flatMap(({ title }) => (title.includes("超时") ? [title] : []));
    at("2026-11-26T11:09:00+08:00");
    await ticks();
    expect(missed()).toEqual([]);
    at("2026-11-26T11:10:00+08:00");
    await Promise.all([ticks(), ticks()]);
    await ticks();
    expect(missed()).toEqual(["咨询超时未答复：华信科技"]);
    expect(house.person("Emma").inbox.map(({ title }) => title)).toEqual(["An inquiry waits for its answer: 华信科技"]);
    at("2026-11-26T11:20:00+08:00");
    await ticks();
    await ticks();
    // The segment has no head here: an executive hears of it.
    const [head, more] = house.person("周明").inbox;
    expect(more).toBeUndefined();
    expect(head?.title).toBe("咨询超时未答复：华信科技");
    expect(head?.tone).toBe("stopped");
    at("2026-11-27T11:20:00+08:00");
    await ticks();
    expect(house.person("王芳").inbox.filter(({ title }) => title.includes("咨询"))).toHaveLength(1);
  });

  test("that was missed in an outage comes late and says so", async () => {
    at("2026-11-27T09:00:00+08:00");
    const li = house.person("李伟");
    await li.types("/inquiry 宏达 问交期");
    at("2026-11-27T15:00:00+08:00");
    await ticks();
    const told = house.person("王芳").inbox.find(({ title }) => title === "咨询超时未答复：宏达机电有限公司");
    expect(JSON.stringify(told)).toContain("送晚了：这条本该 11月27日 09:10 送到。");
    const head = () => house.person("周明").inbox.filter(({ title }) => title === told?.title);
    at("2026-11-27T15:01:00+08:00");
    await ticks();
    expect(head()).toEqual([]);
    at("2026-11-27T15:10:00+08:00");
    await ticks();
    expect(head()).toHaveLength(1);
  });
});

test("Home has what one's own customers wait for, with how late it is", async () => {
  at("2026-11-27T15:05:00+08:00");
  const [card] = await house.person("李伟").home();
  expect(card?.title).toBe("客户在等你：2 件，超时 1 件");
  expect(card?.tone).toBe("stopped");
  expect(await house.person("孙丽").home()).toEqual([]);
});

test("the customer's card says since when it complains, and leads to all it has brought", async () => {
  const li = house.person("李伟");
  await li.types("/customer 宏达");
  expect(li.card.tone).toBe("waiting");
  expect(li.reads).toContain("投诉未结（周三 11月25日起）：王总说轴承异响，很急");
  await li.presses({ action: "cases.ofCustomer", payload: { customerId: ids.hongda } });
  expect(li.card.title).toBe("宏达机电有限公司的咨询和投诉：2 件");
  expect(li.card.lines).toHaveLength(2);
});

test("words without end are told short wherever they are not what is read", async () => {
  const li = house.person("李伟");
  const brief = `${"异响".repeat(40)}…`;
  await makeCustomer(house, "恒力重工", { owner: "李伟" });
  at("2026-11-27T15:20:00+08:00");
  await li.types(`/complaint 恒力重工 ${"异响".repeat(400)}`);
  await li.types("/customer 恒力重工");
  expect(li.reads).toContain(`投诉未结（周五 11月27日起）：${brief}`);
  expect(li.reads).not.toContain("异响".repeat(41));
  at("2026-11-30T18:00:00+08:00");
  await ticks();
  const missed = house.person("王芳").inbox.find(({ title }) => title === "投诉超时未解决：恒力重工");
  expect(missed?.plain).toBe(`投诉超时未解决：恒力重工 · ${brief}`);
});

test("who is erased is taken out of what was said, and of what was done about it", async () => {
  const open = await db().serviceCase.findFirstOrThrow({
    where: { customerId: ids.hongda!, kind: "complaint", undoneAt: null },
  });
  const li = house.person("李伟");
  await li.presses({ action: "cases.meet", payload: { id: open.id, version: open.version, duty: "call_back" } });
  await li.fills({ note: "王总说没问题了" }).submits();
  const fang = house.person("王芳");
  await fang.presses({ action: "personalData.begin", payload: { id: ids.wang } });
  await fang.fills({ name: "王建国", why: "来信要求" }).submits();
  const one = await db().serviceCase.findUniqueOrThrow({ where: { id: open.id }, include: { clocks: true } });
  expect(one.said).toBe("已抹除的联系人说轴承异响，很急");
  expect(one.clocks.find(({ duty }) => duty === "call_back")?.note).toBe("已抹除的联系人说没问题了");
  await li.presses({ action: "cases.show", payload: { id: open.id } });
  expect(li.reads).not.toMatch(/王总|王建国/);
});

test("the history of a customer tells what it complained of by its kind and each step, in nobody's words", async () => {
  const li = house.person("李伟");
  await li.presses({ action: "chronicle.facts", payload: { of: "customer", id: ids.hongda! } });
  for (const told of ["记下投诉", "解决：已完成", "回访：已完成", "结案：已完成"]) expect(li.reads).toContain(told);
  expect(li.reads).not.toContain("轴承");
});
