import { expect, test } from "vitest";
import { unitIn, unitOf } from "../../src/domain/sheet-units.ts";

const CHINESE = ["CNY", "HKD", "TWD", "MOP", "SGD"];
test.each<[string, number, readonly string[]]>([
  ["金额", 0, []],
  ["合同金额（万元）", 4, CHINESE],
  ["金额/万元", 4, CHINESE],
  ["预计金额（元）", 0, CHINESE],
  ["合同额万元", 4, CHINESE],
  ["金额（万）", 4, []],
  ["金額（萬元）", 4, CHINESE],
  ["金额(百万元)", 6, CHINESE],
  ["金额（千元）", 3, CHINESE],
  ["金额（亿）", 8, []],
  ["金额（人民币万元）", 4, ["CNY"]],
  ["金额（万美元）", 4, ["USD"]],
  ["合同金额（美元）", 0, ["USD"]],
  ["金额（日元）", 0, ["JPY"]],
  ["单价（元/千只）", 0, CHINESE],
  ["万科项目金额", 0, []],
  ["金额（含税）", 0, []],
  ["Amount", 0, []],
  ["Amount (USD)", 0, ["USD"]],
  ["amount_usd", 0, ["USD"]],
  ["Deal value (US$ k)", 3, ["USD"]],
  ["Amount (k)", 3, []],
  ["Amount (USD '000)", 3, ["USD"]],
  ["Amount in thousands", 3, []],
  ["Amount, EUR million", 6, ["EUR"]],
  ["Amount (€)", 0, ["EUR"]],
  ["Net amount", 0, []],
  ["Total all amounts", 0, []],
])("%s: %i zeros, %j", (heading, zeros, currencies) => {
  expect(unitOf(heading)).toEqual({ zeros, currencies, isUnsure: false });
});

test.each(["Amount (M)", "Amount ($MM)", "金额（M）"])("%s may be read in several ways", (heading) => {
  expect(unitOf(heading)).toMatchObject({ zeros: 0, isUnsure: true });
});

test("a line above the headings says the unit of all; a heading goes before it, and a person before both", () => {
  const look = (...rows: readonly string[][]) => ({
    ...{ name: "", rows: rows.length, formulas: 0, unknown: 0, columns: [] },
    head: rows.map((cells, at) => ({ row: at + 1, cells, formulas: 0, unknown: 0 })),
  });
  const mapped = { kind: "deals", header: 2, columns: { customer: 0, amount: 1 } } as const;
  const title = ["商机表", "单位：万元"];
  expect(unitIn(look(title, ["客户", "金额"]), mapped)).toMatchObject({ zeros: 4 });
  expect(unitIn(look(title, ["客户", "金额（千元）"]), mapped)).toMatchObject({ zeros: 3 });
  expect(unitIn(look(title, ["客户", "金额（M）"]), { ...mapped, zeros: 6 })).toMatchObject({
    zeros: 6,
    isUnsure: false,
  });
  expect(unitIn(look(["Deals"], ["客户", "金额"]), mapped)).toMatchObject({ zeros: 0 });
  expect(unitIn(look(title, ["客户", "金额"]), { kind: "deals", header: 2, columns: { customer: 0 } })).toBeUndefined();
});
