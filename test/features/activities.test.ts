import { expect, test } from "vitest";
import { buttonsOf } from "../support/conversation.ts";
import { withVisited } from "../support/visited.ts";

const { house, db, ids, written } = withVisited();
const day = (text: string) => new Date(`${text}T00:00:00Z`);

test("undo twice is undo once, and only the author may", async () => {
  const li = house.person("李伟");
  await li.types("/phone 宏达 样品到了");
  const undo = buttonsOf(li.card).find(({ label }) => label === "撤销")!.press;
  const before = await written();
  await house.person("王芳").presses(undo);
  expect(house.person("王芳").reads).toContain("只有记录的人可以修改或撤销");
  await house.person("孙丽").presses(undo);
  expect(house.person("孙丽").reads).toContain("你能看到的记录里没有这一条");
  expect(await written()).toEqual(before);
  await li.presses(undo);
  const after = await written();
  await li.presses(undo);
  expect(li.card.title).toBe("已撤销：电话 宏达机电有限公司");
  expect(await written()).toEqual(after);
});

test("a surname of two people is settled by a button", async () => {
  const li = house.person("李伟");
  await li.types("/visit 华信科技 张经理看了样机");
  await li.presses("是张磊 生产经理");
  expect(li.card.title).toBe("已修改：拜访 华信科技 · 张磊 生产经理");
  const met = await db().activityContact.findMany({ where: { activity: { said: "张经理看了样机" } } });
  expect(met.map(({ contactId }) => contactId)).toEqual([ids.lei]);
});

test("without a line the form opens; it says at which field something is wrong, and logs when all is right", async () => {
  const li = house.person("李伟");
  await li.types("/visit");
  const before = await written();
  expect(await li.searches("customer", "hdjd")).toEqual([
    { value: ids.hongda, label: "宏达机电有限公司", detail: expect.stringContaining("上海") },
  ]);
  expect((await li.searches("met", "张")).map(({ label }) => label)).toEqual(["张敏 采购经理", "张磊 生产经理"]);
  await li
    .fills({
      customer: { choose: ids.hongda! },
      met: { choose: [ids.min!] },
      happenedOn: "2026-11-26",
      nextWhat: "送样",
    })
    .submits();
  expect(li.form.errors).toEqual({
    met: "张敏 不是 宏达机电有限公司 的联系人，请从这家客户里选。",
    happenedOn: "这一天还没到。打算做的事请写在下一步。",
    nextOn: "请选下一步的日期。",
  });
  await li
    .fills({ customer: { choose: ids.hidden! }, met: { choose: [] }, happenedOn: "2026-02-30", nextWhat: "" })
    .submits();
  expect(Object.keys(li.form.errors)).toEqual(["happenedOn"]);
  await li.fills({ customer: { choose: ids.hidden! }, happenedOn: "2025-01-01" }).submits();
  expect(li.form.errors).toEqual({
    customer: "请从列表里选客户。",
    happenedOn: "这是一年多以前了，请核对日期。",
    said: "写一句谈了什么，或者填下一步和日期。",
  });
  expect(await written()).toEqual(before);
  await li
    .fills({ customer: { choose: ids.hongda! }, happenedOn: "2026-11-24", said: "送了样品", mood: { choose: "1" } })
    .submits();
  expect(li.reads).toBe(
    ["已记录：拜访 宏达机电有限公司", "送了样品", "日期: 周二 11月24日", "客户情绪: 满意"].join("\n"),
  );
});

test("an edit changes what is wrong; a form that is out of date changes nothing", async () => {
  const li = house.person("李伟");
  await li.types("/visit 宏达 李工看了图纸 周五送样");
  const card = li.card;
  await li.presses("改一下");
  const outdated = li.form;
  await li.fills({ customer: { choose: ids.huaxin! }, met: { choose: [] }, nextOn: "2026-11-30" }).submits();
  expect(li.reads).toBe(["已修改：拜访 华信科技", "看了图纸", "下一步: 送样 · 周一 11月30日"].join("\n"));
  expect(await db().nextStep.findMany({ where: { what: "送样" }, orderBy: { dueOn: "asc" } })).toMatchObject([
    { state: "dropped", customerId: ids.hongda },
    { state: "open", customerId: ids.huaxin, dueOn: day("2026-11-30") },
  ]);
  const before = await written();
  li.shown = { kind: "form", form: outdated };
  await li.fills({ said: "别的" }).submits();
  expect(JSON.stringify(li.shown)).toContain("没有改动：这条记录刚刚改过");
  expect(await written()).toEqual(before);
  await li.presses("撤销", { on: card });
  await li.presses("改一下", { on: card });
  expect(JSON.stringify(li.shown)).toContain("这条记录已经撤销了");
});

test("a visit fulfils what was promised until that day; undone, the promise is open again", async () => {
  const li = house.person("李伟");
  await li.types("/visit 华信医疗 谈了试用 明天送样");
  house.clock.freezeAt(new Date("2026-11-26T10:00:00+08:00"));
  await li.types("/visit 华信医疗 样品送到");
  expect(li.reads).toContain("兑现: 之前约好的 1 件事已完成");
  expect(await db().nextStep.findFirst({ where: { what: "送样", customerId: ids.medical! } })).toMatchObject({
    state: "done",
  });
  await li.presses("撤销");
  expect(await db().nextStep.findFirst({ where: { what: "送样", customerId: ids.medical! } })).toMatchObject({
    state: "open",
  });
  expect(await db().customer.findFirst({ where: { id: ids.medical! } })).toMatchObject({
    lastContactOn: day("2026-11-25"),
  });
});

test("edited to another customer, it fulfils what was promised to that one, and the promise to the first is open", async () => {
  const li = house.person("李伟");
  await li.types("/visit 宏达 谈了合同 明天送合同");
  await li.types("/visit 华信科技 看了样机 明天送图纸");
  const promises = async () => {
    const steps = await db().nextStep.findMany({ where: { what: { in: ["送合同", "送图纸"] } } });
    return Object.fromEntries(steps.map(({ what, state }) => [what, state]));
  };
  house.clock.freezeAt(new Date("2026-11-26T10:00:00+08:00"));
  await li.types("/visit 宏达 图纸交给了张工");
  expect(await promises()).toEqual({ 送合同: "done", 送图纸: "open" });
  await li.presses("改一下");
  li.fills({ customer: { choose: ids.huaxin! }, met: { choose: [] } });
  await li.submits();
  expect(await promises()).toEqual({ 送合同: "open", 送图纸: "done" });
  await li.presses("撤销");
  expect(await promises()).toEqual({ 送合同: "open", 送图纸: "open" });
});

test("what was moved to another customer may be said anew of the first", async () => {
  const li = house.person("李伟");
  await li.types("/visit 宏达 谈了质保");
  await li.presses("改一下");
  await li.fills({ customer: { choose: ids.huaxin! }, met: { choose: [] } }).submits();
  await li.types("/visit 宏达 谈了质保");
  const logged = await db().activity.findMany({ where: { said: "谈了质保" }, orderBy: { createdAt: "asc" } });
  expect(logged.map(({ customerId }) => customerId).sort()).toEqual([ids.hongda!, ids.huaxin!].sort());
});

test("what was logged yesterday is corrected, not undone", async () => {
  const li = house.person("李伟");
  await li.types("/visit 宏达 交了标书");
  house.clock.freezeAt(new Date("2026-11-26T09:00:00+08:00"));
  const before = await written();
  await li.presses("撤销");
  expect(li.reads).toContain("只能撤销当天记的");
  expect(await written()).toEqual(before);
});
