import { expect, test } from "vitest";
import { shortNamesIn } from "../../src/domain/names.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";
import { findCustomers } from "../../src/features/finding/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();
const called = (name: string) =>
  house.db.customer.findFirstOrThrow({ where: { organizationId: house.organizationId, name } });
const found = async (typed: string) =>
  (await findCustomers(house.as("Ann"), typed, { limit: 9 })).map(({ name }) => name);

test("short names in a cell are as many as they are by hand, and found by pinyin and initials", async () => {
  const [full, short] = ["上海宏达机电有限公司", "宏达、宏达机电，宏达"];
  const sheet = csv("客户名称,简称,负责人", `${full},"${short}",Ann`, "云帆软件,,Ann");
  await house.apply("Mo", await house.planned("Mo", sheet));
  for (const typed of ["hd", "hongda", "hongdajidian", "hdjd", "宏达机电"]) expect(await found(typed)).toEqual([full]);
  const shortNames = ["宏达", "宏达机电"];
  expect(await called(full)).toMatchObject({ shortNames, searchText: searchTextOf(full, shortNames) });
  expect(await called("云帆软件")).toMatchObject({ shortNames: [], searchText: searchTextOf("云帆软件") });
  const again = await house.report(await house.planned("Mo", sheet));
  expect(again).toEqual([`2 skip ${full}: there already`, "3 skip 云帆软件: there already"]);
});

test("of more short names than a customer takes the first go in, and the row says which did not", async () => {
  const id = await house.planned("Mo", csv("客户,简称,负责人", "宏达,甲、乙、丙、丁、戊、己、庚,Ann"));
  expect(await house.report(id)).toEqual([
    '2 make 宏达: short name "己、庚" is left out: a customer takes 5. Change them by hand',
  ]);
  expect(await house.report(id, "zh")).toEqual(["2 make 宏达: 简称最多 5 个，“己、庚”没有录入，请手工修改"]);
  await house.apply("Mo", id);
  expect(await called("宏达")).toMatchObject({ shortNames: ["甲", "乙", "丙", "丁", "戊"] });
});

const HEAD = "客户,负责人,联系人,电话,城市";
const known = async (name: string, owner = "Ann") =>
  house.apply("Ada", await house.planned("Ada", csv(HEAD, `${name},${owner},王总,13800001111,`)));

test("a name that stands for a customer by its phone is kept as a short name: rows and sheets that say it find it; undone, it goes", async () => {
  await known("宏达机电");
  const before = await called("宏达机电");
  const rows = ["上海宏达机电,Ann,王总,13800001111,上海", "上海宏达机电有限公司,Ann,,,苏州"];
  const id = await house.planned("Mo", csv(HEAD, ...rows));
  expect(await house.report(id)).toEqual([
    "2 merge 上海宏达机电 · 王总: taken for 宏达机电: the phone or mail is the same; city added to what is there; short name added to what is there",
    '3 skip 上海宏达机电有限公司: taken for 宏达机电, which goes by this name too; city stays as it is, not "苏州": change it by hand if the sheet is right; there already',
  ]);
  await house.apply("Mo", id);
  const shortNames = ["上海宏达机电"];
  expect(await called("宏达机电")).toMatchObject({ shortNames, searchText: searchTextOf("宏达机电", shortNames) });
  expect(await found("shhdjd")).toEqual(["宏达机电"]);
  const deals = await house.planned("Mo", csv("客户,商机,阶段", "上海宏达机电,续约,25%"));
  expect(await house.report(deals)).toEqual([
    "2 make 上海宏达机电 · 续约: taken for 宏达机电, which goes by this name too",
  ]);
  const again = await house.report(await house.planned("Mo", csv(HEAD, rows[0]!)));
  expect(again).toEqual(["2 skip 上海宏达机电 · 王总: taken for 宏达机电, which goes by this name too; there already"]);
  expect(
    await house.db.auditEntry.findFirst({ where: { what: "customer.filled", subject: `customer:${before.id}` } }),
  ).toMatchObject({ before: { shortNames: [], city: null }, after: { shortNames, city: "上海" } });
  expect((await house.undo("Mo", id)).counts.kept).toBeUndefined();
  expect(await called("宏达机电")).toEqual(before);
  expect(await found("shhdjd")).toEqual([]);
});

test("what somebody made of the short names since stays as an import is undone", async () => {
  await known("宏达机电");
  const id = await house.planned("Mo", csv(HEAD, "上海宏达机电,Ann,王总,13800001111,上海"));
  await house.apply("Mo", id);
  const shortNames = ["上海宏达机电", "老宏"];
  const { id: customerId } = await called("宏达机电");
  const searchText = searchTextOf("宏达机电", shortNames);
  await house.db.customer.update({
    where: { id: customerId },
    data: { shortNames, searchText, version: { increment: 1 } },
  });
  await house.undo("Mo", id);
  expect(await called("宏达机电")).toMatchObject({ shortNames, searchText, city: null });
  expect((await house.report(id))[0]).toContain("short name");
});

test("in one file a customer is found by the other name too, and an undo leaves neither", async () => {
  const rows = ["宏达机电,Ann,王总,13800001111,", "上海宏达机电,Ann,王总,13800001111,上海", "上海宏达机电,Ann,李工,,"];
  const id = await house.planned("Mo", csv(HEAD, ...rows));
  expect((await house.report(id)).at(-1)).toContain("taken for 宏达机电, which goes by this name too");
  await house.apply("Mo", id);
  const shortNames = ["上海宏达机电"];
  expect(await called("宏达机电")).toMatchObject({ shortNames, searchText: searchTextOf("宏达机电", shortNames) });
  expect(await house.counts()).toMatchObject({ customers: 1, contacts: 2 });
  await house.undo("Mo", id);
  expect(await house.counts()).toMatchObject({ customers: 0, contacts: 0 });
});

test("the name of a sheet is said alone where a customer has five short names, or another in sight goes by it", async () => {
  await known("宏达机电");
  const { id, version } = await called("宏达机电");
  const five = ["甲", "乙", "丙", "丁", "戊"];
  await house.db.customer.update({ where: { id }, data: { shortNames: five } });
  const row = "上海宏达机电,Ann,王总,13800001111,";
  const said = ["2 skip 上海宏达机电 · 王总: taken for 宏达机电: the phone or mail is the same; there already"];
  const said5 = await house.planned("Ada", csv(HEAD, row));
  expect(await house.report(said5)).toEqual(said);
  await house.apply("Ada", said5);
  expect(await called("宏达机电")).toMatchObject({ shortNames: five, version });
  await house.db.customer.update({ where: { id }, data: { shortNames: [] } });
  for (const other of ["上海宏达机电,Cy,,,", "申城机电,Cy,,,"]) {
    await house.apply("Ada", await house.planned("Ada", csv(HEAD, other)));
    const { id: otherId } = await house.db.customer.findFirstOrThrow({ where: { id: { not: id } } });
    if (other.startsWith("申城"))
      await house.db.customer.update({ where: { id: otherId }, data: { shortNames: ["上海宏达机电"] } });
    const planned = await house.planned("Ada", csv(HEAD, row));
    expect(await house.report(planned)).toEqual(said);
    await house.apply("Ada", planned);
    expect(await called("宏达机电")).toMatchObject({ shortNames: [], version });
    await house.db.customer.delete({ where: { id: otherId } });
  }
});

test("a name with commas is one short name, also when it is read again", async () => {
  await known("Acme Tools");
  const id = await house.planned("Mo", csv(HEAD, '"Acme Tools Asia Co., Ltd.",Ann,王总,13800001111,'));
  await house.apply("Mo", id);
  const { shortNames } = await called("Acme Tools");
  expect(shortNames).toEqual(["Acme Tools Asia Co. Ltd."]);
  expect(shortNamesIn(shortNames.join(", "))).toEqual(shortNames);
  const again = await house.report(
    await house.planned("Mo", csv(HEAD, '"Acme Tools Asia Co., Ltd.",Ann,王总,13800001111,')),
  );
  expect(again[0]).toContain("taken for Acme Tools, which goes by this name too; there already");
});

test("a short name that a phone gave to one does not catch the rows of another of that name: its own phone says whose they are", async () => {
  await house.apply(
    "Ada",
    await house.planned("Ada", csv(HEAD, "宏达机电,Ann,王总,13800001111,", "宏达科技,Ann,李工,13900002222,")),
  );
  const rows = ["宏达,Ann,王总,13800001111,上海", "宏达,Ann,李工,13900002222,苏州", "宏达,Ann,赵敏,13700003333,"];
  const id = await house.planned("Mo", csv(HEAD, ...rows, "宏达,Ann,王总,13800001111,上海"));
  expect(await house.report(id)).toEqual([
    "2 merge 宏达 · 王总: taken for 宏达机电: the phone or mail is the same; city added to what is there; short name added to what is there",
    "3 merge 宏达 · 李工: taken for 宏达科技: the phone or mail is the same; city added to what is there; short name added to what is there",
    "4 refuse 宏达 · 赵敏: several customers are called 宏达: add it by hand",
    "5 skip 宏达 · 王总: taken for 宏达机电, which goes by this name too; there already",
  ]);
  await house.apply("Mo", id);
  const facts = async (name: string) => {
    const { city, shortNames, id: customerId } = await called(name);
    return { city, shortNames, contacts: await house.db.contact.count({ where: { customerId } }) };
  };
  expect(await facts("宏达机电")).toEqual({ city: "上海", shortNames: ["宏达"], contacts: 1 });
  expect(await facts("宏达科技")).toEqual({ city: "苏州", shortNames: ["宏达"], contacts: 1 });
  const again = await house.report(await house.planned("Mo", csv(HEAD, rows[1]!)));
  expect(again).toEqual(["2 skip 宏达 · 李工: taken for 宏达科技, which goes by this name too; there already"]);
  const deals = await house.planned("Mo", csv("客户,商机名称,阶段", "宏达,续约,25%"));
  expect(await house.report(deals)).toEqual([
    "2 refuse 宏达 · 续约: several customers are called 宏达: add it by hand",
  ]);
});
