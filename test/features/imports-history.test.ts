import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { chronicle } from "../../src/features/chronicle/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { importing } from "../../src/features/importing/index.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { imports } from "../../src/features/imports/index.ts";
import { merging } from "../../src/features/merging/index.ts";
import { buttonOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { importsGoOn } from "../support/sheets-given.ts";

const house = withConversation({
  features: [customers, chronicle, merging, importing, imports([importListener])],
  at: "2026-11-26T09:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const goesOn = () => importsGoOn(house);
const bringsIn = async (who: string, name: string, text: string) => {
  const person = house.person(who);
  const bytes = Buffer.from(text);
  await person.drops([{ name, size: bytes.length, read: async () => bytes }]);
  await person.presses("确认各列");
  await person.submits();
  await goesOn();
  await person.presses(buttonOf(person.inbox.at(-1)!, "导入").press);
  await goesOn();
};
const reads = async (who: string, of: "customer" | "contact", id: string, at?: { in: string }) => {
  const person = house.person(who);
  await person.presses({ action: "chronicle.facts", payload: { of, id } }, at);
  return person.reads.split("\n").slice(1);
};

test("each fact that a sheet filled in is told with its row, and with its file to whoever brought it; the undo tells them back", async () => {
  const customer = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  const contact = await makeContact(house, customer, { name: "王建国" });
  await bringsIn(
    "李伟",
    "客户.csv",
    "客户,城市,行业,联系人,邮箱,电话,生日\n云帆,,,,,,\n宏达机电,上海,机电,王建国,w@h.cn,13800001111,1980-05-01",
  );
  const by = "周四 11月26日 · 李伟";
  const filled = {
    customer: "行业 空 → 机电；城市 空 → 上海",
    contact: "电话 空 → 13800001111；邮箱 空 → w@h.cn；生日 空 → 1980年5月1日",
  };
  expect(await reads("李伟", "customer", customer)).toEqual(
    expect.arrayContaining([`由表格补充资料 · 客户.csv 第 3 行 · ${by}`, filled.customer]),
  );
  expect(await reads("李伟", "contact", contact)).toEqual([
    `由表格补充资料 · 客户.csv 第 3 行 · ${by}`,
    filled.contact,
  ]);
  // A name of a file may tell of what others do not see; in a group nobody reads the details.
  expect(await reads("王芳", "customer", customer)).toContain(`由表格补充资料 · 第 3 行 · ${by}`);
  const inGroup = await reads("李伟", "contact", contact, { in: "C-team" });
  expect(inGroup.join("\n")).not.toMatch(/1380000|w@h|1980/);
  expect(inGroup).toContain("电话；邮箱；生日");
  const made = await db().customer.findFirstOrThrow({ where: { name: "云帆" } });
  expect(await reads("李伟", "customer", made.id)).toContain(`从表格导入 · 客户.csv · ${by}`);

  const li = house.person("李伟");
  await li.presses(buttonOf(li.inbox.at(-1)!, "撤销").press);
  await goesOn();
  expect(await db().contact.findUniqueOrThrow({ where: { id: contact } })).toMatchObject({ mail: null, phones: [] });
  expect(await reads("李伟", "customer", customer)).toEqual(
    expect.arrayContaining([`撤销了一次导入 · 客户.csv · ${by}`, "行业 机电 → 空；城市 上海 → 空"]),
  );
  expect((await reads("李伟", "contact", contact)).slice(0, 2)).toEqual([
    `撤销了一次导入 · 客户.csv · ${by}`,
    "电话 13800001111 → 空；邮箱 w@h.cn → 空；生日 1980年5月1日 → 空",
  ]);
});

test("each fact that a merge moved is told, and moved back by its undo; the name of the other is none of them", async () => {
  const [kept, gone] = [
    await makeCustomer(house, "北辰机械", { owner: "李伟" }),
    await makeCustomer(house, "北辰机械厂", { owner: "李伟" }),
  ];
  await db().customer.update({
    where: { id: gone },
    data: { industry: "机械", flags: ["vip"], yearlyMinor: 120_000_000n, yearlyCurrency: "CNY" },
  });
  const li = house.person("李伟");
  await li.presses({ action: "merging.compare", payload: { keep: kept, gone } });
  await li.presses("合并");
  const undo = buttonOf(li.card, "撤销合并").press;
  const by = "周四 11月26日 · 李伟";
  const lines = await reads("李伟", "customer", kept);
  const at = lines.indexOf(`合并了 北辰机械厂 · ${by}`);
  expect(lines[at + 1]?.split("；").toSorted()).toEqual(
    ["简称 空 → 北辰机械厂", "标记 空 → VIP", "行业 空 → 机械", "预计年采购额 空 → ¥1,200,000"].toSorted(),
  );
  await li.presses(undo);
  const back = await reads("李伟", "customer", kept);
  expect(back[back.indexOf(`撤销合并 · ${by}`) + 1]).toContain("预计年采购额 ¥1,200,000 → 空");
  // The other comes back whole: nothing of it was changed.
  const other = await reads("李伟", "customer", gone);
  expect(other[other.indexOf(`撤销合并 · ${by}`) + 1]).not.toContain("→");
});

test("for how long it can be undone is said before it is begun, as the company's figure has it", async () => {
  await db().organization.updateMany({ data: { settings: { undoHours: 2 } } });
  const li = house.person("李伟");
  const bytes = Buffer.from("客户,城市\n远大,上海");
  await li.drops([{ name: "b.csv", size: bytes.length, read: async () => bytes }]);
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  expect(buttonOf(li.inbox.at(-1)!, "导入").confirm?.text).toContain("2 小时之内可以撤销");
});

test("the log says which days of contact an activity of a sheet moved on", async () => {
  const customer = await makeCustomer(house, "北方重工", { owner: "李伟", lastContactOn: "2026-11-02" });
  await bringsIn(
    "李伟",
    "行动.csv",
    "客户,日期,方式,内容\n北方重工,2026-11-10,电话,询价\n北方重工,2026-11-05,电话,回访\n北方重工,2026-11-12,拜访,参观",
  );
  const where = { subject: `customer:${customer}`, what: "activity.imported" };
  const entries = await db().auditEntry.findMany({ where, select: { before: true, after: true } });
  expect(
    entries
      .map(({ before, after }) => [(after as { happenedOn: string }).happenedOn, before])
      .toSorted(([one], [other]) => String(one).localeCompare(String(other))),
  ).toEqual([
    ["2026-11-05", null],
    ["2026-11-10", { lastContactOn: "2026-11-02" }],
    ["2026-11-12", { lastContactOn: "2026-11-10", lastVisitOn: null }],
  ]);
});
