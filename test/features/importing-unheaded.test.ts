import XLSX from "@e965/xlsx";
import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { importing } from "../../src/features/importing/index.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { imports } from "../../src/features/imports/index.ts";
import { buttonOf, cardText, withConversation } from "../support/conversation.ts";
import { given, importsGoOn } from "../support/sheets-given.ts";

const house = withConversation({
  features: [importing, imports([importListener])],
  at: "2026-11-26T09:00:00+08:00",
});
const db = () => from({ database: house.database.handle });

test("a list without headings is read by position, its first row too", async () => {
  const li = house.person("李伟");
  await li.drops([given("名单.csv", "宏达机电,上海,13812345678\n云帆科技,北京,13900001111")]);
  expect(cardText(li.card)).toMatch(/没认出来 · 2 行[\s\S]*没有表头[\s\S]*第一行也会导入/);
  await li.presses("当作客户");
  expect(JSON.stringify(li.form.content)).toContain("没有表头：请按第一行的内容认各列");
  expect((await li.searches("customer", "")).map(({ label }) => label)).toEqual([
    ...["宏达机电（A）", "上海（B）", "13812345678（C）"],
  ]);
  expect(li.form.values).toMatchObject({ phone: { choices: [{ value: "2" }] } });
  await li.submits();
  expect(li.form.errors).toEqual({ customer: "这一列必须有。" });
  await li.fills({ customer: { choose: "0" } }).submits();
  await importsGoOn(house);
  const checked = li.inbox.at(-1)!;
  expect(cardText(checked)).toMatch(/检查好了：名单.csv[\s\S]*新增: 2/);
  await li.presses(buttonOf(checked, "导入").press);
  await importsGoOn(house);
  const people = await db().contact.findMany({ select: { phones: true, customer: { select: { name: true } } } });
  expect(people.map(({ customer, phones }) => [customer.name, ...phones].join(" ")).toSorted()).toEqual(
    ["宏达机电 13812345678", "云帆科技 13900001111"].toSorted(),
  );
});

test("headings nobody knows are told, so that a first row that is none is not lost unseen", async () => {
  const li = house.person("李伟");
  await li.drops([given("厂.csv", "厂家,老板\n宏达,王磊")]);
  expect(cardText(li.card)).toMatch(/没认出来 · 1 行[\s\S]*第 1 行当作表头：厂家、老板/);
});

test("sheets that are hidden in the spreadsheet stay out, and are named", async () => {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["客户名称"], ["旧客户"]]), "旧名单");
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["客户名称"], ["新客户"]]), "客户");
  book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] };
  const li = house.person("李伟");
  await li.drops([given("册.xlsx", Buffer.from(XLSX.write(book, { type: "buffer", bookType: "xlsx" })))]);
  expect(li.card.lines).toHaveLength(1);
  expect(cardText(li.card)).toContain("隐藏的表没有读：旧名单。要导入的请先取消隐藏，再发一次。");
  await li.presses("确认各列");
  await li.submits();
  await importsGoOn(house);
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await importsGoOn(house);
  expect(
    await db().customer.findMany({ where: { name: { in: ["旧客户", "新客户"] } }, select: { name: true } }),
  ).toEqual([{ name: "新客户" }]);
});
