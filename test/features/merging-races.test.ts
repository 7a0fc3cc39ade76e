import { afterEach, beforeEach, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const [wang, li] = [() => house.person("王芳"), () => house.person("李伟")];

let count = 0;
const ids = { kept: "", gone: "" };
beforeEach(async () => {
  count += 1;
  ids.kept = await makeCustomer(house, `宏达${count}号有限公司`, { owner: "李伟" });
  ids.gone = await makeCustomer(house, `宏达${count}号机电`, { owner: "李伟", shortNames: [`老宏达${count}号`] });
});

/** What waits for a row that another change holds. */
const waiting = async (many: number) =>
  expect
    .poll(async () => {
      const { rows } = await house.database.pool.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows.length;
    })
    .toBe(many);

/** Both begin while the row is held, in this order; then it is let go. */
async function meet(table: "Customer" | "Contact", row: string, works: readonly (() => Promise<unknown>)[]) {
  const client = await house.database.pool.connect();
  const begun: Promise<unknown>[] = [];
  try {
    await client.query("BEGIN");
    await client.query(`SELECT 1 FROM "${table}" WHERE id = $1 FOR UPDATE`, [row]);
    for (const work of works) {
      begun.push(work());
      await waiting(begun.length);
    }
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
  await Promise.all(begun);
}

/** Rows that refer to nobody; the database sees to it, and this sees to the database. */
afterEach(async () => {
  for (const [table, column, to] of [
    ["Task", "customerId", "Customer"],
    ["Task", "assigneeId", "Member"],
    ["Task", "giverId", "Member"],
    ["ServiceCase", "customerId", "Customer"],
    ["ServiceCase", "contactId", "Contact"],
  ]) {
    const insert = `UPDATE "${table}" SET "${column}" = '${newId()}'`;
    const { rowCount } = await house.database.pool.query(`SELECT 1 FROM "${table}" WHERE "${column}" IS NOT NULL`);
    if (rowCount) await expect(house.database.pool.query(insert), insert).rejects.toThrow(`${table}_${column}_fkey`);
    const lost = await house.database.pool.query(
      `SELECT 1 FROM "${table}" t WHERE t."${column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "${to}" o WHERE o.id = t."${column}")`,
    );
    expect(lost.rowCount, `${table}.${column}`).toBe(0);
  }
});

const compares = () => wang().presses({ action: "merging.compare", payload: { keep: ids.kept, gone: ids.gone } });
const orders = [
  ["the merge first", (merge: () => Promise<unknown>, other: () => Promise<unknown>) => [merge, other]],
  ["the merge second", (merge: () => Promise<unknown>, other: () => Promise<unknown>) => [other, merge]],
] as const;

test.each(orders)("two customers are merged while a task is given of the one that goes: %s", async (_, order) => {
  await compares();
  const zhou = house.person("周明");
  const gives = () => zhou.types(`/task @李伟 老宏达${count}号 周五前送样品`);
  await meet(
    "Customer",
    ids.gone,
    order(() => wang().presses("合并"), gives),
  );
  expect(wang().card.title).toContain("已合并");
  expect(zhou.card.title).toContain("已交给 李伟");
  const tasks = await db().task.findMany({ where: { customerId: ids.kept } });
  expect(tasks.map(({ what }) => what)).toEqual(["送样品"]);
  await house.delivers();
  expect(li().inbox.at(-1)?.title).toContain("周明交给你一件事");
});

test("a form about a customer that was merged away meanwhile gives a task, and notes a case, of the one that stayed", async () => {
  const zhou = house.person("周明");
  await zhou.types("/task @李伟 送样品");
  await li().presses({ action: "cases.begin", payload: { kind: "complaint", customerId: ids.gone } });
  await compares();
  await wang().presses("合并");
  await zhou.fills({ customer: { choose: ids.gone }, by: "2026-11-27" }).submits();
  expect(zhou.card.title).toContain("已交给 李伟");
  await li()
    .fills({ customer: { choose: ids.gone }, said: "少发一箱" })
    .submits();
  expect(li().card.title).toContain(`宏达${count}号有限公司`);
  expect(await db().task.count({ where: { customerId: ids.kept } })).toBe(1);
  expect(await db().serviceCase.count({ where: { customerId: ids.kept } })).toBe(1);
});

test.each(orders)("two contacts become one while the one that goes complains: %s", async (_, order) => {
  const phones = [`1380000${3000 + count}`];
  const kept = await makeContact(house, ids.kept, { name: "王建国" });
  const gone = await makeContact(house, ids.kept, { name: "汪董" });
  await db().contact.updateMany({ where: { id: { in: [kept, gone] } }, data: { phones } });
  await wang().presses({ action: "joining.compare", payload: { keep: kept, gone } });
  await li().presses({ action: "cases.begin", payload: { kind: "complaint", customerId: ids.kept } });
  const complains = () =>
    li()
      .fills({ customer: { choose: ids.kept }, contact: { choose: gone }, said: "轴承异响" })
      .submits();
  await meet(
    "Contact",
    gone,
    order(() => wang().presses("合并"), complains),
  );
  expect(wang().card.title).toContain("已合并");
  expect(li().card.title).toContain("投诉待解决");
  expect(await db().serviceCase.findMany({ where: { customerId: ids.kept } })).toMatchObject([{ contactId: kept }]);
});
