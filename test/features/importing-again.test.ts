import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { fieldsOf } from "../../src/domain/sheet-columns.ts";
import { importing } from "../../src/features/importing/index.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { imports } from "../../src/features/imports/index.ts";
import { workbook } from "../sheets/files.ts";
import { buttonOf, cardText, withConversation } from "../support/conversation.ts";
import { given, importsGoOn } from "../support/sheets-given.ts";
import { listenToStatements } from "../support/statements.ts";

const house = withConversation({
  features: [importing, imports([importListener])],
  at: "2026-11-26T09:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const goesOn = () => importsGoOn(house);

test("the unit, the order of days and the owner that were chosen stand in the form when it is opened again", async () => {
  const li = house.person("李伟");
  const again = async (file: string, kind: string, fill: Parameters<typeof li.fills>[0]) => {
    const { id, mapping } = await db().import.findFirstOrThrow({ where: { file } });
    await li.presses({ action: "importing.ask", payload: { id, sheet: 0, kind } });
    await li.fills(fill).submits();
    await goesOn();
    const now = await db().import.findUniqueOrThrow({ where: { id } });
    return [mapping, now.mapping] as [Record<string, unknown>, Record<string, unknown>];
  };
  const lines = ["客户名称,商机,阶段,预计成交日期,备注,金额（M）", "宏达机电,续约,50%,4/1/2027,甲,12"];
  await li.drops([given("再看.csv", lines.join("\n"))]);
  await li.presses("确认各列");
  await li.fills({ unit: { choose: ["6"] }, dayOrder: { choose: ["day"] } }).submits();
  await goesOn();
  const [deals, dealsNow] = await again("再看.csv", "deals", { product: { choose: "4" } });
  expect(deals).toMatchObject({ zeros: 6, dayOrders: { expectedOn: "day" } });
  expect(dealsNow).toEqual({ ...deals, columns: { ...(deals.columns as object), product: 4 } });
  expect(cardText(li.inbox.at(-1)!)).toContain("金额：1 就是 1,000,000");

  const { id: self } = await db().member.findFirstOrThrow({ where: { name: "李伟" } });
  await li.drops([given("归谁.csv", "客户名称,城市,电话\n宏达机电,上海,13812345678\n")]);
  await li.presses("确认各列");
  await li.fills({ toWhom: { choose: self } }).submits();
  await goesOn();
  const [owned, ownedNow] = await again("归谁.csv", "customers", { city: { choose: [] } });
  expect(owned).toMatchObject({ ownerId: expect.any(String), columns: { city: 1 } });
  expect(ownedNow).toMatchObject({ ownerId: owned.ownerId });
  expect(ownedNow.columns).not.toHaveProperty("city");
});

test("page after page all fields are asked for; a column that was moved is not read for another one as well", async () => {
  const li = house.person("李伟");
  const HEAD = "客户名称,销售区域,简称,行业,性质,省份,地址,来源,客户类别,首次接触,联系人,职务,手机,邮箱,爱好";
  const row = "宏达机电,华东,宏达,机电,民营企业,江苏,工业园,展会,潜在客户,2024-04-01,王总,总经理,13812345678,w@a.cn,茶";
  await li.drops([given("宽.csv", `${HEAD}\n${row}\n`)]);
  await li.presses("确认各列");
  const fieldsOnPage = () =>
    Object.keys(li.form.content.fields).filter((name) => !/^(more|toWhom$|dayOrder$)/.test(name));
  const first = fieldsOnPage();
  expect(first.slice(0, 5)).toEqual(["customer", "owner", "contact", "phone", "lifecycle"]);
  await li.fills({ customer: { choose: [] }, more1: true }).submits();
  expect(li.form.errors).toEqual({ customer: "这一列必须有。" });
  // The column of likes, which a later page has, is taken for the contact; the one of the contact is nobody's now.
  await li
    .fills({ customer: { choose: "0" }, owner: { choose: [] }, contact: { choose: "14" }, more1: true })
    .submits();
  const all = [...first];
  for (let page = 2; Object.keys(li.form.content.fields).includes(`more${page}`); page += 1) {
    all.push(...fieldsOnPage());
    expect(li.form.values.likes).toBeUndefined();
    await li.fills({ [`more${page}`]: true }).submits();
  }
  all.push(...fieldsOnPage());
  expect(all.toSorted()).toEqual([...fieldsOf("customers")].toSorted());
  expect(await db().import.count({ where: { file: "宽.csv", state: "read" } })).toBe(1);
  await li.submits();
  const { mapping } = await db().import.findFirstOrThrow({ where: { file: "宽.csv" } });
  const { columns } = mapping as { columns: object };
  expect(columns).toMatchObject({ customer: 0, contact: 14, phone: 12, address: 6 });
  for (const none of ["owner", "likes"]) expect(columns).not.toHaveProperty(none);
  await goesOn();
  const { id } = await db().import.findFirstOrThrow({ where: { file: "宽.csv" } });
  await li.presses({ action: "importing.ask", payload: { id, sheet: 0, kind: "customers" } });
  await li.submits();
  expect((await db().import.findUniqueOrThrow({ where: { id } })).mapping).toMatchObject({ columns });
});

test("a first list of people and where they work brings their customers in; a later one says what it would not, and takes them as well", async () => {
  const li = house.person("李伟");
  await goesOn();
  const HEAD = "客户名称,联系人,手机";
  await li.drops([given("名单.csv", [HEAD, "北辰药业,王总,13800001111", "云帆软件,李工,13800002222"].join("\n"))]);
  expect(li.reads).toContain("名单.csv · 客户 · 2 行");
  expect(JSON.stringify(li.card)).toContain("当作联系人");
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
  const people = async () => {
    const rows = await db().contact.findMany({
      where: { customer: { name: { in: NAMES } } },
      include: { customer: true },
    });
    return rows.map(({ name, customer }) => `${customer.name} ${name}`).toSorted();
  };
  const NAMES = ["北辰药业", "云帆软件", "远大集团"];
  expect(await people()).toEqual(["北辰药业 王总", "云帆软件 李工"].toSorted());

  const more = ["北辰药业,赵敏,13800003333", "云帆软件,周明,13800004444", "远大集团,钱工,13800005555"];
  await li.drops([given("更多.csv", [HEAD, ...more].join("\n"))]);
  expect(li.reads).toContain("更多.csv · 联系人 · 3 行");
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  const checked = li.inbox.at(-1)!;
  expect(cardText(checked)).toMatch(/新增: 2[\s\S]*不导入: 1[\s\S]*你名下没有客户远大集团/);
  await li.presses(buttonOf(checked, "当作客户").press);
  await li.submits();
  await goesOn();
  expect(cardText(li.inbox.at(-1)!)).toMatch(/新增: 3[\s\S]*不导入: 0/);
  expect(cardText(li.inbox.at(-1)!)).not.toContain("当作客户");
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
  const all = ["北辰药业 王总", "云帆软件 李工", "北辰药业 赵敏", "云帆软件 周明", "远大集团 钱工"];
  expect(await people()).toEqual(all.toSorted());
});

test("contacts whose customers stand in a sheet beside them are contacts", async () => {
  const li = house.person("李伟");
  await goesOn();
  const sheets = {
    客户: [
      ["客户名称", "城市"],
      ["青山化工", "上海"],
    ],
    联系人: [
      ["客户名称", "联系人", "手机"],
      ["青山化工", "王总", "13800006666"],
    ],
  };
  await li.drops([given("两张.xlsx", workbook(sheets, "xlsx"))]);
  expect(li.reads).toContain("两张.xlsx › 联系人 · 联系人 · 1 行");
});

test("as the columns form is drawn its file is looked at once, whoever else draws theirs meanwhile or did before", async () => {
  const [li, emma] = [house.person("李伟"), house.person("Emma")];
  for (const who of [li, emma]) await who.drops([given("两人.csv", "客户名称,城市,行业\n宏达机电,上海,机械\n")]);
  const [his, hers] = [buttonOf(li.card, "确认各列").press, buttonOf(emma.card, "Confirm columns").press];
  const drawn = async () => {
    await li.presses(his);
    await emma.presses(hers);
    const columns = ["customer", "city", "industry"];
    const heard = listenToStatements();
    for (const column of columns)
      for (const who of [li, emma])
        expect((await who.searches(column, "", { opening: who.form })).length).toBeGreaterThan(2);
    return heard().length;
  };
  expect([await drawn(), await drawn()]).toEqual([2, 2]);
});
