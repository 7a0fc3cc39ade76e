import { expect, test } from "vitest";
import { activities } from "../../src/features/activities/index.ts";
import { cases } from "../../src/features/cases/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { visits } from "../../src/features/visits/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";
import { dealsOf } from "../support/deals.ts";
import { withPapers } from "../support/papers.ts";
import { listenToStatements } from "../support/statements.ts";

/*
 * Each statement is a way to the database and back, and costs more than what it does there: their number decides how
 * long a person waits. A clock would say so too, but not on a busy machine. Whoever needs one more looks first for one
 * to save.
 */
const AT = "2026-11-20T09:12:00+08:00";
const papers = withPapers(AT);
const house = withConversation({ features: [visits, activities, cases, customers, pipeline], at: AT });

/** All that is sent until the answer is on record, in order. */
const sentFor = async (work: () => Promise<unknown>): Promise<string[]> => {
  const heard = listenToStatements();
  await work();
  return heard().map((sql) => sql.trim().replace(/\s+/g, " ").slice(0, 100));
};

test("a signature tells the channel, the thread and the requester, and takes 7 statements", async () => {
  const fee = await papers.sendFee(await papers.makeProspect("宏达机电"));
  const card = await papers.channelCard(fee);
  const sent = await sentFor(() => papers.house.person("赵敏").presses("同意", { on: card }));
  expect((await papers.channelCard(fee)).timeline?.map(({ state }) => state)).toEqual(["done", "now", "ahead"]);
  expect(sent.length, sent.join("\n")).toBeLessThanOrEqual(7);
});

test("a visit in one line takes 8", async () => {
  await makeCustomer(house, "宏达机电有限公司", { owner: "李伟", shortNames: ["宏达"] });
  const li = house.person("李伟");
  const sent = await sentFor(() => li.types("/visit 宏达 谈了续约价格 下周三再访"));
  expect(li.card.tone).toBe("done");
  expect(sent.length, sent.join("\n")).toBeLessThanOrEqual(8);
});

test("a deal's move takes 7 from its form", async () => {
  const { makeCustomer: customer, makeDeal } = dealsOf(house);
  await makeDeal("华信换装", { customerId: await customer("华信科技"), stage: "first_meeting" });
  const li = house.person("李伟");
  await li.types("/stage 华信 25%");
  const sent = await sentFor(() => li.fills({ firstMeetingOn: "2026-11-20", agreed: true }).submits());
  expect(li.card.title).toContain("25%");
  expect(sent.length, sent.join("\n")).toBeLessThanOrEqual(7);
});

test("a complaint in one line takes 17", async () => {
  await makeCustomer(house, "东方电气", { owner: "李伟" });
  const li = house.person("李伟");
  const sent = await sentFor(() => li.types("/complaint 东方电气 轴承异响"));
  expect(li.card.tone).toBe("waiting");
  expect(sent.length, sent.join("\n")).toBeLessThanOrEqual(17);
});
