import { expect, test } from "vitest";
import { idFrom, newId } from "../../src/core/ids.ts";
import { IMPORTED } from "../../src/domain/activities.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { clock, house } = withImportsHouse();
const HEAD = "客户,日期,方式,内容";
const takesIn = async (...lines: string[]) => {
  const id = await house.planned("Ann", csv(HEAD, ...lines));
  await house.apply("Ann", id);
  return id;
};
const days = async (name: string) => {
  const where = { organizationId: house.organizationId, name };
  const { firstContactOn, lastContactOn } = await house.db.customer.findFirstOrThrow({ where });
  return [firstContactOn, lastContactOn].map((day) => day?.toISOString().slice(0, 10) ?? null);
};

test("imported activities say when the first contact was, older ones of a later sheet too, and their undo takes it back", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
  const first = await takesIn(
    "宏达,2026-05-01,电话,打过招呼",
    "宏达,2026-03-01,电话,初次",
    "宏达,2026-04-01,电话,中间",
  );
  expect(await days("宏达")).toEqual(["2026-03-01", "2026-05-01"]);
  const older = await takesIn("宏达,2025-06-01,电话,更早", "宏达,2025-08-01,电话,后来");
  expect(await days("宏达")).toEqual(["2025-06-01", "2026-05-01"]);
  await house.undo("Ann", older);
  expect(await days("宏达")).toEqual(["2026-03-01", "2026-05-01"]);
  await house.undo("Ann", first);
  expect(await days("宏达")).toEqual([null, null]);
});

test("what a sheet of customers said of the first contact stays, whatever activities are imported and undone", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人,首次接触", "云帆,Ann,2026-04-01")));
  const id = await takesIn("云帆,2026-03-01,电话,更早", "云帆,2026-04-01,电话,同一天");
  expect(await days("云帆")).toEqual(["2026-04-01", "2026-04-01"]);
  await house.undo("Ann", id);
  expect(await days("云帆")).toEqual(["2026-04-01", null]);
});

test("what a sheet filled in of the first contact and was undone is said by nobody any more", async () => {
  const brings = async (...lines: string[]) => {
    const id = await house.planned("Mo", csv(...lines));
    await house.apply("Mo", id);
    return id;
  };
  await brings("客户,负责人", "长青,Ann");
  const filled = await brings("客户,负责人,首次接触", "长青,Ann,2026-04-01");
  expect(await days("长青")).toEqual(["2026-04-01", null]);
  clock.freezeAt(new Date("2026-11-23T01:05:00Z"));
  await house.undo("Mo", filled);
  expect(await days("长青")).toEqual([null, null]);
  const older = await takesIn("长青,2026-03-01,电话,初次");
  const oldest = await takesIn("长青,2026-02-01,电话,更早");
  expect(await days("长青")).toEqual(["2026-02-01", "2026-03-01"]);
  await house.undo("Ann", oldest);
  expect(await days("长青")).toEqual(["2026-03-01", "2026-03-01"]);
  await house.undo("Ann", older);
  expect(await days("长青")).toEqual([null, null]);
});

test("a line whose kind no word says is known again by the kind an earlier version took it for", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "北辰,Ann")));
  const { organizationId } = house;
  const { id: customerId, ownerId } = await house.db.customer.findFirstOrThrow({
    where: { organizationId, name: "北辰" },
  });
  const onceKey = `${IMPORTED}${idFrom(customerId, "call", "2026-05-01", "谈了价格")}`;
  const whose = { id: newId(), organizationId, customerId, memberId: ownerId ?? "", onceKey, createdAt: clock.now() };
  const said = { kind: "call" as const, said: "谈了价格", happenedOn: new Date("2026-05-01") };
  await house.db.activity.create({ data: { ...whose, ...said } });
  const id = await house.planned(
    "Ann",
    csv(HEAD, "北辰,2026-05-01,线上沟通一次,谈了价格", "北辰,2026-05-02,线上沟通一次,谈了价格"),
  );
  expect((await house.report(id)).map((line) => line.slice(0, 6))).toEqual(["2 skip", "3 make"]);
  await house.apply("Ann", id);
  expect(await house.db.activity.count({ where: { organizationId } })).toBe(2);
});
