import { expect, test } from "vitest";
import type { PersonIdentity } from "../../src/chat/feature.ts";
import { PortError, type Target } from "../../src/chat/port.ts";
import { elapsed } from "../../src/core/clock.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { take } from "../../src/notify/outbox.ts";
import { attempt } from "../../src/notify/sending.ts";
import { tell } from "../../src/notify/tell.ts";
import { withDatabase } from "../support/database.ts";
import { MemoryPort } from "../support/memory-port.ts";
import { card, directOf, notifyHouses, toPerson, toTeam } from "../support/notify-house.ts";

const database = withDatabase();
const openHouse = notifyHouses(database);

test("a process that stood still between taking a message up and sending it leaves it to whoever took it over", async () => {
  const { company, port, clock, log, change } = await openHouse();
  await change((change) => tell(change, { key: "a", to: toTeam(company), card: () => card("a") }));
  const [message] = await take(database.handle, { platforms: [port.platform], limit: 1 });
  const sender = { port, database: database.handle, clock, log, directPlaces: new Map() };
  const stoodStill = { ...message!, takenAt: elapsed() - 61_000 };
  expect(await attempt(stoodStill, sender)).toMatchObject({ kind: "again", pause: { uncertain: false } });
  expect(port.calls).toEqual([]);
  expect(await attempt(message!, sender)).toMatchObject({ kind: "sent" });
  expect(port.titlesAt("C-team")).toEqual(["a"]);
});

/** As in Feishu a direct chat takes messages by whose it is, and is looked through by an id that is heard of with the first. */
class ForgetfulPort extends MemoryPort {
  override async directPlace({ user }: PersonIdentity): Promise<string> {
    return `ou_${user}`;
  }
  override post({ place, ...target }: Target, message: Parameters<MemoryPort["post"]>[1]) {
    return super.post({ ...target, place: place.replace("ou_", "D-") }, message);
  }
  override async find(target: Target, key: string, since: Date) {
    if (target.place.startsWith("ou_")) throw new PortError("invalid", "nobody has been heard of in that chat yet");
    return super.find(target, key, since);
  }
}

test("a direct message that may be there is looked for also by a process that has heard of nobody yet", async () => {
  const { company, clock, log, change, timePasses, rows } = await openHouse();
  const port = new ForgetfulPort(company.platform);
  const restart = () => createDelivery({ database, ports: new Map([[port.platform, port]]), clock, log });
  const to = toPerson(company, "李伟");
  await change((change) => tell(change, { key: "a", to, about: "fee:1", card: () => card("a") }));
  await restart().deliverDue();
  port.fails("post", { after: new PortError("unavailable", "timeout", { uncertain: true }) });
  await change((change) => tell(change, { key: "b", to, card: () => card("b") }));
  await restart().deliverDue();
  expect((await rows()).at(-1)).toMatchObject({ state: "pending", uncertain: true });
  await timePasses();
  await restart().deliverDue();
  expect((await rows()).map(({ state }) => state)).toEqual(["sent", "sent"]);
  expect(port.titlesAt(directOf(company, "李伟"))).toEqual(["a", "b"]);
});
