import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { importing } from "../../src/features/importing/index.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { imports } from "../../src/features/imports/index.ts";
import { stagewords } from "../../src/features/stagewords/index.ts";
import { buttonOf, cardText, withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";
import { given, importsGoOn } from "../support/sheets-given.ts";

const house = withConversation({
  features: [importing, stagewords, imports([importListener])],
  at: "2026-11-26T09:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const deals = async () =>
  (await db().deal.findMany({ orderBy: { name: "asc" } })).map(({ name, stage }) => `${name} ${stage}`);

test("words for stages that nobody here knows are asked for once for the sheet, and kept with its columns", async () => {
  await makeCustomer(house, "宏达机电", { owner: "李伟" });
  const li = house.person("李伟");
  const rows = ["甲线,跟进中", "乙线,跟进中", "丙线,技术交流", "丁线,暂停", "戊线,50%"];
  const sheet = ["客户,商机,阶段", ...rows.map((row) => `宏达机电,${row}`)].join("\n");
  await li.drops([given("商机.csv", sheet)]);
  await li.presses("确认各列");
  await li.submits();
  await importsGoOn(house);
  const checked = li.inbox.at(-1)!;
  expect(cardText(checked)).toMatch(/新增: 1[\s\S]*不导入: 4/);
  const asks = buttonOf(checked, "阶段怎么算").press;
  await li.presses(asks);
  expect(Object.values(li.form.content.fields).map(({ label }) => label)).toEqual([
    "跟进中 · 2 行",
    "技术交流 · 1 行",
    "暂停 · 1 行",
  ]);
  await li.submits();
  expect(li.form.errors).toEqual({ stage1: "请至少选一个。" });
  await li.fills({ stage1: { choose: "p25" }, stage2: { choose: "first_meeting" } }).submits();
  await importsGoOn(house);
  expect(await deals()).toEqual([]);

  const again = li.inbox.at(-1)!;
  expect(cardText(again)).toMatch(/检查好了：商机.csv[\s\S]*新增: 4[\s\S]*不导入: 1[\s\S]*暂停/);
  await li.presses(buttonOf(again, "改选各列").press);
  await li.submits();
  await importsGoOn(house);
  expect(cardText(li.inbox.at(-1)!)).toMatch(/新增: 4[\s\S]*不导入: 1/);
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await importsGoOn(house);
  expect(await deals()).toEqual(["丙线 first_meeting", "乙线 p25", "戊线 p50", "甲线 p25"].toSorted());
  expect(li.inbox.at(-1)!.buttons?.map(({ label }) => label)).not.toContain("阶段怎么算");
  await li.presses(asks);
  expect(li.reads).toContain("没有要问的了");
  const report = await db().importRow.findFirstOrThrow({ where: { row: 2 } });
  expect(JSON.stringify(report.why)).toContain('"instead":"跟进中"');
});

test("nobody else is asked about the sheet, nor says what it means", async () => {
  const { id } = await db().import.findFirstOrThrow();
  const fang = house.person("王芳");
  await fang.presses({ action: "importing.stages", payload: { id } });
  expect(fang.reads).toContain("没有要问的了");
});

test("a stage that was chosen wrongly for a word is put right, or taken back, before the rows come in", async () => {
  const li = house.person("李伟");
  const sheet = [
    "客户,商机,阶段",
    '宏达机电,己线,"意向 \n接触"',
    '宏达机电,庚线,"意向\n接触"',
    "宏达机电,辛线,搁置",
  ].join("\n");
  await li.drops([given("商机二.csv", sheet)]);
  await li.presses("确认各列");
  await li.submits();
  await importsGoOn(house);
  const asks = async () => li.presses(buttonOf(li.inbox.at(-1)!, "阶段怎么算").press);
  await asks();
  expect(Object.values(li.form.content.fields).map(({ label }) => label)).toEqual(["意向 接触 · 2 行", "搁置 · 1 行"]);
  await li.fills({ stage1: { choose: "won" }, stage2: { choose: "p25" } }).submits();
  await importsGoOn(house);
  await asks();
  expect(li.form.values).toMatchObject({
    stage1: { choices: [{ value: "p25" }] },
    stage2: { choices: [{ value: "won" }] },
  });
  await li.fills({ stage1: { choose: [] }, stage2: { choose: "p25" } }).submits();
  await importsGoOn(house);
  const again = li.inbox.at(-1)!;
  expect(cardText(again)).toMatch(/新增: 2[\s\S]*不导入: 1[\s\S]*搁置/);
  await asks();
  expect(Object.values(li.form.content.fields).map(({ label }) => label)).toEqual(["搁置 · 1 行", "意向 接触"]);
  await li.presses(buttonOf(again, "导入").press);
  await importsGoOn(house);
  expect(await deals()).toEqual(expect.arrayContaining(["庚线 p25", "己线 p25"]));
  expect((await deals()).join()).not.toContain("辛线");
});

test("more words than a form takes are asked for page by page, and what was chosen on each is kept", async () => {
  const li = house.person("李伟");
  const said = Array.from({ length: 23 }, (_, n) => `说法${n + 1}`);
  const rows = said.flatMap((word, n) =>
    Array.from({ length: n === 0 ? 2 : 1 }, (_, at) => `宏达机电,多${n}线${at},${word}`),
  );
  await li.drops([given("商机三.csv", ["客户,商机,阶段", ...rows].join("\n"))]);
  await li.presses("确认各列");
  await li.submits();
  await importsGoOn(house);
  const labels = () => Object.values(li.form.content.fields).map(({ label }) => label);
  await li.presses(buttonOf(li.inbox.at(-1)!, "阶段怎么算").press);
  expect(JSON.stringify(li.form.content)).toContain("后面几页还有 13 个说法。");
  const first = labels();
  expect(first[0]).toBe("说法1 · 2 行");
  expect([first.length, first.at(-1)]).toEqual([11, "其余的说法"]);
  await li.fills({ stage1: { choose: "p25" }, more0: true }).submits();
  const next = labels();
  await li.fills({ more10: true }).submits();
  const last = labels();
  expect([...first.slice(0, 10), ...next.slice(0, 10), ...last].map((label) => label.split(" ")[0]).toSorted()).toEqual(
    said.toSorted(),
  );
  expect(last).toHaveLength(3);
  await li.submits();
  await importsGoOn(house);
  expect(cardText(li.inbox.at(-1)!)).toMatch(/检查好了：商机三.csv[\s\S]*新增: 2[\s\S]*不导入: 22/);
  await li.presses(buttonOf(li.inbox.at(-1)!, "阶段怎么算").press);
  await li.fills({ more0: true }).submits();
  await li.fills({ more10: true }).submits();
  expect(labels()).toHaveLength(3);
  expect(labels().at(-1)).toBe("说法1");
  await li.fills({ stage3: { choose: [] } }).submits();
  await importsGoOn(house);
  expect(cardText(li.inbox.at(-1)!)).toMatch(/不导入: 24/);
});
