import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { activities } from "../../src/features/activities/index.ts";
import { cases } from "../../src/features/cases/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { people } from "../../src/features/people/index.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { roster } from "../../src/features/roster/index.ts";
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
const house = withConversation({ features: [visits, activities, cases, customers, pipeline, people, roster], at: AT });

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

test("a pasted list takes 14 to look at and 25 to add, however long it is", async () => {
  const { people: known, organizationId } = house.company;
  const db = from({ database: house.database.handle });
  // Of a segment's admin it is asked of each whether they may be changed, and of each team whether it is theirs.
  await db.member.update({ where: { id: known.李伟!.id }, data: { roles: ["segment_admin"] } });
  const li = house.person("李伟");
  const pasted = async (list: string) => {
    await li.presses({ action: "roster.begin", payload: {} });
    const looked = await sentFor(() => li.fills({ list }).submits());
    const title = li.card.title;
    const added = await sentFor(() => li.presses(li.card.buttons![0]!.label));
    return { looked, added, title };
  };
  const names = (count: number, word: string) => Array.from({ length: count }, (_, n) => `${word}${n + 1}`);
  const bare = (word: string) => names(60, word).map((name) => `${name}, 华东一组, rep`);
  const short = await pasted(["先一, 华东一组, rep", "先二, 华东一组, rep"].join("\n"));
  await pasted(bare("老").join("\n"));
  const filling = names(60, "老").map((name, n) => `${name}, 华东一组, rep, ${13_900_000_000 + n}`);
  const fill = await pasted([filling[0], "后一, 华东一组, rep"].join("\n"));
  const long = await pasted(
    [...filling.slice(1), ...names(40, "新").map((name) => `${name}, 华东一组, rep`)].join("\n"),
  );
  expect(long.title).toBe("将加入 40 人 · 补上 59 人的联系方式");
  expect(await db.member.count({ where: { organizationId, phone: { startsWith: "139000000" } } })).toBe(60);
  expect(long.looked.length, long.looked.join("\n")).toBe(fill.looked.length);
  expect(long.added.length, long.added.join("\n")).toBe(fill.added.length);
  for (const { looked, added } of [short, long]) {
    expect(looked.length, looked.join("\n")).toBeLessThanOrEqual(14);
    expect(added.length, added.join("\n")).toBeLessThanOrEqual(25);
  }
});
