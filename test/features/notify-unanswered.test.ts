import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { contextOf } from "../../src/jobs/context.ts";
import { runTick } from "../../src/jobs/ticker.ts";
import { tell } from "../../src/notify/tell.ts";
import { tidyTick } from "../../src/notify/tidy.ts";
import { unansweredTick } from "../../src/notify/unanswered.ts";
import { withDatabase } from "../support/database.ts";
import { card, directOf, type NotifyHouse, notifyHouses, toTeam } from "../support/notify-house.ts";

const database = withDatabase();
const openHouse = notifyHouses(database);
const db = () => from({ database: database.handle });

/** A click of 李伟 that was done `seconds` ago, by the database's clock. */
const done = async (house: NotifyHouse, seconds: number, outcome: object): Promise<string> => {
  const { organizationId, platform, workspace, people } = house.company;
  const id = `${platform}:${newId()}`;
  await db().delivery.create({
    data: { id, organizationId, platform, workspace, user: people.李伟!.user, outcome },
  });
  await db().$executeRaw`
    UPDATE "Delivery" SET "doneAt" = now() - ${seconds}::int * interval '1 second', "receivedAt" = now() - ${seconds}::int * interval '1 second'
    WHERE id = ${id}`;
  return id;
};
const tickOver = ({ clock, company }: NotifyHouse) =>
  unansweredTick.run(contextOf({ database: database.handle, clock }, company.organizationId));

test("an answer that never reached the person is told once in the direct chat", async () => {
  const house = await openHouse();
  const { company, port, delivery } = house;
  const id = await done(house, 60, { kind: "card", card: card("已记录"), to: "you" });
  await tickOver(house);
  await tickOver(house);
  await delivery.deliverDue();
  expect(port.titlesAt(directOf(company, "李伟"))).toEqual(["已记录"]);
  expect((await db().delivery.findUniqueOrThrow({ where: { id } })).answeredAt).not.toBeNull();
});

test("two processes that find it at once tell it once", async () => {
  const house = await openHouse();
  const { company, port, delivery } = house;
  await done(house, 60, { kind: "card", card: card("已记录"), to: "you" });
  await Promise.all([tickOver(house), tickOver(house)]);
  await delivery.deliverDue();
  expect(port.titlesAt(directOf(company, "李伟"))).toEqual(["已记录"]);
});

test.each([
  ["what was said besides", { kind: "replace", card: card("已批准"), say: card("你批准了") }, ["你批准了"]],
  ["else the card itself", { kind: "replace", card: card("已批准") }, ["已批准"]],
  ["nothing that no longer makes sense", { kind: "form", form: {} }, []],
])("of a card that was replaced it tells %s", async (_, outcome, told) => {
  const house = await openHouse();
  await done(house, 60, outcome);
  await tickOver(house);
  await house.delivery.deliverDue();
  expect(house.port.titlesAt(directOf(house.company, "李伟"))).toEqual(told);
});

test.each([
  ["is still being answered, after a limit of half a minute", 40],
  ["is older than a day", 25 * 3_600],
])("a click that %s is left alone", async (_, seconds) => {
  const house = await openHouse();
  await done(house, seconds, { kind: "card", card: card("已记录"), to: "you" });
  await tickOver(house);
  await house.delivery.deliverDue();
  expect(house.port.calls).toEqual([]);
});

test("what is old is cleared away, what is not stays", async () => {
  const house = await openHouse();
  const { company, clock, delivery, rows, change } = house;
  const old = await done(house, 8 * 86_400, {});
  const recent = await done(house, 6 * 86_400, {});
  for (const key of ["old", "recent", "waiting"])
    await change((change) => tell(change, { key, to: toTeam(company), card: () => card(key) }));
  await delivery.deliverDue();
  const { organizationId } = company;
  const longAgo = { createdAt: new Date("2020-01-01T00:00:00Z") };
  await db().outgoingMessage.updateMany({
    where: { organizationId, NOT: { key: { startsWith: "recent" } } },
    data: longAgo,
  });
  await db().outgoingMessage.updateMany({
    where: { organizationId, key: { startsWith: "waiting" } },
    data: { state: "pending" },
  });
  await runTick(tidyTick, { database: database.handle, clock, log: house.log, metrics: undefined });
  // A message to a team has a key for each platform the team is on.
  expect((await rows()).map(({ key }) => key.split("@")[0])).toEqual(["recent", "waiting"]);
  const left = await db().delivery.findMany({ where: { id: { in: [old, recent] } } });
  expect(left.map(({ id }) => id)).toEqual([recent]);
});
