import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { buttonsOf } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";
import { withVisited } from "../support/visited.ts";

const { house, db, ids, written } = withVisited();
const day = (text: string) => new Date(`${text}T00:00:00Z`);

test("a visit in one line is understood, logged and shown", async () => {
  const li = house.person("李伟");
  await li.types("/visit 宏达 王总谈了续约价格，倾向三年 下周三再访");
  expect(li.reads).toBe(
    ["已记录：拜访 宏达机电有限公司 · 王建国 总经理", "谈了续约价格，倾向三年", "下一步: 再访 · 周三 12月2日"].join(
      "\n",
    ),
  );
  const activity = await db().activity.findFirstOrThrow({ include: { contacts: true, nextSteps: true } });
  expect(activity).toMatchObject({ kind: "visit", happenedOn: day("2026-11-25"), customerId: ids.hongda });
  expect(activity.contacts.map((met) => met.contactId)).toEqual([ids.wang]);
  expect(activity.nextSteps).toMatchObject([{ what: "再访", dueOn: day("2026-12-02"), state: "open" }]);
  expect(await db().customer.findFirst({ where: { id: ids.hongda! } })).toMatchObject({
    lastContactOn: day("2026-11-25"),
    lastVisitOn: day("2026-11-25"),
  });
});

test("the same line within ten minutes is one activity; undone it can be said again", async () => {
  const li = house.person("李伟");
  const before = await written();
  house.clock.freezeAt(new Date("2026-11-25T15:09:00+08:00"));
  await li.types("/visit 宏达 王总谈了续约价格，倾向三年 下周三再访");
  expect(li.card.title).toBe("刚才已经记过：拜访 宏达机电有限公司 · 王建国 总经理");
  expect(await written()).toEqual(before);

  await li.presses("撤销");
  expect(li.card.title).toBe("已撤销：拜访 宏达机电有限公司 · 王建国 总经理");
  expect(await db().customer.findFirst({ where: { id: ids.hongda! } })).toMatchObject({
    lastContactOn: day("2026-11-06"),
    lastVisitOn: null,
  });
  expect(await db().nextStep.count({ where: { state: "open" } })).toBe(0);

  await li.types("/visit 宏达 王总谈了续约价格，倾向三年 下周三再访");
  expect(li.card.title).toBe("已记录：拜访 宏达机电有限公司 · 王建国 总经理");
});

test("an English line: name, contact, day", async () => {
  const emma = house.person("Emma");
  await emma.types("/visit hongda Mr Wang talked renewal price, leans to three years, see him again next Wed");
  expect(emma.reads).toBe(
    [
      "Logged: visit to Hongda Machinery Co., Ltd., Peter Wang, Buyer",
      "talked renewal price, leans to three years",
      "Next: see him again, Wed 2 Dec",
    ].join("\n"),
  );
});

test("a name that fits two customers is asked for; the button logs what was typed, once", async () => {
  const li = house.person("李伟");
  const before = await written();
  await li.types("/visit 华信 张经理谈了样品 周五回访");
  expect(li.card.title).toBe("哪一家华信？");
  const labels = buttonsOf(li.card).map(({ label }) => label);
  expect(labels).toEqual(["华信医疗器械 · 无锡 · 10月1日", "华信科技 · 苏州 · 还没联系过", "再找找"]);
  expect(await written()).toEqual(before);

  const choice = li.card;
  await li.presses("华信科技 · 苏州 · 还没联系过");
  expect(li.shown?.kind).toBe("replace");
  expect(li.reads).toBe(
    [
      "已记录：拜访 华信科技",
      "张经理谈了样品",
      "下一步: 回访 · 周五 11月27日",
      "联系人: 张经理 是哪一位：张敏 采购经理、张磊 生产经理",
    ].join("\n"),
  );
  const once = await written();
  await li.presses("华信科技 · 苏州 · 还没联系过", { on: choice });
  expect(li.card.title).toBe("刚才已经记过：拜访 华信科技");
  expect(await written()).toEqual(once);
});

test("a person nobody knows yet can be added from the card", async () => {
  const li = house.person("李伟");
  await li.types("/visit 宏达 赵总第一次见，很客气");
  expect(li.reads).toContain("联系人: 赵总 还不在联系人里");
  await li.presses("添加 赵总");
  expect(li.form.formId).toBe("contacts.new");
  expect(li.form.values.name).toEqual({ text: "赵总" });
});

test("an unknown name offers to create it, and what was typed is logged with it", async () => {
  const li = house.person("李伟");
  const before = await written();
  await li.types("/visit 宏大 陈总想试用 下周三再访");
  expect(li.card.title).toBe("没有叫“宏大”的客户");
  expect(buttonsOf(li.card).map(({ label }) => label)).toEqual([
    expect.stringContaining("宏达机电有限公司 · 上海"),
    "新建 宏大",
    "再找找",
  ]);
  expect(await written()).toEqual(before);
  await li.presses("新建 宏大");
  await li
    .fills({ name: "宏大重工股份有限公司", shortName: "宏大", contactName: "陈峰", contactTitle: "总经理" })
    .submits();
  expect(li.reads).toBe(
    ["已记录：拜访 宏大重工股份有限公司 · 陈峰 总经理", "想试用", "下一步: 再访 · 周三 12月2日"].join("\n"),
  );
});

test("a customer out of sight looks like none at all", async () => {
  const li = house.person("李伟");
  const before = await written();
  await li.types("/visit 东方 谈了价格");
  const hidden = li.reads.replaceAll("东方", "X");
  await li.types("/visit 南方 谈了价格");
  expect(hidden).toBe(li.reads.replaceAll("南方", "X"));
  await li.presses({
    action: "visits.customer",
    payload: { kind: "visit", line: "谈了价格", customerId: ids.hidden },
  });
  expect(li.reads).toContain("这家客户已经不在你能看到的范围里");
  await li.presses({ action: "activities.begin", payload: { customerId: ids.hidden } });
  expect(li.reads).toContain("这家客户已经不在你能看到的范围里");
  expect(await written()).toEqual(before);
});

test.each([
  ["/visit 宏达 王总谈了价格 11月1日再访", { text: "2026-11-01" }, "“11月1日”已经过去了，请选今天或以后。"],
  ["/visit 宏达 王总谈了交期 2月30日再访", undefined, "没有“2月30日”这一天，请选一个日期。"],
])("%s: the form opens filled in, the day marked, nothing logged", async (line, nextOn, message) => {
  const li = house.person("李伟");
  const before = await written();
  await li.types(line);
  expect(li.form.values).toMatchObject({
    customer: { choices: [{ value: ids.hongda }] },
    met: { choices: [{ value: ids.wang, label: "王建国 总经理" }] },
    said: { text: expect.stringMatching(/^谈了..$/) },
    nextWhat: { text: "再访" },
    happenedOn: { text: "2026-11-25" },
  });
  expect(li.form.values.nextOn).toEqual(nextOn);
  expect(li.form.errors).toEqual({ nextOn: message });
  expect(await written()).toEqual(before);
  await li.fills({ nextOn: "2026-12-02" }).submits();
  expect(li.card.title).toBe("已记录：拜访 宏达机电有限公司 · 王建国 总经理");
});

test("two presses at the same moment log one activity", async () => {
  const li = house.person("李伟");
  const press = { action: "visits.customer", payload: { kind: "visit", line: "同时按了两下", customerId: ids.hongda } };
  await Promise.all([li.presses(press), li.presses(press)]);
  expect(await db().activity.count({ where: { said: "同时按了两下" } })).toBe(1);
});

test("a day that can be two is asked for, and nothing is logged meanwhile", async () => {
  const emma = house.person("Emma");
  await makeCustomer(house, "Acme Pumps", { owner: "Emma" });
  const before = await written();
  await emma.types("/visit Acme talked price, see them again 2/12");
  expect(emma.form.errors).toEqual({
    nextOn: "“2/12” can be Fri 12 Feb 2027 or Wed 2 Dec. Pick the day here.",
  });
  await emma.types("/visit Acme 2/11 talked price");
  expect(emma.form.errors.happenedOn).toContain("Pick the day here.");
  expect(emma.form.values.said).toEqual({ text: "talked price" });
  expect(await written()).toEqual(before);
  await emma.types("/visit Acme talked price, see them again 25/12");
  expect(emma.reads).toContain("Fri 25 Dec");
});

test("a stage that is named is a question about the deal, not a move", async () => {
  const li = house.person("李伟");
  const { organizationId, segmentId, teamId, people } = house.company;
  const deal = {
    id: newId(),
    organizationId,
    segmentId,
    teamId,
    customerId: ids.hongda!,
    ownerId: people.李伟!.id,
    name: "宏达三年续约",
    stage: "p25" as const,
    currency: "CNY",
    lastForwardOn: day("2026-11-20"),
    createdAt: house.clock.now(),
    updatedAt: house.clock.now(),
  };
  await db().deal.create({ data: deal });
  await li.types("/visit 宏达 王总同意方案 下周三再访 50%");
  expect(li.reads).toMatch(/商机: 宏达三年续约 25% → 50%？还差 \d 条：/);
  expect(await db().deal.findFirst({ where: { id: deal.id } })).toMatchObject({ stage: "p25" });
  await li.types("/visit 华信科技 谈妥 50%");
  expect(li.reads).toContain("商机: 没有可以推进到这一步的商机");
});

const FAMILY = "👨\u200d👩\u200d👧";
test.each([
  [
    "mrkdwn",
    "<!channel> <@U123> *粗* _斜_ `x` <http://evil|click> &amp;",
    "<!channel> <@U123> *粗* _斜_ `x` <http://evil|click> &amp;",
  ],
  ["a formula", '=HYPERLINK("http://evil")', '=HYPERLINK("http://evil")'],
  ["emoji", `${FAMILY}🎉 很高兴`, `${FAMILY}🎉 很高兴`],
  ["right to left", "שלום \u202eolleh\u202c", "שלום olleh"],
  ["control characters", "谈了\u0000付\u0007款\u200b", "谈了付款"],
])("%s in what was said is kept as text", async (_, typed, kept) => {
  const li = house.person("李伟");
  await li.types(`/visit 宏达 ${typed}`);
  expect(li.card.text).toEqual([kept]);
  expect(await db().activity.count({ where: { said: kept } })).toBe(1);
});

test("ten thousand characters open the form with the first two thousand, and log nothing", async () => {
  const li = house.person("李伟");
  const before = await written();
  await li.types(`/visit 宏达 ${"谈".repeat(10_000)}`);
  expect(li.form.errors).toEqual({
    said: "没有记录：一共 10003 个字，最多 2000 个。这里留了前 2000 个字，删短一点再保存。",
  });
  expect(await written()).toEqual(before);
});

test("a line too long for a button goes into the form instead of being cut", async () => {
  const li = house.person("李伟");
  const before = await written();
  const said = "谈".repeat(1600);
  await li.types(`/visit 华信 ${said}`);
  expect(li.form.values.said).toEqual({ text: expect.stringContaining(said) });
  expect(li.form.errors.customer).toBeDefined();
  expect(await written()).toEqual(before);
});

test.each(["🎉🎉🎉", "…", "<!channel>", "\u202e", "说了很多话但是没有一个客户的名字也没有空格所以不知道是谁"])(
  "a line without a customer (%s) is answered and logs nothing",
  async (line) => {
    const li = house.person("李伟");
    const before = await written();
    await li.types(`/visit ${line}`);
    expect(li.shown).toBeDefined();
    expect(await written()).toEqual(before);
  },
);

test("only a customer's name opens the form with the customer in it", async () => {
  const li = house.person("李伟");
  const before = await written();
  await li.types("拜访宏达");
  expect(li.form.values.customer).toMatchObject({ choices: [{ value: ids.hongda }] });
  expect(await written()).toEqual(before);
});

test("a sentence that begins with the name of a list or a noun is no command", async () => {
  const li = house.person("李伟");
  const before = await written();
  for (const said of ["板材报价发你了", "消息收到了", "会议改到周五", "客户说价格太高"]) {
    await li.types(said);
    expect(li.reads.split("\n")[0]).toContain("没听懂");
  }
  expect(await written()).toEqual(before);
});

test("a day and a kind before the name are understood", async () => {
  const li = house.person("李伟");
  await li.types("/visit 昨天 电话 hdjd 王总说同意");
  expect(li.reads).toBe(["已记录：电话 宏达机电有限公司 · 王建国 总经理", "说同意", "日期: 周二 11月24日"].join("\n"));
});
