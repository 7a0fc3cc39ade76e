import { beforeAll, expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const li = () => house.person("李伟");
/** Ten plants called alike, each with a deal. */
const COUNT = 10;
const ids: string[] = [];

beforeAll(async () => {
  const { organizationId, segmentId, teamId, people } = house.company;
  for (const n of Array.from({ length: COUNT }, (_, at) => at)) {
    const customerId = await makeCustomer(house, `电子${n}号厂`, { owner: "李伟", city: `第${n}城` });
    ids.push(customerId);
    await db().deal.create({
      data: {
        ...{ id: newId(), organizationId, segmentId, teamId, customerId, ownerId: people.李伟!.id },
        ...{ name: `换线${n}期`, stage: "p25", currency: "CNY", lastForwardOn: toColumn(plainDate("2026-11-20")) },
        ...{ createdAt: house.clock.now(), updatedAt: house.clock.now() },
      },
    });
  }
});

const next = (card: Card) => buttonsOf(card).find(({ label }) => label === "下一页" || label.startsWith("还有"));
/** All that is offered for what was typed, page by page. */
const offered = async (typed: string, which: (card: Card) => readonly string[]) => {
  await li().types(typed);
  const pages = [which(li().card)];
  for (let more = next(li().card); more; more = next(li().card)) {
    await li().presses(more.press);
    pages.push(which(li().card));
    if (pages.length > COUNT) break;
  }
  return pages;
};
const cities = (card: Card) => buttonsOf(card).flatMap(({ label }) => /第\d+城/.exec(label)?.[0] ?? []);

test.each([
  ...["/customer 电子", "/satisfaction 电子", "/handover 电子", "/visit 电子 谈了价格", "/complaint 电子 轴承异响"],
])("%s offers all that are called so, a few at once, each of them once", async (typed) => {
  const pages = await offered(typed, cities);
  expect(pages.map(({ length }) => length)).toEqual([4, 4, 2]);
  expect(new Set(pages.flat()).size).toBe(COUNT);
  await li().types(typed);
  expect(cardText(li().card)).toContain("还有 6 家也对得上");
});

test("/fee offers the deals of all that are called so, flags first, and goes on with what was typed", async () => {
  await db().customer.update({ where: { id: ids[3]! }, data: { flags: ["vip", "warning"] } });
  await makeContact(house, ids[3]!, { name: "钱工" });
  const deals = (card: Card) => (card.lines ?? []).map(({ text }) => (typeof text === "string" ? text : ""));
  const pages = await offered("/fee 电子 800 茶礼", deals);
  expect(pages.map(({ length }) => length)).toEqual([5, 5]);
  expect(pages.flat().toSorted()).toContain("警示 · 电子3号厂 · 换线3期");
  expect(pages.flat()).toContain("电子4号厂 · 换线4期");
  expect(new Set(pages.flat()).size).toBe(COUNT);
  await li().presses("就是这个");
  expect(li().form.values).toMatchObject({ what: { text: "茶礼" }, amount: { text: "800" } });
  await li().commands("fee");
  expect((await li().searches("deal", "换线3期")).map(({ label }) => label)).toEqual(["警示 · 电子3号厂 · 换线3期"]);
  expect((await li().searches("recipients", "钱工")).map(({ label }) => label)).toEqual(["钱工 · 警示 · 电子3号厂"]);
});

test("/fee begins anew where the deals of the page that is asked for went meanwhile", async () => {
  await li().types("/fee 电子 800 茶礼");
  const gone = { where: { customerId: { in: ids.slice(2) } } };
  await db().deal.updateMany({ ...gone, data: { stage: "lost" } });
  await li().presses(next(li().card)!.press);
  expect(li().card.lines).toHaveLength(2);
  await db().deal.updateMany({ ...gone, data: { stage: "p25" } });
});

test("what was typed goes along from page to page", async () => {
  for (const [typed, kept] of [
    ["/visit 电子 谈了价格 下周三再访", () => db().activity.findMany({ where: { said: "谈了价格" } })],
    ["/complaint 电子 轴承异响", () => db().serviceCase.findMany({ where: { said: "轴承异响" } })],
  ] as const) {
    await li().types(typed);
    await li().presses(next(li().card)!.press);
    await li().presses(next(li().card)!.press);
    const [last] = buttonsOf(li().card);
    await li().presses(last!.press);
    expect(await kept()).toHaveLength(1);
  }
});

test("who sees no more than the money of a customer reads none of its flags among deals", async () => {
  const chen = house.person("陈静");
  await chen.commands("fee");
  expect((await chen.searches("deal", "换线3期")).map(({ label }) => label)).toEqual(["电子3号厂 · 换线3期"]);
});
