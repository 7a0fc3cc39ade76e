import { expect, test } from "vitest";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();
const goesIn = async (name: string, sheet: Buffer): Promise<string[]> => {
  const id = await house.planned(name, sheet);
  const report = await house.report(id);
  await house.apply(name, id);
  return report;
};
const deals = async () => {
  const where = { organizationId: house.organizationId };
  const rows = await house.db.deal.findMany({ where, orderBy: { name: "asc" } });
  return rows.map(({ name, amountMinor }) => `${name} ${amountMinor}`);
};
const HEAD = "客户;商机;阶段;金额";
const row = (name: string, amount: string) => `宏达;${name};50%;${amount}`;
const EITHER = (value: string) => `amount "${value}" may be thousands or decimals: write it as 1200.50`;

test("a column of a file with semicolons in which commas stand before decimals is read so throughout", async () => {
  await goesIn("Mo", csv("客户,负责人", "宏达,Ann"));
  const amounts = ["1.200", "1.200,50", "800", "12,5", "€ 3.000.000", "2.500,00-"];
  const sheet = csv(HEAD, ...amounts.map((amount, at) => row(`D${at}`, amount)));
  await house.db.organization.update({ where: { id: house.organizationId }, data: { currency: "EUR" } });
  const report = await goesIn("Mo", sheet);
  expect(report[5]).toContain("is below zero");
  expect(await deals()).toEqual(["D0 120000", "D1 120050", "D2 80000", "D3 1250", "D4 300000000"]);
});

test("where nothing in the column tells, or both are in it, a number that may be either is refused", async () => {
  await goesIn("Mo", csv("客户,负责人", "宏达,Ann"));
  expect(await goesIn("Mo", csv(HEAD, row("A", "1.200"), row("B", "900")))).toEqual([
    `2 refuse 宏达: ${EITHER("1.200")}`,
    "3 make 宏达 · B",
  ]);
  const commas = (sheet: string) => sheet.replaceAll(";", ",");
  const both = csv(commas(HEAD), ...[row("C", "1.200"), row("D", '"1.200,50"'), row("E", "1.25")].map(commas));
  expect(await goesIn("Mo", both)).toEqual([
    `2 refuse 宏达: ${EITHER("1.200")}`,
    '3 refuse 宏达: amount "1.200,50" is not an amount: write it as 1200.50',
    "4 make 宏达 · E",
  ]);
  expect(await goesIn("Mo", csv(HEAD, row("F", "1.234"), row("G", "12.50"), row("H", "1.234万")))).toEqual([
    "2 make 宏达 · F",
    "3 make 宏达 · G",
    "4 make 宏达 · H",
  ]);
  expect(await deals()).toEqual(["B 90000", "E 125", "F 123", "G 1250", "H 1234000"]);
});

test("a quantity with a decimal comma is not ten times as much", async () => {
  await goesIn("Mo", csv("客户,负责人", "宏达,Ann"));
  const head = "客户;产品;数量;净额;日期";
  const sheet = csv(head, "宏达;阀门;1,5;100,50;2026-10-06", "宏达;阀门;1.200;100,50;2026-10-07");
  expect(await goesIn("Fin", sheet)).toHaveLength(2);
  const where = { organizationId: house.organizationId };
  const lines = await house.db.salesLine.findMany({ where, orderBy: { soldOn: "asc" } });
  expect(lines.map((line) => String(line.quantityMilli))).toEqual(["1500", "1200000"]);
  const typed = csv("客户,产品,数量,净额,日期", '宏达,阀门,"1,5",100,2026-10-08', '宏达,阀门,"1,500",100,2026-10-08');
  expect(await goesIn("Fin", typed)).toEqual([
    expect.stringContaining('quantity "1,5" is not a number'),
    expect.stringContaining("3 make"),
  ]);
});
