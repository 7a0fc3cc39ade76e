import { expect, test } from "vitest";
import { guessColumns } from "../../src/domain/sheet-columns.ts";
import { countedIn, unitIn, unitOf } from "../../src/domain/sheet-units.ts";

const CHINESE = ["CNY", "HKD", "TWD", "MOP", "SGD"];
const DOLLARS = ["USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MXN"];
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
  ["Net (w/o VAT)", 0, []],
  ["Amount w/ VAT", 0, []],
  ["Amount (w)", 4, []],
  ["Amount, w", 4, []],
  ["Amount (CNY w)", 4, ["CNY"]],
  ["Amount RMB wan", 4, ["CNY"]],
  ["Price (per 1,000 pcs)", 0, []],
  ["Price per thousand", 0, []],
  ["Price (USD/1000)", 0, ["USD"]],
  ["Price (1,000 pcs)", 0, []],
  ["Price per unit (k)", 3, []],
  ["单价（元/1000只）", 0, CHINESE],
  ["单价（元/千）", 0, CHINESE],
  ["单价（元/百台）", 0, CHINESE],
  ["价格（元/千人）", 0, CHINESE],
  ["每千只单价（万元）", 4, CHINESE],
  ["金额（万元/年）", 4, CHINESE],
  ["十日内金额", 0, []],
  ["三百元以下金额", 0, CHINESE],
  ["亿欧网金额", 0, []],
  ["金额（人民币）", 0, ["CNY"]],
  ["金额（万RMB）", 4, ["CNY"]],
  ["金额(万 CNY)", 4, ["CNY"]],
  ["金额（万¥）", 4, ["CNY", "JPY"]],
  ["金额（万人民币）", 4, ["CNY"]],
  ["Amount (kUSD)", 3, ["USD"]],
  ["Amount (EURk)", 3, ["EUR"]],
  ["Amount (k€)", 3, ["EUR"]],
  ["Amount $", 0, DOLLARS],
  ["Net amount $", 0, DOLLARS],
  ["Sales $", 0, DOLLARS],
  ["Amount US$", 0, ["USD"]],
  ["Amount (NT$)", 0, ["TWD"]],
  ["Amount S$", 0, ["SGD"]],
  ["CAD软件金额", 0, []],
  ["CAD software amount", 0, []],
  ["PHP项目金额", 0, []],
  ["Amount (CAD)", 0, ["CAD"]],
  ["CAD amount", 0, ["CAD"]],
  ["金额（万CAD）", 4, ["CAD"]],
])("%s: %i zeros, %j", (heading, zeros, currencies) => {
  expect(unitOf(heading)).toEqual({ zeros, currencies, isUnsure: false });
});

test.each(["Amount (M)", "Amount ($MM)", "金额（M）", "Amount (mUSD)"])("%s may be read in several ways", (heading) => {
  expect(unitOf(heading)).toMatchObject({ zeros: 0, isUnsure: true });
});

const look = (...rows: readonly string[][]) => ({
  ...{ name: "", rows: rows.length, formulas: 0, unknown: 0, columns: [] },
  head: rows.map((cells, at) => ({ row: at + 1, cells, formulas: 0, unknown: 0 })),
});
const mapped = { kind: "deals", header: 2, columns: { customer: 0, amount: 1 } } as const;

test("a line above the headings says the unit of all; a heading goes before it, and a person before both", () => {
  const title = ["商机表", "单位：万元"];
  expect(unitIn(look(title, ["客户", "金额"]), mapped)).toMatchObject({ zeros: 4 });
  expect(unitIn(look(title, ["客户", "金额（千元）"]), mapped)).toMatchObject({ zeros: 3 });
  expect(unitIn(look(title, ["客户", "金额（M）", "Amount (mUSD)"]), { ...mapped, zeros: 6 })).toMatchObject({
    zeros: 6,
    isUnsure: false,
  });
  expect(unitIn(look(["Deals"], ["客户", "金额"]), mapped)).toMatchObject({ zeros: 0 });
  expect(unitIn(look(title, ["客户", "金额"]), { kind: "deals", header: 2, columns: { customer: 0 } })).toBeUndefined();
});

test.each<[string, string, number, readonly string[]]>([
  ["单位：万元", "金额", 4, CHINESE],
  ["商机表（单位：万元）", "金额", 4, CHINESE],
  ["單位:人民幣萬元", "金额", 4, ["CNY"]],
  ["单位：万元，币种：美元", "金额", 4, ["USD"]],
  ["单位：万元 制表人：李伟", "金额", 4, CHINESE],
  ["单位：万元", "金额（人民币）", 4, ["CNY"]],
  ["单位：万元", "Amount (CNY)", 4, ["CNY"]],
  ["单位：万元", "金额（元）", 0, CHINESE],
  ["单位：万美元", "金额（千）", 3, ["USD"]],
  ["单位：元", "金额", 0, CHINESE],
  ["Amounts in USD thousands", "Amount", 3, ["USD"]],
  ["in millions of US dollars", "Amount", 6, []],
  ["Unit: k", "Amount", 3, []],
  ["Unit: w", "Amount", 4, []],
  ["填报单位：上海万加科技", "金额", 0, []],
  ["填报单位：亿欧网", "金额", 0, []],
  ["Deals in Thousand Oaks", "Amount", 0, []],
])("under %s, %s: %i zeros, %j", (line, heading, zeros, currencies) => {
  expect(unitIn(look([line], ["客户", heading]), mapped)).toEqual({ zeros, currencies, isUnsure: false });
});

test.each<[string, { unit: string | undefined; zeros: number } | undefined]>([
  ["数量", undefined],
  ["数量(必填)", undefined],
  ["Qty (optional)", undefined],
  ["数量（必填）（箱）", { unit: "箱", zeros: 0 }],
  ["数量（箱）", { unit: "箱", zeros: 0 }],
  ["数量/吨", { unit: "吨", zeros: 0 }],
  ["数量/吨（必填）", { unit: "吨", zeros: 0 }],
  ["数量（千克）", { unit: "千克", zeros: 0 }],
  ["qty (pcs)", { unit: "pcs", zeros: 0 }],
  ["Quantity [kg]", { unit: "kg", zeros: 0 }],
  ["数量(千只)", { unit: "只", zeros: 3 }],
  ["数量(万)", { unit: undefined, zeros: 4 }],
  ["数量（万件）", { unit: "件", zeros: 4 }],
  ["数量/百万支", { unit: "支", zeros: 6 }],
  ["qty (k)", { unit: undefined, zeros: 3 }],
  ["qty (1,000 pcs)", { unit: "pcs", zeros: 3 }],
  ["Quantity (thousands of pcs)", { unit: "pcs", zeros: 3 }],
])("a quantity under %s is counted in %j, and is no money", (heading, unit) => {
  const sheet = look(["单位：箱"], ["客户", "产品", heading, "金额", "日期"]);
  const guess = guessColumns(sheet);
  expect(guess).toMatchObject({ kind: "sales", columns: { quantity: 2, net: 3 }, missing: [] });
  expect(countedIn(sheet, guess!)).toEqual(unit);
  expect(unitIn(sheet, guess!)).toEqual({ zeros: 0, currencies: [], isUnsure: false });
});
