import { beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { answers } from "../../src/features/answers/index.ts";
import { cases } from "../../src/features/cases/index.ts";
import { chronicle } from "../../src/features/chronicle/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { figures } from "../../src/features/figures/index.ts";
import { satisfaction } from "../../src/features/satisfaction/index.ts";
import { survey } from "../../src/features/survey/index.ts";
import { visits } from "../../src/features/visits/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({
  features: [customers, visits, cases, satisfaction, answers, survey, figures, chronicle],
  at: "2026-11-27T10:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const ids: Record<string, string> = {};
const at = (instant: string) => house.clock.freezeAt(new Date(instant));
const kept = () => db().surveyAnswer.findMany({ orderBy: { createdAt: "asc" } });
const complaints = () => db().serviceCase.findMany({ orderBy: [{ openedAt: "asc" }, { id: "asc" }] });
const choose = (marks: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(marks).map(([field, mark]) => [field, { choose: String(mark) }]));
beforeAll(async () => {
  ids.hongda = await makeCustomer(house, "宏达机电有限公司", { owner: "李伟", shortNames: ["宏达"] });
  ids.wang = await makeContact(house, ids.hongda, { name: "王建国", title: "总经理" });
  ids.east = await makeCustomer(house, "东方电气", { owner: "李伟" });
  ids.orient = await makeCustomer(house, "东方仪表", { owner: "李伟" });
  ids.emma = await makeCustomer(house, "长城锅炉", { owner: "Emma" });
  ids.other = await makeCustomer(house, "南方重工", { owner: "孙丽" });
});

describe("a customer is asked", () => {
  test("one line opens the questions for the one meant, with whom it names", async () => {
    const li = house.person("李伟");
    await li.types("满意度 宏达 王总");
    expect(li.form.content.title).toBe("客户满意度");
    expect(li.form.values.contact).toEqual({ choices: [{ value: ids.wang, label: "王建国 总经理" }] });
    const labels = Object.values(li.form.content.fields).map(({ label }) => label);
    expect(labels.slice(0, 7)).toEqual([
      ...["产品质量（满分 5）", "交付及时（满分 5）", "性价比（满分 5）", "响应速度（满分 5）", "人员专业（满分 5）"],
      ...["售后服务（满分 5）", "愿意推荐我们吗（满分 10）"],
    ]);
  });

  test("nothing rated, a day to come and a stranger are said at their fields, and nothing is kept", async () => {
    const li = house.person("李伟");
    await li.fills({ answeredOn: "2026-11-28" }).submits();
    expect(li.form.errors).toEqual({
      recommend: "还没有打分，请至少选一项。",
      answeredOn: "这一天还没到，请选客户回答的那天。",
    });
    const stranger = await makeContact(house, ids.emma!, { name: "赵工" });
    await li.fills({ ...choose({ item0: 5 }), contact: { choose: stranger }, answeredOn: "2026-11-27" }).submits();
    expect(li.form.errors).toEqual({ contact: "请从列表里选。" });
    expect(await kept()).toEqual([]);
  });

  test("what is rated counts by its weight, what is empty does not; twice the same is kept once", async () => {
    const li = house.person("李伟");
    await li.types("/satisfaction 宏达 王总");
    const form = li.shown;
    const marks = { ...choose({ item0: 5, item1: 4, item2: 2, recommend: 9 }), said: "交货比以前快" };
    await li.fills(marks).submits();
    expect(li.reads.split("\n")).toEqual([
      "宏达机电有限公司 · 满意度 73/100",
      "交货比以前快",
      "和上次比: 第一次",
      "推荐意愿: 9/10，会替我们说好话",
      "最弱: 性价比 2/5",
      "谁回答的: 王建国 总经理",
    ]);
    li.shown = form;
    await li.fills(marks).submits();
    expect(li.card.title).toBe("刚才已经记过：宏达机电有限公司 · 满意度 73/100");
    const [answer, ...others] = await kept();
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ csi: 73, recommend: 9, low: false, contactId: ids.wang });
    expect(await complaints()).toEqual([]);
  });

  test("the customer's card and its history say it", async () => {
    const li = house.person("李伟");
    await li.types("/customer 宏达");
    expect(li.reads).toContain("价值还没算出 · 满意度 73/100（周五 11月27日）");
    await li.presses({ action: "chronicle.facts", payload: { of: "customer", id: ids.hongda } });
    expect(li.reads).toContain("填了满意度答卷：满意度 73/100");
  });

  test("a low answer opens a complaint once, with who said it and whose clocks run", async () => {
    at("2026-11-27T11:00:00+08:00");
    const li = house.person("李伟");
    await li.types("/satisfaction 宏达 王总");
    const form = li.shown;
    const marks = { ...choose({ item0: 2, item1: 2 }), said: "又晚到了" };
    await li.fills(marks).submits();
    expect(li.card.tone).toBe("waiting");
    expect(li.reads).toContain("和上次比: 下降 48（周五 11月27日 是 73）");
    expect(li.reads).toContain("投诉: 评价偏低，已记下投诉");
    li.shown = form;
    await li.fills(marks).submits();
    expect(li.card.title).toContain("刚才已经记过");
    expect(await complaints()).toMatchObject([
      { customerId: ids.hongda, contactId: ids.wang, kind: "complaint", said: "又晚到了", undoneAt: null },
    ]);
    await house.delivers();
    expect(li.inbox).toEqual([]);
    await li.presses("看投诉");
    expect(li.card.title).toBe("投诉待解决：宏达机电有限公司 · 王建国 总经理");
    expect(li.card.text).toEqual(["满意度答卷：满意度 25/100\n又晚到了"]);
    await li.types("/customer 宏达");
    expect(li.reads).toContain("投诉未结（周五 11月27日起）：满意度答卷：满意度 25/100");
  });

  test("whose customer it is reads of it in their own language, whoever asked in which", async () => {
    const manager = house.person("王芳");
    await manager.types("/satisfaction 长城");
    await manager.fills({ ...choose({ recommend: 6 }) }).submits();
    expect(manager.card.title).toBe("长城锅炉 · 推荐意愿 6/10");
    await house.delivers();
    const [told, ...more] = house.person("Emma").inbox;
    expect(more).toEqual([]);
    expect(told?.title).toBe("王芳 noted: Complaint to solve: 长城锅炉");
    expect(told?.text).toEqual(["Satisfaction answer: would recommend us 6 of 10"]);
    expect((await db().serviceCase.findFirstOrThrow({ where: { customerId: ids.emma! } })).said).toBe("");
    expect(await db().nextStep.count()).toBe(0);
  });

  test("corrected it comes to something else, and the complaint goes with its reason; undone it counts nowhere", async () => {
    const manager = house.person("王芳");
    const shown = manager.card;
    await manager.presses("改一下");
    expect(manager.form.values.recommend).toEqual({ choices: [{ value: "6", label: "6" }] });
    const form = manager.shown;
    await manager.fills(choose({ item0: 5, recommend: 8 })).submits();
    expect(manager.card.title).toBe("已修改：长城锅炉 · 满意度 100/100");
    const ofEmma = async () => (await complaints()).filter(({ customerId }) => customerId === ids.emma);
    expect(await ofEmma()).toMatchObject([{ undoneAt: expect.any(Date), dueAt: null }]);
    await house.delivers();
    expect(house.person("Emma").inbox.at(-1)?.title).toContain("王芳");
    manager.shown = form;
    await manager.fills(choose({ item0: 1 })).submits();
    expect(manager.shown).toMatchObject({ say: { text: [expect.stringContaining("刚刚改过")] } });
    await manager.presses("撤销", { on: shown });
    expect(manager.card.title).toBe("已撤销：长城锅炉 · 满意度 100/100");
    await manager.presses("改一下", { on: shown });
    expect(manager.shown).toMatchObject({ say: { text: [expect.stringContaining("已经撤销了")] } });
    await manager.presses({ action: "answers.list", payload: { customerId: ids.emma } });
    expect(manager.reads).toContain("还没问过。");
  });

  test("corrected to low it complains anew; what was done about it stays though the answer is undone", async () => {
    const emma = house.person("Emma");
    await emma.types("/satisfaction 长城");
    await emma.fills(choose({ item0: 4 })).submits();
    await emma.presses("Edit");
    await emma.fills(choose({ item0: 1 })).submits();
    const card = emma.card;
    const theirs = () => db().serviceCase.findMany({ where: { customerId: ids.emma!, undoneAt: null } });
    expect(await theirs()).toHaveLength(1);
    await emma.presses("The complaint");
    await emma.presses("Solved");
    await emma.fills({ note: "Sent a new one" }).submits();
    await emma.presses("Edit", { on: card });
    await emma.fills(choose({ item0: 2 })).submits();
    expect(await theirs()).toHaveLength(1);
    await emma.presses("Undo");
    expect(emma.card.title).toContain("Undone");
    expect(await theirs()).toMatchObject([{ undoneAt: null, dueAt: expect.any(Date) }]);
  });

  test("a colleague who sees it changes nothing; the day after it is corrected, not undone", async () => {
    const [, low] = await kept();
    const before = JSON.stringify(await kept());
    const manager = house.person("王芳");
    for (const action of ["answers.edit", "answers.undo"]) {
      await manager.presses({ action, payload: { id: low!.id } });
      expect(manager.reads).toContain("只有填写的人可以修改或撤销");
    }
    at("2026-11-28T09:00:00+08:00");
    await house.person("李伟").presses({ action: "answers.undo", payload: { id: low!.id } });
    expect(house.person("李伟").reads).toContain("只能撤销当天填的");
    expect(JSON.stringify(await kept())).toBe(before);
  });

  test("several that may be meant are offered; nobody learns of one out of sight", async () => {
    const li = house.person("李伟");
    await li.types("/satisfaction 东方");
    expect(li.card.title).toBe("哪一家“东方”？");
    await li.presses(li.card.buttons![0]!.label);
    expect(li.form.content.title).toBe("客户满意度");
    await li.types("/satisfaction 南方重工");
    const refused = li.reads;
    expect(refused).not.toContain("·");
    await li.types("/satisfaction 北方重工");
    expect(li.reads.replaceAll("北方", "南方")).toBe(refused);
    const [answer] = await kept();
    const sun = house.person("孙丽");
    for (const [action, payload] of [
      ["answers.begin", { customerId: ids.hongda }],
      ["answers.list", { customerId: ids.hongda }],
      ["answers.edit", { id: answer!.id }],
    ] as const) {
      await sun.presses({ action, payload });
      expect(sun.reads).toMatch(/你能看到的(客户|答卷)里没有/);
    }
  });
});

describe("the questions", () => {
  test("are the admin's: one is added and weighs, one is removed; the history takes it back", async () => {
    const lin = house.person("林涛");
    await lin.types("/survey");
    expect(lin.card.title).toBe("满意度问卷 · 6 项");
    await lin.presses("加一项");
    await lin.fills({ zh: "交付及时", en: "x", weight: "100", scale: { choose: "ten" } }).submits();
    expect(lin.form.errors).toEqual({ zh: "已经在问这一项了。请换个名称，或者改那一项。" });
    await lin.fills({ zh: "包装", en: "Packing" }).submits();
    expect(lin.card.title).toBe("已加上：包装 (Packing)");
    expect(lin.reads).toContain("权重 100（50%）· 0–10 分");
    const before = lin.card;
    await lin.presses("删除", { on: { ...before, lines: before.lines!.slice(5) } });
    expect(lin.card.title).toBe("已删除：售后服务 (After-sales service)");
    await lin.presses("删除", { on: { ...before, lines: before.lines!.slice(5) } });
    expect(lin.reads).toContain("刚才有人改过问卷");
    await lin.types("/figures");
    await lin.presses("修改记录");
    expect(lin.reads).toContain("性价比 15、响应速度 15、人员专业 10、包装 100");
    const li = house.person("李伟");
    await li.types("/survey");
    expect(li.reads).toContain("问卷由系统管理员设置");
  });

  test("whoever was filling in is asked anew with what they chose, and answers of before stay as they were asked", async () => {
    const li = house.person("李伟");
    await li.types("/satisfaction 东方电气");
    await li.fills(choose({ item0: 4 }));
    const lin = house.person("林涛");
    await lin.types("/survey");
    await lin.presses("修改");
    await lin.fills({ weight: "50" }).submits();
    await li.submits();
    expect(li.form.errors).toEqual({ "": "问卷刚刚改过，请核对后再保存。" });
    expect(li.form.values.item0).toEqual({ choices: [{ value: "4", label: "4 · 满意" }] });
    await li.submits();
    expect(li.card.title).toBe("东方电气 · 满意度 75/100");
    const items = (await kept()).map((row) => (row.items as unknown as { weight: number }[])[0]?.weight);
    expect([...new Set(items)]).toEqual([25, 50]);
    await li.presses({ action: "answers.edit", payload: { id: (await kept())[0]!.id } });
    expect(Object.keys(li.form.content.fields)).toContain("item5");
    await li.submits();
    expect(li.card.title).toBe("已修改：宏达机电有限公司 · 满意度 73/100");
  });
});

describe("results", () => {
  test("count what one sees, by customer, question and month, and say until when", async () => {
    const li = house.person("李伟");
    await li.types("/satisfaction");
    expect(li.card.title).toBe("客户满意度 · 近 3 个月：满意度 58/100，NPS +100");
    expect(li.reads).toContain("答卷: 3 份，来自 2 家客户");
    expect(li.reads).toContain("宏达机电有限公司 | 49 | +100 | 2");
    expect(li.reads).toContain("统计 周六 8月29日 到 周六 11月28日");
    await li.presses("按题目");
    expect(li.card.chart).toMatchObject({ kind: "radar", series: [{ values: [25, 50, 67] }] });
    expect(li.reads).toContain("性价比 | 25 | 1");
    await li.presses("按月份");
    expect(li.reads).toContain("2026年11月 | 58 | +100 | 3");
  });

  test("of another segment are another's", async () => {
    const sun = house.person("孙丽");
    await sun.types("/satisfaction");
    expect(sun.card.title).toBe("近 3 个月还没有问过客户");
    expect(sun.reads).not.toContain("宏达");
    const zhou = house.person("周明");
    await zhou.types("/satisfaction");
    expect(zhou.reads).toContain("华东一组 | 58 | +100 | 3");
    await zhou.presses("按销售");
    expect(zhou.reads).toContain("李伟 | 58 | +100 | 3");
  });
});
