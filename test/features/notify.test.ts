import { expect, test } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { newId } from "../../src/core/ids.ts";
import { from, openDatabase } from "../../src/data/client.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { take } from "../../src/notify/outbox.ts";
import { revise, tell } from "../../src/notify/tell.ts";
import { withDatabase } from "../support/database.ts";
import { card, directOf, inBoth, notifyHouses, toApprovals, toPerson, toTeam } from "../support/notify-house.ts";

const database = withDatabase();
const openHouse = notifyHouses(database);

test("each reader gets the message in their language, where they are", async () => {
  const { company, port, delivery, change } = await openHouse();
  await change(async (change) => {
    const build = inBoth("Approved", "已批准");
    await tell(change, { key: "a", to: toPerson(company, "李伟"), card: build });
    await tell(change, { key: "b", to: toPerson(company, "Emma"), card: build });
    await tell(change, { key: "c", to: toTeam(company), card: build });
  });
  await delivery.deliverDue();
  expect(port.titlesAt(directOf(company, "李伟"))).toEqual(["已批准"]);
  expect(port.titlesAt(directOf(company, "Emma"))).toEqual(["Approved"]);
  expect(port.titlesAt("C-team")).toEqual(["已批准"]);
});

test("a started delivery sends as soon as the change is committed, without waiting for its next look", async () => {
  const { company, port, clock, log, change } = await openHouse();
  const ports = new Map([[port.platform, port]]);
  const delivery = createDelivery({ database, ports, clock, log, every: 3_600_000 });
  delivery.start();
  await change((change) => tell(change, { key: "a", to: toTeam(company), card: () => card("周报") }));
  await expect.poll(() => port.titlesAt("C-team")).toEqual(["周报"]);
  await delivery.stop();
});

test("what was queued while nobody delivered goes out with the next start", async () => {
  const { company, port, delivery, change } = await openHouse();
  await change((change) => tell(change, { key: "a", to: toTeam(company), card: () => card("周报") }));
  delivery.start();
  await expect.poll(() => port.titlesAt("C-team")).toEqual(["周报"]);
  await delivery.stop();
});

test("a change that is rolled back tells nobody", async () => {
  const { company, port, delivery, rows, change } = await openHouse();
  const refused = change(async (change) => {
    await tell(change, { key: "a", to: toTeam(company), about: "fee:1", card: () => card("申请") });
    throw new Error("refused");
  });
  await expect(refused).rejects.toThrow("refused");
  await delivery.deliverDue();
  expect(await rows()).toEqual([]);
  expect(port.calls).toEqual([]);
});

test("the same key is the same message, in one change and in the next", async () => {
  const { company, port, delivery, change } = await openHouse();
  for (const title of ["first", "second"]) {
    await change(async (change) => {
      await tell(change, { key: "fee:1:asked", to: toTeam(company), about: "fee:1", card: () => card(title) });
      await tell(change, { key: "fee:1:asked", to: toTeam(company), about: "fee:1", card: () => card(title) });
    });
  }
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(["first"]);
});

test("two organizations may use the same key", async () => {
  const one = await openHouse();
  const two = await openHouse();
  for (const house of [one, two]) {
    await house.change((change) =>
      tell(change, { key: "week-48", to: toTeam(house.company), card: () => card("周报") }),
    );
    await house.delivery.deliverDue();
    expect(house.port.titlesAt("C-team")).toEqual(["周报"]);
  }
});

test("people named in a card are mentioned by their user of that workspace", async () => {
  const { company, port, delivery, change } = await openHouse();
  const { id, name, user } = company.people.王芳!;
  const stranger = { person: company.people.李伟!.id, name: "李伟" };
  await from({ database: database.handle }).identity.deleteMany({ where: { memberId: company.people.李伟!.id } });
  await change((change) =>
    tell(change, {
      key: "a",
      to: toTeam(company),
      card: () => ({ ...card("等审批"), text: [["请 ", { person: id, name }, " 审批，申请人 ", stranger]] }),
    }),
  );
  await delivery.deliverDue();
  expect(port.messages[0]?.mentions).toEqual([user, "李伟"]);
});

test("whose account is out of direct reach is mentioned still", async () => {
  const { company, port, delivery, change } = await openHouse();
  const { id, name, user } = company.people.王芳!;
  await from({ database: database.handle }).identity.updateMany({
    where: { memberId: id },
    data: { goneAt: new Date() },
  });
  const said = { ...card("已批准"), text: [["由 ", { person: id, name }, " 批准"]] };
  await change((change) => tell(change, { key: "a", to: toTeam(company), card: () => said }));
  await delivery.deliverDue();
  expect(port.messages[0]?.mentions).toEqual([user]);
});

test("200 messages through two processes arrive once each, in the order of their place", async () => {
  const { company, port, clock, log, delivery, change } = await openHouse();
  const places = Array.from({ length: 10 }, (_, index) => `C-${index}`);
  for (const [index, channel] of places.entries()) {
    const team = newId();
    const { platform, workspace, organizationId, segmentId } = company;
    const db = from({ database: database.handle });
    await db.team.create({ data: { id: team, organizationId, segmentId, name: `team ${index}` } });
    await db.teamChannel.create({
      data: { teamId: team, organizationId, platform, workspace, channel, since: new Date(0) },
    });
    await change(async (change) => {
      for (let n = 0; n < 20; n += 1)
        await tell(change, { key: `${index}:${n}`, to: { team, channel: "team" }, card: () => card(`${n}`) });
    });
  }
  const second = openDatabase(database.url, { log });
  const beside = createDelivery({ database: second, ports: new Map([[port.platform, port]]), clock, log, lanes: 3 });
  await Promise.all([delivery.deliverDue(), beside.deliverDue()]);
  await second.close();
  expect(port.messages).toHaveLength(200);
  const inOrder = Array.from({ length: 20 }, (_, n) => `${n}`);
  for (const place of places) expect(port.titlesAt(place)).toEqual(inOrder);
});

test("a rate limit holds up its own place only, as long as the platform says", async () => {
  const { company, port, delivery, rows, timePasses, change } = await openHouse();
  port.fails(
    "post",
    { before: new PortError("rate_limited", "ratelimited", { retryAfter: 60_000 }) },
    { place: "C-team" },
  );
  await change(async (change) => {
    await tell(change, { key: "a", to: toTeam(company), card: () => card("one") });
    await tell(change, { key: "b", to: toTeam(company), card: () => card("two") });
    await tell(change, { key: "c", to: toPerson(company, "李伟"), card: () => card("three") });
  });
  const before = Date.now();
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual([]);
  expect(port.titlesAt(directOf(company, "李伟"))).toEqual(["three"]);
  const [first] = await rows();
  expect(first!.nextAt.getTime()).toBeGreaterThanOrEqual(before + 60_000);
  await timePasses();
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(["one", "two"]);
});

test("a limit on edits holds up no post; the card has its last face in the end, and no older one after it", async () => {
  const { company, port, delivery, timePasses, change } = await openHouse();
  await change((change) => tell(change, { key: "a", to: toTeam(company), about: "fee:1", card: () => card("0") }));
  await delivery.deliverDue();
  const limited = () => new PortError("rate_limited", "ratelimited", { retryAfter: 60_000 });
  port.fails("edit", { before: limited() }, { times: 2 });
  const open = port.holds("C-team", "edit");
  await change((change) => revise(change, "fee:1", () => card("1")));
  const sending = delivery.deliverDue();
  await expect.poll(() => port.calls.at(-1)).toBe("edit C-team");
  await change(async (change) => {
    await revise(change, "fee:1", () => card("2"));
    await tell(change, { key: "b", to: toTeam(company), card: () => card("new") });
  });
  open();
  await sending;
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(["0", "new"]);
  for (let n = 0; n < 3; n += 1) {
    await timePasses();
    await delivery.deliverDue();
  }
  expect(port.messages[0]?.faces.map(({ title }) => title)).toEqual(["0", "1", "2"]);
});

test("a platform that is away is asked again with growing pauses, then everything goes in order", async () => {
  const { company, port, delivery, rows, timePasses, change } = await openHouse();
  port.fails("post", { before: new PortError("unavailable", "503") }, { times: 4 });
  await change(async (change) => {
    await tell(change, { key: "a", to: toTeam(company), card: () => card("one") });
    await tell(change, { key: "b", to: toTeam(company), card: () => card("two") });
  });
  /** Reckoned from before each attempt, and from after it: the pause itself is between. */
  const pauses: (readonly [long: number, short: number])[] = [];
  const began = Date.now();
  for (let n = 0; n < 4; n += 1) {
    const before = Date.now();
    await delivery.deliverDue();
    const after = Date.now();
    const { nextAt } = (await rows())[0]!;
    pauses.push([nextAt.getTime() - before, nextAt.getTime() - after]);
    await timePasses();
  }
  expect(pauses[0]![1]).toBeLessThanOrEqual(1_000);
  expect(pauses[3]![0]).toBeGreaterThan(1_500);
  // Each is at most three times the one before, and counts the time that the attempts themselves took.
  expect(pauses[3]![1]).toBeLessThanOrEqual(18_000 + 18 * (Date.now() - began));
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(["one", "two"]);
  expect(port.calls.filter((call) => call.startsWith("find"))).toEqual([]);
});

test("a post whose response was lost is found by its key and not sent again", async () => {
  const { company, port, delivery, rows, timePasses, change } = await openHouse();
  port.fails("post", { after: new PortError("unavailable", "socket hang up", { uncertain: true }) });
  await change((change) =>
    tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("申请") }),
  );
  await delivery.deliverDue();
  await timePasses();
  await delivery.deliverDue();
  expect(port.calls).toEqual(["post C-approvals", "find C-approvals"]);
  expect((await rows()).map(({ state }) => state)).toEqual(["sent"]);
  await change((change) => revise(change, "fee:1", () => card("已批准")));
  await delivery.deliverDue();
  expect(port.titlesAt("C-approvals")).toEqual(["已批准"]);
});

test("a post that was lost on its way is sent again after looking for it", async () => {
  const { company, port, delivery, timePasses, change } = await openHouse();
  port.fails("post", { before: new PortError("unavailable", "timeout", { uncertain: true }) });
  await change((change) => tell(change, { key: "a", to: toTeam(company), card: () => card("one") }));
  await delivery.deliverDue();
  await timePasses();
  await delivery.deliverDue();
  expect(port.calls).toEqual(["post C-team", "find C-team", "post C-team"]);
  expect(port.titlesAt("C-team")).toEqual(["one"]);
});

test.each([
  { when: "before sending", sentBy: false },
  { when: "after sending", sentBy: true },
])("a process killed $when leaves its message to the next, once", async ({ sentBy }) => {
  const { company, port, delivery, rows, timePasses, change } = await openHouse();
  await change(async (change) => {
    await tell(change, { key: "a", to: toTeam(company), card: () => card("one") });
    await tell(change, { key: "b", to: toTeam(company), card: () => card("two") });
  });
  const [taken] = await take(database.handle, { platforms: [port.platform], limit: 5 });
  if (sentBy)
    await port.post(
      { workspace: company.workspace, place: "C-team" },
      { card: taken!.card, key: taken!.key, mention: () => undefined },
    );
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(sentBy ? ["one"] : []);
  await timePasses();
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(["one", "two"]);
  expect((await rows()).map(({ state }) => state)).toEqual(["sent", "sent"]);
});

test("text that the database cannot store as it is arrives without what breaks it", async () => {
  const { company, port, delivery, change } = await openHouse();
  const typed = "a\u0000b \ud83d c 😀";
  await change((change) => tell(change, { key: "a", to: toTeam(company), card: () => card(typed) }));
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(["ab \uFFFD c 😀"]);
});
