import { expect, test } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { from } from "../../src/data/client.ts";
import { revise, tell, tellFile, tellThread } from "../../src/notify/tell.ts";
import { withDatabase } from "../support/database.ts";
import {
  card,
  directOf,
  inBoth,
  type NotifyHouse,
  notifyHouses,
  toApprovals,
  toPerson,
} from "../support/notify-house.ts";

const database = withDatabase();
const openHouse = notifyHouses(database);
const withheld = () => ({ before: new PortError("withheld", "230028 The messages do NOT pass the audit.") });
const HELD_BACK = "这里有一条消息没有放行";
const OUT_OF_DATE = "这张卡片不是最新状态";
const adminReads = ({ port, company }: NotifyHouse): string[] =>
  port.messages
    .filter(({ place }) => place === directOf(company, "林涛"))
    .map(({ faces }) => faces[0]?.text?.join(" ") as string);

test("a message that is held back: whoever waits for it reads so, in their language, and an admin what to do", async () => {
  const house = await openHouse();
  const { company, port, delivery, change } = house;
  for (const [name, secret] of [
    ["李伟", "13800000000 王总"],
    ["Emma", "13900000000"],
  ] as const) {
    const place = directOf(company, name);
    port.fails("post", withheld(), { place });
    await change((change) => tell(change, { key: name, to: toPerson(company, name), card: () => card(secret) }));
    await delivery.deliverDue();
  }
  expect(port.titlesAt(directOf(company, "李伟"))).toEqual([HELD_BACK]);
  expect(port.titlesAt(directOf(company, "Emma"))).toEqual(["A message here was held back"]);
  expect(JSON.stringify(port.messages)).not.toContain("3800000000");
  expect(adminReads(house)).toEqual(
    expect.arrayContaining([expect.stringMatching(/手机号或邮箱[\s\S]*放行 Rapport 的消息/)]),
  );
  expect(adminReads(house).join()).not.toMatch(/Rapport 自身的问题/);
});

test("the admin whose own message is held back is told what to do as well", async () => {
  const house = await openHouse();
  const { company, port, delivery, change } = house;
  port.fails("post", withheld(), { place: directOf(company, "林涛") });
  await change((change) => tell(change, { key: "a", to: toPerson(company, "林涛"), card: () => card("秘密") }));
  await delivery.deliverDue();
  expect(port.titlesAt(directOf(company, "林涛"))).toEqual([HELD_BACK, "发给林涛的消息送不到"]);
});

test("a paper's card that is held back becomes the paper with the next change, and its thread goes on", async () => {
  const { company, port, delivery, change } = await openHouse();
  port.fails("post", withheld(), { place: "C-approvals" });
  await change(async (change) => {
    await tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("费用 13800000000") });
    await tellThread(change, { subject: "fee:1", key: "next", card: () => card("等经理") });
  });
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual([HELD_BACK, "↳ 等经理"]);
  await change(async (change) => {
    await revise(change, "fee:1", inBoth("fee", "费用"));
    await tellThread(change, { subject: "fee:1", key: "line", card: () => card("已签") });
  });
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["费用", "↳ 等经理", "↳ 已签"]);
});

test("a change of a card that is held back is told below it, once a day; the next that gets through mends it", async () => {
  const house = await openHouse();
  const { company, port, delivery, change, clock } = house;
  clock.freezeAt(new Date("2026-11-23T09:00:00Z"));
  await change((change) =>
    tell(change, { key: "a", to: toPerson(company, "李伟"), about: "fee:1", card: () => card("费用") }),
  );
  await delivery.deliverDue();
  const place = directOf(company, "李伟");
  const revised = async (title: string) => {
    await change((change) => revise(change, "fee:1", () => card(title)));
    await delivery.deliverDue();
  };
  port.fails("edit", withheld(), { times: 3 });
  await revised("已签 13800000000");
  await revised("已付 13800000000");
  expect(port.titlesAt(place)).toEqual(["费用", `↳ ${OUT_OF_DATE}`]);
  expect(adminReads(house)).toEqual([expect.stringContaining("放行 Rapport 的消息")]);
  clock.freezeAt(new Date("2026-11-24T09:00:00Z"));
  await revised("已付一半 13800000000");
  await revised("已付");
  expect(port.titlesAt(place)).toEqual(["已付", `↳ ${OUT_OF_DATE}`, `↳ ${OUT_OF_DATE}`]);
});

test("a file that is held back is told of as any that is not taken; where all is held back it ends", async () => {
  const house = await openHouse();
  const { company, port, delivery, change, rows } = house;
  const file = { name: "客户.xlsx", bytes: Uint8Array.from([1]) };
  port.fails("sendFile", withheld());
  await change((change) => tellFile(change, { key: "f", to: toPerson(company, "李伟"), file }));
  await delivery.deliverDue();
  expect(port.titlesAt(directOf(company, "李伟"))).toEqual(["客户.xlsx 没能发给你"]);
  expect(adminReads(house)).toEqual([expect.stringContaining("放行 Rapport 的消息")]);
  port.fails("post", withheld(), { times: 50 });
  await change((change) => tell(change, { key: "a", to: toPerson(company, "Emma"), card: () => card("secret") }));
  await delivery.deliverDue();
  expect((await rows()).filter(({ key }) => key === "a")).toMatchObject([{ state: "failed", failure: "withheld" }]);
  expect(
    await from({ database: database.handle }).outgoingMessage.count({
      where: { state: { in: ["pending", "sending"] } },
    }),
  ).toBe(0);
});
