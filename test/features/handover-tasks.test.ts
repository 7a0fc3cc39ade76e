import { describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, close, customer, unchanged } = company;
const inbox = (who: string) => house.person(who).inbox;
const last = (who: string) => inbox(who).at(-1)!;
const taskOf = (what: string) => db().task.findFirstOrThrow({ where: { what } });
const labels = (who: string, n: number) =>
  (inbox(who).at(n)?.lines ?? []).flatMap(({ buttons }) => buttons?.map(({ label }) => label));

/** "李伟, do this for 宏达", as the executive says it. */
const gives = async (line: string) => {
  await house.person("周明").types(`/task ${line}`);
  expect(house.person("周明").card.title).toContain("已交给");
  await house.delivers();
};
const hands = async (name: string, to: string) => {
  const wang = house.person("王芳");
  await wang.types(`/handover ${name}`);
  await wang.fills({ to: { choose: `${idOf(to)}:${house.company.teamId}` } }).submits();
  await house.delivers();
  return wang.card;
};

describe("a customer is handed over", () => {
  test("what somebody was asked to do for it is the new owner's, who reads of it with open cases; the giver is told", async () => {
    const id = await customer("宏达机电", idOf("李伟"));
    await house.person("王芳").types("/complaint 宏达机电 轴承异响");
    await gives("@李伟 宏达机电 周五前给王总回电话");
    await gives("@李伟 周五前交周报");
    const [card] = inbox("李伟").slice(-2);
    const done = await hands("宏达机电", "Emma");
    expect(await taskOf("给王总回电话")).toMatchObject({ assigneeId: idOf("Emma"), state: "open" });
    expect(await taskOf("交周报")).toMatchObject({ assigneeId: idOf("李伟") });
    const [mine, portrait] = [
      inbox("Emma").find(({ title }) => title.includes("task")),
      inbox("Emma").find(({ title }) => title.startsWith("宏达机电 is yours now")),
    ];
    expect(mine?.title).toBe("1 task is yours now, along with its customer");
    expect(cardText(portrait!)).toContain(
      "Open cases and tasks: Complaint to solve: 轴承异响 · 4 h left; 周明 asks: 给王总回电话 · Fri 27 Nov",
    );
    expect(last("周明").title).toBe("客户移交后，你交办的 1 件事也跟着转了");
    expect(cardText(last("周明"))).toContain("给王总回电话\n在 Emma 手上");
    const [over, went] = [inbox("李伟").at(-3), inbox("李伟").at(-1)];
    expect(over?.title).toBe("这件事现在不归你办了");
    expect(cardText(over!)).not.toContain("王总");
    expect(went?.title).toBe("王芳 把你的 1 家客户移交给了 Emma");
    const task = await taskOf("给王总回电话");
    const entry = await db().auditEntry.findFirstOrThrow({ where: { what: "task.passedOn" } });
    expect(entry).toMatchObject({
      subject: `customer:${id}`,
      before: { id: task.id, assigneeId: idOf("李伟") },
      after: { assigneeId: idOf("Emma") },
    });
    await house.person("李伟").presses("办好了", { on: card! });
    expect(house.person("李伟").reads).toContain("没有这件事");
    await undo(done, "宏达机电");
  });

  const undo = async (done: Parameters<typeof cardText>[0], name: string) => {
    await house.person("王芳").presses("撤销", { on: done });
    await house.delivers();
    expect(house.person("王芳").card.title, name).toContain("已从 Emma");
    expect(await taskOf("给王总回电话")).toMatchObject({ assigneeId: idOf("李伟"), state: "open" });
    expect(inbox("李伟").at(-2)?.title).toBe("1 件事随客户一起转到你这里了");
    expect(last("李伟").title).toBe("1 家客户又由你负责了 · 王芳 撤销了给 Emma 的移交");
    expect(inbox("李伟").some(({ title }) => title === "周明交给你一件事 · 周五 11月27日前")).toBe(true);
    expect(labels("李伟", -2)).toEqual(["办好了", "改日子…", "办不了…"]);
    expect(inbox("Emma").at(-1)?.title).toContain("王芳 has taken back");
  };

  test("what was answered before the undo stays answered, and with whom it was", async () => {
    const done = await hands("宏达机电", "Emma");
    const task = await taskOf("给王总回电话");
    await house.person("Emma").presses({ action: "tasks.done", payload: { id: task.id, v: task.version } });
    await house.person("Emma").submits();
    await house.person("王芳").presses("撤销", { on: done });
    expect(await taskOf("给王总回电话")).toMatchObject({ assigneeId: idOf("Emma"), state: "done" });
  });

  test("a task of somebody else about it stays theirs, and stands on nobody's handover card", async () => {
    await customer("顺达", idOf("李伟"));
    await gives("@王芳 顺达 周五前看一下合同");
    await hands("顺达", "Emma");
    expect(await taskOf("看一下合同")).toMatchObject({ assigneeId: idOf("王芳") });
    expect(cardText(last("Emma"))).toContain("顺达 is yours now");
    expect(cardText(last("Emma"))).not.toContain("看一下合同");
  });
});

describe("somebody leaves", () => {
  test("who leads those they had given tasks follows them up from then on, and both read so", async () => {
    const boss = await rep("老钱");
    await db().member.update({ where: { id: boss }, data: { roles: ["manager"] } });
    await house.person("老钱").types("/task @李伟 周五前寄样品");
    await house.delivers();
    expect(last("李伟").title).toBe("老钱交给你一件事 · 周五 11月27日前");
    await close(boss);
    await house.delivers();
    expect(await taskOf("寄样品")).toMatchObject({ giverId: idOf("王芳"), state: "open" });
    expect(last("李伟").title).toBe("王芳交给你一件事 · 周五 11月27日前");
    const told = inbox("王芳").find(({ title }) => title === "老钱 已离职，原来交办的 1 件事由你接着跟");
    expect(cardText(told!)).toContain("寄样品\n在 李伟 手上");
    await house.person("王芳").presses("收回", { on: told! });
    expect(await taskOf("寄样品")).toMatchObject({ state: "taken_back" });
  });

  test("no open task and no customer is with a closed account, and whoever gave a task is told", async () => {
    const gone = await rep("小赵");
    const id = await customer("海天精工", gone);
    await db().task.createMany({
      data: ["给海天寄合同", "问海天交期"].map((what) => ({
        ...{ id: newId(), organizationId: house.company.organizationId, giverId: idOf("周明"), assigneeId: gone },
        ...{ customerId: id, what, dueOn: new Date("2026-11-27"), createdAt: house.clock.now() },
      })),
    });
    await close(gone);
    await house.delivers();
    const { rows } = await house.database.pool.query(`
      SELECT k.id FROM "Task" k JOIN "Member" m ON m.id IN (k."assigneeId", k."giverId") AND m."closedAt" IS NOT NULL
      WHERE k.state = 'open'
      UNION ALL SELECT c.id FROM "Customer" c JOIN "Member" m ON m.id = c."ownerId" AND m."closedAt" IS NOT NULL`);
    expect(rows).toEqual([]);
    expect(inbox("周明").filter(({ title }) => title === "小赵 不再负责这件事，现在没有人办")).toHaveLength(2);
  });

  test("what has nobody to go back to stays: undone after the owner before has left, the task is still the new one’s", async () => {
    const id = await customer("永盛", idOf("李伟"));
    await gives("@李伟 永盛 周五前送合同");
    const done = await hands("永盛", "Emma");
    await db().member.update({ where: { id: idOf("李伟") }, data: { closedAt: house.clock.now() } });
    await house.person("王芳").presses("撤销", { on: done });
    expect(await taskOf("送合同")).toMatchObject({ assigneeId: idOf("Emma"), customerId: id });
    await db().member.update({ where: { id: idOf("李伟") }, data: { closedAt: null } });
    await unchanged(() => house.person("李伟").presses("撤销", { on: done }));
  });
});

test("a reminder that the new owner has already is over, and is open or put off again once the handover is taken back", async () => {
  const id = await customer("百川", idOf("李伟"));
  const [from, to] = [idOf("李伟"), idOf("Emma")];
  const on = (date: string) => new Date(`2026-11-${date}T00:00:00Z`);
  const common = { organizationId: house.company.organizationId, customerId: id, createdAt: house.clock.now() };
  const call = { ...common, kind: "periodic_call", dueOn: on("23"), showOn: on("23") } as const;
  const off = { showOn: on("25"), listedOn: on("23"), state: "later" } as const;
  const late = { laterAt: house.clock.now(), listedOn: on("23"), state: "later" } as const;
  const items = [{}, off, late].flatMap((more, n) =>
    [from, to].map((memberId) => ({
      ...{ ...call, ...(memberId === from && more), id: newId(), memberId, onceKey: `call:${n}:${memberId}` },
    })),
  );
  const single = { ...call, id: newId(), memberId: from, onceKey: `visit:${from}` };
  await db().careItem.createMany({ data: [...items, single] });
  const read = () =>
    db().careItem.findMany({ where: { customerId: id }, orderBy: { id: "asc" }, omit: { version: true } });
  const before = await read();
  const done = await hands("百川", "Emma");
  const theirs = await db().careItem.findMany({ where: { customerId: id, memberId: from } });
  expect(theirs.map(({ state, closedAt }) => [state, closedAt])).toEqual(
    theirs.map(() => ["not_needed", house.clock.now()]),
  );
  expect(theirs).toHaveLength(3);
  await house.person("王芳").presses("撤销", { on: done });
  expect(await read()).toEqual(before);
  const entries = await db().auditEntry.findMany({
    where: { subject: `customer:${id}`, what: "care.reopened" },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ before, after }) => [before, after])).toEqual(
    expect.arrayContaining([
      [{ state: "not_needed" }, { item: `call:0:${from}`, state: "open" }],
      [{ state: "not_needed" }, { item: `call:1:${from}`, state: "later" }],
      [{ state: "not_needed" }, { item: `call:2:${from}`, state: "later" }],
    ]),
  );
});

test("a reminder that went along is over when it would come back to one who has the same by now", async () => {
  const id = await customer("恒通", idOf("李伟"));
  const [from, to] = [idOf("李伟"), idOf("Emma")];
  const on = new Date("2026-11-23T00:00:00Z");
  const common = { organizationId: house.company.organizationId, customerId: id, createdAt: house.clock.now() };
  const call = { ...common, memberId: from, kind: "periodic_call", dueOn: on, showOn: on } as const;
  const [key, other] = [`call:${id}:${from}`, `visit:${id}:${from}`];
  await db().careItem.createMany({ data: [key, other].map((onceKey) => ({ ...call, id: newId(), onceKey })) });
  const done = await hands("恒通", "Emma");
  await db().careItem.create({ data: { ...call, id: newId(), onceKey: key, state: "done" } });
  await house.person("王芳").presses("撤销", { on: done });
  const items = await db().careItem.findMany({ where: { customerId: id }, orderBy: { onceKey: "asc" } });
  expect(items.map(({ onceKey, memberId, state }) => [onceKey, memberId, state])).toEqual(
    [
      [key, from, "done"],
      [`call:${id}:${to}`, to, "not_needed"],
      [other, from, "open"],
    ].toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1)),
  );
  const over = { subject: `customer:${id}`, what: "care.notNeeded" };
  expect(await db().auditEntry.findMany({ where: over })).toMatchObject([
    { before: { state: "open" }, after: { item: `call:${id}:${to}`, state: "not_needed" } },
  ]);
});

test("whoever takes a customer over for which they had asked for something reads that it is theirs to do", async () => {
  const wang = house.person("王芳");
  await customer("远东", idOf("李伟"));
  await wang.types("/task @李伟 远东 周五前送报价");
  await house.delivers();
  await hands("远东", "王芳");
  const [list] = inbox("王芳")
    .slice(-2)
    .filter(({ lines }) => lines);
  expect(cardText(list!)).toContain("要办（远东）：送报价");
  expect(cardText(list!)).not.toContain("王芳交办");
  await wang.types("/tasks");
  expect(wang.reads).toContain("要办（远东）：送报价");
  await wang.presses("办不了…", { on: list! });
  await wang.fills({ why: "没有价格" }).submits();
  expect(wang.card.title).toBe("你办不了");
  expect(wang.card.buttons!.map(({ label }) => label)).toEqual(["交给别人"]);
});
