import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { importing } from "../../src/features/importing/index.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { imports } from "../../src/features/imports/index.ts";
import { workOn } from "../../src/features/imports/public.ts";
import { cardText, withConversation } from "../support/conversation.ts";

const house = withConversation({
  features: [importing, imports([importListener])],
  at: "2026-11-26T09:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const given = (name: string, text: string) => {
  const bytes = Buffer.from(text);
  return { name, size: bytes.length, read: async () => bytes };
};
/** What is under way goes on to its end, and its card is brought. */
const goesOn = async () => {
  for (const { id } of await db().import.findMany({ where: { state: { in: ["planning", "applying", "undoing"] } } }))
    await workOn(house.jobContext(), id, { listeners: [importListener] });
  await house.delivers();
};

test("the unit, the order of days and the owner that were chosen stand in the form when it is opened again", async () => {
  const li = house.person("李伟");
  const again = async (file: string, kind: string, fill: Parameters<typeof li.fills>[0]) => {
    const { id, mapping } = await db().import.findFirstOrThrow({ where: { file } });
    await li.presses({ action: "importing.ask", payload: { id, sheet: 0, kind } });
    await li.fills(fill).submits();
    await goesOn();
    const now = await db().import.findUniqueOrThrow({ where: { id } });
    return [mapping, now.mapping] as [Record<string, unknown>, Record<string, unknown>];
  };
  const lines = ["客户名称,商机,阶段,预计成交日期,备注,金额（M）", "宏达机电,续约,50%,4/1/2027,甲,12"];
  await li.drops([given("再看.csv", lines.join("\n"))]);
  await li.presses("确认各列");
  await li.fills({ unit: { choose: ["6"] }, dayOrder: { choose: ["day"] } }).submits();
  await goesOn();
  const [deals, dealsNow] = await again("再看.csv", "deals", { product: { choose: "4" } });
  expect(deals).toMatchObject({ zeros: 6, dayOrders: { expectedOn: "day" } });
  expect(dealsNow).toEqual({ ...deals, columns: { ...(deals.columns as object), product: 4 } });
  expect(cardText(li.inbox.at(-1)!)).toContain("金额：1 就是 1,000,000");

  const { id: self } = await db().member.findFirstOrThrow({ where: { name: "李伟" } });
  await li.drops([given("归谁.csv", "客户名称,城市,电话\n宏达机电,上海,13812345678\n")]);
  await li.presses("确认各列");
  await li.fills({ toWhom: { choose: self } }).submits();
  await goesOn();
  const [owned, ownedNow] = await again("归谁.csv", "customers", { city: { choose: [] } });
  expect(owned).toMatchObject({ ownerId: expect.any(String), columns: { city: 1 } });
  expect(ownedNow).toMatchObject({ ownerId: owned.ownerId });
  expect(ownedNow.columns).not.toHaveProperty("city");
});
