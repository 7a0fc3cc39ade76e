import { describe, expect, test } from "vitest";
import { reopen } from "../../src/chat/answers.ts";
import { PortError } from "../../src/chat/port.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { revise, tell, tellThread } from "../../src/notify/tell.ts";
import { withDatabase } from "../support/database.ts";
import { card, directOf, inBoth, notifyHouses, toApprovals, toPerson, toTeam } from "../support/notify-house.ts";

const database = withDatabase();
const openHouse = notifyHouses(database);
const db = () => from({ database: database.handle });
const asking = (title: string) => ({
  ...card(title),
  buttons: [{ label: "OK", press: reopen.with({ formId: "f", params: "" }) }],
});
const gone = (times = 1) => ({ fault: { before: new PortError("gone", "channel_not_found") }, times });

test.each([
  ["gone", "会话或对方的账号已经不在了。"],
  ["forbidden", "Rapport 没有在那里发言的权限。"],
  ["invalid", "平台不接受这条消息的内容，是 Rapport 自身的问题。"],
] as const)(
  "a place that refuses (%s): the next messages go on, the admin is told once a day",
  async (failure, why) => {
    const { company, port, delivery, rows, clock, change } = await openHouse();
    clock.freezeAt(new Date("2026-11-23T09:00:00Z"));
    const refused = { before: new PortError(failure, "no") };
    port.fails("post", refused, { place: "C-team", times: 3 });
    for (const key of ["a", "b"])
      await change((change) => tell(change, { key, to: toTeam(company), card: () => card(key) }));
    await delivery.deliverDue();
    clock.freezeAt(new Date("2026-11-24T09:00:00Z"));
    await change(async (change) => {
      await tell(change, { key: "c", to: toTeam(company), card: () => card("c") });
      await tell(change, { key: "d", to: toTeam(company), card: () => card("d") });
    });
    await delivery.deliverDue();
    expect(port.titlesAt("C-team")).toEqual(["d"]);
    const admin = directOf(company, "林涛");
    expect(port.titlesAt(admin)).toEqual(["发到华东一组频道的消息送不到", "发到华东一组频道的消息送不到"]);
    expect(port.messages.find(({ place }) => place === admin)?.faces[0]?.text?.[0]).toBe(why);
    const failed = (await rows()).filter(({ state }) => state === "failed");
    expect(failed.map(({ key, failure }) => [key, failure])).toEqual([
      [`a@${company.platform}`, failure],
      [`b@${company.platform}`, failure],
      [`c@${company.platform}`, failure],
    ]);
  },
);

test("an admin who cannot be reached is told nothing about it; another admin is", async () => {
  const { company, port, delivery, change, rows } = await openHouse();
  const { fault, times } = gone(9);
  port.fails("post", fault, { place: directOf(company, "林涛"), times });
  await change((change) => tell(change, { key: "a", to: toPerson(company, "林涛"), card: () => card("a") }));
  await delivery.deliverDue();
  expect(await rows()).toHaveLength(1);
  await db().member.update({ where: { id: company.people.周明!.id }, data: { roles: ["executive", "admin"] } });
  await change((change) => tell(change, { key: "b", to: toPerson(company, "林涛"), card: () => card("b") }));
  await delivery.deliverDue();
  expect(port.titlesAt(directOf(company, "周明"))).toEqual(["发给林涛的消息送不到"]);
  port.fails("post", fault, { place: directOf(company, "周明"), times });
  port.fails("post", fault, { place: "C-team", times });
  await change((change) => tell(change, { key: "c", to: toTeam(company), card: () => card("c") }));
  await delivery.deliverDue();
  // Both notices fail, and nobody is told of that.
  expect((await rows()).map(({ state }) => state)).toEqual(["failed", "failed", "sent", "failed", "failed", "failed"]);
});

test("a member without an account stops no change; the admin learns of it once", async () => {
  const { company, port, delivery, change, rows } = await openHouse();
  await db().identity.deleteMany({ where: { memberId: company.people.Emma!.id } });
  for (const key of ["a", "b"])
    await change((change) =>
      tell(change, { key, to: toPerson(company, "Emma"), about: "fee:1", card: () => card(key) }),
    );
  await change((change) => revise(change, "fee:1", () => card("new")));
  await delivery.deliverDue();
  expect(port.messages.map(({ place, faces }) => [place, faces[0]?.title])).toEqual([
    [directOf(company, "林涛"), "发给Emma的消息送不到"],
  ]);
  expect((await rows()).filter(({ state }) => state === "failed").map(({ failure }) => failure)).toEqual([
    "no_identity",
    "no_identity",
  ]);
});

test("a team without a channel stops no change; papers wait in its only channel when it has no other", async () => {
  const { company, port, delivery, change } = await openHouse();
  await db().teamChannel.updateMany({ where: { teamId: company.teamId }, data: { approvals: null } });
  await change((change) => tell(change, { key: "a", to: toApprovals(company), card: () => card("a") }));
  await db().teamChannel.updateMany({ where: { teamId: company.teamId }, data: { channel: null } });
  await change((change) => tell(change, { key: "b", to: toTeam(company), card: () => card("b") }));
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(["a"]);
  expect(port.titlesAt(directOf(company, "林涛"))).toEqual(["发到华东一组频道的消息送不到"]);
});

test("a closed member gets nothing, and nobody is told", async () => {
  const { company, port, delivery, change } = await openHouse();
  await db().member.update({ where: { id: company.people.李伟!.id }, data: { closedAt: new Date() } });
  await change((change) => tell(change, { key: "a", to: toPerson(company, "李伟"), card: () => card("a") }));
  await delivery.deliverDue();
  expect(port.calls).toEqual([]);
});

test("a card deleted on the platform is not edited again, and no admin is troubled", async () => {
  const { company, port, delivery, change, rows } = await openHouse();
  await change((change) => tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("a") }));
  await delivery.deliverDue();
  port.messages.length = 0;
  for (const title of ["b", "c"]) {
    await change((change) => revise(change, "fee:1", inBoth(title, title)));
    await delivery.deliverDue();
  }
  expect(port.calls).toEqual(["post C-approvals", "edit C-approvals"]);
  expect(await rows()).toHaveLength(2);
});

test("edits and lines of a card that never arrived are dropped quietly", async () => {
  const { company, port, delivery, change } = await openHouse();
  const { fault } = gone();
  port.fails("post", fault, { place: "C-approvals" });
  await change(async (change) => {
    await tell(change, { key: "a", to: toApprovals(company), about: "fee:1", card: () => card("a") });
    await tellThread(change, { key: "b", subject: "fee:1", card: () => card("b") });
  });
  await delivery.deliverDue();
  await change((change) => revise(change, "fee:1", () => card("c")));
  await delivery.deliverDue();
  expect(port.calls).toEqual([
    "post C-approvals",
    `directPlace ${company.people.林涛!.user}`,
    `post ${directOf(company, "林涛")}`,
  ]);
});

test("what fails for no known reason is tried six times, then given up so that the place goes on", async () => {
  const { company, port, delivery, change, timePasses, rows } = await openHouse();
  port.fails("post", { before: new TypeError("cannot read properties of undefined") }, { place: "C-team", times: 6 });
  await change(async (change) => {
    await tell(change, { key: "a", to: toTeam(company), card: () => card("a") });
    await tell(change, { key: "b", to: toTeam(company), card: () => card("b") });
  });
  for (let n = 0; n < 6; n += 1) {
    expect(port.titlesAt("C-team")).toEqual([]);
    await delivery.deliverDue();
    await timePasses();
  }
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(["b"]);
  expect((await rows())[0]).toMatchObject({ state: "failed", failure: "lost", attempts: 6 });
});

test("a message for a platform without a port waits for a process that has it", async () => {
  const { company, port, delivery, change } = await openHouse();
  const { organizationId, segmentId } = company;
  const team = newId();
  const elsewhere = { platform: `${company.platform}-other`, workspace: "X", channel: "C" };
  await db().team.create({ data: { id: team, organizationId, segmentId, name: "远方" } });
  await db().teamChannel.create({ data: { teamId: team, organizationId, ...elsewhere, since: new Date(0) } });
  await change(async (change) => {
    await tell(change, { key: "a", to: { team, channel: "team" }, card: () => card("a") });
    await tell(change, { key: "b", to: toTeam(company), card: () => card("b") });
  });
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(["b"]);
  expect(await db().outgoingMessage.findFirst({ where: { organizationId, teamId: team } })).toMatchObject({
    state: "pending",
  });
});

test.each([
  ["does not let us look", "forbidden"],
  ["says that what it was to stand below is gone", "gone"],
  ["says what nobody knows", "unknown"],
] as const)("where the platform %s for a lost post, it is sent again", async (_, failure) => {
  const { company, port, delivery, change, timePasses } = await openHouse();
  port.fails("post", { before: new PortError("unavailable", "timeout", { uncertain: true }) });
  port.fails("find", { before: new PortError(failure, "refused") }, { times: 9 });
  await change((change) => tell(change, { key: "a", to: toTeam(company), card: () => card("a") }));
  await delivery.deliverDue();
  await timePasses();
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual(["a"]);
});

test.each([["invalid"], ["forbidden"], ["withheld"]] as const)(
  "a card that was refused for good (%s) comes with the next change of what it is about, and lives on there",
  async (failure) => {
    const { company, port, delivery, change, rows } = await openHouse();
    const place = directOf(company, "李伟");
    port.fails("post", { before: new PortError(failure, "no") }, { place, times: failure === "withheld" ? 2 : 1 });
    const to = toPerson(company, "李伟");
    await change((change) => tell(change, { key: "a", to, about: "fee:1", card: () => card("a") }));
    // Waits behind it while that is under way.
    const open = port.holds(place);
    const sending = delivery.deliverDue();
    await expect.poll(() => port.calls).toContain(`post ${place}`);
    await change((change) => revise(change, "fee:1", () => asking("b")));
    open();
    await sending;
    await delivery.deliverDue();
    expect(port.titlesAt(place)).toEqual(["b"]);
    await change((change) => revise(change, "fee:1", () => card("c")));
    await delivery.deliverDue();
    expect(port.titlesAt(place)).toEqual(["c"]);
    expect((await rows()).filter(({ refId }) => refId).map(({ state }) => state)).toEqual(["failed", "sent", "sent"]);
  },
);

test("a card that was refused for good does not come to whoever has that account by now", async () => {
  const { company, port, delivery, change } = await openHouse();
  const place = directOf(company, "李伟");
  port.fails("post", { before: new PortError("forbidden", "no") }, { place, times: 1 });
  const to = toPerson(company, "李伟");
  await change((change) => tell(change, { key: "a", to, about: "fee:1", asks: true, card: () => asking("a") }));
  await delivery.deliverDue();
  const [whose, another] = [company.people.李伟!.id, company.people.Emma!.id];
  await db().identity.deleteMany({ where: { memberId: another } });
  await db().identity.updateMany({ where: { memberId: whose }, data: { memberId: another } });
  await change((change) => revise(change, "fee:1", () => asking("b")));
  await delivery.deliverDue();
  expect(port.titlesAt(place)).toEqual([]);
});

test.each([["gone"], ["over"]])("one that was to say nothing any more (%s) stays away", async (why) => {
  const { company, port, delivery, change, clock, rows } = await openHouse();
  if (why === "gone") port.fails("post", gone().fault, { place: "C-team", times: 1 });
  const until = why === "over" ? { until: clock.now() } : {};
  await change((change) =>
    tell(change, { key: "a", to: toTeam(company), about: "fee:1", card: () => card("a"), ...until }),
  );
  await delivery.deliverDue();
  await change((change) => revise(change, "fee:1", () => asking("b")));
  await delivery.deliverDue();
  expect(port.titlesAt("C-team")).toEqual([]);
  expect((await rows()).filter(({ refId }) => refId).map(({ failure }) => failure)).toEqual([why, "no_message"]);
});

describe("a paper whose card a team's channel refused", () => {
  const refused = async () => {
    const house = await openHouse();
    const { company, port, delivery, change } = house;
    port.fails("post", { before: new PortError("forbidden", "no") }, { place: "C-approvals", times: 1 });
    const to = toApprovals(company);
    await change((change) => tell(change, { key: "a", to, about: "fee:1", asks: true, card: () => asking("a") }));
    await delivery.deliverDue();
    return house;
  };

  test("comes where the team's papers wait by then, and lives on there", async () => {
    const { company, port, delivery, change, rows } = await refused();
    await db().teamChannel.updateMany({ where: { teamId: company.teamId }, data: { approvals: "C-new" } });
    for (const title of ["b", "c"]) {
      await change((change) => revise(change, "fee:1", () => asking(title)));
      await delivery.deliverDue();
      expect(port.titlesAt("C-new")).toEqual([title]);
    }
    expect(port.titlesAt("C-approvals")).toEqual([]);
    const lane = (await rows()).filter(({ refId }) => refId).at(-1)!.lane;
    expect(lane).toContain(":C-new");
    expect(await db().messageRef.findMany({ where: { lane }, select: { place: true } })).toEqual([{ place: "C-new" }]);
  });

  test("comes nowhere where the team has none any more", async () => {
    const { company, port, delivery, change, rows } = await refused();
    await db().teamChannel.deleteMany({ where: { teamId: company.teamId } });
    await change((change) => revise(change, "fee:1", () => asking("b")));
    await delivery.deliverDue();
    expect([...port.titlesAt("C-approvals"), ...port.titlesAt("C-team")]).toEqual([]);
    expect((await rows()).filter(({ refId }) => refId).map(({ state }) => state)).toEqual(["failed", "failed"]);
  });

  test("does not begin with its end", async () => {
    const { port, delivery, change, rows } = await refused();
    await change((change) => revise(change, "fee:1", () => card("withdrawn")));
    await delivery.deliverDue();
    expect(port.titlesAt("C-approvals")).toEqual([]);
    expect((await rows()).filter(({ refId }) => refId).map(({ failure }) => failure)).toEqual([
      "forbidden",
      "no_message",
    ]);
  });
});
