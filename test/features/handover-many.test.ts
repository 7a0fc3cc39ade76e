import { expect, test } from "vitest";
import { withHandovers } from "../support/handover-house.ts";
import { manyCustomers } from "../support/handover-many.ts";
import { fingerprint } from "../support/secrets.ts";
import { listenToStatements } from "../support/statements.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, rep } = company;

/** Whose all of it is that goes along with customers, and how it stands. */
const standing = async (name: string) => {
  const about = { customer: { name: { startsWith: name } } };
  const ids = (await db().customer.findMany({ where: about.customer, select: { id: true } })).map(({ id }) => id);
  const where = { customerId: { in: ids } };
  const orderBy = { id: "asc" } as const;
  return {
    customers: await db().customer.findMany({ where: about.customer, orderBy, select: { id: true, ownerId: true } }),
    deals: await db().deal.findMany({ where, orderBy, select: { id: true, ownerId: true, teamId: true } }),
    steps: await db().nextStep.findMany({
      where: { ...where, what: "送样品" },
      orderBy,
      select: { id: true, memberId: true, state: true },
    }),
    care: await db().careItem.findMany({ where, orderBy, select: { id: true, memberId: true, state: true } }),
    tasks: await db().task.findMany({ where, orderBy, select: { id: true, assigneeId: true, state: true } }),
    shares: await db().customerShare.count({ where }),
  };
};

/** Somebody with customers, before the form that hands all of them over. */
const before = async (name: string, count: number) => {
  const [from, to] = [await rep(`${name}前`), await rep(`${name}后`)];
  await manyCustomers(company, { name, ownerId: from, count });
  const owner = house.person(`${name}前`);
  await owner.types("/handover");
  await owner.presses("移交几家");
  expect(JSON.stringify(owner.form)).toContain(`我的全部 ${count} 家`);
  owner.fills({ all: true, to: { choose: `${to}:${house.company.teamId}` } });
  return { owner, to };
};

const counted = async (work: () => Promise<unknown>): Promise<number> => {
  const heard = listenToStatements();
  await work();
  return heard().length;
};

/** Hands all over and takes all back. @returns how many statements each took */
const thereAndBack = async (name: string, count: number) => {
  const { owner, to } = await before(name, count);
  const was = await standing(name);
  const given = await counted(() => owner.submits());
  expect(owner.card.title).toBe(`已移交：${name}0、${name}1、${name}10 等 ${count} 家 → ${name}后`);
  const { customers, deals, steps, care, tasks, shares } = await standing(name);
  for (const rows of [customers, deals, steps, care, tasks]) expect(rows).toHaveLength(count);
  const holders = [
    ...[...customers, ...deals].map(({ ownerId }) => ownerId),
    ...[...steps, ...care].map(({ memberId }) => memberId),
    ...tasks.map(({ assigneeId }) => assigneeId),
  ];
  expect(new Set(holders)).toEqual(new Set([to]));
  expect(shares).toBe(count);
  house.clock.freezeAt(new Date("2026-11-24T08:59:00+08:00"));
  const back = await counted(() => owner.presses("撤销"));
  house.clock.freezeAt(new Date("2026-11-23T09:00:00+08:00"));
  expect(owner.card.title).toBe(`已从 ${name}后 撤回：${count} 家`);
  expect(await standing(name)).toEqual(was);
  return { given, back };
};

test("three hundred go with all that is open, and come back, in as many statements as twenty", async () => {
  const few = await thereAndBack("少", 20);
  expect(await thereAndBack("多", 300)).toEqual(few);
});

test("some of one's own go, and nobody else's with them", async () => {
  const { owner, to } = await before("选", 3);
  const others = await db().customer.findFirstOrThrow({ where: { name: "少0" } });
  const all = await db().customer.findMany({ where: { name: { startsWith: "选" } }, orderBy: { name: "asc" } });
  expect((await owner.searches("customers", "少")).map(({ label }) => label)).toEqual([]);
  const [one, two] = all.map(({ id }) => id);
  await company.unchanged(async () => {
    await owner.fills({ all: false, customers: { choose: [others.id] } }).submits();
    expect(owner.reads).toContain("没有移交");
  });
  await owner.types("/handover");
  await owner.presses("移交几家");
  await owner
    .fills({ customers: { choose: [one!, two!, others.id] }, to: { choose: `${to}:${house.company.teamId}` } })
    .submits();
  expect(owner.reads).toContain("已移交：选0、选1 → 选后");
  const now = await db().customer.findMany({ where: { OR: [{ name: { startsWith: "选" } }, { id: others.id }] } });
  expect(
    now
      .filter(({ ownerId }) => ownerId === to)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([one, two].sort());
  const empty = house.person("选后");
  await empty.types("/handover");
  await db().customer.updateMany({ where: { ownerId: to }, data: { ownerId: others.ownerId } });
  await empty.presses("移交几家");
  expect(empty.reads).toContain("你名下没有客户");
});

test("when the database breaks off in the middle nothing is done; done again, it is done once", async () => {
  const { owner, to } = await before("断", 20);
  const was = await fingerprint(house.database.handle);
  const { pool } = house.database;
  await pool.query(`CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`);
  await pool.query(`CREATE TRIGGER breaks AFTER INSERT ON "HandoverItem" FOR EACH STATEMENT EXECUTE FUNCTION breaks()`);
  await owner.submits();
  await pool.query("DROP FUNCTION breaks CASCADE");
  expect(Object.keys(owner.form.errors)).toEqual([""]);
  expect(await fingerprint(house.database.handle)).toEqual(was);
  await owner.submits();
  expect(owner.card.tone).toBe("done");
  expect(await db().handover.count({ where: { toId: to } })).toBe(1);
  expect(await db().ownerChange.count({ where: { toId: to, cause: "handed_over" } })).toBe(20);
  expect(await db().nextStep.count({ where: { memberId: to, activityId: null, what: { not: "送样品" } } })).toBe(20);
});

test("a manager with customers of their own hands those over from the same card", async () => {
  const manager = house.person("王芳");
  await manager.types("/handover");
  expect(JSON.stringify(manager.card)).not.toContain("移交我自己的");
  await manyCustomers(company, { name: "经理的", ownerId: house.company.people.王芳!.id, count: 2 });
  await manager.types("/handover");
  await manager.presses("移交我自己的");
  expect(JSON.stringify(manager.form)).toContain("我的全部 2 家");
});
