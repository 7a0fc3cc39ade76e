import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
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
const goesOn = () => importsGoOn(house);

test("who works in several teams is asked once which of them a sheet without that column is for", async () => {
  const { organizationId, people, segmentId } = house.company;
  const li = house.person("李伟");
  const sheet = "客户名称,城市\n远东电气,上海\n";
  await li.drops([given("客户.csv", sheet)]);
  await li.presses("确认各列");
  expect(JSON.stringify(li.shown)).not.toContain("归哪个");
  const id = newId();
  await db().team.create({ data: { id, organizationId, segmentId, name: "华东二组" } });
  await db().teamMember.create({ data: { teamId: id, memberId: people.李伟!.id, organizationId } });
  await li.drops([given("客户.csv", sheet)]);
  await li.presses("确认各列");
  await li.submits();
  expect(li.form.errors.inTeam).toBe("负责人在几个团队里，请选一个。");
  expect((await li.searches("inTeam", "二组")).map(({ label }) => label)).toEqual(["华东二组"]);
  await li.fills({ inTeam: { choose: id } }).submits();
  await goesOn();
  expect(cardText(li.inbox.at(-1)!)).toMatch(/新增: 1/);
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
  expect(await db().customer.findFirst({ where: { name: "远东电气" } })).toMatchObject({ teamId: id });
  await db().teamMember.deleteMany({ where: { teamId: id } });
});

test("which team, and the unit of the amounts, are asked for on whatever page the columns are confirmed", async () => {
  const { organizationId, people, segmentId } = house.company;
  const li = house.person("李伟");
  const id = newId();
  await db().team.create({ data: { id, organizationId, segmentId, name: "华东三组" } });
  await db().teamMember.create({ data: { teamId: id, memberId: people.李伟!.id, organizationId } });
  await li.drops([given("翻页.csv", "客户名称,城市\n远南电气,上海\n")]);
  await li.presses("确认各列");
  expect(Object.keys(li.form.content.fields).slice(0, 3)).toEqual(["customer", "owner", "city"]);
  await li.fills({ more1: true }).submits();
  await li.submits();
  expect(li.form.errors.inTeam).toBe("负责人在几个团队里，请选一个。");
  expect(await db().import.count({ where: { file: "翻页.csv", state: "read" } })).toBe(1);
  await li.fills({ inTeam: { choose: id }, more2: true }).submits();
  expect(Object.keys(li.form.content.fields)).not.toContain("inTeam");
  await li.submits();
  const { mapping } = await db().import.findFirstOrThrow({ where: { file: "翻页.csv" } });
  expect(mapping).toMatchObject({ teamId: id });
  await goesOn();
  await db().teamMember.deleteMany({ where: { teamId: id } });

  const head = "客户名称,商机,商机编号,产品,阶段,预计成交日期,首次见面,成交日期,销售,甲（M）";
  await li.drops([given("单位.csv", `${head}\n远南电气,续约,1,泵,50%,2027-04-01,2026-01-02,,李伟,12\n`)]);
  await li.presses("确认各列");
  expect(Object.keys(li.form.content.fields)).not.toContain("amount");
  await li.fills({ more1: true }).submits();
  await li.fills({ amount: { choose: "9" } }).submits();
  expect(Object.keys(li.form.errors)).toEqual(["unit"]);
  expect(Object.keys(li.form.content.fields)).toContain("unit");
  await li.fills({ unit: { choose: "6" } }).submits();
  expect((await db().import.findFirstOrThrow({ where: { file: "单位.csv" } })).mapping).toMatchObject({ zeros: 6 });
});
