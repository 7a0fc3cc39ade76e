import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { activities } from "../../src/features/activities/index.ts";
import { care } from "../../src/features/care/index.ts";
import { digestTick } from "../../src/features/digest/jobs.ts";
import { dailyTick, keepUpTick, laterTick } from "../../src/features/reminders/jobs.ts";
import { careData, day } from "../support/care-house.ts";
import { cardText, withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [activities, care], at: "2026-11-22T08:00:00+08:00" });
const { db, customer, promise } = careData(house);

const at = (instant: string) => house.clock.freezeAt(new Date(`${instant}+08:00`));
const idOf = (name: string) => house.company.people[name]!.id;
const inbox = (name: string) => house.person(name).inbox;
const lives = (name: string, zone: string) => db().member.update({ where: { id: idOf(name) }, data: { zone } });
const NOWHERE = "Mars/Olympus_Mons";

/** From now on nothing of the member's can be written to the table. */
const refuse = async (table: string, name: string) => {
  await house.database.pool.query(`
    CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF NEW."memberId" = '${idOf(name)}' THEN RAISE EXCEPTION 'trouble with one'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER trouble BEFORE INSERT OR UPDATE ON "${table}" FOR EACH ROW EXECUTE FUNCTION trouble()`);
};
const allow = () => house.database.pool.query("DROP FUNCTION IF EXISTS trouble CASCADE");

let week = 0;
/** A Monday of its own for each test. */
const monday = () => new Date(Date.UTC(2026, 10, 23 + 7 * week)).toISOString().slice(0, 10);
const seen = new Map<string, number>();
const news = (name: string) => inbox(name).slice(seen.get(name));
const bothPromised = async () => {
  for (const who of ["李伟", "Emma"]) {
    const id = await customer(`客户${who}`, { lastContactOn: day(monday()), lastVisitOn: day(monday()) }, who);
    await promise(id, { what: "回电话", on: monday(), who });
  }
};
beforeEach(async () => {
  week += 1;
  at(`${monday()}T08:00:00`);
  for (const table of ["Absence", "CareItem", "CareDay", "CareDigest", "NextStep", "Activity", "Customer"])
    await house.database.pool.query(`DELETE FROM "${table}"`);
  for (const name of ["李伟", "Emma"]) seen.set(name, inbox(name).length);
});
afterEach(async () => {
  await allow();
  await db().member.updateMany({ data: { zone: "Asia/Shanghai" } });
});

describe("one member's trouble does not keep the others waiting, and they are told when it is over:", () => {
  const othersFirst = async (mend: () => Promise<unknown>) => {
    at(`${monday()}T08:30:00`);
    await expect(dailyTick.run(house.jobContext())).rejects.toThrow(idOf("李伟"));
    await house.delivers();
    expect([news("Emma").length, news("李伟").length]).toEqual([1, 0]);
    expect(await db().careDay.count({ where: { memberId: idOf("李伟") } })).toBe(0);
    await mend();
    at(`${monday()}T08:31:00`);
    for (let minute = 0; minute < 2; minute += 1) await dailyTick.run(house.jobContext());
    await house.delivers();
    expect([news("Emma").length, news("李伟").length]).toEqual([1, 1]);
  };

  test("a zone that is not known", async () => {
    await bothPromised();
    await lives("李伟", NOWHERE);
    await othersFirst(() => lives("李伟", "Asia/Shanghai"));
  });

  test("a statement that fails", async () => {
    await bothPromised();
    await refuse("CareItem", "李伟");
    await othersFirst(allow);
  });

  test("something that is read for all at once", async () => {
    await bothPromised();
    const { organizationId } = house.company;
    const people = { memberId: idOf("李伟"), standInId: idOf("周明"), setById: idOf("李伟") };
    const startsAt = new Date(`${monday()}T00:00:00+08:00`);
    const endsAt = new Date(startsAt.getTime() + 24 * 60 * 60_000);
    const createdAt = startsAt;
    await db().absence.create({ data: { id: newId(), organizationId, ...people, startsAt, endsAt, createdAt } });
    // Who stands in is nowhere: no list of whoever is away can be made.
    await db().member.update({ where: { id: idOf("周明") }, data: { zone: NOWHERE, closedAt: startsAt } });
    await othersFirst(async () => {
      await db().member.update({ where: { id: idOf("周明") }, data: { zone: "Asia/Shanghai", closedAt: null } });
      await db().absence.deleteMany();
    });
  });
});

test("what one put off, and cannot be told, does not keep from the others what they put off", async () => {
  await bothPromised();
  at(`${monday()}T08:30:00`);
  await dailyTick.run(house.jobContext());
  await db().careItem.updateMany({ data: { state: "later", laterAt: new Date(`${monday()}T17:00:00+08:00`) } });
  await refuse("CareItem", "李伟");
  at(`${monday()}T17:00:00`);
  await expect(laterTick.run(house.jobContext())).rejects.toThrow(idOf("李伟"));
  await house.delivers();
  expect([news("Emma").length, news("李伟").length]).toEqual([2, 1]);
  expect(await db().careItem.count({ where: { memberId: idOf("李伟"), state: "later" } })).toBe(1);
  await allow();
  await laterTick.run(house.jobContext());
  await house.delivers();
  expect([news("Emma").length, news("李伟").length]).toEqual([2, 2]);
});

test("what was done without the list shows on the others' cards, whatever is the matter with one", async () => {
  await bothPromised();
  at(`${monday()}T08:30:00`);
  await dailyTick.run(house.jobContext());
  await house.delivers();
  await db().nextStep.updateMany({ data: { state: "done" } });
  await refuse("CareItem", "李伟");
  await expect(keepUpTick.run(house.jobContext())).rejects.toThrow(idOf("李伟"));
  await house.delivers();
  expect(cardText(news("Emma")[0]!)).toContain("✓");
  expect(cardText(news("李伟")[0]!)).not.toContain("✓");
  await allow();
  await keepUpTick.run(house.jobContext());
  await house.delivers();
  expect(cardText(news("李伟")[0]!)).toContain("✓");
});

test("a manager whose zone is not known does not keep the others from their digest", async () => {
  await lives("王芳", NOWHERE);
  at(`${monday()}T08:30:00`);
  await expect(digestTick.run(house.jobContext())).rejects.toThrow(NOWHERE);
  expect(await db().careDigest.findMany({ select: { memberId: true } })).toEqual([{ memberId: idOf("钱进") }]);
});

test("who chose no hour gets it at the company's, as it is that morning", async () => {
  const settings = (kept: object) =>
    db().organization.update({ where: { id: house.company.organizationId }, data: { settings: kept } });
  await db().member.update({ where: { id: idOf("Emma") }, data: { reminderTime: "09:00" } });
  await bothPromised();
  await settings({ reminderTime: "10:00" });
  try {
    const told = [];
    for (const time of ["08:59", "09:59", "10:00"]) {
      at(`${monday()}T${time}:00`);
      await dailyTick.run(house.jobContext());
      await house.delivers();
      told.push([news("李伟").length, news("Emma").length]);
    }
    expect(told).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
    ]);
  } finally {
    await settings({});
    await db().member.update({ where: { id: idOf("Emma") }, data: { reminderTime: null } });
  }
});
