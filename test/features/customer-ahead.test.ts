import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { activities } from "../../src/features/activities/index.ts";
import { contacts } from "../../src/features/contacts/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { deals } from "../../src/features/deals/index.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import type { Person } from "../support/conversation.ts";
import { withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00", [customers, contacts, activities, pipeline, deals]);
const { house, db } = papers;

const factOf = (person: Person, label: string) =>
  person.reads
    .split("\n")
    .find((line) => line.startsWith(`${label}: `))
    ?.slice(label.length + 2);
const opens = async (who: string, name: string) => {
  const person = house.person(who);
  await person.types(`/customer ${name}`);
  return person;
};

test("birthdays of the next thirty days stand on the card, lunar ones too; not of whoever wants no contact", async () => {
  const { customerId } = await papers.makeProspect("生日机电", { contacts: [] });
  const born = (name: string, month: number, day: number, more: Record<string, unknown> = {}) =>
    db().contact.create({
      data: {
        ...{ id: newId(), organizationId: house.company.organizationId, customerId, name, searchText: ` ${name}` },
        ...{ birthdayCalendar: "solar", birthMonth: month, birthDay: day, createdAt: house.clock.now() },
        ...more,
      },
    });
  await born("末日", 12, 20);
  await born("迟到", 12, 21);
  await born("昨天", 11, 19);
  await born("今日", 11, 20);
  await born("勿扰", 11, 25, { doNotContact: true });
  // The eleventh lunar month of 2026 begins on 9 December.
  await born("农历", 11, 5, { birthdayCalendar: "lunar" });
  const li = await opens("李伟", "生日机电");
  expect(factOf(li, "生日")).toBe("今日 周五 11月20日、农历 周日 12月13日（农历）、末日 周日 12月20日");
  await db().organization.update({
    where: { id: house.company.organizationId },
    data: { settings: { cardBirthdayDays: 7 } },
  });
  expect(factOf(await opens("李伟", "生日机电"), "生日")).toBe("今日 周五 11月20日");
  await db().organization.update({ where: { id: house.company.organizationId }, data: { settings: {} } });
});

test("a fee under way stands with the deals for whoever may see it, and no more once it is over", async () => {
  const prospect = await papers.makeProspect("费用机电");
  expect(factOf(await opens("李伟", "费用机电"), "在谈商机")).toBe("首单 25%");
  const fee = await papers.sendFee(prospect);
  const { number } = await db().fee.findUniqueOrThrow({ where: { id: fee } });
  const said = `首单 25%；特殊费用 ¥800 · 费用机电 · ${number}`;
  for (const who of ["李伟", "王芳"])
    expect(factOf(await opens(who, "费用机电"), "在谈商机和在批费用")).toContain(said);
  const emma = await opens("Emma", "费用机电");
  expect(emma.reads).not.toContain(number);
  await house.person("赵敏").presses("驳回", { on: await papers.channelCard(fee) });
  await house.person("赵敏").fills({ reason: "超过本季度预算" }).submits();
  expect(factOf(await opens("李伟", "费用机电"), "在谈商机")).toBe("首单 25%");
});

test("a deal added from the card is that customer's, and stands on its card", async () => {
  const { customerId } = await papers.makeProspect("商机机电", { deal: { stage: "lost" } });
  const li = await opens("李伟", "商机机电");
  expect(factOf(li, "在谈商机")).toBe("没有");
  await li.presses("新建商机");
  await li.fills({ name: "二期改造", reason: "要扩产" }).submits();
  expect(await db().deal.findMany({ where: { customerId, name: "二期改造" } })).toMatchObject([{ customerId }]);
  expect(factOf(await opens("李伟", "商机机电"), "在谈商机")).toBe("二期改造 销售机会");
});

test("where a customer is stands with its owner for whoever has several teams or segments, and behind more for all", async () => {
  await papers.makeProspect("在哪机电");
  const li = await opens("李伟", "在哪机电");
  expect(factOf(li, "负责人")).toBe("李伟");
  await li.presses("更多…");
  expect(li.reads).toContain("团队：华东一组 · 板块：工业");
  const zhou = await opens("周明", "在哪机电");
  expect(factOf(zhou, "负责人")).toBe("李伟 · 华东一组 · 工业");
  expect(zhou.card.facts).toHaveLength(6);
  const { organizationId, otherTeamId, people } = house.company;
  await db().teamMember.create({ data: { organizationId, teamId: otherTeamId, memberId: people.王芳!.id } });
  expect(factOf(await opens("王芳", "在哪机电"), "负责人")).toBe("李伟 · 华东一组 · 工业");
  await db().team.update({ where: { id: otherTeamId }, data: { segmentId: house.company.segmentId } });
  expect(factOf(await opens("王芳", "在哪机电"), "负责人")).toBe("李伟 · 华东一组");
  await db().customer.updateMany({ where: { name: "在哪机电" }, data: { teamId: newId() } });
  const nowhere = await opens("周明", "在哪机电");
  expect(factOf(nowhere, "负责人")).toBe("李伟");
  await nowhere.presses("更多…");
  expect(nowhere.reads).not.toContain("团队");
});
