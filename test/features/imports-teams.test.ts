import { beforeEach, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();
let second: string;
beforeEach(async () => {
  const { organizationId, db } = house;
  const { segmentId } = house.teams.get("East")!;
  second = newId();
  await db.team.create({ data: { id: second, organizationId, segmentId, name: "East 2" } });
  const memberId = house.as("Ann").memberId!;
  await db.teamMember.create({ data: { teamId: second, memberId, organizationId } });
});
const teamsOf = async () => {
  const rows = await house.db.customer.findMany({ where: { organizationId: house.organizationId } });
  const teams = await house.db.team.findMany({ where: { organizationId: house.organizationId } });
  const nameOf = (id: string) => teams.find((team) => team.id === id)?.name;
  return rows.map(({ name, teamId }) => `${name} ${nameOf(teamId)}`).toSorted();
};

test("a column says in which of their teams a customer is; one that is there stays where it is, and that is said", async () => {
  const sheet = csv("客户,负责人,团队", "宏达,Ann,East 2", "云帆,Ann,east", "北辰,Bo,East", "远大,Bo,East 2");
  const id = await house.planned("Ada", sheet);
  expect(await house.report(id)).toEqual([
    "2 make 宏达: its owner is in several teams: it goes to East 2",
    "3 make 云帆: its owner is in several teams: it goes to East",
    "4 make 北辰",
    expect.stringMatching(/^5 refuse 远大: its owner is in no team East 2 /),
  ]);
  await house.apply("Ada", id);
  expect(await teamsOf()).toEqual(["云帆 East", "北辰 East", "宏达 East 2"].toSorted());
  const again = await house.planned("Ada", csv("客户,负责人,小组", "宏达,Ann,East"));
  expect(await house.report(again)).toEqual([expect.stringMatching(/^2 skip 宏达: team stays as it is, not "East"/)]);
});

test("where nothing says which of several teams, the row is refused and says so, until whoever imports chooses one", async () => {
  const sheet = csv("客户,负责人", "宏达,Ann", "北辰,Bo");
  const id = await house.planned("Ada", sheet);
  expect(await house.report(id)).toEqual([
    expect.stringMatching(/^2 refuse 宏达: its owner is in several teams: East \/ East 2\. /),
    "3 make 北辰",
  ]);
  const chosen = await house.planned("Ada", sheet, { correct: (mapping) => ({ ...mapping, teamId: second }) });
  expect((await house.report(chosen, "zh"))[0]).toBe("2 make 宏达: 负责人在几个团队里，归到East 2");
  await house.apply("Ada", chosen);
  expect(await teamsOf()).toEqual(["北辰 East", "宏达 East 2"].toSorted());
  // Of a customer that is there its own team is meant: nothing is asked.
  const deals = csv("客户,商机,阶段,负责人", "宏达,续约,25%,Ann", "北辰,新签,25%,Ann");
  expect(await house.report(await house.planned("Ada", deals))).toEqual([
    expect.stringMatching(/^2 make 宏达/),
    "3 make 北辰 · 新签",
  ]);
});
