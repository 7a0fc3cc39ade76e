import { describe, expect, test } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { within } from "../../src/core/time-limit.ts";
import { from, openDatabase } from "../../src/data/client.ts";
import { foresee, takeForeseen } from "../../src/notify/audience.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { heldRows } from "../../src/notify/message-refs.ts";
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
  toTeam,
} from "../support/notify-house.ts";
import { listenToStatements } from "../support/statements.ts";

const database = withDatabase();
const openHouse = notifyHouses(database);

test("every card about a subject is brought up to date in its reader's language", async () => {
  const { company, port, delivery, change } = await openHouse();
  await change(async (change) => {
    const build = inBoth("Waiting", "等审批");
    await tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: build });
    await tell(change, { key: "b", to: toPerson(company, "Emma"), about: "fee:1", card: build });
    await tell(change, { key: "c", to: toTeam(company), about: "fee:2", card: build });
    await tell(change, { key: "d", to: toTeam(company), card: build });
  });
  await delivery.deliverDue();
  await change((change) => revise(change, "fee:1", inBoth("Approved", "已批准")));
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["已批准"]);
  expect(port.titlesAt(directOf(company, "Emma"))).toEqual(["Approved"]);
  expect(port.titlesAt("C-team")).toEqual(["等审批", "等审批"]);
});

test("a card that was not delivered yet goes out with its newest face", async () => {
  const { company, port, delivery, change } = await openHouse();
  await change((change) =>
    tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("等审批") }),
  );
  await change((change) => revise(change, "fee:1", () => card("已批准")));
  await delivery.deliverDue();
  expect(port.messages.map(({ faces }) => faces.map(({ title }) => title))).toEqual([["已批准"]]);
  expect(port.calls).toEqual(["post C-approvals"]);
});

test("a card revised while it is being sent is edited afterwards, to the newest face only", async () => {
  const { company, port, delivery, rows, change } = await openHouse();
  await change((change) =>
    tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("等经理") }),
  );
  const open = port.holds("C-approvals");
  const sending = delivery.deliverDue();
  await expect.poll(() => port.calls).toEqual(["post C-approvals"]);
  for (const title of ["等财务", "已批准"]) await change((change) => revise(change, "fee:1", () => card(title)));
  open();
  await sending;
  await delivery.deliverDue();
  expect(port.messages.map(({ faces }) => faces.map(({ title }) => title))).toEqual([["等经理", "已批准"]]);
  expect((await rows()).map(({ kind }) => kind)).toEqual(["post", "edit"]);
});

test("a line in the thread waits for its card and lets others pass", async () => {
  const { company, port, delivery, timePasses, change } = await openHouse();
  port.fails("post", { before: new PortError("unavailable", "503") }, { place: "C-approvals" });
  await change(async (change) => {
    await tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("申请") });
    await tell(change, { key: "b", to: toPerson(company, "李伟"), about: "fee:1", card: () => card("你的申请") });
    await tellThread(change, { key: "fee:1:clerk", subject: "fee:1", card: () => card("内勤已核") });
  });
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual([]);
  await timePasses();
  await delivery.deliverDue();
  await change((change) => tellThread(change, { key: "fee:1:clerk", subject: "fee:1", card: () => card("again") }));
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["申请", "↳ 内勤已核"]);
  expect(port.titlesAt(directOf(company, "李伟"))).toEqual(["你的申请"]);
});

test("words in a thread lead to the subject of its card, and only there", async () => {
  const { company, port, delivery, change } = await openHouse();
  await change(async (change) => {
    await tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("申请") });
    await tell(change, { key: "b", to: toApprovals(company), card: () => card("通知") });
  });
  await delivery.deliverDue();
  const [about, other] = port.messages;
  expect(await subjectOf(database.handle, about!)).toEqual({
    organizationId: company.organizationId,
    subject: "fee:1",
  });
  expect(await subjectOf(database.handle, other!)).toBeNull();
  expect(await subjectOf(database.handle, { ...about!, workspace: "W-elsewhere" })).toBeNull();
});

describe("an audience that was foreseen", () => {
  /** A card in the channel, and a change that brings it up to date with what was foreseen before `meanwhile`. */
  const revisedAfter = async (meanwhile: (house: NotifyHouse) => Promise<unknown>) => {
    const house = await openHouse();
    const { company, port, delivery, change, jobContext } = house;
    const about = { about: "fee:1", card: () => card("等审批") };
    await change((change) => tell(change, { key: "a", to: toApprovals(company), ...about }));
    await delivery.deliverDue();
    const members = [toPerson(company, "Emma").member];
    const foreseen = await foresee(jobContext().scope, { subject: "fee:1", members });
    await meanwhile(house);
    const heard = listenToStatements();
    let tries = 0;
    await change(async (change) => {
      tries += 1;
      takeForeseen(change, foreseen);
      await revise(change, "fee:1", () => card("已批准"));
      await tell(change, { key: "b", to: toPerson(company, "Emma"), card: () => card("批了") });
    });
    const statements = heard().length;
    await delivery.deliverDue();
    expect(port.titlesAt("C-approvals").at(-1)).toBe("已批准");
    return { house, tries, statements };
  };

  test("is not read again", async () => {
    const { house, tries, statements } = await revisedAfter(async () => undefined);
    expect(house.port.titlesAt(directOf(house.company, "Emma"))).toEqual(["批了"]);
    expect([tries, statements]).toEqual([1, 1]);
  });

  test("that has one card more by now is read again: it is brought up to date too", async () => {
    const { house, tries } = await revisedAfter(({ company, change }) =>
      change((change) =>
        tell(change, { key: "c", to: toPerson(company, "李伟"), about: "fee:1", card: () => card("等审批") }),
      ),
    );
    expect(house.port.titlesAt(directOf(house.company, "李伟"))).toEqual(["已批准"]);
    expect(house.port.titlesAt(directOf(house.company, "Emma"))).toEqual(["批了"]);
    expect(tries).toBe(2);
  });

  test("of which a card is gone by now is read again", async () => {
    const { house, tries } = await revisedAfter(async ({ company, change }) => {
      await change(async (change) => {
        await from(change).messageRef.deleteMany({ where: { subject: "fee:1" } });
        await tell(change, { key: "c", to: toApprovals(company), about: "fee:1", card: () => card("等审批") });
      });
    });
    expect(await house.rows()).toHaveLength(3);
    expect(tries).toBe(2);
  });
});

describe("words said before it is noted where their card stands", () => {
  /** A card that people can see, and whose noting waits for the function returned. */
  const unnoted = async () => {
    const house = await openHouse();
    const { company, port, delivery, change } = house;
    await change((change) =>
      tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("申请") }),
    );
    let note = () => {};
    const noting = new Promise<void>((resolve) => {
      note = resolve;
    });
    let held = false;
    const holding = change(async (change) => {
      await from(change).$queryRaw(heldRows(change, ["fee:1"]));
      held = true;
      await noting;
    });
    await expect.poll(() => held).toBe(true);
    const sending = delivery.deliverDue();
    await expect.poll(() => port.messages).toHaveLength(1);
    const noted = async () => {
      note();
      await Promise.all([holding, sending]);
    };
    return { ...house, noted };
  };

  test("lead to its subject all the same", async () => {
    const { company, port, noted } = await unnoted();
    const asked = subjectOf(database.handle, port.messages[0]!);
    const first = await within(60, asked, "waits");
    await noted();
    expect(first).toBe("waits");
    expect(await asked).toEqual({ organizationId: company.organizationId, subject: "fee:1" });
  });

  test("are given up in time when it is not noted", async () => {
    const { port, noted } = await unnoted();
    expect(await within(1800, subjectOf(database.handle, port.messages[0]!), "too late")).toBeNull();
    await noted();
  });

  test("on another platform wait for nothing", async () => {
    const { port, noted } = await unnoted();
    const elsewhere = { ...port.messages[0]!, platform: "elsewhere" };
    expect(await within(1000, subjectOf(database.handle, elsewhere), "too late")).toBeNull();
    await noted();
  });
});

test("a card revised again and again while two processes deliver ends with its last face", async () => {
  const { company, port, clock, log, delivery, change, rows } = await openHouse();
  const second = openDatabase(database.url, { log });
  const beside = createDelivery({ database: second, ports: new Map([[port.platform, port]]), clock, log });
  delivery.start();
  beside.start();
  await change(async (change) => {
    await tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("0") });
    await tell(change, { key: "b", to: toPerson(company, "李伟"), about: "fee:1", card: () => card("0") });
  });
  for (let n = 1; n <= 30; n += 1) await change((change) => revise(change, "fee:1", () => card(`${n}`)));
  await Promise.all([delivery.stop(), beside.stop()]);
  const third = createDelivery({ database, ports: new Map([[port.platform, port]]), clock, log });
  await third.deliverDue();
  await second.close();
  expect(port.messages.map(({ faces }) => faces.at(-1)?.title)).toEqual(["30", "30"]);
  for (const { faces } of port.messages) {
    const shown = faces.map(({ title }) => Number(title));
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
  }
  expect((await rows()).every(({ state }) => state === "sent")).toBe(true);
});
