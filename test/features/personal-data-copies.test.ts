import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { workOn } from "../../src/features/imports/public.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { buttonOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });

const erases = async (id: string, name: string) => {
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id } });
  await wang.fills({ name, why: "来信要求" }).submits();
  expect(wang.card.tone).toBe("done");
  for (const job of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id: job.id });
  expect(await db().scrubbing.count()).toBe(0);
};

/** Every text of the copies by its path: "0.card.buttons.0.look". */
const copies = async (): Promise<Map<string, string>> => {
  const cards = (await db().outgoingMessage.findMany({ orderBy: { id: "asc" } })).map(({ card }) => card);
  const outcomes = (await db().delivery.findMany({ orderBy: { id: "asc" } })).map(({ outcome }) => outcome);
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "string") found.set(path, value);
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
  };
  walk([...cards, ...outcomes], "");
  return found;
};

test("of somebody called as our own words are, copies lose what people read and still look and do as they did", async () => {
  const customer = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  const id = await makeContact(house, customer, { name: "button" });
  const li = house.person("李伟");
  await li.presses({ action: "contacts.edit", payload: { id } });
  await li.fills({ handle: "primary", likes: "text" }).submits();
  await li.types("/visit 宏达机电 button 谈了续约，微信 primary");
  await house.person("王芳").types("/task @李伟 宏达机电 周五前给 button 送样品，微信 primary");
  await house.delivers();
  const before = await copies();
  const named = [...before].filter(([, text]) => /\b(?:button|primary)\b/.test(text));
  const looks = named.filter(([path]) => path.endsWith(".look"));
  expect(looks.length).toBeGreaterThan(0);
  expect(named.length).toBeGreaterThan(looks.length);
  await erases(id, "button");
  const after = await copies();
  const kept = [...before.keys()].filter((path) => after.has(path));
  expect(kept).toEqual([...before.keys()]);
  expect([...after].filter(([, text]) => /\b(?:button|primary)\b/.test(text)).map(([path]) => path)).toEqual(
    expect.arrayContaining(looks.map(([path]) => path)),
  );
  const changed = [...before].filter(([path, text]) => after.get(path) !== text).map(([path]) => path);
  expect(changed.filter((path) => /\.(?:look|tone|kind|action|formId|id)$/.test(path))).toEqual([]);
  const left = [...after].filter(([path, text]) => before.has(path) && !path.endsWith(".look") && /primary/.test(text));
  expect(left).toEqual([]);
});

const goesOn = async () => {
  for (const { id } of await db().import.findMany({ where: { state: { in: ["planning", "applying"] } } }))
    await workOn(house.jobContext(), id, { listeners: [importListener] });
  await house.delivers();
};
const by = "已抹除的联系人";

test("a copy about a namesake at another customer keeps the name, unless a number or a mail of theirs stands in it", async () => {
  const east = await makeCustomer(house, "东方医疗", { owner: "李伟" });
  const west = await makeCustomer(house, "西域能源", { owner: "李伟" });
  await makeCustomer(house, "天和仪器", { owner: "李伟" });
  const gone = await makeContact(house, east, { name: "陈志远", title: "总经理" });
  const namesake = await makeContact(house, west, { name: "陈志远", title: "工程师" });
  const [li, wang] = [house.person("李伟"), house.person("王芳")];
  await li.presses({ action: "contacts.edit", payload: { id: gone } });
  await li.fills({ phones: "138 0013 5678", birthday: "1971-03-02" }).submits();
  await li.presses({ action: "contacts.edit", payload: { id: namesake } });
  await li.fills({ phones: "139 0013 9999", birthday: "1980-05-06" }).submits();
  await wang.types("/task @李伟 东方医疗 周五前给陈志远送样品");
  await wang.types("/task @李伟 西域能源 周五前请陈志远试机");
  await wang.types("/task @李伟 西域能源 周五前问陈志远要样品，他电话 13800135678");
  await wang.types("/task @李伟 周五前给陈志远寄合同");
  await house.delivers();
  const sheet =
    "客户,联系人,联系人电话,喜好\n东方医疗,陈志远,13800135678,普洱\n西域能源,陈志远,13900139999,龙井\n天和仪器,陈志远,13700137000,毛尖\n";
  const bytes = Buffer.from(sheet);
  await li.drops([{ name: "联系人.csv", size: bytes.length, read: async () => bytes }]);
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  await erases(gone, "陈志远");
  const texts = [...(await copies()).values()];
  const about = (word: string) => texts.filter((text) => text.includes(word));
  for (const text of about("送样品")) expect(text).toContain(by);
  for (const text of about("寄合同")) expect(text).toContain(by);
  for (const text of about("要样品")) expect(text).toContain(`${by}要样品，他电话 ${by}`);
  expect(about("试机").length).toBeGreaterThan(0);
  for (const text of about("试机")) expect(text).toContain("请陈志远试机");
  for (const word of ["13800135678", "1971"]) expect(about(word), word).toEqual([]);
  expect(about("1980").length).toBeGreaterThan(0);
  const rows = await db().importRow.findMany({ orderBy: { row: "asc" } });
  expect(rows.map(({ verdict, about }) => `${verdict} ${about}`)).toEqual([
    `refuse ${by}`,
    "merge 西域能源 · 陈志远",
    "make 天和仪器 · 陈志远",
  ]);
  expect(JSON.stringify(rows)).not.toContain("普洱");
  expect(JSON.stringify(rows.slice(1))).toContain("13900139999");
});

test("of a row that was taken in nothing of who they are is left: no birthday, no sound of the name, no fact that was there before", async () => {
  const customer = await makeCustomer(house, "远大精密", { owner: "李伟" });
  const id = await makeContact(house, customer, { name: "吴晓峰", title: "采购经理" });
  const bytes = Buffer.from("客户,联系人,联系人电话,生日,喜好\n远大精密,吴晓峰,13700137001,1975-04-05,碧螺春\n");
  const li = house.person("李伟");
  await li.drops([{ name: "联系人.csv", size: bytes.length, read: async () => bytes }]);
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
  const read = () => db().importRow.findFirstOrThrow({ where: { applied: true }, orderBy: { importId: "desc" } });
  expect(JSON.stringify(await read())).toMatch(/1975.*wuxiaofeng|wuxiaofeng.*1975/);
  await erases(id, "吴晓峰");
  const row = await read();
  expect(row).toMatchObject({ applied: true, verdict: "merge", about: `远大精密 · ${by}` });
  for (const word of ["吴晓峰", "wuxiaofeng", "1975", "13700137001", "碧螺春"])
    expect(JSON.stringify(row), word).not.toContain(word);
});

test("a waiting row that brings somebody of a longer name, whom nobody knows yet, stays, and is taken in", async () => {
  const customer = await makeCustomer(house, "青松机械", { owner: "李伟" });
  const id = await makeContact(house, customer, { name: "王建" });
  const bytes = Buffer.from(
    "客户,联系人,联系人电话,喜好\n青松机械,王建,13600136001,普洱\n青松机械,王建国,13600136002,龙井\n青松机械,王建（采购）,13600136003,毛尖\n",
  );
  const li = house.person("李伟");
  await li.drops([{ name: "联系人.csv", size: bytes.length, read: async () => bytes }]);
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  await erases(id, "王建");
  const { id: importId } = await db().import.findFirstOrThrow({ orderBy: { id: "desc" } });
  const rows = await db().importRow.findMany({ where: { importId }, orderBy: { row: "asc" } });
  expect(rows.map(({ verdict, about }) => `${verdict} ${about}`)).toEqual([
    `refuse ${by}`,
    "make 青松机械 · 王建国",
    `refuse ${by}`,
  ]);
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
  const people = await db().contact.findMany({ where: { customerId: customer }, orderBy: { id: "asc" } });
  expect(people.map(({ name }) => name)).toEqual([by, "王建国"]);
});
