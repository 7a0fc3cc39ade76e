import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importFile, undoFile } from "../../src/cli/import-file.ts";
import { MovableClock } from "../../src/core/clock.ts";
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

const run = async (file: string, more: { apply?: boolean; as?: string; report?: string } = {}): Promise<string> => {
  const lines: string[] = [];
  const wishes = { file, as: more.as, apply: more.apply ?? false, rows: true, report: more.report };
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
