import { beforeEach, describe, expect, test } from "vitest";
import type { Zone } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { buttonOf, withConversation } from "../support/conversation.ts";

/** A company in New York whose platform tells nobody's zone, as Lark does. */
const house = withConversation({ features, at: "2026-11-23T09:00:00-05:00" });
const db = () => from({ database: house.database.handle });
const admin = () => house.person("林涛");
const idOf = (name: string) => house.company.people[name]!.id;
const NEW_YORK = "America/New_York" as Zone;
const memberOf = (user: string) => db().member.findFirstOrThrow({ where: { identities: { some: { user } } } });
const untold = (user: string, name: string) => house.tells(user, { name, zone: undefined as never });
const pick = async (user: string) => {
  await admin().presses({ action: "team.addPeople", payload: {} });
  await admin()
    .fills({ people: { people: [user] }, roles: { choose: ["finance"] } })
    .submits();
};
const setCompany = async (zone: string) => {
  await admin().presses({ action: "setup.editCompany", payload: {} });
  await admin()
    .fills({ zone: { choose: zone } })
    .submits();
};
/** Presses as Feishu brings it, with where the person is. */
const pressesFrom = async (name: string, zone: string) => {
  const { platform, workspace, people } = house.company;
  const identity = { platform, workspace, user: people[name]?.user ?? name };
  const place = { platform, workspace, place: `D-${identity.user}`, kind: "direct" as const };
  const pressed = { id: `test:${newId()}`, identity, place, receivedAt: house.clock.now() };
  await (
    await house.kernel.press({ ...pressed, zone: zone as Zone, action: "settings.change", payload: "{}" })
  ).settled();
};
beforeEach(async () => {
  await db().absence.deleteMany();
  await db().organization.updateMany({ data: { zone: NEW_YORK } });
  await db().member.updateMany({ data: { zone: NEW_YORK, zoneTold: true } });
});

describe("whose zone no platform tells", () => {
  test("has the company's, picked or let in, and moves along with it; who has chosen one stays", async () => {
    untold("U-one", "周一");
    await pick("U-one");
    expect(await memberOf("U-one")).toMatchObject({ zone: NEW_YORK, zoneTold: false });
    untold("U-two", "Two");
    await house.person("U-two").types("hello");
    await house.delivers();
    const card = admin().inbox.findLast(({ title }) => title.includes("Two"))!;
    await admin().presses(buttonOf(card, "同意加入").press);
    await admin()
      .fills({ roles: { choose: ["finance"] } })
      .submits();
    expect(await memberOf("U-two")).toMatchObject({ zone: NEW_YORK, zoneTold: false });
    const others = { where: { id: { notIn: [(await memberOf("U-one")).id, (await memberOf("U-two")).id] } } };
    const before = await db().member.findMany({ ...others, orderBy: { id: "asc" } });
    await setCompany("Europe/London");
    expect(await memberOf("U-one")).toMatchObject({ zone: "Europe/London", zoneTold: false });
    expect(await memberOf("U-two")).toMatchObject({ zone: "Europe/London" });
    expect(await db().member.findMany({ ...others, orderBy: { id: "asc" } })).toEqual(before);
  });

  test("has where they press from, once", async () => {
    untold("U-three", "Three");
    await pick("U-three");
    await pressesFrom("U-three", "Asia/Tokyo");
    expect(await memberOf("U-three")).toMatchObject({ zone: "Asia/Tokyo", zoneTold: true });
    await pressesFrom("U-three", "Europe/Paris");
    await setCompany("Europe/London");
    expect(await memberOf("U-three")).toMatchObject({ zone: "Asia/Tokyo" });
    await pressesFrom("李伟", "Europe/Paris");
    expect((await memberOf(house.company.people.李伟!.user)).zone).toBe(NEW_YORK);
  });

  test("gets one from an admin, in a form that knows zones only", async () => {
    untold("U-four", "Four");
    await pick("U-four");
    const { id, version } = await memberOf("U-four");
    await admin().presses({ action: "people.edit", payload: { id, version } });
    expect(admin().form.values.zone).toMatchObject({ choices: [{ value: NEW_YORK }] });
    await admin()
      .fills({ zone: { choose: "Mars/Base" } })
      .submits();
    expect(admin().form.errors).toHaveProperty("zone");
    expect(await memberOf("U-four")).toMatchObject({ zone: NEW_YORK, zoneTold: false, version });
    await admin()
      .fills({ zone: { choose: "Asia/Seoul" } })
      .submits();
    expect(await memberOf("U-four")).toMatchObject({ zone: "Asia/Seoul", zoneTold: true });
    await setCompany("Europe/London");
    expect(await memberOf("U-four")).toMatchObject({ zone: "Asia/Seoul" });
  });

  test("tells none by saving other settings", async () => {
    untold("U-six", "Six");
    await pick("U-six");
    const six = house.person("U-six");
    await six.presses({ action: "settings.change", payload: {} });
    await six.fills({ language: { choose: "en" } }).submits();
    expect(await memberOf("U-six")).toMatchObject({ language: "en", zone: NEW_YORK, zoneTold: false });
    await setCompany("Europe/London");
    expect(await memberOf("U-six")).toMatchObject({ zone: "Europe/London" });
  });

  /** The admin picks the account of somebody who had none yet, and the platform tells where they are. */
  const firstMeets = async (user: string) => {
    const { id } = await memberOf(user);
    await db().identity.deleteMany({ where: { user } });
    house.tells(user, { name: user, zone: "Asia/Tokyo" as Zone });
    await admin().presses({ action: "accounts.linkMember", payload: { id } });
    await admin()
      .fills({ person: { people: [user] } })
      .submits();
  };
  test.each([
    ["U-pressed", (user: string) => pressesFrom(user, "Asia/Tokyo"), { zone: "Asia/Tokyo", zoneTold: true }],
    ["U-moved", () => setCompany("Europe/London"), { zone: "Europe/London", zoneTold: false }],
    ["U-linked", firstMeets, { zone: "Asia/Tokyo", zoneTold: true }],
  ])("keeps what came to be their zone while an admin had their form open: %s", async (user, moves, moved) => {
    untold(user, user);
    await pick(user);
    const { id, version, phone } = await memberOf(user);
    await admin().presses({ action: "people.edit", payload: { id, version } });
    const { shown } = admin();
    await moves(user);
    expect(await memberOf(user)).toMatchObject(moved);
    admin().shown = shown;
    await admin().fills({ phone: "13800000005" }).submits();
    expect(JSON.stringify(admin().shown)).toContain("刚才有人改过这位同事");
    expect(await memberOf(user)).toMatchObject({ ...moved, phone });
  });
});

test("days away stay the same days when the zone changes; one that was ended early stays over", async () => {
  const { organizationId } = house.company;
  const whose = { organizationId, memberId: idOf("李伟"), standInId: idOf("Emma"), setById: idOf("李伟") };
  const away = { ...whose, createdAt: house.clock.now() };
  const ended = { startsAt: new Date("2026-11-20T00:00:00-05:00"), endsAt: new Date("2026-11-23T08:00:00-05:00") };
  const ahead = { startsAt: new Date("2026-12-01T00:00:00-05:00"), endsAt: new Date("2026-12-04T00:00:00-05:00") };
  await db().absence.createMany({
    data: [
      { ...away, ...ended, id: newId() },
      { ...away, ...ahead, id: newId() },
    ],
  });
  const li = house.person("李伟");
  await li.presses({ action: "settings.change", payload: {} });
  await li.fills({ zone: { choose: "Asia/Shanghai" } }).submits();
  expect(await db().absence.findMany({ orderBy: { startsAt: "asc" } })).toMatchObject([
    ended,
    { startsAt: new Date("2026-12-01T00:00:00+08:00"), endsAt: new Date("2026-12-04T00:00:00+08:00") },
  ]);
  await li.types("/absence");
  expect(li.reads).toMatch(/12月1日.*12月3日/);
});

test("two first presses at once from where a platform tells of shift days away once", async () => {
  const { organizationId } = house.company;
  const whose = { organizationId, memberId: idOf("李伟"), standInId: idOf("Emma"), setById: idOf("李伟") };
  const days = { startsAt: new Date("2026-12-01T00:00:00-05:00"), endsAt: new Date("2026-12-04T00:00:00-05:00") };
  const id = newId();
  await db().absence.create({ data: { ...whose, ...days, id, createdAt: house.clock.now() } });
  await db().member.update({ where: { id: idOf("李伟") }, data: { zoneTold: false } });
  const told = () => db().auditEntry.count({ where: { what: "member.settings", subject: `member:${idOf("李伟")}` } });
  const before = await told();
  const client = await house.database.pool.connect();
  const presses: Promise<void>[] = [];
  try {
    await client.query("BEGIN");
    await client.query(`SELECT 1 FROM "Absence" WHERE id = $1 FOR UPDATE`, [id]);
    presses.push(pressesFrom("李伟", "Asia/Tokyo"), pressesFrom("李伟", "Asia/Tokyo"));
    const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await expect.poll(async () => (await house.database.pool.query(waiting)).rows.length, { timeout: 20_000 }).toBe(2);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
  await Promise.all(presses);
  expect(await db().absence.findUniqueOrThrow({ where: { id } })).toMatchObject({
    startsAt: new Date("2026-12-01T00:00:00+09:00"),
    endsAt: new Date("2026-12-04T00:00:00+09:00"),
  });
  expect(await memberOf(house.company.people.李伟!.user)).toMatchObject({ zone: "Asia/Tokyo", zoneTold: true });
  expect(await told()).toBe(before + 1);
});

describe("the teams of a company", () => {
  const facts = { name: true, zone: true, language: true, version: true } as const;
  const teams = () => db().team.findMany({ select: facts, orderBy: { name: "asc" } });
  const entries = () =>
    db().auditEntry.findMany({
      where: { what: "team.changed" },
      select: { before: true, after: true },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    });
  const change = async (values: Parameters<ReturnType<typeof admin>["fills"]>[0]) => {
    await admin().presses({ action: "setup.editCompany", payload: {} });
    await admin().fills(values).submits();
  };
  const put = async (name: string, data: { zone?: string; language?: "en" | "zh" }) =>
    db().team.updateMany({ where: { name }, data: { ...data, version: 1 } });

  test("get its zone and language while they had them, and the card says which; undone, only those go back", async () => {
    await put("华东一组", { zone: "UTC", language: "zh" });
    await put("华南组", { zone: "Asia/Singapore", language: "en" });
    await db().organization.updateMany({ data: { zone: "UTC", language: "zh", confirmedAt: house.clock.now() } });
    const earlier = (await entries()).length;
    const [east, south] = await teams();

    await change({ name: "华信集团" });
    expect(await teams()).toEqual([east, south]);

    await change({ zone: { choose: "Asia/Singapore" } });
    expect(await teams()).toEqual([{ ...east!, zone: "Asia/Singapore", version: 2 }, south]);
    expect((await entries()).slice(earlier)).toEqual([{ before: { zone: "UTC" }, after: { zone: "Asia/Singapore" } }]);
    expect(admin().reads).toContain("跟着一起改的团队：华东一组");
    expect(admin().reads).not.toContain("另有设置");

    await admin().presses("撤销");
    expect(await teams()).toEqual([{ ...east!, version: 3 }, south]);
    expect(admin().reads).toContain("跟着一起改的团队：华东一组\n另有设置、没有跟着改的团队：华南组");

    await change({ language: { choose: "en" } });
    expect(await teams()).toEqual([{ ...east!, language: "en", version: 4 }, south]);
    await change({ zone: { choose: "Asia/Tokyo" } });
    expect(admin().reads).toContain("跟着一起改的团队：华东一组\n另有设置、没有跟着改的团队：华南组");
    expect(await teams()).toEqual([{ ...east!, zone: "Asia/Tokyo", language: "en", version: 5 }, south]);
    expect(await entries()).toHaveLength(earlier + 4);
  });

  test("follow when the company is looked over for the first time, also those that are closed; the set-up says it", async () => {
    await put("华东一组", { zone: NEW_YORK, language: "zh" });
    await put("华南组", { zone: NEW_YORK, language: "zh" });
    await db().team.updateMany({ where: { name: "华南组" }, data: { closedAt: house.clock.now() } });
    await db().organization.updateMany({ data: { language: "zh", confirmedAt: null } });
    await setCompany("Asia/Singapore");
    expect((await teams()).map(({ zone }) => zone)).toEqual(["Asia/Singapore", "Asia/Singapore"]);
    expect(admin().card.title).toContain("设置");
    expect(admin().reads).toContain("跟着一起改的团队：华东一组\n");
    await db().team.updateMany({ data: { closedAt: null } });
  });
});
