import { expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import { newId } from "../../src/core/ids.ts";
import { friday } from "../../src/features/friday/index.ts";
import { fridayTick } from "../../src/features/friday/jobs.ts";
import { summary } from "../../src/features/summary/index.ts";
import { cardText } from "../support/conversation.ts";
import { day } from "../support/deals.ts";
import { withPapers } from "../support/papers.ts";

const papers = withPapers("2026-12-16T15:00:00+08:00", [summary, friday]);
const { house, db } = papers;
const wang = () => house.person("王芳");

const reminded = async (customerId: string, who: string, state: "done" | "open") => {
  const { organizationId, people } = house.company;
  const id = newId();
  await db().careItem.create({
    data: {
      id,
      organizationId,
      memberId: people[who]!.id,
      customerId,
      kind: "periodic_call",
      dueOn: day("2026-12-15"),
      showOn: day("2026-12-15"),
      listedOn: day("2026-12-15"),
      rank: 0,
      onceKey: `test:${id}`,
      state,
      createdAt: house.clock.now(),
    },
  });
};

test("the week ahead names its festivals, the fees that wait say until when, care is told by rep", async () => {
  const prospect = await papers.makeProspect("华信电子");
  await papers.sendFee(prospect);
  house.clock.freezeAt(new Date("2026-12-17T17:00:00+08:00"));
  await papers.sendFee(await papers.makeProspect("东方仪表"));
  for (const [who, state] of [
    ["李伟", "done"],
    ["李伟", "open"],
    ["Emma", "done"],
  ] as const)
    await reminded(prospect.customerId, who, state);
  house.clock.freezeAt(new Date("2026-12-18T10:00:00+08:00"));
  await wang().types("/summary");
  expect(wang().reads).toContain("要当心: 费用单 2 张在等审批，最早 周五 12月18日到期");
  expect(wang().reads).toContain("客情: 完成 2 件，漏了 1 件");
  expect(wang().reads).toContain("下周: 冬至 12月22日");
  const summary = wang().card;
  await wang().presses("待批费用", { on: summary });
  expect(wang().reads.split("\n").slice(1)).toEqual([
    expect.stringMatching(/华信电子 · FE-2026-0001$/),
    "等内勤审批，12月18日 15:00 到期",
    expect.stringMatching(/东方仪表 · FE-2026-0002$/),
    "等内勤审批，12月21日 17:00 到期",
    "截至 12月18日 10:00。",
  ]);
  await wang().presses("客情", { on: summary });
  expect(wang().reads).toContain("李伟 | 1 | 1\nEmma | 1 | 0\n合计 | 2 | 1");
  await wang().presses("下周", { on: summary });
  expect(wang().reads).toContain("冬至\n周二 12月22日");
});

test("what is promised to customers of another segment or another team is not the team's week", async () => {
  const { organizationId, people, segmentId, otherSegmentId, otherTeamId } = house.company;
  const teamId = newId();
  await db().team.create({ data: { id: teamId, organizationId, segmentId, name: "华东二组" } });
  const here = await papers.makeProspect("本组客户");
  const near = await papers.makeProspect("别组客户", { customer: { teamId } });
  const there = await papers.makeProspect("别板块客户", {
    customer: { segmentId: otherSegmentId, teamId: otherTeamId },
  });
  for (const { customerId } of [here, near, there]) {
    const step = { id: newId(), organizationId, customerId, memberId: people.李伟!.id, dueOn: day("2026-12-21") };
    await db().nextStep.create({ data: { ...step, what: "送样品" } });
  }
  await wang().types("/summary");
  await wang().presses("下周");
  expect(wang().reads).toContain("本组客户");
  expect(wang().reads).not.toMatch(/别组客户|别板块客户/);
});

test("a fee past its time is told as overdue, in the channel and its thread", async () => {
  house.clock.freezeAt(new Date("2026-12-18T17:00:00+08:00"));
  await fridayTick.run(house.jobContext());
  const rows = await db().outgoingMessage.findMany({
    where: { key: { startsWith: "summary:" } },
    orderBy: { seq: "asc" },
  });
  const said = rows.map(({ card }) => cardText(card as unknown as Card));
  expect(said[0]).toContain("费用单 2 张在等审批，1 张已超时");
  expect(said.slice(1).join("\n")).toContain("等内勤审批，12月18日 15:00 已到期");
  expect(said.slice(1).join("\n")).toContain("本周客情");
  expect(said[0]).toContain("约好的下一步 1 件");
});

test("a week without festivals, fees and care says nothing of them", async () => {
  await db().approval.updateMany({ data: { state: "withdrawn" } });
  await db().careItem.deleteMany();
  house.clock.freezeAt(new Date("2027-03-10T10:00:00+08:00"));
  await wang().types("/summary");
  expect(wang().reads).not.toMatch(/费用单|客情|下周/);
  expect([...(wang().card.buttons ?? []), ...(wang().card.menu ?? [])].map(({ label }) => label)).not.toContain("下周");
});
