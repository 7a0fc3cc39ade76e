import { expect, test } from "vitest";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import type { Prisma } from "../../src/data/generated/client.ts";
import { nameKey } from "../../src/domain/names.ts";
import { deals } from "../../src/features/deals/index.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { cardText, withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [pipeline, deals], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });

const makeCustomer = async (name: string, owner = "李伟"): Promise<string> => {
  const { organizationId, segmentId, teamId, people } = house.company;
  const id = newId();
  await db().customer.create({
    data: {
      id,
      organizationId,
      segmentId,
      teamId,
      ownerId: people[owner]!.id,
      name,
      nameKey: nameKey(name),
      searchText: ` ${nameKey(name)} `,
      createdAt: house.clock.now(),
    },
  });
  return id;
};

const makeDeal = async (
  name: string,
  given: Partial<Prisma.DealUncheckedCreateInput> = {},
  owner = "李伟",
): Promise<string> => {
  const { organizationId, segmentId, teamId, people } = house.company;
  const id = newId();
  await db().deal.create({
    data: {
      id,
      organizationId,
      segmentId,
      teamId,
      ownerId: people[owner]!.id,
      name,
      currency: "CNY",
      lastForwardOn: toColumn(plainDate("2026-11-20")),
      createdAt: house.clock.now(),
      updatedAt: house.clock.now(),
      ...given,
    },
  });
  return id;
};

const day = (text: string) => toColumn(plainDate(text));
const movesOf = (dealId: string) => db().dealMove.findMany({ where: { dealId }, orderBy: { at: "asc" } });

test("a new deal goes on the board with its reason, and its history begins", async () => {
  const customerId = await makeCustomer("宏达机电有限公司");
  const li = house.person("李伟");
  await li.types("/deal");
  expect(await li.searches("customer", "宏达")).toMatchObject([{ value: customerId, label: "宏达机电有限公司" }]);
  await li
    .fills({ customer: { choose: customerId }, name: "宏达三年续约", reason: "合同年底到期", amount: "18万" })
    .submits();
  expect(li.reads).toContain("已上板：宏达三年续约");
  expect(li.reads).toContain("¥180,000");
  const deal = await db().deal.findFirstOrThrow({ where: { name: "宏达三年续约" } });
  expect(deal).toMatchObject({ customerId, stage: "opportunity", amountMinor: 18_000_000n, currency: "CNY" });
  expect(await movesOf(deal.id)).toMatchObject([
    { from: null, to: "opportunity", why: "合同年底到期", cause: "person" },
  ]);
  await li.types("/deal");
  await li.fills({ customer: { choose: customerId }, name: "宏达三年续约", reason: "再来一次" }).submits();
  expect(li.form.errors.name).toContain("同名");
});

test("a deal walks the whole board; finance confirms nothing here", async () => {
  const li = house.person("李伟");
  await li.types("/stage 宏达 约见");
  await li.fills({ firstMeetingOn: "2026-11-22", firstMeetingAt: "宏达总部" }).submits();
  expect(li.form.errors.firstMeetingOn).toBe("这一天已经过去了。");
  await li.fills({ firstMeetingOn: "2026-11-23" }).submits();
  expect(li.card.title).toBe("宏达三年续约：销售机会 → 约见");

  await li.presses("进 25%");
  await li.submits();
  expect(li.form.errors.agreed).toContain("愿意");
  await li.fills({ agreed: true }).submits();
  expect(li.card.title).toBe("宏达三年续约：约见 → 25%");

  await li.types("推进 宏达 50%");
  await li.fills({ rightPerson: "王总拍板", fittingProposal: "换装三条线", nextStep: "周三谈交期" }).submits();
  expect(li.reads).toContain("宏达三年续约 先留在25%，还差 2 条");
  expect(li.reads).toContain("预算、签约日期");
  await li.presses("补齐");
  expect(li.form.values.rightPerson).toEqual({ text: "王总拍板" });
  await li.fills({ soundBudget: "谈过 15–20 万", rightTime: "年底前要装", expectedOn: "2027-02-01" }).submits();
  expect(li.reads).toContain("还差 1 条");
  expect(li.reads).toContain("28 天");
  await li.presses("补齐");
  await li.fills({ expectedOn: "2026-12-15" }).submits();
  expect(li.card.title).toBe("宏达三年续约：25% → 50%");

  await li.types("/stage 宏达 成交");
  expect(li.reads).toContain("合同签字、财务确认到账");
  await li.types("/stage 宏达 90%");
  await li.fills({ contractSignedOn: "2026-11-23" }).submits();
  expect(li.card.title).toBe("宏达三年续约：50% → 90% · 等财务确认到账");
  await li.types("/stage 宏达 100%");
  expect(li.reads).toContain("财务确认到账");
  await li.types("/deal 宏达");
  await li.presses("经过");
  expect(cardText(li.card)).toContain("50% → 90% · 周一 11月23日 · 李伟 · 合同 周一 11月23日 签");
  const deal = await db().deal.findFirstOrThrow({ where: { name: "宏达三年续约" } });
  expect((await movesOf(deal.id)).map(({ to }) => to)).toEqual(["opportunity", "first_meeting", "p25", "p50", "p90"]);
  const told = await db().outgoingMessage.findMany({ where: { key: { startsWith: `deal:${deal.id}:receipt` } } });
  expect(told).toHaveLength(1);
});
