import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { day } from "../support/care-house.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, customer, customerOf, fee, unchanged, makeDeal } = company;

beforeAll(async () => {
  const id = await rep("统筹");
  await db().member.update({ where: { id }, data: { roles: ["coordinator"] } });
});

const handed = async (name: string) => {
  const id = await customer(name, idOf("李伟"));
  const lead = house.person("统筹");
  await lead.presses({ action: "handover.begin", payload: { customerId: id } });
  await lead.fills({ to: { choose: `${idOf("孙丽")}:${house.company.otherTeamId}` } }).submits();
  return { id, done: lead.card };
};

/** What may have begun since, in the new segment. */
const BEGUN: Readonly<Record<string, (customerId: string) => Promise<unknown>>> = {
  商机: (customerId) =>
    makeDeal("新单", { customerId, ownerId: idOf("孙丽"), stage: "p25", createdAt: house.clock.now() }),
  费用: async (customerId) => {
    const old = await makeDeal("旧单", { customerId, stage: "p25", createdAt: day("2026-01-01") });
    return fee(customerId, old, idOf("孙丽"));
  },
  服务单: (customerId) =>
    db().serviceCase.create({
      data: {
        id: newId(),
        organizationId: house.company.organizationId,
        customerId,
        kind: "complaint",
        said: "异响",
        openedById: idOf("孙丽"),
        openedAt: house.clock.now(),
      },
    }),
  任务: (customerId) =>
    db().task.create({
      data: {
        id: newId(),
        organizationId: house.company.organizationId,
        giverId: idOf("周明"),
        assigneeId: idOf("孙丽"),
        customerId,
        what: "送样品",
        dueOn: day("2026-11-30"),
        createdAt: house.clock.now(),
      },
    }),
  约定: async (customerId) => {
    const { organizationId } = house.company;
    const row = { organizationId, customerId, memberId: idOf("孙丽"), what: "送样品", dueOn: day("2026-11-30") };
    const { id } = await db().nextStep.create({ data: { ...row, id: newId() } });
    const entry = {
      organizationId,
      from: "slack",
      what: "step.promised",
      subject: `step:${id}`,
      at: house.clock.now(),
    };
    return db().auditEntry.create({ data: { ...entry, id: newId(), memberId: idOf("孙丽") } });
  },
};

test.each(Object.keys(BEGUN))("a handover stays once there is a new one of these: %s", async (what) => {
  house.clock.freezeAt(new Date("2026-11-23T09:00:00+08:00"));
  const { id, done } = await handed(`新开${what}`);
  house.clock.freezeAt(new Date("2026-11-23T10:00:00+08:00"));
  await BEGUN[what]?.(id);
  await unchanged(async () => {
    await house.person("统筹").presses("撤销", { on: done });
    expect(house.person("统筹").reads).toContain("新的商机、约定、费用单、服务单或任务");
  });
  expect(await customerOf(id)).toMatchObject({ ownerId: idOf("孙丽"), segmentId: house.company.otherSegmentId });
});
