import { expect, test } from "vitest";
import { undoLeft, workOn } from "../../src/features/imports/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();

const everything = async () => {
  const where = { organizationId: house.organizationId };
  const order = { where, orderBy: { id: "asc" } } as const;
  const [customers, contacts] = [await house.db.customer.findMany(order), await house.db.contact.findMany(order)];
  return { customers, contacts, deals: await house.db.deal.count({ where }), done: (await house.counts()).activities };
};
const handOver = (to: string, team: string) =>
  house.db.customer.updateMany({
    where: { organizationId: house.organizationId, ownerId: house.as("Ann").memberId },
    data: { ownerId: house.as(to).memberId, ...house.teams.get(team)!, version: { increment: 1 } },
  });
const HERS = "客户,城市,联系人,手机";

test("what a rep brought in and handed over since is out of sight in their next files, and stays as it is", async () => {
  await house.apply("Ann", await house.planned("Ann", csv(HERS, "宏达,上海,王总,13800001111")));
  await handOver("Cy", "West");
  const before = await everything();
  for (const [sheet, said] of [
    [csv("客户,日期,方式,内容", "宏达,2026-11-20,拜访,参观"), "2 refuse 宏达 · 2026-11-20"],
    [csv("客户,商机名称,阶段,金额", "宏达,续约,50%,1.2万"), "2 refuse 宏达 · 续约"],
    [csv("customer,name,phone", "宏达,王总,13900002222"), "2 refuse 宏达 · 王总"],
  ] as const) {
    const id = await house.planned("Ann", sheet);
    expect(await house.report(id)).toEqual([expect.stringContaining(`${said}: you have no customer 宏达`)]);
    await house.apply("Ann", id);
  }
  expect(await everything()).toEqual(before);
  const again = await house.planned("Ann", csv(HERS, "宏达,北京,王总,13800001111", "宏达机电,北京,王总,13800001111"));
  expect(await house.report(again)).toEqual([
    "2 make 宏达 · 王总",
    "3 merge 宏达机电 · 王总: taken for 宏达: the phone or mail is the same; short name added to what is there",
  ]);
  await house.apply("Ann", again);
  const { id } = before.customers[0]!;
  expect(await house.db.customer.findUnique({ where: { id } })).toEqual(before.customers[0]);
  expect(await house.counts()).toMatchObject({ customers: 2, contacts: 2, activities: 0 });
});

test("of the same name in the same segment, each that went on to somebody else is followed by a new one", async () => {
  const sheet = csv(HERS, "宏达,上海,王总,13800001111");
  for (const customers of [1, 2, 3]) {
    expect(await house.apply("Ann", await house.planned("Ann", sheet))).toMatchObject({ counts: { make: 1 } });
    const again = await house.planned("Ann", sheet);
    expect((await house.view(again)).counts).toMatchObject({ make: 0, skip: 1 });
    expect(await house.counts()).toMatchObject({ customers });
    await handOver("Bo", "East");
  }
  const managers = await house.planned("Mo", csv("客户,负责人,城市", "宏达,Ann,上海"));
  expect((await house.view(managers)).counts).toMatchObject({ make: 0, skip: 1 });
});

test("what is taken in, added and taken back is in the log as done by whoever said so, and from where", async () => {
  await house.apply("Ann", await house.planned("Ann", csv("客户", "云帆")));
  const logged = async () => {
    const entries = await house.db.auditEntry.findMany({
      where: { organizationId: house.organizationId, subject: { not: { startsWith: "import:" } } },
    });
    const names = new Map(["Ann", "Ada"].map((name) => [String(house.as(name).memberId), name]));
    return [...new Set(entries.map((one) => `${one.what} ${names.get(String(one.memberId))} ${one.from}`))].toSorted();
  };
  const id = await house.planned("Ann", csv(HERS, "宏达,上海,王总,13800001111", "云帆,上海,,"));
  await house.apply("Ann", id);
  const hers = ["contact.imported Ann slack", "customer.filled Ann slack", "customer.imported Ann slack"];
  expect(await logged()).toEqual(hers);
  await house.db.import.update({ where: { id }, data: { leftToAdmins: true } });
  await house.db.member.update({ where: { id: house.as("Ann").memberId! }, data: { closedAt: new Date() } });
  await house.changing("Ada", (inside) => undoLeft(inside, id));
  await workOn(house.context, id);
  expect(await logged()).toEqual([...hers, "customer.import_undone Ada slack", "import.undone Ada slack"].toSorted());
});
