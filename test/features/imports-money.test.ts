import { beforeEach, expect, test } from "vitest";
import { change } from "../../src/data/transaction.ts";
import { goOnImport, planImport, startImport, workOn } from "../../src/features/imports/public.ts";
import { dueDeals } from "../../src/features/receipts/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();
beforeEach(async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
});
const WON = csv("客户,商机名称,阶段,金额,签约日期", "宏达,新签,成交,5000000,2026-11-20");

test.each(["Ann", "Mo"])("what %s says is won brings no money in: it waits for finance", async (name) => {
  const where = { organizationId: house.organizationId };
  const id = await house.planned(name, WON);
  expect(await house.report(id)).toEqual([
    "2 make 宏达 · 新签: its money waits for finance, who finds it in /receipts",
  ]);
  await house.apply(name, id);
  expect(await house.db.collection.count({ where })).toBe(0);
  expect(await house.db.deal.findMany({ where })).toMatchObject([{ stage: "won", moneyConfirmedAt: null }]);
  const due = await house.db.deal.findMany({ where: (await dueDeals(house.as("Fin")))("toCome") });
  expect(due.map((deal) => deal.name)).toEqual(["新签"]);
  expect((await house.undo(name, id)).counts.kept).toBeUndefined();
  expect(await house.db.deal.count({ where })).toBe(0);
});

test("a deal won for nothing waits for nothing; one of which nobody says for how much waits", async () => {
  const where = { organizationId: house.organizationId };
  const won = csv("客户,商机名称,阶段,金额,签约日期", "宏达,赠送,成交,0,2026-11-20", "宏达,没写,成交,,2026-11-20");
  const id = await house.planned("Ann", won);
  await house.apply("Ann", id);
  expect(await house.db.deal.count({ where })).toBe(2);
  const due = await house.db.deal.findMany({ where: (await dueDeals(house.as("Fin")))("toCome") });
  expect(due.map((deal) => deal.name)).toEqual(["没写"]);
});

test("what the command line brings in is the company's own books", async () => {
  const where = { organizationId: house.organizationId };
  await house.apply("system", await house.planned("system", WON));
  expect(await house.db.collection.findMany({ where })).toMatchObject([{ amountMinor: 500_000_000n }]);
  expect(await house.db.deal.count({ where: (await dueDeals(house.as("Fin")))() })).toBe(0);
});

test.each(["Ann", "Mo"])("sales lines are not %s's to bring in: they come from finance", async (name) => {
  const before = await house.counts();
  const sales = csv("客户,产品,数量,净额,日期", "宏达,A,10,1200,2026-10-01");
  await expect(house.planned(name, sales)).rejects.toThrow("sales lines come from finance");
  expect(await house.counts()).toEqual(before);
});

test("whoever is no longer finance by the time a checked sheet starts brings nothing in", async () => {
  const memberId = house.as("Fin").memberId!;
  const sales = csv("客户,产品,数量,净额,日期", "宏达,A,10,1200,2026-10-01");
  const [checked, started] = [await house.planned("Fin", sales), await house.planned("Fin", sales)];
  await house.changing("Fin", (inside) => startImport(inside, started));
  const before = await house.counts();
  await house.db.member.update({ where: { id: memberId }, data: { roles: ["rep"] } });
  const rep = { ...house.as("Fin"), roles: new Set(["rep"] as const) };
  const starting = change(rep, { from: "slack" }, (inside) => startImport(inside, checked));
  await expect(starting).rejects.toThrow("sales lines come from finance");
  expect(await house.view(checked)).toMatchObject({ state: "planned" });
  await workOn(house.context, started);
  const failure = { en: expect.stringContaining("sales lines come from finance") };
  expect(await house.view(started)).toMatchObject({ state: "failed", failure });
  expect(await house.counts()).toEqual(before);
});

test.each([
  ["deals", "Mo", "客户,商机名称,阶段,金额,币种", (n: number, said: string) => `宏达,续约${n},25%,${said}`],
  [
    "sales lines",
    "Fin",
    "客户,产品,数量,净额,日期,Currency",
    (n: number, said: string) => `宏达,A${n},1,${said.split(",")[0]},2026-10-01,${said.split(",")[1]}`,
  ],
  ["products", "Mo", "产品,单价,货币", (n: number, said: string) => `轴承${n},${said}`],
])("of %s a row that names another currency is refused, not taken at face value", async (_, who, head, row) => {
  const said = [
    "10000,USD",
    "10000,港币",
    "10000,CNY",
    "10000,人民币",
    "10000,RMB",
    "10000,",
    "10000,元",
    "10000,Chinese Yuan",
    "10000,PLX",
    "10000,-",
    "10000,N",
    "10000,an",
    "10000,yuan",
  ];
  const id = await house.planned(who, csv(head, ...said.map((each, n) => row(n, each))));
  const report = await house.report(id);
  expect(report.map((line) => line.split(" ")[1])).toEqual([
    ...["refuse", "refuse", "make", "make", "make", "make", "make", "make", "refuse"],
    ...["make", "refuse", "refuse", "make"],
  ]);
  expect(report[0]).toContain('"10000 USD" is in another currency than the organization\'s: convert it');
  const before = await house.counts();
  await house.apply(who, id);
  const after = await house.counts();
  const made = after.deals + after.sales + after.products - before.deals - before.sales - before.products;
  expect(made).toBe(8);
});

test("a currency beside no amount refuses nothing", async () => {
  const id = await house.planned("Mo", csv("客户,商机名称,阶段,金额,币种", "宏达,续约,25%,,USD"));
  expect(await house.report(id)).toEqual(["2 make 宏达 · 续约"]);
});

test("amounts that were read in the currency of before do not come in; checked again they do, in the one of now", async () => {
  const deals = csv("客户,商机名称,阶段,金额", "宏达,续约,25%,1200.50");
  const [checked, started] = [await house.planned("Mo", deals), await house.planned("Mo", deals)];
  await house.changing("Mo", (inside) => startImport(inside, started));
  await house.db.organization.update({ where: { id: house.organizationId }, data: { currency: "JPY" } });
  const before = await house.counts();
  await expect(house.apply("Mo", checked)).rejects.toThrow("another currency since these rows were checked");
  expect(await house.view(checked)).toMatchObject({ state: "planned" });
  await workOn(house.context, started);
  const failure = { en: expect.stringContaining("another currency since these rows were checked") };
  expect(await house.view(started)).toMatchObject({ state: "failed", failure });
  expect(await house.counts()).toEqual(before);
  await house.changing("Mo", async (inside) => planImport(inside, checked, (await house.view(checked)).mapping!));
  await workOn(house.context, checked);
  await house.apply("Mo", checked);
  const where = { organizationId: house.organizationId };
  expect(await house.db.deal.findMany({ where })).toMatchObject([{ currency: "JPY", amountMinor: 1201n }]);
});

test("where the currency changed half-way it is not said that nothing came in: what is in can be undone", async () => {
  const id = await house.planned("Mo", csv("客户,商机名称,阶段,金额", "宏达,续约,25%,1200.50", "宏达,新购,25%,800"));
  await house.changing("Mo", (inside) => startImport(inside, id));
  await house.db.import.update({ where: { id }, data: { done: 1 } });
  await house.db.organization.update({ where: { id: house.organizationId }, data: { currency: "JPY" } });
  const before = await house.counts();
  await workOn(house.context, id);
  const said = "another currency on the way";
  expect(await house.view(id)).toMatchObject({ state: "halted", failure: { en: expect.stringContaining(said) } });
  await expect(house.changing("Mo", (inside) => goOnImport(inside, id))).rejects.toThrow(said);
  expect(await house.view(id)).toMatchObject({ state: "halted" });
  expect(await house.counts()).toEqual(before);
});
