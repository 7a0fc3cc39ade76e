import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { newId } from "../../src/core/ids.ts";
import { from, openDatabase } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { tell } from "../../src/notify/tell.ts";
import { anotherPort, type Bot, card, startBot } from "../platforms/feishu-bot.ts";
import { makeCompany } from "../support/company.ts";
import { withDatabase } from "../support/database.ts";

const database = withDatabase();
let bot: Bot;
beforeAll(async () => {
  bot = await startBot({ sandbox: { rates: true } });
});
afterAll(() => bot.close());

const MESSAGES = 12;
const titled = (n: number) => `Message ${n} of the queue`;

/** A company whose team has the group; what it is told is in the outbox. */
const told = async (): Promise<void> => {
  const workspace = bot.sandbox.tenantKey;
  const company = await makeCompany(database.handle, { platform: "feishu", workspace });
  const { organizationId, segmentId } = company;
  const db = from({ database: database.handle });
  const team = newId();
  await db.team.create({ data: { id: team, organizationId, segmentId, name: "paced" } });
  const channel = bot.sandbox.idOf("team");
  await db.teamChannel.create({
    data: { teamId: team, organizationId, platform: "feishu", workspace, channel, since: new Date(0) },
  });
  await change(systemScope(database.handle, organizationId, bot.clock), { from: "system" }, async (change) => {
    for (let n = 0; n < MESSAGES; n += 1)
      await tell(change, { key: `n:${n}`, to: { team, channel: "team" }, card: () => card(titled(n)) });
  });
};

test("two processes that together are too fast for a group lose nothing, double nothing and keep the order", async () => {
  await told();
  const [log, clock] = [pino({ level: "silent" }), new MovableClock()];
  const second = openDatabase(database.url, { log });
  const deliveries = [database, second].map((one) =>
    createDelivery({ database: one, ports: new Map([["feishu", anotherPort(bot)]]), clock, log, every: 100 }),
  );
  for (const delivery of deliveries) delivery.start();
  // What else speaks there, and does not wait for the others.
  const target = { workspace: bot.sandbox.tenantKey, place: bot.sandbox.idOf("team") };
  const others = Array.from({ length: 20 }, (_, index) =>
    anotherPort(bot).post(target, { card: card("Another bot"), key: `o:${index}`, mention: () => undefined }),
  );
  const outcomes = await Promise.allSettled(others);
  const queued = () =>
    bot.sandbox
      .person("emma")
      .messages({ in: "#team" })
      .flatMap(({ text }) => /Message \d+ of the queue/.exec(text) ?? []);
  await expect.poll(() => queued().length, { timeout: 60_000, interval: 100 }).toBeGreaterThanOrEqual(MESSAGES);
  await Promise.all(deliveries.map((delivery) => delivery.stop()));
  await second.close();
  expect(queued()).toEqual(Array.from({ length: MESSAGES }, (_, n) => titled(n)));
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refused.length).toBeGreaterThan(0);
  for (const reason of refused) expect(reason).toMatchObject({ failure: "rate_limited", uncertain: false });
});
