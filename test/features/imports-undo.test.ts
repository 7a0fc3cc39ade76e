import { describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { ENTRIES_OF } from "../../src/features/chronicle/rules.ts";
import { readEntries } from "../../src/features/chronicle/store.ts";
import { fallBackTick } from "../../src/features/fallback/jobs.ts";
import { receipts as receiptsFeature } from "../../src/features/receipts/index.ts";
import { forgetImports } from "../../src/features/unfinished/jobs.ts";
import { reckonAll } from "../../src/features/worth/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { clock, database, house } = withImportsHouse();

describe("customers and contacts", () => {
  test("undone, what somebody changed since stays and the rest of the row goes, and each row says which", async () => {
    await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
    const sheet = csv("客户,负责人,城市,行业,联系人", "宏达,Ann,上海,机电,", "云帆,Ann,深圳,,李总");
    const id = await house.planned("Mo", sheet);
    await house.apply("Mo", id);
    const where = { organizationId: house.organizationId };
    await house.db.customer.updateMany({ where: { ...where, name: "宏达" }, data: { city: "苏州", version: 3 } });
    await house.db.customer.updateMany({ where: { ...where, name: "云帆" }, data: { city: "广州", version: 2 } });
    expect(await house.undo("Mo", id)).toMatchObject({ state: "undone", counts: { kept: 2 } });
    expect(await house.report(id)).toEqual([
      "2 merge 宏达: industry added to what is there; city added to what is there; city stays: it was changed since",
      "3 make 云帆 · 李总: the customer stays: it was changed or used since",
    ]);
    const after = await house.db.customer.findMany({ where, orderBy: { name: "asc" } });
    expect(after).toMatchObject([
      { name: "云帆", city: "广州" },
      { name: "宏达", city: "苏州", industry: null, version: 4 },
    ]);
    expect(await house.counts()).toMatchObject({ customers: 2, contacts: 0 });
  });
});

test("a customer that stays says in its history that an import was undone, once, whatever it lost by that", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann", "远大,Ann")));
  const sheet = csv("客户,负责人,城市,联系人", "宏达,Ann,上海,王总", "宏达,Ann,,李工", "云帆,Ann,深圳,赵总");
  const id = await house.planned("Mo", sheet);
  await house.apply("Mo", id);
  await house.undo("Mo", id);
  const where = { organizationId: house.organizationId };
  const { rows } = await readEntries(house.as("Ann"), await historyOf("宏达"), { size: 10 });
  expect(rows.map(({ what, by }) => `${what} ${by}`)).toEqual([
    "customer.import_undone Mo",
    "customer.filled Mo",
    ...Array(2).fill("contact.imported Mo"),
    "customer.imported Mo",
  ]);
  const entries = await house.db.auditEntry.findMany({ where: { ...where, what: "customer.import_undone" } });
  expect(entries).toMatchObject([{ after: { importId: id } }]);
});
const historyOf = async (name: string) => {
  const where = { organizationId: house.organizationId, name };
  const { id } = await house.db.customer.findFirstOrThrow({ where });
  return { subject: `customer:${id}`, kinds: ENTRIES_OF.customer };
};

test("that a customer was nobody's before the import hides no edit made since it", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
  const where = { organizationId: house.organizationId };
  const { id: customerId, ownerId, teamId } = await house.db.customer.findFirstOrThrow({ where });
  const change = { ...where, customerId, fromTeamId: teamId, toTeamId: teamId, at: clock.now() };
  await house.db.ownerChange.createMany({
    data: [
      { ...change, id: newId(), fromId: ownerId, cause: "left" },
      { ...change, id: newId(), toId: ownerId, cause: "returned" },
    ],
  });
  clock.freezeAt(new Date("2026-11-23T02:00:00Z"));
  const id = await house.planned("Mo", csv("客户,负责人,城市", "宏达,Ann,上海"));
  await house.apply("Mo", id);
  const { version } = await house.db.customer.findFirstOrThrow({ where });
  const edited = { industry: "机电", version: version + 2 };
  await house.db.customer.updateMany({ where, data: edited });
  await house.undo("Mo", id);
  expect(await house.db.customer.findFirst({ where })).toMatchObject({
    city: null,
    industry: "机电",
    version: version + 3,
  });
});

test("reminders of what stays are left alone, and those of what goes go along", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人,联系人", "宏达,Ann,王总")));
  const sheet = csv(
    "客户,负责人,城市,联系人,电话",
    "宏达,Ann,上海,王总,13800001111",
    "云帆,Ann,深圳,,",
    "远大,Ann,,李总,",
  );
  const id = await house.planned("Mo", sheet);
  await house.apply("Mo", id);
  const where = { organizationId: house.organizationId };
  await house.db.customer.updateMany({ where: { ...where, name: "云帆" }, data: { city: "广州", version: 2 } });
  const reminds = (about: { customerId: string; contactId?: string }, onceKey: string) => {
    const [dueOn, memberId] = [new Date("2026-11-23"), house.as("Ann").memberId!];
    const item = { id: newId(), ...where, ...about, memberId, kind: "periodic_call", createdAt: clock.now() } as const;
    return house.db.careItem.create({ data: { ...item, dueOn, showOn: dueOn, onceKey } });
  };
  for (const { id: customerId, name } of await house.db.customer.findMany({ where })) {
    await reminds({ customerId }, name);
    for (const { id: contactId, name: person } of await house.db.contact.findMany({ where: { customerId } }))
      await reminds({ customerId, contactId }, person);
  }
  await house.undo("Mo", id);
  expect((await house.counts()).customers).toBe(2);
  const left = await house.db.careItem.findMany({ where });
  expect(left.map(({ onceKey, state }) => `${onceKey} ${state}`).toSorted()).toEqual(
    ["云帆 open", "宏达 open", "王总 open"].toSorted(),
  );
});

test("the days of the last contact and the last visit come with what was imported, and go back with it", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann", "云帆,Ann")));
  const where = { organizationId: house.organizationId };
  const [before, visited] = [new Date("2026-09-01"), new Date("2026-11-20")];
  const days = async () => {
    const rows = await house.db.customer.findMany({ where, orderBy: { name: "asc" } });
    return rows.map((row) => [row.lastContactOn, row.lastVisitOn].map((day) => day?.toISOString().slice(0, 10)));
  };
  await house.db.customer.updateMany({ where, data: { lastContactOn: before, lastVisitOn: before } });
  const rows = ["宏达,2026-10-02,拜访,参观", "宏达,2026-10-13,电话,谈了价格", "宏达,2026-10-09,会议,评审"];
  const id = await house.planned("Ann", csv("客户,日期,方式,内容", ...rows, "云帆,2026-10-14,拜访,见面"));
  await house.apply("Ann", id);
  expect(await days()).toEqual([
    ["2026-10-14", "2026-10-14"],
    ["2026-10-13", "2026-10-09"],
  ]);
  await house.db.customer.updateMany({ where: { ...where, name: "云帆" }, data: { lastVisitOn: visited } });
  await house.undo("Ann", id);
  expect(await days()).toEqual([
    ["2026-09-01", "2026-11-20"],
    ["2026-09-01", "2026-09-01"],
  ]);
});

test("a visit that was logged by hand since, before what was imported, is the last one when that is undone", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
  const where = { organizationId: house.organizationId };
  const { id: customerId } = await house.db.customer.findFirstOrThrow({ where });
  const days = async () => {
    const { lastContactOn, lastVisitOn } = await house.db.customer.findUniqueOrThrow({ where: { id: customerId } });
    return [lastContactOn, lastVisitOn].map((day) => day?.toISOString().slice(0, 10));
  };
  const id = await house.planned("Ann", csv("客户,日期,方式,内容", "宏达,2026-11-20,拜访,参观"));
  await house.apply("Ann", id);
  const log = (kind: "visit" | "call", happenedOn: string, more: object = {}) =>
    house.db.activity.create({
      data: {
        ...{ id: newId(), ...where, customerId, memberId: house.as("Ann").memberId!, kind, said: "谈了" },
        ...{ happenedOn: new Date(happenedOn), createdAt: clock.now(), ...more },
      },
    });
  await log("visit", "2026-11-10");
  await log("call", "2026-11-12");
  await log("visit", "2026-11-15", { undoneAt: clock.now() });
  expect(await days()).toEqual(["2026-11-20", "2026-11-20"]);
  await house.undo("Ann", id);
  expect(await days()).toEqual(["2026-11-12", "2026-11-10"]);
});

describe("deals", () => {
  const DEALS = csv(
    "客户,商机名称,阶段,金额,首次见面,签约日期",
    "宏达,续约,50%,1.2万,2026-10-08,",
    '云帆,新签,成交,"¥1,200.50",2026-09-01,2026-10-01',
    "云帆,试用,约见,,,",
  );
  const takenIn = async () => {
    await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann", "云帆,Bo")));
    const id = await house.planned("system", DEALS);
    await house.apply("system", id);
    return id;
  };
  const ways = async () => {
    const { rows } = await database.pool.query(
      `SELECT d.name || ' ' || coalesce(m."from" || ' → ', '') || m."to" || ' ' || to_char(m."movedOn", 'MM-DD') AS way
       FROM "DealMove" m JOIN "Deal" d ON d.id = m."dealId" WHERE m."organizationId" = $1 ORDER BY d.name, m.at, m.id`,
      [house.organizationId],
    );
    return rows.map(({ way }) => way);
  };
  const receipts = () => house.db.collection.findMany({ where: { organizationId: house.organizationId } });

  test("come with their way so far, and what is won with its money; taken back, both are gone", async () => {
    const id = await takenIn();
    expect(await ways()).toEqual([
      "新签 p25 09-01",
      "新签 p25 → won 10-01",
      "续约 p25 10-08",
      "续约 p25 → p50 10-08",
      "试用 first_meeting → first_meeting 11-23",
    ]);
    expect(await receipts()).toMatchObject([{ amountMinor: 120_050n, receivedOn: new Date("2026-10-01") }]);
    expect((await house.undo("system", id)).counts.kept).toBeUndefined();
    expect([await ways(), await receipts(), (await house.counts()).deals]).toEqual([[], [], 0]);
  });

  test("that went on since stay with their whole way and their money", async () => {
    const id = await takenIn();
    const where = { organizationId: house.organizationId };
    const won = await house.db.deal.findFirstOrThrow({ where: { ...where, name: "新签" } });
    const paid = { amountMinor: 100n, currency: "CNY", receivedOn: new Date("2026-11-23"), at: clock.now() };
    await house.db.collection.create({
      data: { id: newId(), ...where, dealId: won.id, confirmedById: won.ownerId, ...paid },
    });
    expect((await house.undo("system", id)).counts.kept).toBe(1);
    expect(await house.report(id)).toContain(
      "3 make 云帆 · 新签: not undone: it was changed or used since. Take it back by hand",
    );
    expect(await ways()).toEqual(["新签 p25 09-01", "新签 p25 → won 10-01"]);
    expect(await receipts()).toHaveLength(2);
  });

  test("that the house reckoned, asked about and warned of meanwhile go all the same, with their customers", async () => {
    const customers = await house.planned("Mo", csv("客户,负责人", "宏达,Ann", "云帆,Bo"));
    await house.apply("Mo", customers);
    const lines = ["宏达,续约,50%,1.2万,2026-03-02", "云帆,扩容,90%,3万,2026-11-20"];
    const deals = await house.planned("Mo", csv("客户,商机名称,阶段,金额,首次见面", ...lines));
    await house.apply("Mo", deals);
    const overdue = { lastForwardOn: new Date("2026-10-26") };
    await house.db.deal.updateMany({ where: { organizationId: house.organizationId, stage: "p50" }, data: overdue });
    await reckonAll(house.context);
    for (const tick of [fallBackTick, ...(receiptsFeature.ticks ?? [])]) await tick.run(house.context);
    const where = { organizationId: house.organizationId };
    expect(await house.db.worth.count({ where })).toBe(2);
    expect(await house.db.deal.count({ where: { ...where, warnedOn: { not: null } } })).toBe(1);
    expect(await house.db.receiptAsk.count({ where })).toBe(1);
    expect((await house.undo("Mo", deals)).counts.kept).toBeUndefined();
    expect((await house.undo("Mo", customers)).counts.kept).toBeUndefined();
    expect(await house.counts()).toMatchObject({ customers: 0, deals: 0 });
    expect([await house.db.worth.count({ where }), await house.db.receiptAsk.count({ where })]).toEqual([0, 0]);
  });

  test("what an import told of them goes by its undo alone", async () => {
    const id = await takenIn();
    for (const table of ["DealMove", "Collection"]) {
      const named = `SELECT set_config('rapport.import', '${id}', true); DELETE FROM "${table}" WHERE "importId" = '${id}'`;
      await expect(database.pool.query(named)).rejects.toThrow("append-only");
    }
    await house.db.import.update({ where: { id }, data: { state: "undoing" } });
    const others = `SELECT set_config('rapport.import', '${id}', true); DELETE FROM "DealMove"`;
    const move = { organizationId: house.organizationId, to: "p25", cause: "person", at: clock.now() } as const;
    const { id: dealId, teamId } = await house.db.deal.findFirstOrThrow({
      where: { organizationId: house.organizationId },
    });
    await house.db.dealMove.create({
      data: { id: newId(), dealId, teamId, movedOn: new Date("2026-11-23"), ...move },
    });
    await expect(database.pool.query(others)).rejects.toThrow("append-only");
    expect(await ways()).toHaveLength(6);
  });
});

test("the rows of what can still be undone are kept, however long the company lets it be", async () => {
  await house.db.organization.updateMany({ data: { settings: { undoHours: 168 } } });
  const taken = await house.planned("Mo", csv("客户,负责人", "宏达,Ann"));
  await house.apply("Mo", taken);
  const later = async (hours: number) => {
    clock.freezeAt(new Date(clock.now().getTime() + hours * 3_600_000));
    await forgetImports([]).run({ ...house.context, now: clock.now() });
  };
  await later(100);
  expect(await house.db.importRow.count({ where: { importId: taken } })).toBe(1);
  await later(69);
  expect(await house.db.importRow.count({ where: { importId: taken } })).toBe(0);
});

test("two days later the rows and the heads of sheets are forgotten, and what was only looked at is over; what was taken in stays", async () => {
  const taken = await house.planned("Mo", csv("客户,负责人", "宏达,Ann"));
  await house.apply("Mo", taken);
  const looked = await house.planned("Mo", csv("客户,负责人", "云帆,Bo"));
  const rows = () => house.db.importRow.count({ where: { organizationId: house.organizationId } });
  const looks = async (id: string) => (await house.view(id))!.looks;
  const before = await looks(taken);
  expect(JSON.stringify(before)).toContain("宏达");
  const forget = (hours: number) =>
    forgetImports([]).run({ ...house.context, now: new Date(clock.now().getTime() + hours * 3_600_000) });
  await forget(47);
  expect([await rows(), await looks(taken)]).toEqual([2, before]);
  await forget(49);
  expect(await rows()).toBe(0);
  for (const id of [taken, looked])
    expect(await looks(id)).toEqual([expect.objectContaining({ rows: 2, head: [], columns: before[0]!.columns })]);
  expect(await house.view(taken)).toMatchObject({ state: "applied", counts: { make: 1 } });
  expect(await house.view(looked)).toMatchObject({
    state: "failed",
    failure: { en: expect.stringContaining("two days") },
  });
  await expect(house.apply("Mo", looked)).rejects.toThrow("another step");
  expect(await house.counts()).toMatchObject({ customers: 1 });
});
