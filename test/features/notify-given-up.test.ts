import { expect, test } from "vitest";
import { elapsed } from "../../src/core/clock.ts";
import { take } from "../../src/notify/outbox.ts";
import { attempt } from "../../src/notify/sending.ts";
import { tell } from "../../src/notify/tell.ts";
import { withDatabase } from "../support/database.ts";
import { card, notifyHouses, toTeam } from "../support/notify-house.ts";

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
