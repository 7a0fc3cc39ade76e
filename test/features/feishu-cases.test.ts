import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Message } from "../../src/sandbox/driver.ts";
import { feishuFees } from "../support/feishu-fees.ts";
import { withHouse } from "../support/house.ts";

const house = withHouse();
const { on, settled } = feishuFees(house);
const BEGINS = Date.parse("2026-11-23T09:00:00+08:00");
const cards = (): readonly Message[] =>
  on("liwei")
    .messages()
    .filter(({ by, text }) => by.isBot && text.includes("轴承异响"));
const dayPasses = async (day: number): Promise<void> => {
  await house.moveClock(new Date(BEGINS + day * 86_400_000).toISOString());
  await settled();
};
/** The next step of the case is taken on that card. */
const takes = async (step: string, card: Message, next: RegExp): Promise<void> => {
  const li = on("liwei");
  await li.press(card, step);
  const form = await house.form(li);
  await li.fill({ [form.fields[0]!.label]: "换了轴承" });
  await li.submit();
  await house.reads(li, next);
  await settled();
};

test("a case's card of 15 days ago is issued anew once and works, as long as something is to be done", async () => {
  await from({ database: house.database.handle }).member.updateMany({
    where: { name: "李伟" },
    data: { prefers: "feishu" },
  });
  await on("wangfang").say("/complaint 宏达机电 轴承异响");
  const li = on("liwei");
  await house.reads(li, /投诉待解决[\s\S]*轴承异响/);
  // What is missed in these days is told, each on a card of its own.
  for (const day of [1, 4, 10]) await dayPasses(day);
  const old = cards();
  expect(old.length).toBeGreaterThan(2);
  await dayPasses(26);
  const [anew, ...more] = cards().slice(old.length);
  expect(more).toEqual([]);
  // Of the day it was issued, not of the one it was last shown on.
  expect(anew?.text).toMatch(/截至 12月19日/);
  await takes("已解决", anew!, /投诉待回访/);
  await takes("已回访", cards().find(({ id }) => id === anew!.id)!, /投诉待结案/);
  await li.press(cards().find(({ id }) => id === anew!.id)!, "结案");
  await house.reads(li, /投诉已结案/);
  await settled();
  expect(cards().find(({ id }) => id === anew!.id)?.text).toContain("投诉已结案");
  const closed = cards().map(({ id }) => id);
  await dayPasses(42);
  expect(cards().map(({ id }) => id)).toEqual(closed);
});
