import { beforeEach, expect, test } from "vitest";
import type { Role } from "../../src/core/scope.ts";
import { people } from "../../src/features/people/index.ts";
import { buttonOf, cardText } from "../support/conversation.ts";
import { withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00", [people]);
const { house, db } = papers;
const person = (name: string) => house.person(name);
const at = (time: string) => house.clock.freezeAt(new Date(`2026-${time}+08:00`));
const idOf = (name: string) => house.company.people[name]!.id as string;
const seen = async (id: string) => ({
  id,
  version: (await db().member.findUniqueOrThrow({ where: { id } })).version,
});
const closes = async (id: string) => person("林涛").presses({ action: "people.close", payload: await seen(id) });
const opens = async (id: string) => person("林涛").presses({ action: "people.open", payload: await seen(id) });
const edits = async (id: string, roles: readonly Role[]) => {
  await person("林涛").presses({ action: "people.edit", payload: await seen(id) });
  await person("林涛")
    .fills({ roles: { choose: [...roles] }, teams: { choose: [house.company.teamId] } })
    .submits();
};
const events = async (fee: string, kind: string) =>
  (await papers.approvalOf(fee)).events.filter(({ what }) => what === kind).length;
/** What somebody has been sent since, each by its text. */
const sentBy = async (name: string, work: () => Promise<unknown>) => {
  const had = person(name).inbox.length;
  await work();
  await house.delivers();
  return person(name).inbox.slice(had);
};

let count = 0;
let fee: string;
/** A fee of ¥800 that the clerk has signed: the manager is next. */
const withManager = async () => {
  count += 1;
  const id = await papers.sendFee(await papers.makeProspect(`后任${count}号`));
  await person("赵敏").types("同意", { about: `fee:${id}` });
  return id;
};
beforeEach(async () => {
  at("11-20T09:12");
  await person("林涛").types("/people");
  fee = await withManager();
});

test("who is made manager once nobody can sign is asked at once, in the thread too, and the clock counts from then", async () => {
  at("11-24T12:00");
  await papers.tick();
  await papers.tick();
  expect([await events(fee, "reminded"), await events(fee, "escalated")]).toEqual([1, 1]);
  await closes(idOf("王芳"));
  await papers.tick();
  expect(await events(fee, "nobody")).toBe(1);
  const li = await papers.makeMember("小李", ["rep"]);
  at("11-24T13:30");
  const sent = await sentBy("小李", () => edits(li, ["manager"]));
  const asked = sent.filter((card) => cardText(card).includes(`等经理审批 · 特殊费用 ¥800 · 后任${count}号`));
  expect(asked).toHaveLength(1);
  expect((await papers.thread(fee)).at(-1)).toBe("现在又有人可以签了\n下一步：经理 小李");
  expect(await events(fee, "asked")).toBe(1);
  await papers.tick();
  expect([await events(fee, "asked"), await events(fee, "reminded"), await events(fee, "nobody")]).toEqual([1, 1, 1]);
  at("11-24T17:30");
  await papers.tick();
  expect([await events(fee, "reminded"), await events(fee, "escalated")]).toEqual([2, 1]);
  await person("小李").presses({ action: "approvals.history", payload: { subject: "fee", id: fee } });
  expect(person("小李").reads).toContain("又有人可以签了");
  expect(buttonOf(asked[0]!, "同意")).toBeDefined();
  await closes(li);
  await papers.tick();
  expect(await events(fee, "nobody")).toBe(2);
  await opens(idOf("王芳"));
  expect(await events(fee, "asked")).toBe(2);
});

test("who may sign beside others, or is so put in place of another, has what waits on one list; nobody hears of it twice", async () => {
  const another = await withManager();
  const next = await papers.makeMember("接任", ["rep"]);
  const sent = await sentBy("接任", () => edits(next, ["manager"]));
  const lists = sent.filter(({ title }) => title.includes("张单子等你审批"));
  expect(lists).toHaveLength(1);
  expect(cardText(lists[0]!)).toContain(`后任${count}号`);
  expect(await sentBy("接任", () => edits(next, ["manager", "rep"]))).not.toContainEqual(
    expect.objectContaining({ title: lists[0]!.title }),
  );
  for (const id of [fee, another]) expect(await events(id, "asked")).toBe(0);
  await closes(idOf("王芳"));
  await papers.tick();
  for (const id of [fee, another]) expect([await events(id, "nobody"), await events(id, "asked")]).toEqual([0, 0]);
  await person("接任").types("同意", { about: `fee:${another}` });
  expect(await papers.approvalOf(another)).toMatchObject({ step: 2 });
  await opens(idOf("王芳"));
  await closes(next);
});

test("where nobody could sign and somebody may by other ways, the minute's tick asks them", async () => {
  const manager = { where: { id: idOf("王芳") } };
  await db().member.update({ ...manager, data: { roles: ["rep"] } });
  await papers.tick();
  expect(await events(fee, "nobody")).toBe(1);
  at("11-20T09:20");
  await house.delivers();
  await db().member.update({ ...manager, data: { roles: ["manager"] } });
  const sent = await sentBy("王芳", async () => {
    await papers.tick();
    await papers.tick();
  });
  const title = `等经理审批 · 特殊费用 ¥800 · 后任${count}号`;
  expect(sent.filter((card) => card.title === title)).toHaveLength(1);
  expect(await events(fee, "asked")).toBe(1);
});
