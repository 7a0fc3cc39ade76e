import XLSX from "@e965/xlsx";
import { expect, test } from "vitest";
import { plainDate, zone } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { exports } from "../../src/features/exports/index.ts";
import { exportJob, overdueTick } from "../../src/features/exports/jobs.ts";
import { sayFlags } from "../../src/features/fees/public.ts";
import { LISTS, rowsOf } from "../../src/features/listings/public.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [exports], at: "2026-11-26T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const files = () => house.ports.get("slack")?.files ?? [];

/** Runs what was asked for and brings it; the sheets that came, newest last. */
const come = async () => {
  const before = files().length;
  for (const { id } of await db().export.findMany({ where: { onceKey: { not: null } }, orderBy: { createdAt: "asc" } }))
    await exportJob.run(house.jobContext(), { id });
  await house.delivers();
  return files().slice(before);
};
const linesOf = (bytes: Uint8Array, sheet = 0): string[][] => {
  const book = XLSX.read(bytes);
  return XLSX.utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[sheet] ?? ""] ?? {}, { header: 1, raw: false });
};
const columnOf = (bytes: Uint8Array, header: string): (string | undefined)[] => {
  const [head = [], ...rows] = linesOf(bytes);
  return rows.map((row) => row[head.indexOf(header)]);
};

test("a rep gets their own customers as a sheet in the direct chat, once, and it is logged", async () => {
  const flags = ["warning", "vip"] as const;
  await makeCustomer(house, "=宏达机电", { owner: "李伟", city: "上海", flags, lastContactOn: "2026-11-06" });
  await db().customer.updateMany({ data: { warningReason: "欠款" } });
  await makeCustomer(house, "银杏医疗", { owner: "孙丽" });
  await makeCustomer(house, "Acme", { owner: "Emma" });
  const li = house.person("李伟");
  await li.types("导出 客户");
  expect(li.card.title).toBe("正在生成表格：客户");
  const [sheet, ...more] = await come();
  expect(more).toEqual([]);
  expect(sheet).toMatchObject({ name: "客户 2026-11-26.xlsx", place: `D-${house.company.people.李伟?.user}` });
  const bytes = sheet?.bytes ?? new Uint8Array();
  expect(columnOf(bytes, "客户名称")).toEqual(["=宏达机电"]);
  expect(columnOf(bytes, "最近联系")).toEqual(["2026-11-06"]);
  expect(columnOf(bytes, "特殊客户")).toEqual(["警示、VIP"]);
  expect(columnOf(bytes, "警示原因")).toEqual(["欠款"]);
  expect(XLSX.read(bytes).Sheets.客户?.A2?.f).toBeUndefined();
  expect(linesOf(bytes, 1)).toEqual([
    ["说明", "客户 2026-11-26"],
    ["统计范围", "你能看到的全部客户"],
    ["截至", "2026-11-26 09:00 (Asia/Shanghai)"],
    ["导出人", "李伟"],
    ["行数", "1"],
  ]);
  expect(li.inbox.map(({ title }) => title)).toEqual(["客户：1 行"]);
  expect(await come()).toEqual([]);
  const entries = await db().auditEntry.findMany({ where: { what: "list.exported" } });
  const by = house.company.people.李伟!.id;
  expect(entries.map(({ memberId, from, subject, after }) => ({ memberId, from, subject, after }))).toEqual([
    { memberId: by, from: "slack", subject: `member:${by}`, after: { list: "customers", rows: 1, state: "done" } },
  ]);
});

test("run twice, as after a crash, it is sent once", async () => {
  await house.person("Emma").types("/export customers");
  const [row] = await db().export.findMany({ where: { onceKey: { not: null } } });
  const before = files().length;
  for (const _ of [1, 2]) await exportJob.run(house.jobContext(), { id: row?.id ?? "" });
  await house.delivers();
  expect(
    files()
      .slice(before)
      .map(({ name }) => name),
  ).toEqual(["Customers 2026-11-26.xlsx"]);
});

test("what one may no longer see when it is written is not in it; a closed account gets nothing", async () => {
  const fang = house.person("王芳");
  await fang.types("导出 客户");
  await db().member.update({ where: { id: house.company.people.王芳?.id ?? "" }, data: { roles: ["rep"] } });
  expect(await come()).toEqual([]);
  expect(fang.inbox.at(-1)?.title).toBe("客户：没有可导出的");
  await db().member.update({ where: { id: house.company.people.王芳?.id ?? "" }, data: { roles: ["manager"] } });
  await fang.types("导出 客户");
  const [sheet] = await come();
  expect(columnOf(sheet?.bytes ?? new Uint8Array(), "客户名称").toSorted()).toEqual(["=宏达机电", "Acme"]);
  await fang.types("导出 客户");
  await db().member.update({ where: { id: house.company.people.王芳?.id ?? "" }, data: { closedAt: new Date() } });
  expect(await come()).toEqual([]);
});

test("every list holds what its reader sees, and nothing of the other segment", async () => {
  const customer = await makeCustomer(house, "银杏器械", { owner: "孙丽" });
  await makeContact(house, customer, { name: "银杏甲" });
  for (const [who, rows] of [
    ["李伟", [1, 0]],
    ["周明", [4, 1]],
    ["陈静", [0, 0]],
    ["林涛", [0, 0]],
  ] as const) {
    const person = house.person(who);
    for (const list of ["客户", "联系人", "商机", "行动", "销售", "客情", "费用", "孤儿", "重复"])
      await person.types(`导出 ${list}`);
    const sheets = await come();
    const counts = ["客户", "联系人"].map(
      (list) => linesOf(sheets.find(({ name }) => name.startsWith(list))?.bytes ?? new Uint8Array()).slice(1).length,
    );
    expect(counts, who).toEqual(rows);
    const all = sheets.map(({ bytes }) => JSON.stringify([linesOf(bytes), linesOf(bytes, 1)])).join();
    expect(all.includes("银杏"), who).toBe(who === "周明");
  }
});

test("people come with all that is known of them, without those who were erased; a manager has the team's care", async () => {
  const customer = await makeCustomer(house, "南风仪表", { owner: "李伟" });
  const facts = { handle: "微信 wjg", likes: "普洱", family: "两个孩子", taboos: "不喝酒", publicSector: true };
  const known = await makeContact(house, customer, { name: "周全" });
  await db().contact.update({ where: { id: known }, data: facts });
  const gone = await makeContact(house, customer, { name: "已抹除的联系人" });
  await db().contact.update({ where: { id: gone }, data: { erasedAt: house.clock.now() } });
  const { organizationId, people } = house.company;
  const about = { id: newId(), organizationId, customerId: customer, contactId: known, createdAt: house.clock.now() };
  const day = new Date("2026-11-26");
  await db().careItem.create({
    data: { ...about, memberId: people.李伟!.id, kind: "birthday", dueOn: day, showOn: day, onceKey: "b:1" },
  });
  const [fang, emma] = [house.person("王芳"), house.person("Emma")];
  await db().member.update({ where: { id: people.王芳!.id }, data: { closedAt: null } });
  await fang.types("导出 联系人");
  await fang.types("导出 客情");
  await emma.types("/export care");
  const sheets = await come();
  const bytes = (name: string) => sheets.find((sheet) => sheet.name.startsWith(name))?.bytes ?? new Uint8Array();
  const [head = [], ...rows] = linesOf(bytes("联系人"));
  expect(rows.filter(([name]) => name === "南风仪表").map((row) => row[head.indexOf("联系人")])).toEqual(["周全"]);
  for (const fact of ["微信 wjg", "普洱", "两个孩子", "不喝酒"]) expect(rows.flat()).toContain(fact);
  expect(columnOf(bytes("客情提醒"), "谁的")).toEqual(["李伟"]);
  expect(sheets.some(({ name }) => name.startsWith("Care"))).toBe(false);
});

test("without a list there is a choice of one's own; a second time begins nothing", async () => {
  const li = house.person("李伟");
  await li.types("/export");
  const offered = (await li.searches("list", "")).map(({ label }) => label);
  expect(offered).toContain(LISTS.tasks.name.zh);
  expect(offered).not.toContain(LISTS.people.name.zh);
  await li.fills({ list: { choose: "people" } }).submits();
  expect(li.form.errors.list).toBe("没有这个列表，请另选。");
  expect(await db().export.count({ where: { onceKey: { not: null } } })).toBe(0);
  await li.fills({ list: { choose: "customers" } });
  for (const _ of [1, 2]) {
    await li.types("/export");
    await li.fills({ list: { choose: "customers" } }).submits();
    expect(li.card.title).toBe("正在生成表格：客户");
  }
  expect(await come()).toHaveLength(1);
});

test("one that does not come about is told of", async () => {
  const li = house.person("李伟");
  await li.types("导出 客户");
  house.clock.freezeAt(new Date("2026-11-26T09:14:00+08:00"));
  await overdueTick.run(house.jobContext());
  await house.delivers();
  expect(li.inbox.at(-1)?.title).not.toContain("没有写成");
  house.clock.freezeAt(new Date("2026-11-26T09:16:00+08:00"));
  await overdueTick.run(house.jobContext());
  expect(await come()).toEqual([]);
  expect(li.inbox.at(-1)?.title).toBe("表格没有生成：客户");
  await li.presses(li.inbox.at(-1)!.buttons![0]!.press);
  expect(await come()).toHaveLength(1);
});

test("a row that goes while the sheet is written takes no other with it", async () => {
  const customerId = await makeCustomer(house, "千人集团", { owner: "孙丽" });
  const { organizationId } = house.company;
  await house.database.pool.query(
    `INSERT INTO "Contact" (id, "organizationId", "customerId", name, "searchText", "createdAt")
     SELECT gen_random_uuid(), $1, $2, '联系人' || n, ' ', now() FROM generate_series(1, 1002) n`,
    [organizationId, customerId],
  );
  const asker = { language: "zh", zone: zone("Asia/Shanghai") } as const;
  const { scope } = house.jobContext();
  const names: unknown[] = [];
  for await (const rows of rowsOf(scope, "contacts", { ...asker, day: plainDate("2026-11-26") })) {
    if (rows.length === 1000) {
      const [last] = await db().contact.findMany({ orderBy: { id: "asc" }, skip: 999, take: 1 });
      await db().contact.delete({ where: { id: last!.id } });
    }
    names.push(...rows.map(({ contact }) => contact));
  }
  expect(new Set(names).size).toBeGreaterThanOrEqual(1002);
});

test("sales lines, orphans, duplicates and people are lists too, each within its reader's sight", async () => {
  const { organizationId, teamId, people } = house.company;
  const [mine, like, theirs] = [
    await makeCustomer(house, "北辰", { owner: "李伟" }),
    await makeCustomer(house, "北辰科技", { owner: "Emma" }),
    await makeCustomer(house, "银杏药业", { owner: "孙丽" }),
  ];
  const orphan = await makeCustomer(house, "云帆", { owner: "无人" });
  const at = new Date("2026-11-20T02:00:00Z");
  const left = { id: newId(), organizationId, customerId: orphan, fromId: people.李伟!.id, toId: null, at };
  await db().ownerChange.create({ data: { ...left, fromTeamId: teamId, toTeamId: teamId, cause: "left" } });
  for (const customerId of [mine, theirs])
    await db().salesLine.create({
      data: {
        ...{ id: newId(), organizationId, customerId, product: "泵", quantityMilli: 1_500n, netMinor: 120_050n },
        ...{ currency: "CNY", soldOn: at, onceKey: customerId, createdAt: at },
      },
    });
  for (const [one, other] of [
    [mine, like],
    [like, theirs],
  ] as const) {
    const [oneId, otherId] = [one, other].toSorted() as [string, string];
    await db().duplicatePair.create({ data: { organizationId, oneId, otherId, likenesses: ["phone"], foundAt: at } });
  }
  const told = async (who: string, list: string) => {
    await house.person(who).types(`导出 ${list}`);
    return (await come()).flatMap(({ bytes }) => linesOf(bytes).slice(1));
  };
  const line = ["北辰", "泵", "1.5", "1,200.50", "CNY", "2026-11-20"];
  expect(await told("李伟", "销售")).toEqual([line]);
  expect((await told("陈静", "销售")).map(([customer]) => customer)).toEqual(["北辰", "银杏药业"]);
  expect(await told("林涛", "销售")).toEqual([]);
  expect((await told("王芳", "孤儿")).map((row) => row.slice(0, 3))).toEqual([["云帆", "李伟", "2026-11-20"]]);
  expect(await told("李伟", "孤儿")).toEqual([]);
  expect((await told("王芳", "重复")).map((row) => [row[0], row[3], row[6]].toSorted())).toEqual([
    ["北辰", "北辰科技", "电话相同"],
  ]);
  expect(await told("李伟", "重复")).toEqual([]);
  expect(await told("王芳", "人员")).toEqual([]);
  const all = await told("林涛", "人员");
  expect(all).toHaveLength(Object.keys(people).length);
  expect(all.find(([name]) => name === "王芳")).toEqual(expect.arrayContaining(["王芳", "销售经理"]));
});

test("fees tell of the tender and of what waits for compliance; by their own, requesters learn nothing of the register", async () => {
  const { organizationId, people, segmentId, teamId } = house.company;
  const [rep, customerId] = [people.李伟?.id ?? "", await makeCustomer(house, "东方仪器", { owner: "李伟" })];
  const of = { organizationId, teamId, customerId, currency: "CNY", createdAt: house.clock.now() };
  const dates = { lastForwardOn: new Date("2026-11-20"), updatedAt: house.clock.now() };
  const deal = await db().deal.create({
    data: { ...of, ...dates, id: newId(), segmentId, ownerId: rep, name: "仪器" },
  });
  const paper = {
    ...of,
    dealId: deal.id,
    requesterId: rep,
    purpose: "event",
    what: "茶礼",
    amountMinor: 80_000n,
  } as const;
  await db().fee.createMany({
    data: [
      { ...paper, id: newId(), number: "FE-1", tenderOpen: true, flags: ["tender", "two_reps"] },
      { ...paper, id: newId(), number: "FE-2", tenderOpen: false, flags: ["two_reps"] },
      { ...paper, id: newId(), number: "FE-3", flags: [] },
    ],
  });
  const contactId = await makeContact(house, customerId, { name: "周敏" });
  const given = (await db().fee.findMany()).map(({ id }) => ({
    feeId: id,
    contactId,
    organizationId,
    amountMinor: 80_000n,
  }));
  await db().feeRecipient.createMany({ data: given });
  const told = async (who: string) => {
    await house.person(who).types("/export fees");
    const bytes = (await come())[0]?.bytes ?? new Uint8Array();
    const [tenders, flags] = [columnOf(bytes, "客户在招标"), columnOf(bytes, "需合规判断")];
    return columnOf(bytes, "单号")
      .map((number, row) => [number, tenders[row] ?? "", flags[row] ?? ""].join(" · "))
      .toSorted();
  };
  const [tender, both] = [sayFlags(["tender"], "zh"), sayFlags(["tender", "two_reps"], "zh")];
  expect(await told("李伟")).toEqual([`FE-1 · 是 · ${tender}`, "FE-2 · 否 · ", "FE-3 ·  · "]);
  expect(await told("王芳")).toEqual([
    `FE-1 · 是 · ${both}`,
    `FE-2 · 否 · ${sayFlags(["two_reps"], "zh")}`,
    "FE-3 ·  · ",
  ]);
});
