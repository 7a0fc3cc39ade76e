import { beforeEach, describe, expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { undoEnds } from "../../src/domain/undoing.ts";
import { activityById, editActivity } from "../../src/features/activities/public.ts";
import {
  beginImport,
  missingOf,
  planImport,
  readImport,
  readImports,
  startImport,
  workOn,
} from "../../src/features/imports/public.ts";
import { workbook } from "../sheets/files.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { clock, house } = withImportsHouse();

const CUSTOMERS = csv(
  "客户名单 2026",
  "客户名称,行业,城市,首次接触,负责人,联系人,职务,手机,邮箱,生日",
  "宏达机电有限公司,机电,上海,2024年4月1日,Ann,王建国,总经理,138 1234 5678,wang@hongda.cn,农历八月十五",
  "宏达机电,,上海,,ann@our.cn,李梅,采购,139-0000-1111,,",
  "云帆科技,软件,,45383,Bo,,,,,",
  ",软件,,,Ann,,,,,",
  "北辰药业,医药,,2099-01-01,Ann,,,,,",
  "南方重工,,,,Nobody,,,,,",
);

describe("customers with a contact in each row", () => {
  test("a dry run says what becomes of each row, in both languages, and writes nothing", async () => {
    const id = await house.planned("Mo", CUSTOMERS);
    expect(await house.report(id)).toEqual([
      "3 make 宏达机电有限公司 · 王建国",
      "4 make 宏达机电 · 李梅: contact 李梅 added",
      "5 make 云帆科技",
      "6 refuse : customer is empty: fill it in",
      "7 refuse 北辰药业: first contact 2099-01-01 lies in the future: correct the day",
      "8 refuse 南方重工: there is no Nobody in a team you import for: correct the owner",
    ]);
    expect(await house.report(id, "zh")).toContain("6 refuse : 缺少客户名称，请补上");
    expect(await house.view(id)).toMatchObject({ state: "planned", counts: { make: 3, refuse: 3, merge: 0, skip: 0 } });
    expect(await house.counts()).toMatchObject({ customers: 0, contacts: 0 });
  });

  test("what goes in is what was planned; a second import of the same changes nothing", async () => {
    expect(await house.apply("Mo", await house.planned("Mo", CUSTOMERS))).toMatchObject({ state: "applied" });
    const counts = await house.counts();
    expect(counts).toMatchObject({ customers: 2, contacts: 2 });
    const customer = await house.db.customer.findFirstOrThrow({
      where: { organizationId: house.organizationId, nameKey: "宏达机电" },
      include: { contacts: { orderBy: { name: "asc" } } },
    });
    expect(customer).toMatchObject({
      ownerId: house.as("Ann").memberId,
      teamId: house.teams.get("East")?.teamId,
      industry: "机电",
      city: "上海",
      firstContactOn: new Date("2024-04-01"),
      version: 1,
    });
    expect(customer.searchText).toContain(" hongda");
    expect(customer.contacts.find(({ name }) => name === "王建国")).toMatchObject({
      title: "总经理",
      phones: ["13812345678"],
      mail: "wang@hongda.cn",
      birthdayCalendar: "lunar",
      birthMonth: 8,
      birthDay: 15,
    });
    const again = await house.planned("Mo", CUSTOMERS);
    expect((await house.view(again)).counts).toMatchObject({ make: 0, merge: 0, skip: 3, refuse: 3 });
    const before = await house.db.customer.findMany({ where: { organizationId: house.organizationId } });
    await house.apply("Mo", again);
    expect(await house.counts()).toEqual(counts);
    expect(await house.db.customer.findMany({ where: { organizationId: house.organizationId } })).toEqual(before);
  });

  test("merged, only what is not known yet is added; undone, all is as it was but for what was changed since", async () => {
    await house.apply("Mo", await house.planned("Mo", csv("客户,负责人,城市", "宏达,Ann,上海", "云帆,Ann,")));
    const where = { organizationId: house.organizationId };
    const before = await house.db.customer.findMany({ where, orderBy: { name: "asc" } });
    const sheet = csv(
      "客户,负责人,城市,行业,联系人",
      "宏达,Ann,北京,机电,王总",
      "云帆,Ann,深圳,,",
      "新客,Ann,,,",
      "旧友,Ann,,,",
    );
    const id = await house.planned("Mo", sheet);
    expect(await house.report(id)).toEqual([
      '2 make 宏达 · 王总: city stays as it is, not "北京": change it by hand if the sheet is right; industry added to what is there; contact 王总 added',
      "3 merge 云帆: city added to what is there",
      "4 make 新客",
      "5 make 旧友",
    ]);
    await house.apply("Mo", id);
    await house.db.customer.updateMany({ where: { ...where, name: "旧友" }, data: { city: "苏州", version: 2 } });
    expect(await house.undo("Mo", id)).toMatchObject({ state: "undone", counts: { kept: 1 } });
    expect(await house.report(id)).toContain("5 make 旧友: the customer stays: it was changed or used since");
    const after = await house.db.customer.findMany({ where, orderBy: { name: "asc" } });
    expect(after.filter(({ name }) => name !== "旧友")).toEqual(before);
    expect(await house.counts()).toMatchObject({ customers: 3, contacts: 0 });
  });

  test("a like name with the same number is the same customer, also within one file", async () => {
    const sheet = csv("客户,负责人,联系人,手机", "宏达机电,Ann,王总,13800001111", "宏达,Ann,王总,138 0000 1111");
    const id = await house.planned("Mo", sheet);
    expect(await house.report(id)).toEqual([
      "2 make 宏达机电 · 王总",
      "3 merge 宏达 · 王总: taken for 宏达机电: the phone or mail is the same; short name added to what is there",
    ]);
    await house.apply("Mo", id);
    expect(await house.counts()).toMatchObject({ customers: 1, contacts: 1 });
  });

  test("an undo comes too late after a day, and what has been used stays", async () => {
    const id = await house.planned("Ann", csv("客户,城市,联系人", "宏达,上海,王总"));
    await house.apply("Ann", id);
    clock.freezeAt(new Date("2026-11-24T01:00:01Z"));
    await expect(house.undo("Ann", id)).rejects.toThrow("could be undone until 24 Nov 09:00");
    expect(await house.counts()).toMatchObject({ customers: 1, contacts: 1 });
  });
});

describe("sight", () => {
  test("a customer out of sight does not show: neither in the dry run nor in what goes in", async () => {
    await house.apply("Bo", await house.planned("Bo", csv("客户,城市", "宏达,上海")));
    const id = await house.planned("Ann", csv("客户,城市", "宏达机电,上海", "宏达,上海"));
    expect(await house.report(id)).toEqual(["2 make 宏达机电", "3 make 宏达"]);
    await house.apply("Ann", id);
    expect((await house.view(await house.planned("Ann", csv("客户,城市", "宏达,上海")))).counts).toMatchObject({
      skip: 1,
    });
    expect(await house.counts()).toMatchObject({ customers: 3 });
  });

  test("a rep imports for nobody else, a manager for the team, an admin for all; others not at all", async () => {
    const sheet = csv("客户,负责人", "甲厂,Ann", "乙厂,Bo", "丙厂,Cy");
    const makes = async (name: string) => (await house.view(await house.planned(name, sheet))).counts.make;
    expect([await makes("Ann"), await makes("Mo"), await makes("Ada")]).toEqual([1, 2, 3]);
    await expect(house.planned("Rex", sheet)).rejects.toThrow("importing is for reps");
    await expect(house.planned("Fin", sheet)).rejects.toThrow("importing is for reps");
  });

  test("what an admin brought in is found again in the next file, though it is out of sight", async () => {
    const sheet = csv("客户,负责人", "甲厂,Ann", "丙厂,Cy");
    await house.apply("Ada", await house.planned("Ada", sheet));
    expect((await house.view(await house.planned("Ada", sheet))).counts).toMatchObject({ make: 0, skip: 2 });
  });
});

describe("deals, activities, sales lines, contacts", () => {
  beforeEach(async () => {
    await house.apply(
      "Mo",
      await house.planned("Mo", csv("客户,负责人,城市,联系人", "宏达,Ann,上海,王总", "云帆,Bo,,")),
    );
  });
  const SHEETS: readonly (readonly [string, string, Buffer, number])[] = [
    [
      "deals",
      "Mo",
      csv(
        "客户,商机名称,阶段,金额,签约日期",
        "宏达,续约,50%,1.2万,",
        '云帆,新签,成交,"¥1,200.50",2026-10-01',
        "无此,x,25%,,",
      ),
      2,
    ],
    [
      "activities",
      "Ann",
      csv("客户,日期,方式,内容,联系人", "宏达,13/10/2026,电话,谈了价格,王总", "宏达,2/10/2026,拜访,参观,"),
      2,
    ],
    [
      "sales",
      "Fin",
      csv(
        "客户,产品,数量,净额,日期",
        '宏达,A,10,"(1,200)",2026/10/1',
        '宏达,A,10,"(1,200)",2026/10/1',
        "云帆,B,1.5,3,2026.10.2",
      ),
      3,
    ],
    [
      "contacts",
      "Ann",
      csv("customer,name,phone,e-mail", "宏达,Li Mei,13800001111,li@x.cn", "宏达,王总,13900002222,"),
      2,
    ],
    ["products", "Fin", csv("产品,系列,标价", "GTX Pro,GTX,4821", "MG,,5.5"), 2],
  ];
  test.each(SHEETS)("%s go in once, and out again", async (kind, who, bytes, rows) => {
    const before = await house.counts();
    const id = await house.planned(who, bytes);
    expect((await house.view(id)).mapping?.kind).toBe(kind);
    const { counts } = await house.apply(who, id);
    expect(counts.make + counts.merge, String(await house.report(id))).toBe(rows);
    const after = await house.counts();
    expect(after).not.toEqual(before);
    const again = await house.planned(who, bytes);
    expect((await house.view(again)).counts).toMatchObject({ make: 0, merge: 0, skip: rows });
    expect((await house.undo(who, id)).counts.kept).toBeUndefined();
    expect(await house.counts()).toEqual(before);
  });

  test("quantities in 万 are multiplied, and lines that came before without are not made anew", async () => {
    const rows = ["宏达,A,1.5,1200,2026-10-01", "宏达,A,-2,-30,2026-10-02"];
    const sheet = (heading: string) => csv(`客户,产品,${heading},净额,日期`, ...rows);
    const quantities = async () => {
      const where = { organizationId: house.organizationId };
      const lines = await house.db.salesLine.findMany({ where, orderBy: { soldOn: "asc" } });
      return lines.map(({ quantityMilli }) => quantityMilli);
    };
    await house.apply("Fin", await house.planned("Fin", sheet("数量（万件）")));
    expect(await quantities()).toEqual([15_000_000n, -20_000_000n]);
    expect((await house.view(await house.planned("Fin", sheet("数量")))).counts).toMatchObject({ make: 0, skip: 2 });
    const huge = await house.planned("Fin", csv("客户,产品,数量（万）,净额,日期", "宏达,A,123456789012,1,2026-10-01"));
    expect((await house.report(huge))[0]).toContain("2 refuse 宏达");
  });

  test("an activity that was moved and corrected since does not come in again", async () => {
    const sheet = csv("客户,日期,方式,内容", "宏达,2026-10-13,电话,谈了价格", "宏达,2026-10-14,拜访,参观");
    await house.apply("Ann", await house.planned("Ann", sheet));
    const where = { organizationId: house.organizationId, said: "谈了价格" };
    const { id } = await house.db.activity.findFirstOrThrow({ where });
    const activity = (await activityById(house.as("Ann"), id))!;
    const { customerId, version } = activity;
    const edit = { kind: "visit", happenedOn: plainDate("2026-10-12"), said: "谈定了" } as const;
    await house.changing("Ann", (inside) => editActivity(inside, activity, { customerId, version, ...edit }));
    const before = await house.counts();
    const again = await house.planned("Ann", sheet);
    expect((await house.view(again)).counts).toMatchObject({ make: 0, merge: 0, skip: 2 });
    await house.apply("Ann", again);
    expect(await house.counts()).toEqual(before);
  });

  test("a deal's figures are read in the organization's currency, an activity touches its customer", async () => {
    for (const [, who, bytes] of SHEETS.slice(0, 2)) await house.apply(who, await house.planned(who, bytes));
    const where = { organizationId: house.organizationId };
    const deals = await house.db.deal.findMany({ where, orderBy: { name: "asc" } });
    expect(deals).toMatchObject([
      { name: "新签", stage: "won", amountMinor: 120_050n, currency: "CNY", ownerId: house.as("Bo").memberId },
      { name: "续约", stage: "p50", amountMinor: 1_200_000n, ownerId: house.as("Ann").memberId },
    ]);
    const [customer] = await house.db.customer.findMany({ where: { ...where, name: "宏达" } });
    expect(customer?.lastContactOn).toEqual(new Date("2026-10-13"));
  });
});

test("one sees one's own imports, one at a time is under way, and needed columns are asked for", async () => {
  const bytes = csv("客户,城市", "宏达,上海");
  const id = await house.planned("Ann", bytes);
  expect((await readImports(house.as("Ann"), 5)).map((one) => one.id)).toEqual([id]);
  expect(await readImports(house.as("Bo"), 5)).toEqual([]);
  expect(await readImport(house.as("Bo"), id)).toBeNull();
  await expect(house.changing("Bo", (inside) => startImport(inside, id))).rejects.toThrow("at another step");
  const mapping = { ...(await house.view(id)).mapping!, columns: { city: 1 } };
  expect(missingOf(mapping)).toEqual(["customer"]);
  await expect(house.changing("Ann", (inside) => planImport(inside, id, mapping))).rejects.toThrow(
    "column of customer",
  );
  await house.changing("Ann", (inside) => startImport(inside, id));
  await expect(
    house.changing("Ann", (inside) => beginImport(inside, { file: "b.csv", bytes, looks: [] })),
  ).rejects.toThrow("another import of yours");
  await workOn(house.context, id);
  const { appliedAt } = await house.view(id);
  expect(undoEnds(appliedAt!, 24)).toEqual(new Date("2026-11-24T01:00:00Z"));
});

test("an xlsx with a title, days as days and formulas goes the same way", async () => {
  const bytes = workbook(
    {
      客户: [
        ["我们的客户"],
        ["公司名称", "城市", "首次接触日期"],
        ["宏达机电", "上海", new Date(Date.UTC(2024, 3, 1))],
      ],
    },
    "xlsx",
  );
  const id = await house.planned("Ann", bytes);
  expect(await house.report(id)).toEqual(["3 make 宏达机电"]);
  await house.apply("Ann", id);
  const [customer] = await house.db.customer.findMany({ where: { organizationId: house.organizationId } });
  expect(customer).toMatchObject({ city: "上海", firstContactOn: new Date("2024-04-01") });
});
