import { beforeEach, expect, test } from "vitest";
import { addDays, plainDate } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { absence } from "../../src/features/absence/index.ts";
import { activities } from "../../src/features/activities/index.ts";
import { care } from "../../src/features/care/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { reminderTicks } from "../../src/features/reminders/public.ts";
import { visits } from "../../src/features/visits/index.ts";
import { careData, day } from "../support/care-house.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";
import { listenToStatements } from "../support/statements.ts";

const house = withConversation({
  features: [activities, care, customers, visits, absence([])],
  at: "2026-11-22T08:00:00+08:00",
});
const { db, customer, promise } = careData(house);

/** Each test has its week to itself: a day's message is sent once. */
let week = -1;
const MONDAYS = Array.from({ length: 12 }, (_, n) => addDays(plainDate("2026-11-23"), 7 * n));
/** A day of the week, Monday being 0. */
const dayOf = (index: number) => addDays(MONDAYS[week % MONDAYS.length]!, index);
const at = (index: number, time: string) => house.clock.freezeAt(new Date(`${dayOf(index)}T${time}+08:00`));
const tick = async () => {
  for (const each of reminderTicks) await each.run(house.jobContext());
  await house.delivers();
};
const person = (name: string) => house.person(name);
const idOf = (name: string) => house.company.people[name]!.id;
const news = (name: string) => person(name).inbox;

/** 李伟 is away from Monday to Thursday; Emma stands in. */
beforeEach(async () => {
  week += 1;
  at(-1, "08:00");
  for (const table of ["Absence", "CareItem", "CareDay", "NextStep", "ActivityContact", "Activity", "Contact"])
    await house.database.pool.query(`DELETE FROM "${table}"`);
  await house.database.pool.query(`DELETE FROM "CustomerShare"`);
  await house.database.pool.query(`DELETE FROM "Customer"`);
  await db().member.updateMany({ where: { name: "Emma" }, data: { zone: "Asia/Shanghai" } });
  const { organizationId } = house.company;
  await db().absence.create({
    data: {
      ...{ id: newId(), organizationId, memberId: idOf("李伟"), standInId: idOf("Emma"), setById: idOf("李伟") },
      startsAt: new Date(`${dayOf(0)}T00:00:00+08:00`),
      endsAt: new Date(`${dayOf(4)}T00:00:00+08:00`),
      createdAt: house.clock.now(),
    },
  });
});

const fresh = () => ({ lastContactOn: day(dayOf(-1)), lastVisitOn: day(dayOf(-1)) });
const promised = async (name: string, on = dayOf(0)) => {
  const id = await customer(name, fresh());
  await promise(id, { what: "回电话", on });
  return id;
};

test("the morning list goes to the stand-in, marked for whom, and is worked off there", async () => {
  await promised("宏达机电");
  const before = news("李伟").length;
  at(0, "08:30");
  await tick();
  expect(news("李伟").length).toBe(before);
  const card = news("Emma").at(-1)!;
  expect(card).toMatchObject({ title: "Good morning, 1 thing today", tags: ["For 李伟"] });
  expect(card.plain).toMatch(/^For 李伟 · /);
  expect(buttonsOf(card).map(({ label }) => label)).not.toContain("Hand over");

  await person("Emma").presses("Done", { on: card });
  expect(person("Emma").card).toMatchObject({ tone: "done", tags: ["For 李伟"] });
  expect(await db().careItem.findMany()).toMatchObject([{ memberId: idOf("李伟"), state: "done" }]);
  expect(await db().nextStep.findMany()).toMatchObject([{ memberId: idOf("李伟"), state: "done" }]);
  expect(await db().activity.findFirst({ where: { kind: "call" } })).toMatchObject({ memberId: idOf("Emma") });
});

test("the stand-in opens these customers, logs with them, and what is promised is the owner's to keep", async () => {
  const id = await promised("宏达机电");
  await person("Emma").types("/customer 宏达");
  expect(person("Emma").card.plain).not.toContain("宏达机电");
  at(0, "09:00");
  await person("Emma").types("/customer 宏达");
  expect(person("Emma").card.title).toContain("宏达机电");
  await person("Emma").types("/visit 宏达 谈了续约 下周三再访");
  expect(person("Emma").card.tone).toBe("done");
  const steps = await db().nextStep.findMany({ where: { customerId: id }, orderBy: { dueOn: "asc" } });
  expect(steps.map(({ memberId, state }) => [memberId, state])).toEqual([
    [idOf("李伟"), "done"],
    [idOf("李伟"), "open"],
  ]);
  at(4, "00:00");
  await person("Emma").types("/customer 宏达");
  expect(person("Emma").card.plain).not.toContain("宏达机电");
});

test("what the absent one does with customers of others stays with them", async () => {
  const other = await customer("别家公司", fresh(), "王芳");
  await db().customerShare.create({
    data: { customerId: other, memberId: idOf("李伟"), organizationId: house.company.organizationId },
  });
  await promise(other, { what: "送样品", on: dayOf(0) });
  at(0, "08:30");
  const emma = news("Emma").length;
  await tick();
  expect(news("Emma").length).toBe(emma);
  expect(news("李伟").at(-1)).toMatchObject({ title: "早上好，今天 1 件事" });
  const { id, version } = await db().careItem.findFirstOrThrow();
  await person("Emma").presses({ action: "care.done", payload: { id, v: version } });
  expect(person("Emma").card.plain).toMatch(/Nothing was changed|not/);
  expect(await db().careItem.findFirstOrThrow()).toMatchObject({ state: "open", version });

  await promised("宏达机电");
  at(1, "08:30");
  await tick();
  expect(cardText(news("Emma").at(-1)!)).not.toContain("别家");
  expect(news("Emma").at(-1)).toMatchObject({ title: "Good morning, 1 thing today" });
});

test("what is on one's own list or the colleague's, and out of sight by now, takes as long as what never was", async () => {
  const other = await customer("别家公司", fresh(), "王芳");
  const share = { customerId: other, organizationId: house.company.organizationId };
  await db().customerShare.createMany({
    data: ["李伟", "Emma"].map((name) => ({ ...share, memberId: idOf(name) })),
  });
  for (const who of ["李伟", "Emma"]) await promise(other, { what: "送样", on: dayOf(0), who });
  const taken = await promised("宏达机电");
  at(0, "08:30");
  await tick();
  await db().customerShare.deleteMany({ where: { memberId: idOf("Emma") } });
  await db().careItem.updateMany({ data: { listedOn: day(dayOf(-1)) } });
  const kept = () => db().careItem.findMany({ orderBy: { id: "asc" } });
  const before = await kept();
  const takes = async (id: string) => {
    const heard = listenToStatements();
    await person("Emma").presses({ action: "care.done", payload: { id, v: 1 } });
    return { statements: heard().length, reads: person("Emma").card.plain };
  };
  const nothing = await takes(newId());
  expect(before.map(({ customerId }) => customerId === other)).toEqual(expect.arrayContaining([true, true, false]));
  for (const { id } of before.filter(({ customerId }) => customerId === other))
    expect(await takes(id)).toEqual(nothing);
  expect(await kept()).toEqual(before);
  await takes(before.find(({ customerId }) => customerId === taken)!.id);
  expect(await db().careItem.count({ where: { state: "done" } })).toBe(1);
});

test("back again, the owner has the list, and the stand-in's card is given back", async () => {
  await promised("宏达机电", dayOf(3));
  at(3, "08:30");
  await tick();
  const card = news("Emma").at(-1)!;
  at(4, "08:30");
  await tick();
  expect(news("李伟").at(-1)).toMatchObject({ title: expect.stringMatching(/^早上好，今天 1 件事/) });
  expect(news("Emma").at(-1)).toMatchObject({ tone: "past", title: "This list is given back" });
  await person("Emma").presses("Done", { on: card });
  expect(await db().careItem.findFirstOrThrow()).toMatchObject({ state: "open" });
});

test("Home has both lists; the page of another's is only for whoever stands in", async () => {
  await promised("宏达机电");
  at(0, "09:00");
  const home = await person("Emma").home();
  const taken = home.find(({ tags }) => tags?.includes("For 李伟"));
  expect(cardText(taken!)).toContain("宏达");
  await person("Emma").presses("Show all", { on: taken! });
  expect(person("Emma").card.tags).toEqual(["For 李伟"]);
  await person("孙丽").presses({ action: "care.show", payload: { page: 0, of: idOf("李伟") } });
  expect(person("孙丽").reads).not.toContain("宏达");
});

test("whoever is no longer fit to stand in has no list: it is the owner's again", async () => {
  await promised("宏达机电");
  await db().member.update({ where: { id: idOf("Emma") }, data: { roles: ["compliance"] } });
  at(0, "08:30");
  await tick();
  expect(news("李伟").at(-1)?.title).toBe("早上好，今天 1 件事");
  await db().member.update({ where: { id: idOf("Emma") }, data: { roles: ["rep"] } });
});

test("before the hour a form of the stand-in finds what is planned for the owner, and nothing of others", async () => {
  const id = await promised("宏达机电");
  const other = await customer("别家公司", fresh(), "王芳");
  await db().customerShare.create({
    data: { customerId: other, memberId: idOf("李伟"), organizationId: house.company.organizationId },
  });
  await promise(other, { what: "送样", on: dayOf(0) });
  at(0, "08:00");
  const owner = person("李伟");
  await owner.types("客情");
  const presses = buttonsOf(owner.card).filter(({ label }) => label === "不需要");
  expect(presses).toHaveLength(2);
  const shown: unknown[] = [];
  for (const { press } of presses) {
    await person("Emma").presses(press);
    shown.push(person("Emma").shown?.kind);
  }
  expect(shown.sort()).toEqual(["card", "form"]);
  const emma = person("Emma");
  await emma.presses({ action: "care.show", payload: { page: 0, of: idOf("李伟") } });
  await emma.presses("Not needed");
  await emma.fills({ why: "Called yesterday" }).submits();
  expect(await db().careItem.findMany({ where: { state: "not_needed" } })).toMatchObject([
    { customerId: id, memberId: idOf("李伟"), reason: "Called yesterday" },
  ]);
});

test("an edit by the stand-in keeps what the visit fulfilled; undone when the owner is back, it is open again", async () => {
  const id = await promised("宏达机电");
  await db().customerShare.create({
    data: { customerId: id, memberId: idOf("Emma"), organizationId: house.company.organizationId },
  });
  const state = async () => (await db().nextStep.findFirstOrThrow({ where: { customerId: id } })).state;
  at(1, "09:00");
  await person("Emma").types("/visit 宏达 谈了续约");
  expect(await state()).toBe("done");
  await person("Emma").presses("Edit");
  await person("Emma")
    .fills({ happenedOn: dayOf(0) })
    .submits();
  expect(await state()).toBe("done");
  await db().absence.updateMany({ data: { endsAt: new Date(`${dayOf(1)}T10:00:00+08:00`) } });
  at(1, "11:00");
  await person("Emma").presses("Undo");
  expect(await state()).toBe("open");
});

test("what was done by whoever stood in until another took over is theirs to take back, with what it fulfilled", async () => {
  const id = await promised("宏达机电");
  await db().customerShare.create({
    data: { customerId: id, memberId: idOf("Emma"), organizationId: house.company.organizationId },
  });
  const state = async () => (await db().nextStep.findFirstOrThrow({ where: { customerId: id } })).state;
  const absent = await db().absence.findFirstOrThrow();
  at(1, "09:00");
  await person("Emma").types("/visit 宏达 谈了续约");
  expect(await state()).toBe("done");
  const undo = buttonsOf(person("Emma").card).find(({ label }) => label === "Undo")!.press;
  at(1, "10:00");
  await person("李伟").types("请假");
  await person("李伟").presses("修改");
  await person("李伟")
    .fills({ standIn: { choose: idOf("王芳") } })
    .submits();
  const former = { absenceId: absent.id, memberId: idOf("李伟"), standInId: idOf("Emma") };
  expect(await db().formerStandIn.findMany()).toMatchObject([
    { ...former, startsAt: absent.startsAt, endsAt: house.clock.now() },
  ]);
  at(1, "10:30");
  await person("Emma").presses(undo);
  expect(await state()).toBe("open");
  await house.delivers();
});

test("the days and hours of a list are its owner's, also where the stand-in's clock says another day", async () => {
  const [evening, done] = [await promised("宏达机电"), await promised("华信电子")];
  const later = await promised("东方仪表");
  await db().member.updateMany({ where: { name: "Emma" }, data: { zone: "America/Los_Angeles" } });
  at(0, "08:30");
  await tick();
  const card = news("Emma").at(-1)!;
  expect(card).toMatchObject({ title: "Good morning, 3 things today", tags: ["For 李伟"] });
  const emma = person("Emma");
  await emma.presses({ action: "care.show", payload: { page: 0, of: idOf("李伟") } });
  expect(emma.card.title).toBe("Good morning, 3 things today");
  // 17:00 in Shanghai, as the stand-in's clock has it.
  const press = async (label: string, customerId: string) => {
    const { id, version } = await db().careItem.findFirstOrThrow({ where: { customerId } });
    const buttons = (news("Emma").at(-1)!.lines ?? []).flatMap((line) => [
      ...(line.buttons ?? []),
      ...(line.menu ?? []),
    ]);
    const found = buttons.filter((button) => button.label === label).map((button) => button.press);
    await emma.presses(found.find(({ payload }) => Object(payload).id === id)!);
    expect((await db().careItem.findFirstOrThrow({ where: { customerId } })).version).toBe(version + 1);
    await house.delivers();
  };
  await press("Later: today 01:00", evening);
  await press("Done", done);
  await press("Later: tomorrow", later);
  expect(await db().activity.findFirst({ where: { customerId: done, kind: "call" } })).toMatchObject({
    happenedOn: day(dayOf(0)),
  });
  expect(await db().careItem.findFirst({ where: { customerId: later } })).toMatchObject({ showOn: day(dayOf(1)) });
  expect(await db().careItem.findFirst({ where: { customerId: evening } })).toMatchObject({
    showOn: day(dayOf(0)),
    laterAt: new Date(`${dayOf(0)}T17:00:00+08:00`),
  });
  const before = news("Emma").length;
  at(0, "16:59");
  await tick();
  expect(news("Emma")).toHaveLength(before);
  at(0, "17:00");
  await tick();
  expect(news("Emma").at(-1)).toMatchObject({ tags: ["For 李伟"], title: expect.stringMatching(/^Now: 1 thing/) });
});
