import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importSheets } from "../../src/cli/import-set.ts";
import { readSheets, SheetError } from "../../src/cli/sheets.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { withDatabase } from "../support/database.ts";

const database = withDatabase();
const clock = new MovableClock();
clock.freezeAt(new Date("2026-11-23T01:00:00Z"));
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const SHEETS = {
  "sales_teams.csv":
    "sales_agent,manager,regional_office\nAnn Lee,Mo Dal,East\nBo Ray,Mo Dal,East\nAnn Lee,Mo Dal,East\n,Mo Dal,East\n",
  "products.csv": "product,series,sales_price\nGTX Pro,GTX,4821\nMG Special,MG,free\n",
  "accounts.csv":
    "account,sector,office_location\nAcme Corporation,technolgy,China\nBetatech,medical,Kenya\nACME corporation,retail,Peru\n=cmd(),retail,Peru\n",
  "sales_pipeline.csv": [
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
    "A1,Ann Lee,GTXPro,Acme Corporation,Won,2026-10-01,2026-11-01,4514",
    "A2,Bo Ray,GTX Pro,,Engaging,2026-11-10,,",
    "A3,Bo Ray,GTX Pro,Betatech,Prospecting,,,",
    "A4,Bo Ray,GTX Pro,Betateck,Lost,2026-10-01,2026-10-20,0",
    "A5,Nobody,GTX Pro,Betatech,Won,2026-10-01,2026-11-01,1",
    "A6,Ann Lee,GTX Pro,Betatech,Won,2026-10-01,2026-02-30,1",
    "A7,Ann Lee,GTX Pro,Betatech,Won,2026-11-01,2026-10-01,1",
    "A8,Ann Lee,GTX Pro,Betatech,Won,2026-10-01,2026-11-01,-5",
    "A9,Ann Lee,MG Special,Betatech,Won,2026-10-01,2026-11-01,5",
    "A1,Ann Lee,GTX Pro,Betatech,Won,2026-10-01,2026-11-01,5",
  ].join("\n"),
};

const folderWith = async (sheets: Readonly<Record<string, string | Buffer>>): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), "rapport-import-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(sheets)) await writeFile(path.join(folder, name), content);
  return folder;
};

/** Every test imports into an organization of its own. */
const newScope = async (given: { currency?: string; zone?: string; language?: "en" | "zh" } = {}) => {
  const id = newId();
  const data = { id, name: id, createdAt: clock.now(), ...given };
  await from({ database: database.handle }).organization.create({ data });
  return systemScope(database.handle, asOrganizationId(id), clock);
};
const run = async (
  scope: Awaited<ReturnType<typeof newScope>>,
  folder: string,
  more: { apply?: boolean; rows?: boolean; report?: string; until?: string } = {},
) => {
  const lines: string[] = [];
  await importSheets(scope, {
    folder,
    apply: more.apply ?? false,
    rows: more.rows ?? false,
    report: more.report,
    until: more.until,
    print: (line) => lines.push(line),
  });
  return lines.join("\n");
};
const countsOf = async ({ organizationId }: { organizationId: string }) => {
  const db = from({ database: database.handle });
  const where = { organizationId };
  return {
    members: await db.member.count({ where }),
    customers: await db.customer.count({ where }),
    deals: await db.deal.count({ where }),
    moves: await db.dealMove.count({ where }),
    collections: await db.collection.count({ where }),
  };
};

describe("a small set", () => {
  test("the dry run says row by row what would become of it, and writes nothing", async () => {
    const scope = await newScope();
    const said = await run(scope, await folderWith(SHEETS), { rows: true });
    expect(said).toContain('row 2  correct  A1 GTXPro · Acme Corporation  — product "GTXPro" read as "GTX Pro"');
    expect(said).toContain("row 3  correct  A2 GTX Pro · no customer  — no account: a deal without a customer for now");
    expect(said).toContain("row 4  make     A3 GTX Pro · Betatech");
    expect(said).toContain('row 5  correct  A4 GTX Pro · Betateck  — account "Betateck" read as "Betatech"');
    expect(said).toContain('row 6  refuse   A5 GTX Pro · Betatech  — sales_agent "Nobody" is not in the teams sheet');
    expect(said).toContain('row 7  refuse   A6 GTX Pro · Betatech  — close_date "2026-02-30" is not a day');
    expect(said).toContain("row 8  refuse   A7 GTX Pro · Betatech  — close_date lies before engage_date");
    expect(said).toContain('row 9  refuse   A8 GTX Pro · Betatech  — close_value "-5" is not an amount');
    expect(said).toContain(
      'row 10  refuse   A9 MG Special · Betatech  — product "MG Special" is not in the products sheet',
    );
    expect(said).toContain("row 11  refuse   A1 GTX Pro · Betatech  — this opportunity_id stands in the sheet twice");
    expect(said).toContain('row 2  correct  Acme Corporation  — sector "technolgy" read as "technology"');
    expect(said).toContain("row 4  refuse   ACME corporation  — the same customer stands in this sheet twice");
    expect(said).toContain("Nothing was written.");
    expect(await countsOf(scope)).toEqual({ members: 0, customers: 0, deals: 0, moves: 0, collections: 0 });
  });

  test("applied, all valid rows are there; a second time changes nothing", async () => {
    const scope = await newScope();
    const folder = await folderWith(SHEETS);
    expect(await run(scope, folder, { apply: true })).toMatch(/1 teams, 3 people, 3 customers, 4 deals\./);
    const once = await countsOf(scope);
    expect(once).toEqual({ members: 3, customers: 3, deals: 4, moves: 6, collections: 1 });
    expect(await run(scope, folder, { apply: true })).toMatch(/0 teams, 0 people, 0 customers, 0 deals\./);
    expect(await countsOf(scope)).toEqual(once);
    const won = await from(scope).deal.findFirstOrThrow({
      where: { organizationId: scope.organizationId, importKey: "A1" },
    });
    expect(won).toMatchObject({
      stage: "won",
      amountMinor: 451_400n,
      product: "GTX Pro",
      contractSignedOn: new Date("2026-11-01T00:00:00Z"),
    });
  });

  test("people live where their organization does, and every deal is in its currency", async () => {
    const scope = await newScope({ currency: "USD", zone: "America/New_York", language: "en" });
    const pipeline = `${SHEETS["sales_pipeline.csv"]}\nA10,Bo Ray,GTX Pro,Betatech,Lost,2026-10-01,2026-10-20,`;
    await run(scope, await folderWith({ ...SHEETS, "sales_pipeline.csv": pipeline }), { apply: true });
    const { organizationId } = scope;
    const members = await from(scope).member.findMany({ where: { organizationId } });
    expect(new Set(members.map(({ zone, language }) => `${zone} ${language}`))).toEqual(
      new Set(["America/New_York en"]),
    );
    const deals = await from(scope).deal.findMany({ where: { organizationId } });
    expect(new Set(deals.map(({ currency }) => currency))).toEqual(new Set(["USD"]));
  });

  test("someone whose account was closed is not there already", async () => {
    const scope = await newScope();
    const { organizationId } = scope;
    const closed = { id: newId(), organizationId, name: "Bo Ray", createdAt: clock.now(), closedAt: clock.now() };
    await from(scope).member.create({ data: closed });
    expect(await run(scope, await folderWith(SHEETS), { rows: true })).toContain("row 3  make     Bo Ray");
  });

  test("rows have the numbers that a spreadsheet shows, empty rows counted", async () => {
    const products = "product,series,sales_price\n\n,,\nGTX Pro,GTX,free\n";
    const said = await run(await newScope(), await folderWith({ ...SHEETS, "products.csv": products }), { rows: true });
    expect(said).toContain("products  1 rows");
    expect(said).toContain("row 4  refuse   GTX Pro  — sales_price free is not an amount");
  });

  test("an old set can be moved up to a day", async () => {
    const scope = await newScope();
    await run(scope, await folderWith(SHEETS), { apply: true, until: "today" });
    const deal = await from(scope).deal.findFirstOrThrow({
      where: { organizationId: scope.organizationId, importKey: "A2" },
    });
    expect(deal.firstMeetingOn).toEqual(new Date("2026-11-23T00:00:00Z"));
  });

  test("the report is safe to open in a spreadsheet", async () => {
    const scope = await newScope();
    const folder = await folderWith(SHEETS);
    await run(scope, folder, { report: path.join(folder, "report.csv") });
    expect(await readFile(path.join(folder, "report.csv"), "utf8")).toContain(`"accounts","5","make","'=cmd()",""`);
  });

  test("a report that cannot be saved stops before anything is written", async () => {
    const scope = await newScope();
    const folder = await folderWith(SHEETS);
    const report = path.join(folder, "not-there", "report.csv");
    await expect(run(scope, folder, { apply: true, report })).rejects.toThrow(/^Nothing was written: the report/);
    expect(await from(scope).team.count({ where: { organizationId: scope.organizationId } })).toBe(0);
  });

  test.each<[string, Readonly<Record<string, string | Buffer>>, RegExp]>([
    [
      "a missing file",
      { "products.csv": "product,sales_price\n" },
      /sales_teams\.csv is not there\. The folder must hold/,
    ],
    [
      "a missing column",
      { ...SHEETS, "products.csv": "name,sales_price\nx,1\n" },
      /products\.csv lacks the column product/,
    ],
    [
      "a broken file",
      { ...SHEETS, "products.csv": 'product,sales_price\n"x,1\n' },
      /products\.csv: The file was not read: it is damaged/,
    ],
  ])("%s is refused by name", async (_, sheets, message) => {
    await expect(readSheets(await folderWith(sheets))).rejects.toThrow(SheetError);
    await expect(readSheets(await folderWith(sheets))).rejects.toThrow(message);
  });

  test("GB18030 is read as what it says", async () => {
    const { default: iconv } = await import("iconv-lite");
    const folder = await folderWith({
      ...SHEETS,
      "accounts.csv": iconv.encode("account,sector,office_location\n宏达机电,retail,中国\n", "gb18030"),
    });
    expect((await readSheets(folder)).accounts[0]?.cells.account).toBe("宏达机电");
  });
});

const REAL = path.resolve("../shared/data/crm-sales");
const there = existsSync(REAL);
beforeAll(() => {
  if (!there) console.warn(`\n  ${REAL} is not there: THE IMPORT OF THE REAL SET IS NOT TESTED.\n`);
});
describe.runIf(there)("the set of 8,800 deals", () => {
  test("every row is made, put right or refused with a reason, and all valid rows go in", async () => {
    const scope = await newScope();
    const said = await run(scope, REAL, { apply: true });
    expect(said).toMatch(/pipeline\s+8800 rows: \d+ as they are, \d+ put right, 0 there already, 0 refused/);
    expect(said).toContain('product "GTXPro" read as "GTX Pro"');
    expect(said).toMatch(/no account: a deal without a customer for now — \d+ rows/);
    const counts = await countsOf(scope);
    expect(counts).toMatchObject({ members: 41, customers: 85, deals: 8800, collections: 4238 });
    const db = from(scope);
    const { _sum } = await db.deal.aggregate({
      where: { organizationId: scope.organizationId, stage: "won" },
      _sum: { amountMinor: true },
    });
    expect(_sum.amountMinor).toBe(1_000_553_400n);
    expect(await db.deal.count({ where: { organizationId: scope.organizationId, customerId: null } })).toBe(1425);
  });
});
