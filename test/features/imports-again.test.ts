import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { importFile } from "../../src/cli/import-file.ts";
import { newId } from "../../src/core/ids.ts";
import { CUSTOMERS, undoRows } from "../../src/features/merging/store.ts";
import { mergeRows, readMerge } from "../../src/features/uniting/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { clock, house } = withImportsHouse();
const takenIn = async (name: string, bytes: Buffer) => house.apply(name, await house.planned(name, bytes));
const reported = async (name: string, bytes: Buffer) => house.report(await house.planned(name, bytes));
const called = (name: string) =>
  house.db.customer.findFirstOrThrow({ where: { organizationId: house.organizationId, name } });
const merges = async (keep: string, gone: string) => {
  const [one, other] = [await called(keep), await called(gone)];
  const pair = { keep: one.id, gone: other.id, versions: [one.version, other.version] as const };
  expect(await house.changing("Mo", (inside) => mergeRows(inside, CUSTOMERS, pair))).not.toBeNull();
};

const DONE = "客户,日期,方式,内容";
const SOLD = "客户,产品,数量,金额,日期";
const DEALS = "客户,商机,编号,阶段,金额";

test("rows find a customer by its short name, in sight alone, and say so", async () => {
  await takenIn("Mo", csv("客户,简称,负责人", "上海宏达机电,宏达,Ann", "云帆软件,云帆,Bo"));
  expect(await reported("Ann", csv(DONE, "宏达,2026-11-20,拜访,参观", "云帆,2026-11-20,拜访,参观"))).toEqual([
    "2 make 宏达 · 2026-11-20: taken for 上海宏达机电, which goes by this name too",
    expect.stringContaining("3 refuse 云帆 · 2026-11-20: you have no customer 云帆"),
  ]);
  const again = await house.planned("Mo", csv("客户,城市,负责人", "宏达,上海,Ann", "上海宏达机电,上海,Ann"));
  expect(await house.report(again, "zh")).toEqual([
    "2 merge 宏达: 上海宏达机电也叫这个名字，视为它；补充了城市",
    "3 skip 上海宏达机电: 已经有了",
  ]);
  await house.apply("Mo", again);
  expect(await house.counts()).toMatchObject({ customers: 2 });
  await takenIn("Mo", csv("客户,简称,负责人", "北京宏达,宏达,Ann"));
  expect((await reported("Mo", csv(DONE, "宏达,2026-11-20,拜访,参观")))[0]).toContain(
    "several customers are called 宏达",
  );
});

test("a merge survives the next import of the same sheets: nothing is made anew", async () => {
  const customers = csv("客户,负责人", "宏达机电,Ann", "宏达电机,Ann");
  const done = csv(DONE, "宏达机电,2026-11-20,拜访,参观", "宏达电机,2026-11-20,拜访,参观");
  const deals = csv(DEALS, "宏达电机,续约,A-1,50%,1.2万");
  const sold = csv(SOLD, "宏达机电,轴承,1,100,2026-11-20", "宏达电机,轴承,1,100,2026-11-20");
  for (const sheet of [customers, done, deals]) await takenIn("Mo", sheet);
  await takenIn("Fin", sold);
  await merges("宏达机电", "宏达电机");
  const before = await house.counts();
  expect(before).toMatchObject({ customers: 1, activities: 2, deals: 1, sales: 2 });
  for (const sheet of [customers, done, deals])
    expect(await takenIn("Mo", sheet)).toMatchObject({ counts: { make: 0 } });
  const renamed = csv(DEALS, "宏达机电,续约合同,A-1,50%,1.2万");
  expect(await reported("Mo", renamed)).toEqual([expect.stringContaining("2 skip")]);
  expect(await takenIn("Fin", sold)).toMatchObject({ counts: { make: 0 } });
  expect(await house.counts()).toEqual(before);
});

test("of somebody in two teams a row goes where its customer is; a new one is refused until that is said", async () => {
  const memberId = house.as("Ann").memberId!;
  await takenIn("system", csv("客户,负责人", "西部重工,Cy"));
  const { teamId } = house.teams.get("West")!;
  await house.db.teamMember.create({ data: { teamId, memberId, organizationId: house.organizationId } });
  const deals = await house.planned("system", csv("客户,商机,阶段,负责人", "西部重工,首批,50%,Ann"));
  expect(await house.report(deals)).toEqual(["2 make 西部重工 · 首批"]);
  await house.apply("system", deals);
  const { organizationId } = house;
  expect(await house.db.deal.findFirst({ where: { organizationId } })).toMatchObject({ ownerId: memberId, teamId });
  expect(await reported("system", csv("客户,负责人", "西部重工,Ann", "东部重工,Ann"))).toEqual([
    expect.stringContaining("2 skip 西部重工"),
    expect.stringMatching(/^3 refuse 东部重工: its owner is in several teams: East \/ West/),
  ]);
});

test("a kind, a class and a short name that differ from what is there are said, and change nothing", async () => {
  const HEAD = "客户,简称,客户性质,客户类别,负责人";
  await takenIn("Mo", csv(HEAD, "宏达,小宏,民营企业,潜在客户,Ann"));
  const before = await called("宏达");
  const id = await house.planned("Mo", csv(HEAD, "宏达,老宏,政府,签约客户,Ann"));
  expect(await house.report(id, "zh")).toEqual([
    "2 skip 宏达: 客户性质保持原样，没有改成“政府机关”；表格对的话请手工改；客户类别保持原样，没有改成“签约客户”；表格对的话请手工改；简称保持原样，没有改成“老宏”；表格对的话请手工改；已经有了",
  ]);
  await house.apply("Mo", id);
  expect(await called("宏达")).toEqual(before);
  expect((await reported("Mo", csv(HEAD, "宏达,小宏,民营企业,潜在客户,Ann")))[0]).toBe("2 skip 宏达: there already");
});

test("on the command line --owner gets the rows of those who have left, and must be somebody", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "rapport-import-"));
  const file = path.join(folder, "deals.csv");
  await takenIn("Mo", csv("客户,负责人", "宏达,Ann"));
  await house.db.member.update({ where: { id: house.as("Bo").memberId! }, data: { closedAt: clock.now() } });
  await writeFile(file, "客户,商机,阶段,负责人\n宏达,续约,50%,Bo\n");
  const run = async (owner?: string): Promise<string> => {
    const lines: string[] = [];
    const wishes = { file, as: undefined, owner, apply: false, rows: true, report: undefined };
    await importFile(house.as("system"), { ...wishes, print: (line) => lines.push(line) });
    return lines.join("\n");
  };
  expect(await run()).toContain("owner Bo has left");
  expect(await run("ANN@our.cn")).toContain("owner Bo has left: taken for Ann");
  const before = await house.db.import.count();
  await expect(run("Nobody")).rejects.toThrow("there is no Nobody");
  expect(await house.db.import.count()).toBe(before);
  await rm(folder, { recursive: true });
});

test("another owner than the customer has is said, and nothing is handed over", async () => {
  await takenIn("Mo", csv("客户,负责人", "宏达,Ann"));
  const before = await called("宏达");
  const id = await house.planned("Mo", csv("客户,负责人", "宏达,Bo", "宏达,ann@our.cn"));
  const there = "there already";
  expect(await house.report(id)).toEqual([
    `2 skip 宏达: owner stays Ann, not "Bo": hand it over if the sheet is right; ${there}`,
    `3 skip 宏达: ${there}`,
  ]);
  expect((await house.report(id, "zh"))[0]).toBe(
    "2 skip 宏达: 负责人仍是Ann，没有改成“Bo”；表格对的话请用 /handover 转过去；已经有了",
  );
  await house.apply("Mo", id);
  expect(await called("宏达")).toEqual(before);
  await house.db.customer.updateMany({ where: { organizationId: house.organizationId }, data: { ownerId: null } });
  expect((await reported("Mo", csv("客户,负责人", "宏达,Bo")))[0]).toContain('owner stays as it is, not "Bo"');
});

test("stages of other boards are read as the column whose rules they surely meet, and the row says so", async () => {
  await takenIn("Mo", csv("客户,负责人", "宏达,Ann"));
  const said = ["30%", "95 %", "10%", "方案报价", "Negotiation/Review", "Lead", "Appointment Scheduled", "输单了"];
  const rows = said.map((stage, n) => `宏达,D${n},${stage}`);
  const id = await house.planned("Mo", csv("客户,商机,阶段", ...rows, "宏达,E,25%"));
  expect(await house.report(id)).toEqual([
    '2 make 宏达 · D0: stage "30%" is taken for 25%',
    '3 make 宏达 · D1: stage "95 %" is taken for 90%',
    '4 make 宏达 · D2: stage "10%" is taken for Opportunity',
    '5 make 宏达 · D3: stage "方案报价" is taken for 50%',
    '6 make 宏达 · D4: stage "Negotiation/Review" is taken for 50%',
    '7 make 宏达 · D5: stage "Lead" is taken for Opportunity',
    '8 make 宏达 · D6: stage "Appointment Scheduled" is taken for First meeting',
    expect.stringContaining('9 refuse 宏达: stage "输单了" is not known'),
    "10 make 宏达 · E",
  ]);
  expect((await house.report(id, "zh"))[0]).toBe("2 make 宏达 · D0: 阶段“30%”算作“25%”");
});

test("undone after a merge, an import leaves what went into another, and says so; the merge can still be undone", async () => {
  await takenIn("Mo", csv("客户,负责人", "宏达机电,Ann"));
  const id = await house.planned("Mo", csv("客户,负责人,联系人", "宏达电机,Ann,王总", "云帆,Ann,"));
  await house.apply("Mo", id);
  await merges("宏达机电", "宏达电机");
  const { counts } = await house.undo("Mo", id);
  expect(counts.kept).toBe(1);
  expect(await house.report(id)).toEqual([
    "2 make 宏达电机 · 王总: not undone: it was merged into another since. Undo that first, or take it back by hand",
    "3 make 云帆",
  ]);
  expect(await house.counts()).toMatchObject({ customers: 1 });
  const { id: mergeId } = await house.db.merge.findFirstOrThrow({ where: { organizationId: house.organizationId } });
  const merge = (await readMerge(house.as("Mo"), CUSTOMERS, mergeId))!;
  await house.changing("Mo", (inside) => undoRows(inside, merge));
  expect(await house.counts()).toMatchObject({ customers: 2 });
  expect(await called("宏达电机")).toMatchObject({ importId: id });
});

test("two of one name that became one: what came in of either is there, and nothing of it is made again", async () => {
  await takenIn("Mo", csv("客户,负责人", "宏达,Ann"));
  const first = await called("宏达");
  // Another of the name, as whoever does not see the first one makes it.
  const { segmentId, teamId } = first;
  const second = await house.db.customer.create({
    data: { ...first, id: newId(), segmentId, teamId, nameKey: "宏达#2", ownerId: house.as("Bo").memberId },
  });
  const done = csv(DONE, "宏达,2026-11-20,拜访,参观");
  const sold = csv(SOLD, "宏达,轴承,1,100,2026-11-20", "宏达,轴承,1,100,2026-11-20", "宏达,轴承,2,200,2026-11-20");
  await takenIn("Mo", done);
  await takenIn("Fin", sold);
  expect(await house.db.salesLine.count({ where: { customerId: first.id } })).toBe(3);
  const now = await house.db.customer.findUniqueOrThrow({ where: { id: first.id } });
  const pair = { keep: second.id, gone: first.id, versions: [second.version, now.version] as const };
  expect(await house.changing("Mo", (inside) => mergeRows(inside, CUSTOMERS, pair))).toBeDefined();
  const before = await house.counts();
  expect(before).toMatchObject({ customers: 1, activities: 1, sales: 3 });
  expect(await takenIn("Mo", done)).toMatchObject({ counts: { make: 0, skip: 1 } });
  // Of what came in since, too, the next sheet knows.
  const more = Buffer.concat([sold, Buffer.from("\n宏达,轴承,1,100,2026-11-20")]);
  for (const made of [1, 0])
    expect(await takenIn("Fin", more)).toMatchObject({ counts: { make: made, skip: 4 - made } });
  expect(await house.counts()).toEqual({ ...before, sales: 4 });
});

test("undone after a merge, the days of visits that came in are those of before with the one that stayed", async () => {
  await takenIn("Mo", csv("客户,负责人", "宏达机电,Ann", "宏达电机,Ann"));
  await takenIn("Mo", csv(DONE, "宏达机电,2026-11-02,拜访,参观", "宏达电机,2026-11-03,电话,问候"));
  const visits = csv(DONE, "宏达电机,2026-11-20,拜访,参观", "宏达机电,2026-11-10,拜访,回访");
  const id = await house.planned("Mo", visits);
  await house.apply("Mo", id);
  await merges("宏达机电", "宏达电机");
  const last = async () => {
    const { lastContactOn, lastVisitOn } = await called("宏达机电");
    return [lastContactOn, lastVisitOn].map((day) => day?.toISOString().slice(0, 10));
  };
  expect(await last()).toEqual(["2026-11-20", "2026-11-20"]);
  expect((await house.undo("Mo", id)).counts.kept).toBeUndefined();
  expect(await last()).toEqual(["2026-11-03", "2026-11-02"]);
});

test("undone after a merge, the day of the one that stayed is there again where nothing but its line says it", async () => {
  await takenIn("Mo", csv("客户,负责人", "宏达机电,Ann", "宏达电机,Ann"));
  const { id: kept } = await called("宏达机电");
  const days = { lastContactOn: new Date("2026-11-05"), lastVisitOn: new Date("2026-11-04") };
  await house.db.customer.update({ where: { id: kept }, data: days });
  const id = await house.planned("Mo", csv(DONE, "宏达电机,2026-11-20,拜访,参观"));
  await house.apply("Mo", id);
  await merges("宏达机电", "宏达电机");
  await house.undo("Mo", id);
  expect(await called("宏达机电")).toMatchObject(days);
});
