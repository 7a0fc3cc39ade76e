import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { buttonOf, withConversation } from "../support/conversation.ts";

const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const admin = () => house.person("林涛");

test("of more people than one look-up takes, the next goes on where it stopped, and says how many are left", async () => {
  const { organizationId } = house.company;
  const createdAt = house.clock.now();
  await db().member.createMany({
    data: Array.from({ length: 1500 }, (_, n) => ({
      ...{ id: newId(), organizationId, createdAt, roles: ["finance" as const] },
      ...{ name: `Awaited ${n}`, mail: `awaited${n}@example.com` },
    })),
  });
  /** The platform has found none of those who are looked up, and an hour passes. */
  const nobodyIsFound = async () => {
    const settledAt = house.clock.now();
    await db().lookupEntry.updateMany({ where: { state: "waiting" }, data: { state: "nobody", settledAt } });
    house.clock.freezeAt(new Date(settledAt.getTime() + 3_600_000));
  };
  const soughtTimes = async () =>
    (await db().lookupEntry.groupBy({ by: ["memberId"], _count: true })).map(({ _count }) => _count).sort();
  const times = (once: number, twice: number) => [...Array(once).fill(1), ...Array(twice).fill(2)];

  await admin().types("/people");
  await admin().presses("查找账号（1500 人）");
  expect(admin().card).toMatchObject({ title: "正在查找 1000 人的账号", buttons: [{ label: "查找账号（500 人）" }] });
  expect(admin().reads).toContain("一次查不完，还剩 500 人");
  const goOn = buttonOf(admin().card, "查找账号（500 人）").press;
  await nobodyIsFound();
  expect(await soughtTimes()).toEqual(times(1000, 0));
  // All of them can be looked up again; first come those who never were.
  await admin().presses(goOn);
  expect(await soughtTimes()).toEqual(times(1000, 500));
  // Whoever was looked up and not found is not left: nothing asks to press for ever.
  expect(admin().card.buttons).toEqual([]);
  expect(admin().reads).not.toContain("还剩");
  await nobodyIsFound();
  await admin().types("/people");
  await admin().presses("查找账号（1500 人）");
  expect(admin().card).toMatchObject({ title: "正在查找 1000 人的账号" });
  expect(admin().reads).not.toContain("还剩");
});
