import { expect, test } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { from, openDatabase } from "../../src/data/client.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { subjectOf } from "../../src/notify/subjects.ts";
import { revise, tell, tellThread } from "../../src/notify/tell.ts";
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

const sendCard = async ({ company, delivery, change }: NotifyHouse): Promise<void> => {
  await change((change) =>
    tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("等审批") }),
  );
  await delivery.deliverDue();
};
const reviseTo = ({ change }: NotifyHouse, title: string) =>
  change((change) => revise(change, "fee:1", inBoth(title, title)));

test("a card too old to be edited is posted anew in its place, and lives on there", async () => {
  const house = await openHouse();
  const { company, port, delivery, change, rows } = house;
  await sendCard(house);
  port.ages("C-approvals");
  await change(async (change) => {
    await revise(change, "fee:1", () => card("等财务"));
    await tellThread(change, { key: "b", subject: "fee:1", card: () => card("经理已批") });
  });
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["等审批", "等财务", "↳ 经理已批"]);
  const [old, now, line] = port.messages;
  expect(line?.thread).toBe(now?.message);
  await reviseTo(house, "已批准");
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["等审批", "已批准", "↳ 经理已批"]);
  for (const message of [old, now])
    expect(await subjectOf(database.handle, message!)).toEqual({
      organizationId: company.organizationId,
      subject: "fee:1",
    });
  expect((await rows()).every(({ state }) => state === "sent")).toBe(true);
});

test("a card that asks for nothing and says what it said stays where it stands", async () => {
  const house = await openHouse();
  const { port, delivery, rows } = house;
  await sendCard(house);
  port.ages("C-approvals");
  await reviseTo(house, "等审批");
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["等审批"]);
  expect((await rows()).map(({ failure }) => failure)).toEqual([null, "too_old"]);
  await reviseTo(house, "已批准");
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["等审批", "已批准"]);
});

test("it may grow old again, as often as it likes", async () => {
  const house = await openHouse();
  const { port, delivery } = house;
  await sendCard(house);
  for (const title of ["二", "三"]) {
    port.ages("C-approvals");
    await reviseTo(house, title);
    await delivery.deliverDue();
  }
  expect(port.titlesAt("C-approvals")).toEqual(["等审批", "二", "三"]);
  const subjects = await Promise.all(port.messages.map((message) => subjectOf(database.handle, message)));
  expect(subjects.map((found) => found?.subject)).toEqual(["fee:1", "fee:1", "fee:1"]);
});

test("a card in a direct chat is issued anew there, and the others are only edited", async () => {
  const house = await openHouse();
  const { company, port, delivery, change } = house;
  const direct = directOf(company, "李伟");
  await sendCard(house);
  await change((change) =>
    tell(change, { key: "c", to: toPerson(company, "李伟"), about: "fee:1", card: () => card("等审批") }),
  );
  await delivery.deliverDue();
  port.ages(direct);
  await reviseTo(house, "已批准");
  await delivery.deliverDue();
  expect(port.titlesAt(direct)).toEqual(["等审批", "已批准"]);
  expect(port.titlesAt("C-approvals")).toEqual(["已批准"]);
});

test("of several cards about the same in one chat the newest alone is issued anew; the others are left as they stand", async () => {
  const house = await openHouse();
  const { company, port, delivery, change, rows } = house;
  const direct = directOf(company, "李伟");
  for (const key of ["a", "b", "c"]) {
    await change((change) =>
      tell(change, { key, to: toPerson(company, "李伟"), about: "case:1", asks: true, card: () => card(key) }),
    );
    await delivery.deliverDue();
  }
  port.ages(direct);
  const revised = async (title: string) => {
    await change((change) => revise(change, "case:1", () => card(title)));
    await delivery.deliverDue();
  };
  await revised("已解决");
  expect(port.titlesAt(direct)).toEqual(["a", "b", "c", "已解决"]);
  expect((await rows()).filter(({ failure }) => failure === "too_old").map(({ state }) => state)).toEqual([
    "failed",
    "failed",
  ]);
  await revised("已回访");
  expect(port.titlesAt(direct)).toEqual(["a", "b", "c", "已回访"]);
  for (const message of port.messages)
    expect(await subjectOf(database.handle, message)).toMatchObject({ subject: "case:1" });
  expect(port.messages.every(({ place }) => place === direct)).toBe(true);
});

test("a card that stood in a thread is issued anew in that thread", async () => {
  const house = await openHouse();
  const { port, delivery } = house;
  await sendCard(house);
  const parent = await port.post(
    { workspace: "W", place: "C-approvals" },
    { card: card("上文"), key: "p", mention: () => undefined },
  );
  const [standing] = port.messages;
  Object.assign(standing!, { thread: parent.message });
  const refs = from({ database: database.handle }).messageRef;
  await refs.updateMany({
    where: { organizationId: house.company.organizationId },
    data: { thread: parent.message },
  });
  port.ages("C-approvals");
  await reviseTo(house, "已批准");
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["↳ 等审批", "上文", "↳ 已批准"]);
});

test("a new card whose answer got lost is looked for, not posted twice", async () => {
  const house = await openHouse();
  const { port, delivery, timePasses } = house;
  await sendCard(house);
  port.ages("C-approvals");
  port.fails("post", { after: new PortError("unavailable", "timeout", { uncertain: true }) });
  await reviseTo(house, "已批准");
  await delivery.deliverDue();
  await timePasses();
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["等审批", "已批准"]);
  await reviseTo(house, "已付款");
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["等审批", "已付款"]);
});

test("two processes issue it anew once", async () => {
  const house = await openHouse();
  const { port, clock, log, delivery } = house;
  await sendCard(house);
  port.ages("C-approvals");
  const second = openDatabase(database.url, { log });
  const beside = createDelivery({ database: second, ports: new Map([[port.platform, port]]), clock, log });
  delivery.start();
  beside.start();
  for (let n = 1; n <= 10; n += 1) await reviseTo(house, `${n}`);
  await Promise.all([delivery.stop(), beside.stop()]);
  await createDelivery({ database, ports: new Map([[port.platform, port]]), clock, log }).deliverDue();
  await second.close();
  expect(port.titlesAt("C-approvals")).toEqual(["等审批", "10"]);
});

test("taken over after its lease while it was found too old, it is still issued anew once", async () => {
  const house = await openHouse();
  const { port, clock, log, delivery, timePasses } = house;
  await sendCard(house);
  port.ages("C-approvals");
  await reviseTo(house, "已批准");
  const open = port.holds("C-approvals");
  const beside = createDelivery({ database, ports: new Map([[port.platform, port]]), clock, log });
  const sending = delivery.deliverDue();
  await expect.poll(() => port.calls.filter((call) => call === "post C-approvals").length).toBe(2);
  await timePasses();
  const takenOver = beside.deliverDue();
  open();
  await Promise.all([sending, takenOver]);
  await delivery.deliverDue();
  await reviseTo(house, "已付款");
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["等审批", "已付款"]);
});

test("however long its change waited for the platform, it is given all the time a new one has", async () => {
  const house = await openHouse();
  const { port, delivery, timePasses, rows } = house;
  await sendCard(house);
  await reviseTo(house, "已批准");
  port.fails("edit", { before: new PortError("unavailable", "503") });
  await delivery.deliverDue();
  await from({ database: database.handle }).outgoingMessage.updateMany({
    where: { organizationId: house.company.organizationId, kind: "edit" },
    data: { awaySince: new Date(Date.now() - 25 * 3_600_000), nextAt: new Date(0) },
  });
  port.ages("C-approvals");
  port.fails("post", { before: new PortError("unavailable", "503") });
  await delivery.deliverDue();
  expect((await rows())[1]).toMatchObject({ kind: "post", state: "pending", failure: "unavailable" });
  await timePasses();
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["等审批", "已批准"]);
  expect((await rows()).map(({ state, awaySince }) => [state, awaySince])).toEqual([
    ["sent", null],
    ["sent", null],
  ]);
});
