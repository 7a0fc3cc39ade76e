import { expect, test } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { from } from "../../src/data/client.ts";
import { tellFile } from "../../src/notify/tell.ts";
import { tidyTick } from "../../src/notify/tidy.ts";
import { withDatabase } from "../support/database.ts";
import { card, directOf, notifyHouses, toPerson } from "../support/notify-house.ts";

const database = withDatabase();
const openHouse = notifyHouses(database);
const kept = () => from({ database: database.handle }).storedFile.count();
const FILE = { name: "客户.xlsx", bytes: Uint8Array.from([80, 75, 3, 4, 0, 255]) };

test("a file comes below its words, whole and once, and its bytes go", async () => {
  const { company, port, delivery, change, rows } = await openHouse();
  const send = () =>
    change((change) =>
      tellFile(change, { key: "a", to: toPerson(company, "李伟"), file: FILE, card: () => card("导出好了") }),
    );
  await send();
  expect(await kept()).toBe(1);
  await delivery.deliverDue();
  const place = directOf(company, "李伟");
  expect(port.calls.filter((call) => !call.startsWith("direct"))).toEqual([`post ${place}`, `sendFile ${place}`]);
  expect(port.files).toMatchObject([{ name: "客户.xlsx", place }]);
  expect([...(port.files[0]?.bytes ?? [])]).toEqual([...FILE.bytes]);
  expect(await kept()).toBe(0);
  await send();
  await delivery.deliverDue();
  expect(port.files).toHaveLength(1);
  expect((await rows()).map(({ kind, state }) => [kind, state])).toEqual([
    ["post", "sent"],
    ["file", "sent"],
  ]);
});

test("a change that is rolled back keeps no file", async () => {
  const { company, change } = await openHouse();
  const before = await kept();
  const refused = change(async (change) => {
    await tellFile(change, { key: "b", to: toPerson(company, "李伟"), file: FILE });
    throw new Error("refused");
  });
  await expect(refused).rejects.toThrow("refused");
  expect(await kept()).toBe(before);
});

test("a send without an answer is looked for before it is repeated", async () => {
  const { company, port, delivery, change, timePasses } = await openHouse();
  const lost = new PortError("unavailable", "no answer", { uncertain: true });
  port.fails("sendFile", { after: lost });
  await change((change) => tellFile(change, { key: "c", to: toPerson(company, "李伟"), file: FILE }));
  await delivery.deliverDue();
  await timePasses();
  await delivery.deliverDue();
  expect(port.files).toHaveLength(1);
  port.fails("sendFile", { before: lost });
  await change((change) => tellFile(change, { key: "d", to: toPerson(company, "Emma"), file: FILE }));
  await delivery.deliverDue();
  await timePasses();
  await delivery.deliverDue();
  expect(port.files.map(({ place }) => place)).toEqual([directOf(company, "李伟"), directOf(company, "Emma")]);
});

test("what waits for somebody whose account is closed meanwhile is not brought: nothing more is said to them or the admins, and the bytes go", async () => {
  const { company, port, delivery, change, timePasses, rows } = await openHouse();
  const before = await kept();
  port.fails("sendFile", { before: new PortError("unavailable", "away") });
  await change((change) => tellFile(change, { key: "closed", to: toPerson(company, "李伟"), file: FILE }));
  await delivery.deliverDue();
  const { id } = company.people.李伟!;
  await from({ database: database.handle }).member.update({ where: { id }, data: { closedAt: new Date() } });
  await timePasses();
  await delivery.deliverDue();
  expect(port.files).toEqual([]);
  expect(await kept()).toBe(before);
  expect((await rows()).map(({ kind, state, failure }) => [kind, state, failure])).toEqual([
    ["file", "failed", "closed"],
  ]);
});

test("where files are not taken, the person reads so and the admin reads what to do; the bytes go", async () => {
  const { company, port, delivery, change } = await openHouse();
  port.fails("sendFile", { before: new PortError("forbidden", "missing_scope") });
  await change((change) => tellFile(change, { key: "e", to: toPerson(company, "Emma"), file: FILE }));
  await delivery.deliverDue();
  expect(port.titlesAt(directOf(company, "Emma"))).toEqual(["客户.xlsx could not be sent to you"]);
  const [told] = port.messages.filter(({ place }) => place === directOf(company, "林涛"));
  expect(told?.faces[0]?.text?.[0]).toBe("Rapport 可以在那里发言，但没有发文件的权限。");
  expect(await kept()).toBe(0);
});

test("what nobody could be given in two days is cleared away", async () => {
  const { company, change, clock, jobContext } = await openHouse();
  clock.freezeAt(new Date("2026-11-23T09:00:00Z"));
  await change((change) => tellFile(change, { key: "f", to: toPerson(company, "李伟"), file: FILE }));
  clock.freezeAt(new Date("2026-11-25T08:59:00Z"));
  await tidyTick.run(jobContext());
  expect(await kept()).toBe(1);
  clock.freezeAt(new Date("2026-11-25T09:01:00Z"));
  await tidyTick.run(jobContext());
  expect(await kept()).toBe(0);
});

test("an empty file, or one no platform takes, is refused before anything is kept", async () => {
  const { company, change } = await openHouse();
  for (const bytes of [new Uint8Array(), new Uint8Array(30 * 1024 * 1024 + 1)]) {
    const file = { name: "x.xlsx", bytes };
    await expect(
      change((change) => tellFile(change, { key: "g", to: toPerson(company, "李伟"), file })),
    ).rejects.toThrow(RangeError);
  }
});
