import { describe, expect, test } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { asSaid } from "../../src/core/language.ts";
import { from } from "../../src/data/client.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { revise, tell } from "../../src/notify/tell.ts";
import { withDatabase } from "../support/database.ts";
import { card, directOf, inBoth, notifyHouses, toPerson, toTeam } from "../support/notify-house.ts";

const database = withDatabase();
const openHouse = notifyHouses(database);
const revoked = () => new PortError("forbidden", "token_revoked", { ofApp: true, remedy: asSaid("Install it again.") });

describe("while a platform refuses the app", () => {
  test("messages wait in their order, however long and often it is tried, and go out when it lets the app in", async () => {
    const { company, port, delivery, change, timePasses, rows, restart } = await openHouse();
    port.fails("post", { before: revoked() }, { times: 20 });
    for (const key of ["a", "b"])
      await change((change) => tell(change, { key, to: toTeam(company), card: () => card(key) }));
    await delivery.deliverDue();
    // Left alone for a while: nothing more is tried.
    await delivery.deliverDue();
    expect(port.calls).toEqual(["post C-team"]);
    for (let times = 0; times < 19; times += 1) await restart().deliverDue();
    expect(port.calls).toHaveLength(20);
    expect(port.messages).toEqual([]);
    expect((await rows()).map(({ state, failure }) => [state, failure])).toEqual([
      ["pending", "forbidden"],
      ["pending", null],
    ]);
    // What fails for another reason then is tried as if nothing had been.
    port.fails("post", { before: new TypeError("cannot read properties of undefined") }, { times: 5 });
    for (let times = 0; times < 6; times += 1) {
      await timePasses();
      await restart().deliverDue();
    }
    expect(port.titlesAt("C-team")).toEqual(["a", "b"]);
    expect((await rows()).map(({ state }) => state)).toEqual(["sent", "sent"]);
  });

  test("the process that found it so asks again after a while, by itself", async () => {
    const { company, port, change, database, clock, log } = await openHouse();
    const ports = new Map([[port.platform, port]]);
    const delivery = createDelivery({ database, ports, clock, log, every: 20, leftAlone: 60 });
    port.fails("directPlace", { before: revoked() }, { times: 2 });
    await change((change) => tell(change, { key: "a", to: toPerson(company, "李伟"), card: () => card("a") }));
    delivery.start();
    await expect.poll(() => port.titlesAt(directOf(company, "李伟"))).toEqual(["a"]);
    await delivery.stop();
    expect(port.calls.filter((call) => call.startsWith("directPlace"))).toHaveLength(3);
  });

  test("edits wait, too", async () => {
    const { company, port, delivery, change, restart } = await openHouse();
    await change((change) => tell(change, { key: "a", to: toTeam(company), about: "fee:1", card: () => card("a") }));
    await delivery.deliverDue();
    port.fails("edit", { before: revoked() });
    await change((change) => revise(change, "fee:1", inBoth("b", "b")));
    await delivery.deliverDue();
    await restart().deliverDue();
    expect(port.titlesAt("C-team")).toEqual(["b"]);
  });

  test("what may have been sent before is still looked for, not sent again unseen", async () => {
    const { company, port, delivery, change, timePasses, restart, rows } = await openHouse();
    port.fails("post", { after: new PortError("unavailable", "timeout", { uncertain: true }) });
    port.fails("find", { before: revoked() });
    await change((change) => tell(change, { key: "a", to: toTeam(company), card: () => card("a") }));
    await delivery.deliverDue();
    await timePasses();
    await delivery.deliverDue();
    expect((await rows())[0]).toMatchObject({ state: "pending", uncertain: true });
    await restart().deliverDue();
    expect(port.titlesAt("C-team")).toEqual(["a"]);
    expect(port.calls).toEqual(["post C-team", "find C-team", "find C-team"]);
  });

  test("its hours count against no message: neither is it given up for them, nor tried more seldom", async () => {
    const { company, port, change, timePasses, rows, restart } = await openHouse();
    const outgoing = from({ database: database.handle }).outgoingMessage;
    port.fails("post", { before: revoked() }, { times: 10 });
    port.fails("post", { before: new PortError("unavailable", "503") });
    await change((change) => tell(change, { key: "a", to: toTeam(company), card: () => card("a") }));
    for (let times = 0; times < 10; times += 1) await restart().deliverDue();
    const longAgo = new Date(Date.now() - 30 * 3_600_000);
    await outgoing.updateMany({ where: { key: { startsWith: "a@" } }, data: { createdAt: longAgo } });
    await restart().deliverDue();
    const [row] = await rows();
    expect(row).toMatchObject({ state: "pending", failure: "unavailable" });
    expect(row!.nextAt.getTime() - Date.now()).toBeLessThanOrEqual(1_000);
    await timePasses();
    await restart().deliverDue();
    expect(port.titlesAt("C-team")).toEqual(["a"]);
  });

  test("what says something of a time that is over then is given up, and no admin is troubled", async () => {
    const { company, port, clock, change, rows, restart } = await openHouse();
    port.fails("post", { before: revoked() });
    const until = new Date(clock.now().getTime() + 3_600_000);
    for (const [key, more] of Object.entries({ day: { until }, paper: {} }))
      await change((change) => tell(change, { key, to: toTeam(company), card: () => card(key), ...more }));
    await restart().deliverDue();
    clock.moveTo(until);
    await restart().deliverDue();
    expect((await rows()).map(({ state, failure }) => [state, failure])).toEqual([
      ["failed", "over"],
      ["sent", null],
    ]);
    expect(port.messages.map(({ faces }) => faces[0]?.title)).toEqual(["paper"]);
  });
});

test("a platform that was away for more than a day each time it was tried gets the message no more", async () => {
  const { company, port, change, rows, restart } = await openHouse();
  const outgoing = from({ database: database.handle }).outgoingMessage;
  port.fails("post", { before: new PortError("unavailable", "503") }, { times: 2 });
  await change((change) => tell(change, { key: "a", to: toTeam(company), card: () => card("a") }));
  await restart().deliverDue();
  const since = new Date(Date.now() - 25 * 3_600_000);
  await outgoing.updateMany({
    where: { key: { startsWith: "a@" }, awaySince: { not: null } },
    data: { awaySince: since, nextAt: new Date(0) },
  });
  await restart().deliverDue();
  expect((await rows())[0]).toMatchObject({ state: "failed", failure: "lost" });
});
