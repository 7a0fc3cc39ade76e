import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { caseclocks } from "../../src/features/caseclocks/index.ts";
import { cases } from "../../src/features/cases/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [cases, caseclocks], at: "2026-11-25T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const idOf = (name: string) => house.company.people[name]!.id;
const ids: Record<string, string> = {};

/** 王芳 is away; 钱进, who leads another team of her segment, stands in. 何清 heads the segment. */
beforeAll(async () => {
  const { organizationId, segmentId } = house.company;
  const teamId = newId();
  await db().team.create({ data: { id: teamId, organizationId, segmentId, name: "华东二组" } });
  await db().teamMember.createMany({
    data: ["钱进", "何清"].map((name) => ({ organizationId, teamId, memberId: idOf(name) })),
  });
  await db().member.update({ where: { id: idOf("何清") }, data: { roles: ["segment_admin"] } });
  const [startsAt, endsAt] = [new Date("2026-11-23T00:00:00+08:00"), new Date("2026-12-05T00:00:00+08:00")];
  const whose = { organizationId, memberId: idOf("王芳"), standInId: idOf("钱进"), setById: idOf("王芳") };
  await db().absence.create({ data: { id: newId(), ...whose, startsAt, endsAt, createdAt: startsAt } });
  ids.hongda = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  await makeCustomer(house, "海天精工", { owner: "王芳" });
});

const ticksAt = async (time: string) => {
  house.clock.freezeAt(new Date(`2026-11-25T${time}:00+08:00`));
  for (const tick of caseclocks.ticks ?? []) await tick.run(house.jobContext());
  await house.delivers();
};
const heard = (who: string, customer: string) =>
  house.person(who).inbox.filter(({ title }) => title === `咨询超时未答复：${customer}`);

test("a manager's stand-in who may not see the customer reads nothing of it: it goes up at once", async () => {
  await house.person("李伟").types("/inquiry 宏达机电 问交期");
  await ticksAt("09:10");
  expect(house.person("钱进").inbox).toEqual([]);
  expect(heard("王芳", "宏达机电")).toEqual([]);
  expect(heard("李伟", "宏达机电")).toHaveLength(1);
  expect(heard("何清", "宏达机电")).toHaveLength(1);
});

test("the manager's own customers are the stand-in's to work on", async () => {
  await house.person("赵敏").types("/inquiry 海天精工 问交期");
  await ticksAt("09:20");
  const [card] = heard("钱进", "海天精工");
  await house.person("钱进").presses("已答复", { on: card! });
  expect(house.person("钱进").form.formId).toBe("cases.meet");
  expect(heard("何清", "海天精工")).toHaveLength(1);
});

test("a stand-in who sees the customer hears of it in the manager's place", async () => {
  const { organizationId } = house.company;
  await db().customerShare.create({ data: { organizationId, customerId: ids.hongda!, memberId: idOf("钱进") } });
  const before = heard("何清", "宏达机电").length;
  await house.person("李伟").types("/inquiry 宏达机电 问付款");
  await ticksAt("09:30");
  expect(heard("钱进", "宏达机电")).toHaveLength(1);
  expect(heard("何清", "宏达机电")).toHaveLength(before);
});

test("the times of a case are those of the segment its customer is in", async () => {
  const { segmentId } = house.company;
  await db().organization.updateMany({ data: { settings: { service: { answerMinutes: 20 } } } });
  await db().segment.update({ where: { id: segmentId }, data: { settings: { service: { answerMinutes: 60 } } } });
  const far = await makeCustomer(house, "银杏药业", { owner: "孙丽" });
  house.clock.freezeAt(new Date("2026-11-25T10:00:00+08:00"));
  await house.person("李伟").types("/inquiry 宏达机电 问交货");
  await house.person("孙丽").types("/inquiry 银杏药业 问交货");
  const dueOf = async (customerId: string) =>
    (await db().serviceCase.findFirstOrThrow({ where: { customerId, said: "问交货" } })).dueAt;
  expect(await dueOf(ids.hongda!)).toEqual(new Date("2026-11-25T11:00:00+08:00"));
  expect(await dueOf(far)).toEqual(new Date("2026-11-25T10:20:00+08:00"));
});
