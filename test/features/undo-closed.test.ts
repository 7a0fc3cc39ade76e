import { beforeAll, expect, test } from "vitest";
import { closing } from "../../src/features/closing/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { duplicates } from "../../src/features/duplicates/index.ts";
import { handover } from "../../src/features/handover/index.ts";
import { merging } from "../../src/features/merging/index.ts";
import { cardText, withConversation } from "../support/conversation.ts";
import { dealsOf } from "../support/deals.ts";
import { fingerprint } from "../support/secrets.ts";

const house = withConversation({
  features: [closing, customers, handover, duplicates, merging],
  at: "2026-11-23T09:00:00+08:00",
});
const { db, makeCustomer } = dealsOf(house);
const at = (time: string) => house.clock.freezeAt(new Date(`2026-11-23T${time}:00+08:00`));
const ids: Record<string, string> = {};
const belongs = async (id: string) => {
  const { ownerId, teamId } = await db().customer.findUniqueOrThrow({ where: { id } });
  return { ownerId, teamId };
};
const undoHours = (hours: number) => db().organization.updateMany({ data: { settings: { undoHours: hours } } });
const zhou = () => house.person("周明");
const toEmma = () => ({ choose: `${house.company.people.Emma!.id}:${house.company.teamId}` });

beforeAll(async () => {
  const { otherTeamId: teamId, otherSegmentId: segmentId } = house.company;
  await undoHours(2);
  await db().member.updateMany({ where: { name: "周明" }, data: { roles: ["coordinator"] } });
  for (const name of ["南方重工", "南方轴承", "南方铸造"]) ids[name] = await makeCustomer(name, "孙丽");
  await db().customer.updateMany({ data: { teamId, segmentId } });
  ids.hongda = await makeCustomer("宏达机电");
  const orphans = ["南方轴承", "宏达机电"];
  await db().customer.updateMany({ where: { name: { in: orphans } }, data: { ownerId: null } });
});

test("what a handover took from a team that was closed since stays, in words, however long it may be undone", async () => {
  await zhou().types("/handover 南方重工");
  await zhou().fills({ to: toEmma() }).submits();
  const one = zhou().card;
  await zhou().types("/handover");
  await zhou().presses("移交几家");
  await zhou().fills({ all: true, to: toEmma() }).submits();
  const both = zhou().shown;
  at("12:00");
  const { otherTeamId, teamId, people } = house.company;
  await db().teamMember.deleteMany({ where: { teamId: otherTeamId } });
  await db().customer.deleteMany({ where: { name: "南方铸造" } });
  await house.person("林涛").presses({ action: "closing.team", payload: { id: otherTeamId } });
  await house.person("林涛").submits();
  expect(await db().team.count({ where: { id: otherTeamId, closedAt: null } })).toBe(0);
  await undoHours(10);
  const before = await fingerprint(house.database.handle);
  await zhou().presses("撤销", { on: one });
  expect(JSON.stringify(zhou().shown)).toContain("没有撤销：他们原来的团队已经关闭");
  expect(await fingerprint(house.database.handle)).toEqual(before);
  const said = both?.kind === "replace" ? both.say : undefined;
  await zhou().presses("撤销", { on: said! });
  expect(cardText(zhou().card)).toContain("这些原来的团队已关闭或换到别的板块，没有动：南方轴承");
  expect(await belongs(ids.hongda!)).toEqual({ ownerId: null, teamId });
  expect(await belongs(ids.南方轴承!)).toEqual({ ownerId: people.Emma!.id, teamId });
});
