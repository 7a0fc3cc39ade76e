import { beforeEach, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { workOn } from "../../src/features/imports/public.ts";
import { features } from "../../src/features/index.ts";
import { forgetImports } from "../../src/features/unfinished/jobs.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";

const house = withConversation({ features, at: "2026-11-25T10:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const at = (time: string) => house.clock.freezeAt(new Date(`2026-11-${time}:00+08:00`));
const [li, lin] = [() => house.person("李伟"), () => house.person("林涛")];

const goesOn = async () => {
  const state = { in: ["planning" as const, "applying" as const, "undoing" as const] };
  for (const { id } of await db().import.findMany({ where: { state } }))
    await workOn(house.jobContext(), id, { listeners: [importListener] });
  await house.delivers();
};
/** By 李伟. Returns its id. */
const takesIn = async (sheet: string): Promise<string> => {
  const bytes = Buffer.from(sheet);
  await li().drops([{ name: "客户.csv", size: bytes.length, read: async () => bytes }]);
  await li().presses("确认各列");
  await li().submits();
  await goesOn();
  const { id } = await db().import.findFirstOrThrow({ where: { state: "planned" } });
  await li().presses({ action: "importing.start", payload: { id } });
  await goesOn();
  return id;
};
/** Returns 李伟's card as an admin has it then. */
const leaves = async () => {
  await lin().types("/people 李伟");
  await lin().presses("停用账号");
  const person = lin().card;
  await house.delivers();
  return person;
};
const comesBack = async (person: Awaited<ReturnType<typeof leaves>>) => {
  await lin().presses("重新启用", { on: person });
  await house.delivers();
};
/** The cards an admin has of imports of people who left. */
const cards = () => lin().inbox.filter(({ title }) => title.includes("李伟的导入"));
const standing = async () => ({
  imports: await db().import.findMany({ select: { state: true, version: true }, orderBy: { id: "desc" } }),
  customers: await db().customer.count(),
  entries: await db().auditEntry.count(),
});
beforeEach(async () => {
  const { id } = house.company.people.李伟!;
  await db().member.update({ where: { id }, data: { closedAt: null } });
});

test("what somebody took in within a day before their account was closed is for the admins to take back", async () => {
  at("23T10:00");
  const id = await takesIn("客户\n宏达机电\n云帆科技\n");
  at("23T11:00");
  await leaves();
  const card = cards().at(-1)!;
  expect(buttonsOf(card).map(({ label }) => label)).toEqual(["撤销"]);
  expect(cardText(card)).toBe(
    "李伟的导入：账号已停用\n已导入的会保留，除非你撤销。\n2 行中的 2 行\n11月24日 10:00 前可以撤销。",
  );
  const before = await standing();
  const wang = house.person("王芳");
  await wang.presses({ action: "importing.undoLeft", payload: { id } });
  expect(wang.reads).not.toContain("李伟");
  expect(await standing()).toEqual(before);

  await lin().presses("撤销", { on: card });
  expect(lin().card.title).toBe("正在撤销李伟的导入");
  await goesOn();
  expect(await db().customer.count({ where: { name: { in: ["宏达机电", "云帆科技"] } } })).toBe(0);
  expect(cards().at(-1)?.title).toBe("已撤销李伟的导入");
});

test("what can no longer be undone when somebody leaves is nobody's to take back", async () => {
  at("25T10:00");
  await takesIn("客户\n远大重工\n");
  at("26T10:01");
  const before = cards().length;
  await leaves();
  expect(cards()).toHaveLength(before);
});

test("pressed too late, nothing is undone, it says so, and the button goes", async () => {
  at("28T10:00");
  await takesIn("客户\n长城锅炉\n");
  at("28T11:00");
  await leaves();
  const card = cards().at(-1)!;
  at("30T11:00");
  await forgetImports([importListener]).run(house.jobContext());
  const before = await standing();
  await lin().presses("撤销", { on: card });
  expect(lin().shown).toMatchObject({ kind: "replace" });
  expect(JSON.stringify(lin().shown)).toContain("没有撤销：这次导入已经结束，请手工修改。");
  expect(await standing()).toEqual(before);
  expect(before.imports).toMatchObject([{ state: "applied" }, {}, {}]);
  expect(buttonsOf(lin().card)).toEqual([]);
  expect(lin().reads).toContain("撤销期限（11月29日 10:00）已过。已导入的保留，请手工修改。");
});

test("back after an account was closed by mistake, whoever took it in decides alone again; closed anew, the admins do", async () => {
  at("30T12:00");
  const id = await takesIn("客户\n北方锅炉\n");
  at("30T13:00");
  const person = await leaves();
  const card = cards().at(-1)!;
  await comesBack(person);
  expect(cardText(cards().at(-1)!)).toBe("李伟的导入：账号已重新启用\n是否撤销，仍由李伟自己决定。");
  expect(buttonsOf(cards().at(-1)!)).toEqual([]);
  const before = await standing();
  await lin().presses("撤销", { on: card });
  expect(lin().reads).toContain("这次导入不归你撤销，请找导入的人。");
  expect(await standing()).toEqual(before);

  const count = cards().length;
  const again = await leaves();
  expect(cards()).toHaveLength(count);
  expect(buttonsOf(cards().at(-1)!).map(({ label }) => label)).toEqual(["撤销"]);
  await comesBack(again);
  await li().presses({ action: "importing.undo", payload: { id } });
  await goesOn();
  expect(await db().customer.count({ where: { name: "北方锅炉" } })).toBe(0);
});

test("back while an admin is taking it back, it is taken back, and the admin's card says so", async () => {
  at("30T15:00");
  await takesIn("客户\n东风锅炉\n");
  at("30T16:00");
  const person = await leaves();
  await lin().presses("撤销", { on: cards().at(-1)! });
  await comesBack(person);
  await goesOn();
  expect(await db().customer.count({ where: { name: "东风锅炉" } })).toBe(0);
  expect(cards().at(-1)?.title).toBe("已撤销李伟的导入");
});

test("who gets the rows of those who have left is asked with deals and activities as with customers", async () => {
  const wang = house.person("王芳");
  for (const sheet of [
    "客户,商机,阶段,负责人\n远东,续约,50%,李伟\n",
    "客户,日期,方式,内容,负责人\n远东,2026-11-20,拜访,参观,李伟\n",
  ]) {
    const bytes = Buffer.from(sheet);
    await wang.drops([{ name: "表.csv", size: bytes.length, read: async () => bytes }]);
    await wang.presses("确认各列");
    expect((await wang.searches("toWhom", "Emma")).map(({ label }) => label)).toEqual(["Emma"]);
  }
});
