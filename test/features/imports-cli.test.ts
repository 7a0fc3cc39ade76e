import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import XLSX from "@e965/xlsx";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { importFile, undoFile } from "../../src/cli/import-file.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { newId } from "../../src/core/ids.ts";
import { workOn } from "../../src/features/imports/public.ts";
import { workbook } from "../sheets/files.ts";
import { withDatabase } from "../support/database.ts";
import { importsHouse } from "../support/imports-house.ts";

const database = withDatabase();
const clock = new MovableClock();
clock.freezeAt(new Date("2026-11-23T01:00:00Z"));
let folder = "";
let house: Awaited<ReturnType<typeof importsHouse>>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rapport-import-"));
  house = await importsHouse(database, clock);
});
afterAll(() => rm(folder, { recursive: true }));

type More = Partial<
  Pick<Parameters<typeof importFile>[1], "apply" | "as" | "report" | "days" | "owner" | "team" | "takeErased">
>;
const run = async (file: string, more: More = {}): Promise<string> => {
  const lines: string[] = [];
  const wishes = { as: undefined, apply: false, report: undefined, ...more, file, rows: true };
  await importFile(house.as("system"), { ...wishes, print: (line) => lines.push(line) });
  return lines.join("\n");
};

test("on the command line: a dry run first, then in, then out again", async () => {
  const file = path.join(folder, "customers.csv");
  await writeFile(file, "客户名称;城市;负责人\n宏达机电;上海;Ann\n=cmd();北京;Cy\n云帆;北京;Nobody\n");
  const report = path.join(folder, "report.csv");
  const dry = await run(file, { report });
  expect(dry).toContain("The file: customers, 3 rows below row 1\n  客户名称 → customer");
  expect(dry).toContain("2 made, 0 merged, 0 skipped, 1 refused");
  expect(dry).toContain("row 4  refused  云帆  — there is no Nobody in a team you import for");
  expect(dry).toContain("Nothing was imported.");
  expect(await readFile(report, "utf8")).toContain(`"3","made","'=cmd()",""`);
  expect(await house.counts()).toMatchObject({ customers: 0 });

  const done = await run(file, { apply: true });
  expect(await house.counts()).toMatchObject({ customers: 2 });
  expect(await run(file, { apply: true })).toContain("0 made, 0 merged, 2 skipped, 1 refused");
  expect(done).toContain("To undo it until 24 Nov 09:00: import --undo");
  const id = /--undo (\S+)/.exec(done)?.[1] ?? "";
  const lines: string[] = [];
  await undoFile(house.as("system"), id, (line) => lines.push(line));
  expect(lines).toEqual(["Undone: all is as it was before."]);
  expect(await house.counts()).toMatchObject({ customers: 0 });
});

test.each([
  ["a file that is not there", "none.csv", {}, "cannot be read"],
  ["a kind that is none", "customers.csv", { as: "cats" }, "--as takes customers"],
])("%s is refused in words", async (_, name, more, message) => {
  await expect(run(path.join(folder, name), more)).rejects.toThrow(message);
});

/** Another import that somebody began in chat, which writes right now. */
const anotherWrites = () =>
  database.pool.query(
    `INSERT INTO "Import" (id, "organizationId", file, hash, looks, state, worker, "beatAt", "createdAt")
     VALUES (gen_random_uuid(), $1, 'b.csv', '', '[]', 'applying', gen_random_uuid(), now(), now())`,
    [house.organizationId],
  );
const anotherIsThrough = () => house.db.import.deleteMany({ where: { file: "b.csv" } });
const undone = async (id: string): Promise<string[]> => {
  const lines: string[] = [];
  await undoFile(house.as("system"), id, (line) => lines.push(line));
  return lines;
};

test("while another import writes, neither import nor undo says that it is done", async () => {
  const file = path.join(folder, "waiting.csv");
  await writeFile(file, "客户名称,负责人\n等候机电,Ann\n");
  await anotherWrites();
  await expect(run(file, { apply: true })).rejects.toThrow(
    /^Nothing was imported yet: (\S+) waits until another import is through\. The bot then begins it by itself\.$/,
  );
  expect(await house.counts()).toMatchObject({ customers: 0 });
  await anotherIsThrough();
  const { id } = await house.db.import.findFirstOrThrow({ where: { file: "waiting.csv" } });
  await workOn(house.context, id);
  expect(await house.counts()).toMatchObject({ customers: 1 });
  await anotherWrites();
  await expect(undone(id)).rejects.toThrow(`Nothing was undone yet: ${id} waits until another import is through.`);
  expect(await house.counts()).toMatchObject({ customers: 1 });
  await anotherIsThrough();
  await workOn(house.context, id);
  expect(await house.counts()).toMatchObject({ customers: 0 });
});

test("where the bot is quicker, the end of its work is waited for; where it stops half-way, that is said", async () => {
  const file = path.join(folder, "quicker.csv");
  await writeFile(file, "客户名称,负责人\n快手机电,Ann\n");
  const idOf = async () => /--undo (\S+)/.exec(await run(file, { apply: true }))?.[1] ?? "";
  const takenByBot = (id: string, bot: string | null) =>
    database.pool.query(`UPDATE "Import" SET worker = $2::uuid, "beatAt" = now() WHERE id = $1`, [id, bot]);
  const first = await idOf();
  await takenByBot(first, newId());
  const undoing = undone(first);
  await vi.waitFor(async () => expect(await house.view(first)).toMatchObject({ state: "undoing" }));
  expect(await house.counts()).toMatchObject({ customers: 1 });
  await takenByBot(first, null);
  await workOn(house.context, first);
  expect(await undoing).toEqual(["Undone: all is as it was before."]);

  const second = await idOf();
  await house.db.import.update({ where: { id: second }, data: { tries: 6 } });
  await expect(undone(second)).rejects.toThrow(/^Stopped half-way, after 0 of 1 rows\. /);
  expect(await house.counts()).toMatchObject({ customers: 1 });
});

test("of a workbook, each sheet after the first says that it was checked as if those before were not in", async () => {
  const file = path.join(folder, "book.xlsx");
  const sheets = {
    客户: [
      ["客户名称", "城市", "负责人"],
      ["双表机电", "上海", "Ann"],
    ],
    商机: [
      ["客户", "商机名称", "阶段", "金额"],
      ["双表机电", "首批", "25%", 1000],
    ],
  };
  await writeFile(file, workbook(sheets, "biff8"));
  const report = path.join(folder, "book.csv");
  const dry = (await run(file, { report })).split("\n");
  expect((await readFile(report, "utf8")).replace("\ufeff", "").split("\r\n")).toEqual([
    "sheet,row,verdict,what,why",
    expect.stringMatching(/^"客户","2","made","双表机电"/),
    expect.stringMatching(/^"商机","2","refused","双表机电/),
    "",
  ]);
  const saying = dry.flatMap((line, at) => (line.includes("as if the sheets above were not in") ? at : []));
  expect(saying).toHaveLength(1);
  expect(saying[0]).toBeGreaterThan(dry.findIndex((line) => line.startsWith("商机: deals")));
  expect(dry.join("\n")).toMatch(/row 2 {2}refused {2}双表机电/);
  const done = await run(file, { apply: true });
  expect(done).not.toContain("as if the sheets");
  expect(await house.db.deal.count({ where: { name: "首批" } })).toBe(1);
});

test("a sheet without headings stays out, and is said to, while the others go in; alone it is refused", async () => {
  const file = path.join(folder, "notes.xlsx");
  const notes = [
    ["每行一家", "2026-03-01"],
    ["不要空行", "2026-03-02"],
  ];
  const customers = [
    ["客户名称", "城市", "负责人"],
    ["说明机电", "上海", "Ann"],
  ];
  await writeFile(file, workbook({ 填写说明: notes, 客户: customers }, "biff8"));
  expect(await run(file, { apply: true })).toContain("填写说明 has no headings: it stays out");
  expect(await house.db.customer.count({ where: { name: "说明机电" } })).toBe(1);
  const before = await house.counts();
  await writeFile(file, workbook({ 填写说明: notes }, "biff8"));
  await expect(run(file, { apply: true })).rejects.toThrow("填写说明 has no headings");
  expect(await house.counts()).toEqual(before);
});

test("new customers of somebody who works in several teams go where --team says; without it nothing is read", async () => {
  const [file, bo] = [path.join(folder, "bo.csv"), house.as("Bo").memberId!];
  await writeFile(file, "客户名称,城市\n两队机电,上海\n");
  const { teamId } = house.teams.get("West")!;
  await expect(run(file, { owner: "Bo", team: "West", apply: true })).rejects.toThrow(
    "--team takes a team of somebody who works in several; West is none. There are: none.",
  );
  await house.db.teamMember.create({ data: { teamId, memberId: bo, organizationId: house.organizationId } });
  const before = await house.db.import.count();
  await expect(run(file, { owner: "Bo", apply: true })).rejects.toThrow(
    "Bo works in several teams: say with --team which of them gets new customers.",
  );
  await expect(run(file, { owner: "Bo", team: "North", apply: true })).rejects.toThrow("There are: East, West.");
  expect(await house.db.import.count()).toBe(before);
  await run(file, { owner: "Bo", team: "west", apply: true });
  const name = "两队机电";
  expect(await house.db.customer.findFirst({ where: { name } })).toMatchObject({ teamId, ownerId: bo });
  await house.db.teamMember.deleteMany({ where: { teamId, memberId: bo } });
});

test("a first list of customers with people brings the customers in, as in the chat; a list of one's own people is left to it", async () => {
  const file = path.join(folder, "people.csv");
  await writeFile(file, "客户名称,联系人,手机,负责人\n首单机电,王总,13800001111,Ann\n");
  const done = await run(file, { apply: true });
  expect(done).toContain("The file: customers, 1 rows below row 1");
  const customer = { name: "首单机电" };
  expect(await house.db.contact.findFirst({ where: { customer } })).toMatchObject({ name: "王总" });
  await writeFile(file, "客户名称,联系人,手机\n首单机电,李工,13800002222\n");
  expect(await run(file)).toContain("The file: contacts, 1 rows below row 1");

  const before = await house.db.import.count();
  await writeFile(file, "姓名,团队,角色\n张三,East,rep\n");
  expect(await run(file, { apply: true })).toContain("The file: a list of your own people.");
  expect(await house.db.import.count()).toBe(before);
  await expect(run(file, { as: "deals", takeErased: true })).rejects.toThrow(
    "--take-erased is for customers and contacts: this file has neither.",
  );
  expect(await house.db.import.count()).toBe(before);
});

test("headings that stay out are named, and so are hidden rows", async () => {
  const file = path.join(folder, "hidden.xlsx");
  const sheet = XLSX.utils.aoa_to_sheet([
    ["客户名称", "负责人", "内部编码"],
    ["隐藏机电", "Ann", "A-1"],
    ["明面机电", "Ann", "A-2"],
  ]);
  sheet["!rows"] = [{}, { hidden: true }];
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, "表");
  await writeFile(file, XLSX.write(book, { type: "buffer", bookType: "xlsx" }));
  const said = await run(file);
  expect(said).toContain("  stay out: 内部编码");
  expect(said).toContain("  1 hidden rows are checked and imported like the others");
});

test("days that may be read in two ways are asked for before anything goes in, and read as was said", async () => {
  const file = path.join(folder, "days.csv");
  await writeFile(file, "客户名称,负责人,建档日期\n日期机电,Ann,4/1/2024\n日期化工,Ann,5/2/2024\n");
  expect(await run(file)).toContain(
    "the month is taken to come first in firstContactOn: --apply needs --days to say so",
  );
  const before = await house.db.import.count();
  await expect(run(file, { apply: true })).rejects.toThrow(
    "Nothing was imported: in 建档日期 it is not clear which comes first, the day, the month or the year. Say it with --days month|day|year.",
  );
  await expect(run(file, { days: "week" })).rejects.toThrow("--days takes month, day, year");
  expect(await house.db.import.count()).toBe(before);
  await run(file, { apply: true, days: "day" });
  const made = await house.db.customer.findMany({ where: { name: { startsWith: "日期" } }, orderBy: { name: "asc" } });
  expect(made.map(({ firstContactOn }) => firstContactOn?.toISOString().slice(0, 10)).toSorted()).toEqual([
    "2024-01-04",
    "2024-02-05",
  ]);
  // Said or not, what the sheet tells itself is read as it tells.
  await writeFile(file, "客户名称,负责人,建档日期\n月份机电,Ann,4/13/2024\n");
  await run(file, { apply: true, days: "day" });
  const told = await house.db.customer.findFirstOrThrow({ where: { name: "月份机电" } });
  expect(told.firstContactOn?.toISOString().slice(0, 10)).toBe("2024-04-13");
});
