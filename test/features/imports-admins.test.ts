import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { importFile } from "../../src/cli/import-file.ts";
import { importSheets } from "../../src/cli/import-set.ts";
import { MovableClock } from "../../src/core/clock.ts";
import type { Role } from "../../src/core/scope.ts";
import { bringingCustomers } from "../../src/features/importing/public.ts";
import { lookAtSheets } from "../../src/features/imports/public.ts";
import { withDatabase } from "../support/database.ts";
import { csv, importsHouse } from "../support/imports-house.ts";

const database = withDatabase();
const clock = new MovableClock();
clock.freezeAt(new Date("2026-11-23T01:00:00Z"));
let folder = "";
let house: Awaited<ReturnType<typeof importsHouse>>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rapport-admins-"));
});
beforeEach(async () => {
  house = await importsHouse(database, clock);
});
afterAll(() => rm(folder, { recursive: true }));

const CUSTOMERS = csv("客户,城市,负责人", "宏达,上海,Ann", "云帆,北京,Cy");
const goesIn = async (name: string, sheet: Buffer) => house.apply(name, await house.planned(name, sheet));
const QUIET = { as: undefined, rows: false, report: undefined, until: undefined, apply: true, print: () => undefined };
const onMachine = async (sheet: Buffer) => {
  const file = path.join(folder, "customers.csv");
  await writeFile(file, sheet);
  await importFile(house.as("system"), { ...QUIET, file });
};
const setOnMachine = async () => {
  const set = await mkdtemp(path.join(folder, "set-"));
  for (const [name, text] of Object.entries({
    "sales_teams.csv": "sales_agent,manager,regional_office\nAnn,Mo,East\nCy,Mo,East\n",
    "products.csv": "product,sales_price\nGTX,4821\n",
    "accounts.csv": "account,sector,office_location\n宏达,retail,China\n云帆,retail,China\n",
    "sales_pipeline.csv": [
      "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
      "A1,Ann,GTX,宏达,Won,2026-10-01,2026-11-01,4514",
      "A2,Cy,GTX,云帆,Won,2026-10-01,2026-11-01,4514",
    ].join("\n"),
  }))
    await writeFile(path.join(set, name), text);
  await importSheets(house.as("system"), { ...QUIET, folder: set });
};

test.each([
  ["another admin", () => goesIn("Ada", CUSTOMERS)],
  ["the machine", () => onMachine(CUSTOMERS)],
  ["the machine with a set", setOnMachine],
])(
  "what %s brought in an admin meets in the next file: contacts find their customers, and none is made twice",
  async (_, brings) => {
    await brings();
    expect(await house.counts()).toMatchObject({ customers: 2 });
    const contacts = csv("客户名称,联系人,手机", "宏达,王总,13800001111", "云帆,李工,13800002222");
    expect((await bringingCustomers(house.as("Ari"), await lookAtSheets(contacts))).size).toBe(0);
    expect(await goesIn("Ari", contacts)).toMatchObject({ counts: { make: 2, merge: 0, skip: 0, refuse: 0 } });
    const again = await house.planned("Ari", csv("客户,负责人", "宏达,Ann", "云帆,Cy"));
    expect((await house.view(again)).counts).toMatchObject({ make: 0, refuse: 0 });
    expect(await house.counts()).toMatchObject({ customers: 2, contacts: 2 });
  },
);

test("what a rep brought in or made themselves stays out of an admin's sight", async () => {
  await goesIn("Ann", csv("客户,城市", "宏达,上海"));
  await goesIn("Ada", csv("客户,负责人", "云帆,Cy"));
  await house.db.customer.updateMany({ where: { name: "云帆" }, data: { importId: null } });
  const id = await house.planned("Ari", csv("客户名称,联系人,手机", "宏达,王总,13800001111", "云帆,李工,13800002222"));
  expect(await house.report(id)).toEqual([
    "2 refuse 宏达 · 王总: you have no customer 宏达: import the customers first",
    "3 refuse 云帆 · 李工: you have no customer 云帆: import the customers first",
  ]);
  await house.apply("Ari", id);
  expect(await house.counts()).toMatchObject({ customers: 2, contacts: 0 });
});

const becomes = (name: string, roles: Role[]) =>
  house.db.member.update({ where: { id: house.as(name).memberId! }, data: { roles } });

test("what an admin brought in is met also after they hand the role over; what a rep did is not once they have it", async () => {
  await goesIn("Ada", csv("客户,负责人", "宏达,Ann"));
  await goesIn("Cy", csv("客户,城市", "云帆,北京"));
  await becomes("Ada", ["finance"]);
  await becomes("Cy", ["rep", "admin"]);
  const id = await house.planned("Ari", csv("客户名称,联系人,手机", "宏达,王总,13800001111", "云帆,李工,13800002222"));
  expect(await house.report(id)).toEqual([
    "2 make 宏达 · 王总: contact 王总 added",
    "3 refuse 云帆 · 李工: you have no customer 云帆: import the customers first",
  ]);
  await house.apply("Ari", id);
  expect(await house.counts()).toMatchObject({ customers: 2, contacts: 1 });
});
