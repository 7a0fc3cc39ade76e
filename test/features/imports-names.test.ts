import { beforeEach, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";
import { findCustomers } from "../../src/features/finding/public.ts";
import { withDatabase } from "../support/database.ts";
import { csv, importsHouse } from "../support/imports-house.ts";

const database = withDatabase();
const clock = new MovableClock();
let house: Awaited<ReturnType<typeof importsHouse>>;
beforeEach(async () => {
  clock.freezeAt(new Date("2026-11-23T01:00:00Z"));
  house = await importsHouse(database, clock);
});
const called = (name: string) =>
  house.db.customer.findFirstOrThrow({ where: { organizationId: house.organizationId, name } });
const found = async (typed: string) =>
  (await findCustomers(house.as("Ann"), typed, { limit: 9 })).map(({ name }) => name);

test("short names in a cell are as many as they are by hand, and found by pinyin and initials", async () => {
  const [full, short] = ["上海宏达机电有限公司", "宏达、宏达机电，宏达"];
  const sheet = csv("客户名称,简称,负责人", `${full},"${short}",Ann`, "云帆软件,,Ann");
  await house.apply("Mo", await house.planned("Mo", sheet));
  for (const typed of ["hd", "hongda", "hongdajidian", "hdjd", "宏达机电"]) expect(await found(typed)).toEqual([full]);
  const shortNames = ["宏达", "宏达机电"];
  expect(await called(full)).toMatchObject({ shortNames, searchText: searchTextOf(full, shortNames) });
  expect(await called("云帆软件")).toMatchObject({ shortNames: [], searchText: searchTextOf("云帆软件") });
  const again = await house.report(await house.planned("Mo", sheet));
  expect(again).toEqual([`2 skip ${full}: there already`, "3 skip 云帆软件: there already"]);
});

test("of more short names than a customer takes the first go in, and the row says which did not", async () => {
  const id = await house.planned("Mo", csv("客户,简称,负责人", "宏达,甲、乙、丙、丁、戊、己、庚,Ann"));
  expect(await house.report(id)).toEqual([
    '2 make 宏达: short name "己、庚" is left out: a customer takes 5. Change them by hand',
  ]);
  expect(await house.report(id, "zh")).toEqual(["2 make 宏达: 简称最多 5 个，“己、庚”没有录入，请手工修改"]);
  await house.apply("Mo", id);
  expect(await called("宏达")).toMatchObject({ shortNames: ["甲", "乙", "丙", "丁", "戊"] });
});
