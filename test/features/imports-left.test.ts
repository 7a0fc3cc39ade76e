import { expect, test } from "vitest";
import { zone } from "../../src/core/dates.ts";
import { importCard } from "../../src/features/importing/cards.ts";
import { around } from "../../src/features/importing/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { clock, house } = withImportsHouse();
const ids = (name: string) => house.as(name).memberId!;
const hasLeft = (name: string) =>
  house.db.member.update({ where: { id: ids(name) }, data: { closedAt: clock.now(), version: { increment: 1 } } });
const goingTo = (name: string) => ({ correct: <M>(mapping: M) => ({ ...mapping, ownerId: ids(name) as string }) });
const SHEET = csv("客户,负责人", "宏达,Bo", "云帆,BO@our.cn", "北辰,Annn", "恒信,Ann");

test("rows of whoever has left go to whom the form names, and say so; a name of nobody stays refused", async () => {
  await hasLeft("Bo");
  const id = await house.planned("Mo", SHEET, goingTo("Ann"));
  expect(await house.report(id)).toEqual([
    "2 make 宏达: owner Bo has left: taken for Ann",
    "3 make 云帆: owner BO@our.cn has left: taken for Ann",
    "4 refuse 北辰: there is no Annn in a team you import for: correct the owner",
    "5 make 恒信",
  ]);
  expect((await house.report(id, "zh"))[0]).toBe("2 make 宏达: 负责人Bo已离职，归Ann");
  const card = async () => {
    const view = await house.view(id);
    const of = await around(house.as("Mo"), view);
    return importCard(view, of("en"), { language: "en", zone: zone("Asia/Shanghai") });
  };
  const counted = { label: "Owner has left, taken for another", value: "2" };
  expect((await card()).facts).toContainEqual(counted);
  await house.apply("Mo", id);
  expect((await card()).facts).toContainEqual(counted);
  const made = await house.db.customer.findMany({
    where: { organizationId: house.organizationId },
    select: { name: true, ownerId: true },
  });
  expect(new Map(made.map(({ name, ownerId }) => [name, ownerId]))).toEqual(
    new Map(["宏达", "云帆", "恒信"].map((name) => [name, ids("Ann")])),
  );
  expect((await house.undo("Mo", id)).counts.kept).toBeUndefined();
  expect(await house.counts()).toMatchObject({ customers: 0 });
});

test("where the form names nobody such rows stay refused, with the field that would take them", async () => {
  await hasLeft("Bo");
  const id = await house.planned("Mo", SHEET);
  expect((await house.report(id)).slice(0, 2)).toEqual([
    '2 refuse 宏达: owner Bo has left: choose with the columns, under "Owner for rows without one", who gets such rows',
    '3 refuse 云帆: owner BO@our.cn has left: choose with the columns, under "Owner for rows without one", who gets such rows',
  ]);
  expect((await house.report(id, "zh"))[0]).toBe(
    "2 refuse 宏达: 负责人Bo已离职，请在确认各列时，在“没写负责人的行归谁”里选好归谁",
  );
  await house.apply("Mo", id);
  expect(await house.counts()).toMatchObject({ customers: 1 });
});

test("deals of whoever has left go there too, and what is known of a customer is only added to", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Bo")));
  await hasLeft("Bo");
  const deals = csv("客户,商机,阶段,商机编号,负责人", "宏达,续约,50%,D1,Bo", ",新签,50%,D2,Bo");
  const id = await house.planned("Mo", deals, goingTo("Ann"));
  expect(await house.report(id)).toEqual([
    expect.stringMatching(/^2 make .*owner Bo has left: taken for Ann$/),
    expect.stringMatching(/^3 make .*owner Bo has left: taken for Ann/),
  ]);
  await house.apply("Mo", id);
  const where = { organizationId: house.organizationId };
  expect(await house.db.deal.findMany({ where, select: { ownerId: true } })).toEqual(
    Array(2).fill({ ownerId: ids("Ann") }),
  );
  const again = await house.planned("Mo", csv("客户,负责人,城市", "宏达,Bo,上海"), goingTo("Ann"));
  expect(await house.report(again)).toEqual(["2 merge 宏达: city added to what is there"]);
});

test("who has left another team than those one imports for is nobody", async () => {
  await hasLeft("Cy");
  const sheet = csv("客户,负责人", "宏达,Cy");
  expect(await house.report(await house.planned("Mo", sheet, goingTo("Ann")))).toEqual([
    "2 refuse 宏达: there is no Cy in a team you import for: correct the owner",
  ]);
  expect(await house.report(await house.planned("Ada", sheet, goingTo("Ann")))).toEqual([
    "2 make 宏达: owner Cy has left: taken for Ann",
  ]);
});
