import { beforeEach, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { reminderTicks } from "../../src/features/reminders/public.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const [wang, li, zhou] = ["王芳", "李伟", "周明"].map((name) => () => house.person(name)) as [Who, Who, Who];
type Who = () => ReturnType<typeof house.person>;

/** All of what is owed to customers, in the order of ids. */
const everything = async () => ({
  cases: await db().serviceCase.findMany({ orderBy: { id: "asc" } }),
  clocks: await db().caseClock.findMany({ orderBy: { id: "asc" } }),
  tasks: await db().task.findMany({ orderBy: { id: "asc" } }),
  answers: await db().surveyAnswer.findMany({ orderBy: { id: "asc" } }),
  steps: await db().nextStep.findMany({ orderBy: { id: "asc" } }),
  activities: await db().activity.findMany({ orderBy: { id: "asc" } }),
});

let count = 0;
/** 宏达 twice; of the one that goes somebody complained, a task was given, and a low answer opened a complaint. */
const twins = async () => {
  count += 1;
  const name = `宏达${count}号`;
  const kept = await makeCustomer(house, `${name}有限公司`, { owner: "李伟" });
  const gone = await makeCustomer(house, `${name}机电`, { owner: "李伟", shortNames: [`老${name}`] });
  const contact = await makeContact(house, gone, { name: "王建国", title: "总经理" });
  await li().types(`/complaint 老${name} 王总说轴承异响`);
  const caseId = (await db().serviceCase.findFirstOrThrow({ where: { customerId: gone } })).id;
  await li().types(`/visit 老${name} 王总谈了续约 周四再访`);
  await zhou().types(`/task @李伟 老${name} 周五前送样品`);
  await li().types(`/satisfaction 老${name} 王总`);
  await li()
    .fills({ item0: { choose: "1" }, said: "又晚到了" })
    .submits();
  return { name, kept, gone, contact, caseId };
};
const merges = async ({ kept, gone }: { readonly kept: string; readonly gone: string }) => {
  await wang().presses({ action: "merging.compare", payload: { keep: kept, gone } });
  const preview = wang().reads;
  await wang().presses("合并");
  expect(wang().card.title).toContain("已合并");
  return { preview, undo: buttonsOf(wang().card).find(({ label }) => label === "撤销合并")!.press };
};
beforeEach(() => house.clock.freezeAt(new Date("2026-11-25T15:00:00+08:00")));

test("complaints, a task and an answer follow to the one that stays, and come back", async () => {
  const pair = await twins();
  const before = await everything();
  const { preview, undo } = await merges(pair);
  for (const part of ["2 条咨询和投诉", "1 份满意度答卷"]) expect(preview).toContain(part);
  // It is between 周明 and 李伟: it moves along, and its number is nothing for 王芳 to know.
  expect(preview).not.toContain("任务");
  const after = await everything();
  for (const rows of [after.cases, after.tasks, after.answers])
    expect(new Set(rows.map(({ customerId }) => customerId))).toEqual(new Set([pair.kept]));
  expect(after.clocks).toEqual(before.clocks);
  await li().types(`/customer ${pair.name}有限公司`);
  expect(li().reads).toContain("投诉");
  await li().presses({ action: "cases.show", payload: { id: pair.caseId } });
  expect(li().card.title).toBe(`投诉待解决：${pair.name}有限公司 · 王建国 总经理`);
  await li().types("/tasks");
  expect(li().reads).toContain("送样品");
  await wang().presses(undo);
  expect(wang().card.title).toContain("已恢复成两家");
  expect(await everything()).toEqual(before);
  await li().presses({ action: "cases.show", payload: { id: pair.caseId } });
  expect(li().card.title).toBe(`投诉待解决：${pair.name}机电 · 王建国 总经理`);
});

test("a complaint that was solved since keeps the merge: what was done stands with the one that stayed", async () => {
  const pair = await twins();
  const { undo } = await merges(pair);
  await li().presses({ action: "cases.show", payload: { id: pair.caseId } });
  await li().presses("已解决");
  await li().fills({ note: "换了轴承" }).submits();
  const before = await everything();
  await wang().presses(undo);
  expect(wang().reads).toContain("分开就断了");
  expect(await everything()).toEqual(before);
});

test.each([
  ["there at the merge", true],
  ["made since of a next step that moved along", false],
])("a reminder %s and done since keeps the merge: what was done stands with the one that stayed", async (_, there) => {
  const pair = await twins();
  const { organizationId, people } = house.company;
  const [memberId, createdAt] = [people.李伟!.id, house.clock.now()];
  const item = async (customerId: string, more: object) => {
    const day = new Date("2026-11-25");
    const days = { dueOn: day, showOn: day, listedOn: day };
    const id = newId();
    await db().careItem.create({
      data: {
        ...{ ...days, id, organizationId, memberId, customerId, kind: "periodic_call", onceKey: id, createdAt },
        ...more,
      },
    });
    return id;
  };
  const early = await item(pair.gone, {});
  const { undo } = await merges(pair);
  const step = await db().nextStep.findFirstOrThrow({ where: { customerId: pair.kept } });
  const done = there ? early : await item(pair.kept, { kind: "next_step", nextStepId: step.id });
  await li().presses({ action: "care.done", payload: { id: done, v: 1 } });
  expect(await db().careItem.findUniqueOrThrow({ where: { id: done } })).toMatchObject({
    ...{ state: "done", customerId: pair.kept, activityId: expect.any(String) },
  });
  const before = await everything();
  await wang().presses(undo);
  expect(wang().reads).toContain("分开就断了");
  expect(await everything()).toEqual(before);
});

test("a reminder that was made since goes back with the next step and the person it is of", async () => {
  const pair = await twins();
  await db().contact.update({
    where: { id: pair.contact },
    data: { birthdayCalendar: "solar", birthMonth: 11, birthDay: 29 },
  });
  const { undo } = await merges(pair);
  house.clock.freezeAt(new Date("2026-11-26T08:30:00+08:00"));
  for (const tick of reminderTicks) await tick.run(house.jobContext());
  const made = () =>
    db().careItem.findMany({
      where: { OR: [{ nextStepId: { not: null } }, { kind: "birthday" }], customerId: { in: [pair.kept, pair.gone] } },
      select: { kind: true, customerId: true },
      orderBy: { kind: "asc" },
    });
  expect((await made()).map(({ customerId }) => customerId)).toEqual([pair.kept, pair.kept]);
  await wang().presses(undo);
  expect(wang().card.title).toContain("已恢复成两家");
  expect((await made()).map(({ customerId }) => customerId)).toEqual([pair.gone, pair.gone]);
});
