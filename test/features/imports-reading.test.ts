import { beforeEach, describe, expect, test } from "vitest";
import { idFrom, newId } from "../../src/core/ids.ts";
import { guessColumns } from "../../src/domain/sheet-columns.ts";
import { lookAtSheets } from "../../src/features/imports/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { clock, house } = withImportsHouse();
const customers = async (...lines: string[]) => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人,联系人,职务", ...lines)));
};
const deals = () =>
  house.db.deal.findMany({ where: { organizationId: house.organizationId }, orderBy: { name: "asc" } });

describe("amounts in the unit of their heading", () => {
  beforeEach(() => customers("宏达,Ann,,"));

  test.each([
    ["合同金额（万元）", "120", 120_000_000n],
    ["金额/万元", "1.2万", 1_200_000n],
    ["Amount (CNY k)", '"1,200"', 120_000_000n],
    ["金额（元）", "1.2万", 1_200_000n],
  ])("%s: %s", async (heading, cell, amountMinor) => {
    const id = await house.planned("Mo", csv(`客户,商机,阶段,${heading}`, `宏达,续约,50%,${cell}`));
    expect(await house.report(id)).toEqual(["2 make 宏达 · 续约"]);
    await house.apply("Mo", id);
    expect(await deals()).toMatchObject([{ amountMinor, currency: "CNY" }]);
  });

  test("a line above the headings says it as well, and a person says otherwise", async () => {
    const sheet = csv("商机表,,,单位：万元", "客户,商机,阶段,金额", "宏达,续约,50%,3");
    await house.apply("Mo", await house.planned("Mo", sheet));
    expect(await deals()).toMatchObject([{ amountMinor: 3_000_000n }]);
    const other = csv("客户,商机,阶段,金额（M）", "宏达,新签,50%,3");
    await house.apply("Mo", await house.planned("Mo", other, { correct: (mapping) => ({ ...mapping, zeros: 6 }) }));
    expect((await deals()).map(({ amountMinor }) => amountMinor)).toEqual([300_000_000n, 3_000_000n]);
  });

  test("another currency, and a unit nobody knows, are not read at all", async () => {
    const read = (heading: string) => house.planned("Mo", csv(`客户,商机,阶段,${heading}`, "宏达,续约,50%,120"));
    await expect(read("Amount (USD)")).rejects.toThrow("amount is in USD, and your company counts in CNY");
    await expect(read("合同金额（万美元）")).rejects.toThrow("amount is in USD");
    await expect(read("Amount (M)")).rejects.toThrow("thousands or millions");
    const imports = await house.db.import.findMany({ where: { organizationId: house.organizationId } });
    expect(imports.map(({ state }) => state).sort()).toEqual(["applied", "read", "read", "read"]);
    expect(await deals()).toEqual([]);
  });

  test("a range, and a cell that names another unit than its heading, are refused with why", async () => {
    const sheet = csv("客户,商机,阶段,金额（万元）", "宏达,A,50%,10-20", "宏达,B,50%,120元", "宏达,C,50%,10-20万");
    const id = await house.planned("Mo", sheet);
    expect(await house.report(id)).toEqual([
      '2 refuse 宏达: amount "10-20" is a range: write one amount',
      '3 refuse 宏达: amount "120元" names another unit than its heading: write the number alone',
      '4 refuse 宏达: amount "10-20万" is a range: write one amount',
    ]);
    expect((await house.report(id, "zh"))[1]).toBe("3 refuse 宏达: 金额“120元”的单位和表头的不同，请只写数字");
  });
});

describe("kinds of activity", () => {
  const kinds = async () => {
    const where = { organizationId: house.organizationId };
    const rows = await house.db.activity.findMany({ where, orderBy: { said: "asc" } });
    const customer = await house.db.customer.findFirstOrThrow({ where: { ...where, name: "宏达" } });
    return [rows.map(({ kind }) => kind).join(" "), customer.lastVisitOn?.toISOString().slice(0, 10) ?? null];
  };
  beforeEach(() => customers("宏达,Ann,王建国,总经理", "云帆,Ann,李梅,", "云帆,Ann,李军,"));

  test("from afar is not face to face, and what is not known is said", async () => {
    const said = ["电话沟通", "电话拜访", "微信沟通", "线上会议", "Zoom meeting", "上门拜访", "碰头", ""];
    const rows = said.map((kind, at) => `宏达,2026-10-0${at + 1},${kind},${at}`);
    const id = await house.planned("Ann", csv("客户,日期,方式,内容", ...rows));
    const why = (await house.report(id)).map((row) => row.split(": ").slice(1).join(": "));
    expect(why).toEqual([
      ...["", "", ""],
      '"线上会议" is taken for a call: nobody met face to face',
      '"Zoom meeting" is taken for a call: nobody met face to face',
      "",
      'kind of activity "碰头" is not known: taken for a message. Correct it by hand',
      "no kind of activity is named: taken for a message. Name it in its column: visit, call or meeting",
    ]);
    await house.apply("Ann", id);
    expect(await kinds()).toEqual(["call call message call call visit message message", "2026-10-06"]);
  });

  test.each([
    ["日期,内容", "message", null],
    ["拜访日期,内容", "visit", "2026-10-01"],
    ["Date,Visit notes", "visit", "2026-10-01"],
  ])("without a column, under %s: %s", async (headings, kind, visited) => {
    await house.apply("Ann", await house.planned("Ann", csv(`客户,${headings}`, "宏达,2026-10-01,谈了")));
    expect(await kinds()).toEqual([kind, visited]);
  });
});

describe("an activity whose kind no word says exactly comes in once", () => {
  const activities = () => house.db.activity.findMany({ where: { organizationId: house.organizationId } });
  const goIn = async (headings: string, row: string) => {
    const id = await house.planned("Ann", csv(headings, row));
    await house.apply("Ann", id);
    return house.report(id);
  };
  beforeEach(() => customers("宏达,Ann,,"));

  test.each(["", "碰头", "线上会议", "电话拜访"])("also if it came as a visit before: %j", async (kind) => {
    const { id: customerId } = await house.db.customer.findFirstOrThrow({
      where: { organizationId: house.organizationId, name: "宏达" },
    });
    const onceKey = `import ${idFrom(customerId, "visit", "2026-10-01", "谈了")}`;
    const [common, day] = [{ organizationId: house.organizationId, customerId, onceKey }, new Date("2026-10-01")];
    const memberId = house.as("Ann").memberId!;
    await house.db.activity.create({
      data: { id: newId(), ...common, memberId, kind: "visit", happenedOn: day, said: "谈了", createdAt: clock.now() },
    });
    const before = await activities();
    const there = [expect.stringMatching(/^2 skip .*: there already/)];
    expect(await goIn("客户,日期,方式,内容", `宏达,2026-10-01,${kind},谈了`)).toEqual(there);
    expect(await activities()).toEqual(before);
  });

  test("also under another heading", async () => {
    await goIn("客户,日期,内容", "宏达,2026-10-01,谈了");
    const there = ["2 skip 宏达 · 2026-10-01: there already"];
    expect(await goIn("客户,拜访日期,内容", "宏达,2026-10-01,谈了")).toEqual(there);
    expect(await activities()).toMatchObject([{ kind: "message" }]);
  });

  test("one that is named is what it says", async () => {
    await goIn("客户,日期,方式,内容", "宏达,2026-10-01,拜访,谈了");
    await goIn("客户,日期,方式,内容", "宏达,2026-10-01,电话,谈了");
    expect((await activities()).map(({ kind }) => kind).sort()).toEqual(["call", "visit"]);
  });
});

describe("days", () => {
  test("birthdays are ordered as their column says, and asked for where it does not", async () => {
    const sheet = (...days: string[]) =>
      csv("客户,负责人,联系人,生日", ...days.map((day, at) => `宏达,Ann,${"甲乙丙丁"[at]},${day}`));
    const born = async () => {
      const rows = await house.db.contact.findMany({
        where: { organizationId: house.organizationId },
        orderBy: { name: "asc" },
      });
      return rows.map(({ birthYear, birthMonth, birthDay }) => [birthYear, birthMonth, birthDay]);
    };
    const bytes = sheet("15/08/1980", "05/06/1980", "7/9/81", "9/10");
    await house.apply("Mo", await house.planned("Mo", bytes));
    expect((await born()).toSorted()).toEqual(
      [
        [1980, 8, 15],
        [1980, 6, 5],
        [1981, 9, 7],
        [null, 10, 9],
      ].toSorted(),
    );
    const [look] = await lookAtSheets(sheet("05/06/1980", "07/06/1980"));
    expect(guessColumns(look!)?.unsure).toEqual(["birthday"]);
  });

  test("a first meeting that was agreed on may be ahead; one that has been may not", async () => {
    await customers("宏达,Ann,,");
    const id = await house.planned(
      "Mo",
      csv("客户,商机,阶段,首次见面日期", "宏达,A,约见,2026-12-01", "宏达,B,25%,2026-12-01", "宏达,C,约见,2026-11-02"),
    );
    expect(await house.report(id)).toEqual([
      "2 make 宏达 · A",
      "3 refuse 宏达: first meeting 2026-12-01 lies in the future: correct the day",
      "4 make 宏达 · C",
    ]);
    await house.apply("Mo", id);
    const day = (text: string) => new Date(text);
    expect(await deals()).toMatchObject([
      { name: "A", firstMeetingOn: day("2026-12-01"), lastForwardOn: day("2026-11-23") },
      { name: "C", firstMeetingOn: day("2026-11-02"), lastForwardOn: day("2026-11-23") },
    ]);
    const moves = await house.db.dealMove.findMany({ where: { organizationId: house.organizationId } });
    expect(moves.every(({ movedOn }) => movedOn <= day("2026-11-23"))).toBe(true);
  });
});

test("a row of totals is nobody, in whatever column it says so", async () => {
  const customers = csv(
    "序号,客户名称,联系人,城市",
    "1,宏达,王总,上海",
    ",合 计：,,",
    "小计,,,",
    "2,Total Energies,李总,",
  );
  const id = await house.planned("Ann", customers);
  expect(await house.report(id)).toEqual([
    "2 make 宏达 · 王总",
    '3 refuse 合 计：: "合 计：" says that the row is a total: it stays out. If it is a name, write it in full',
    '4 refuse : "小计" says that the row is a total: it stays out. If it is a name, write it in full',
    "5 make Total Energies · 李总",
  ]);
  await house.apply("Ann", id);
  const deals = csv("客户,商机名称,阶段,金额", "宏达,续约,25%,1000", "Grand Total,,,1000", "总计,,,1000");
  expect((await house.report(await house.planned("Ann", deals), "zh")).slice(1)).toEqual([
    "3 refuse Grand Total: “Grand Total”是汇总行，不导入；确实是名称的话请写全称",
    "4 refuse 总计: “总计”是汇总行，不导入；确实是名称的话请写全称",
  ]);
  const products = csv("产品,单价", "阀门,10", "Sum,10");
  expect((await house.report(await house.planned("Mo", products)))[1]).toContain('3 refuse Sum: "Sum" says');
});
