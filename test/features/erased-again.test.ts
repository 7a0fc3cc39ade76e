import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { importFile } from "../../src/cli/import-file.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { marksOf } from "../../src/features/erasures/public.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { buttonOf, cardText, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { importsGoOn } from "../support/sheets-given.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });

const goesOn = () => importsGoOn(house);
const drops = async (who: string, sheet: string) => {
  const [person, bytes] = [house.person(who), Buffer.from(sheet)];
  await person.drops([{ name: "客户.csv", size: bytes.length, read: async () => bytes }]);
  await person.presses("确认各列");
};
const checks = async (who: string, sheet: string) => {
  await drops(who, sheet);
  await house.person(who).submits();
  await goesOn();
  return cardText(house.person(who).inbox.at(-1)!);
};
const takesIn = async (who: string) => {
  const person = house.person(who);
  await person.presses(buttonOf(person.inbox.at(-1)!, "导入").press);
  await goesOn();
};
const erases = async (id: string, name: string) => {
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id } });
  await wang.fills({ name, why: "来信要求" }).submits();
  expect(wang.card.tone).toBe("done");
  for (const job of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id: job.id });
};
const people = async (customer: string) =>
  (await db().contact.findMany({ where: { customer: { name: customer } }, orderBy: { createdAt: "asc" } })).map(
    ({ name }) => name,
  );

/** A customer with somebody who was erased, and a colleague of theirs with the number of the switchboard they shared. */
const withErased = async (customer: string, phone: string) => {
  const id = await makeCustomer(house, customer, { owner: "李伟" });
  const [leaver, colleague] = [
    await makeContact(house, id, { name: "陈志远" }),
    await makeContact(house, id, { name: "刘工" }),
  ];
  const switchboard = "02155551234";
  const data = { phones: [phone, switchboard], mail: `${phone}@h.cn`, handle: `wx${phone}` };
  await db().contact.update({ where: { id: leaver }, data });
  await db().contact.update({ where: { id: colleague }, data: { phones: [switchboard] } });
  await erases(leaver, "陈志远");
  return id;
};

test("who was erased is left out of the next sheet, however it reaches them, and nothing of theirs is kept; the customer comes in", async () => {
  await withErased("宏达机电", "13800135678");
  const said = await checks(
    "李伟",
    [
      "客户,城市,联系人,电话,邮箱,微信,喜好",
      "宏达机电,上海,陈志远,,,,普洱",
      "宏达机电,上海,陈先生,+86 138-0013-5678,,,龙井",
      "新客,苏州,老陈,,13800135678@H.cn,,毛尖",
      "另一家,,小陈,,,WX13800135678,",
      "宏达机电,,吴总,021-55551234,,,",
    ].join("\n"),
  );
  const rows = await db().importRow.findMany({ orderBy: { row: "asc" } });
  expect(rows.map(({ verdict, about }) => `${verdict} ${about}`)).toEqual([
    "merge 宏达机电",
    "skip 宏达机电",
    "make 新客",
    "make 另一家",
    "make 宏达机电 · 吴总",
  ]);
  expect(said).toContain("联系人已于 2026-11-25 应本人要求抹除，没有录入");
  expect(JSON.stringify(rows)).not.toMatch(/陈|5678|普洱|龙井|毛尖/);
  await takesIn("李伟");
  expect(await people("宏达机电")).toEqual(["已抹除的联系人", "刘工", "吴总"]);
  expect([await people("新客"), await people("另一家")]).toEqual([[], []]);
  expect(await db().customer.findFirst({ where: { name: "宏达机电" } })).toMatchObject({ city: "上海" });
});

test("a sheet of activities brings nobody back who was erased: neither in what is said of its rows nor in what comes in; the others it names stay", async () => {
  const id = await makeCustomer(house, "精工机床", { owner: "李伟" });
  const leaver = await makeContact(house, id, { name: "陈志远" });
  const stays = await makeContact(house, id, { name: "刘工" });
  const line = "精工机床,2026-11-24,拜访,陈志远、刘工,见了陈志远和刘工，样品通过";
  const sheet = (...lines: string[]) => ["客户,日期,方式,联系人,内容", ...lines].join("\n");
  await checks("李伟", sheet(line, "精工机床,2026-11-01,拜访,刘工,初访"));
  await takesIn("李伟");
  await erases(leaver, "陈志远");
  const count = () => db().activity.count({ where: { customerId: id } });
  expect(await count()).toBe(2);
  const again = sheet(
    line,
    line.replaceAll("-24", "-21"),
    "精工机床,2026-11-22,拜访,陈志远,陈志远来电",
    "精工机床,2026-11-23,拜访,钱工,电话",
  );
  await checks("李伟", again);
  const { id: importId } = await db().import.findFirstOrThrow({ orderBy: { id: "desc" } });
  const rows = async () => await db().importRow.findMany({ where: { importId }, orderBy: { row: "asc" } });
  const erased = { code: "erased_before", value: "2026-11-25" };
  expect((await rows()).map(({ verdict, why }) => [verdict, why])).toEqual([
    ["skip", [erased]],
    ["make", [erased]],
    ["make", [erased]],
    ["make", [{ code: "contact_unknown", value: "钱工" }]],
  ]);
  expect(JSON.stringify(await rows())).not.toContain("志远");
  await takesIn("李伟");
  expect(JSON.stringify(await rows())).not.toContain("志远");
  const kept = await db().activity.findMany({
    where: { customerId: id },
    orderBy: { happenedOn: "asc" },
    include: { contacts: true },
  });
  expect(kept.slice(1, 4).map(({ said, contacts }) => [said, contacts.map(({ contactId }) => contactId)])).toEqual([
    ["见了…和刘工，样品通过", [stays]],
    ["…来电", []],
    ["电话", []],
  ]);
  // The same file once more brings nothing in twice.
  await checks("李伟", again);
  const { id: last } = await db().import.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(await db().importRow.count({ where: { importId: last, verdict: "skip" } })).toBe(4);
  expect(await count()).toBe(5);
});

test("an admin takes them in again by saying so, which is logged; anybody else is not asked, and refused", async () => {
  await withErased("云帆科技", "13900001111");
  const sheet = "客户,联系人,电话\n云帆科技,陈志远,13900001111";
  await drops("李伟", sheet);
  expect(JSON.stringify(house.person("李伟").shown)).not.toContain("抹除过");
  await db().member.updateMany({ where: { name: "李伟" }, data: { roles: ["rep", "admin"] } });
  await drops("李伟", sheet);
  const li = house.person("李伟");
  await li.fills({ erased: { choose: "take" } });
  await db().member.updateMany({ where: { name: "李伟" }, data: { roles: ["rep"] } });
  await li.submits();
  expect(JSON.stringify(li.shown)).toContain("只有系统管理员能重新录入");
  await db().member.updateMany({ where: { name: "李伟" }, data: { roles: ["rep", "admin"] } });
  await drops("李伟", sheet);
  await li.fills({ erased: { choose: "take" } }).submits();
  await goesOn();
  await takesIn("李伟");
  expect(await people("云帆科技")).toEqual(["已抹除的联系人", "刘工", "陈志远"]);
  expect(await db().auditEntry.findMany({ where: { what: "import.takes_erased" } })).toMatchObject([
    { memberId: house.company.people.李伟!.id },
  ]);
  await db().member.updateMany({ where: { name: "李伟" }, data: { roles: ["rep"] } });
  // There again, they are like anybody else.
  await checks("李伟", "客户,联系人,职务\n云帆科技,陈志远,总监");
  await takesIn("李伟");
  expect(await db().contact.findFirst({ where: { name: "陈志远" } })).toMatchObject({ title: "总监" });
});

test("on the command line they come in again only where that is said, and it is logged", async () => {
  await withErased("青山化工", "13900003333");
  const folder = await mkdtemp(path.join(tmpdir(), "rapport-erased-"));
  const file = path.join(folder, "again.csv");
  await writeFile(file, "客户,联系人,电话\n青山化工,陈志远,13900003333\n");
  const { organizationId } = house.company;
  const scope = systemScope(house.database.handle, organizationId, house.clock);
  const run = async (takeErased: boolean) => {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    await importFile(scope, {
      ...{ file, takeErased, print },
      as: undefined,
      apply: true,
      rows: true,
      report: undefined,
    });
    return lines.join("\n");
  };
  expect(await run(false)).toContain("on request");
  expect(await people("青山化工")).toEqual(["已抹除的联系人", "刘工"]);
  await run(true);
  expect(await people("青山化工")).toEqual(["已抹除的联系人", "刘工", "陈志远"]);
  const told = await db().auditEntry.findMany({ where: { what: "import.takes_erased", from: "operator" } });
  expect(told).toMatchObject([{ memberId: null, organizationId }]);
  await rm(folder, { recursive: true });
});

test("of somebody erased at a customer out of sight nobody learns anything, by a sheet or by hand", async () => {
  await withErased("北辰机械", "13700002222");
  await checks("孙丽", "客户,城市,联系人,电话\n孙家铺,上海,陈志远,13700002222");
  await takesIn("孙丽");
  expect(await people("孙家铺")).toEqual(["陈志远"]);
});

test("typed in again they are warned of, once, and saved by whoever goes on", async () => {
  const id = await withErased("南方重工", "13600003333");
  const li = house.person("李伟");
  await li.presses({ action: "contacts.begin", payload: { customerId: id } });
  await li.fills({ name: "陈志远" }).submits();
  expect(li.form.errors.name).toContain("应本人要求抹除过的");
  expect(await people("南方重工")).toEqual(["已抹除的联系人", "刘工"]);
  await li.submits();
  expect(await people("南方重工")).toEqual(["已抹除的联系人", "刘工", "陈志远"]);
  await li.presses({ action: "contacts.begin", payload: { customerId: id } });
  await li.fills({ name: "小陈", phone: "13600003333" }).submits();
  expect(li.form.errors.name).toContain("应本人要求抹除过的");
});

test("their account typed into another contact is warned of, and so is their name with a new customer", async () => {
  const id = await withErased("天工仪表", "13400005555");
  const li = house.person("李伟");
  const { id: colleague } = await db().contact.findFirstOrThrow({ where: { customerId: id, name: "刘工" } });
  await li.presses({ action: "contacts.edit", payload: { id: colleague } });
  await li.fills({ handle: "WX13400005555" }).submits();
  expect(li.form.errors.name).toContain("应本人要求抹除过的");
  expect(await db().contact.findFirst({ where: { id: colleague } })).toMatchObject({ handle: null });

  await li.types("/customer new 天工仪表");
  await li.fills({ shortName: "一、二甲、三甲、四甲、五甲、六甲", contactName: "陈志远" }).submits();
  expect(li.form.errors).toEqual({ shortName: "简称最多五个。" });
  await li.fills({ shortName: "天工、天工厂" }).submits();
  expect(li.form.errors.name).toContain("看起来就是");
  expect(li.form.errors.contactName).toContain("应本人要求抹除过的");
  const made = () => db().customer.findMany({ where: { name: "天工仪表", NOT: { id } }, include: { contacts: true } });
  expect(await made()).toEqual([]);
  await li.submits();
  expect(await made()).toMatchObject([{ shortNames: ["天工", "天工厂"], contacts: [{ name: "陈志远" }] }]);
});

test("what is kept of them are hashes that say nothing without the key, other ones in another organization", async () => {
  const customerId = await withErased("远大机械", "13500004444");
  const { marks } = await db().erasure.findFirstOrThrow({ where: { customerId }, select: { marks: true } });
  expect(marks.length).toBeGreaterThan(3);
  for (const mark of marks) expect(mark).toMatch(/^[\w-]{43}$/);
  const other = newId();
  await db().organization.create({ data: { id: other, name: "另一家公司", createdAt: house.clock.now() } });
  const person = {
    id: newId(),
    name: "陈志远",
    title: null,
    phones: ["13500004444"],
    mail: "a@b.cn",
    handle: "wx4444",
  };
  const leaver = { people: [person], customers: ["远大机械"] };
  const [here, there] = await Promise.all(
    [house.company.organizationId, asOrganizationId(other)].map((organization) =>
      marksOf(systemScope(house.database.handle, organization, house.clock), leaver),
    ),
  );
  expect(here).toHaveLength(4);
  expect(here!.filter((mark) => marks.includes(mark))).toHaveLength(2);
  expect(there).toHaveLength(4);
  expect(there!.filter((mark) => here!.includes(mark))).toEqual([]);
  const keys = (await db().organization.findMany({ select: { erasureKey: true } })).map(({ erasureKey }) => erasureKey);
  expect(new Set(keys).size).toBe(2);
  for (const key of keys) expect(key.length).toBeGreaterThan(70);
});
