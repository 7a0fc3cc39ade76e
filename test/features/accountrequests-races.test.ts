import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { accountrequests } from "../../src/features/accountrequests/index.ts";
import { people } from "../../src/features/people/index.ts";
import { withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [accountrequests, people], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const idOf = (name: string) => house.company.people[name]!.id;

/** All begin while another transaction has done this; when each has got to where it waits, that one is committed. */
async function meet(statement: string, works: readonly (() => Promise<unknown>)[]) {
  const client = await house.database.pool.connect();
  const begun: Promise<unknown>[] = [];
  try {
    await client.query(`BEGIN; ${statement}`);
    for (const work of works) begun.push(work());
    const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await expect.poll(async () => (await house.database.pool.query(waiting)).rowCount).toBe(works.length);
  } finally {
    await client.query("COMMIT");
    client.release();
  }
  await Promise.all(begun);
}

const asks = async (who: string, whom: string, words: string) => {
  const person = house.person(who);
  await person.presses({ action: "accountrequests.begin", payload: {} });
  person.fills({ whom: { choose: idOf(whom) }, what: { choose: "change" }, words });
  return person;
};

test("of two admins who decide at once, the second is told what it came to", async () => {
  await db().member.update({ where: { id: idOf("周明") }, data: { roles: ["admin"] } });
  await (await asks("王芳", "李伟", "换到二组")).submits();
  const { id, version } = await db().accountRequest.findFirstOrThrow();
  const both = [house.person("林涛"), house.person("周明")];
  const press = { action: "accountrequests.done", payload: { id, version } };
  await meet(
    `SELECT 1 FROM "AccountRequest" FOR UPDATE`,
    both.map((admin) => () => admin.presses(press)),
  );
  for (const admin of both) expect(admin.card).toMatchObject({ tone: "done", title: "已办好：修改 李伟 的账号" });
  expect(await db().accountRequest.findFirst()).toMatchObject({ state: "done", version: version + 1 });
  expect(await db().auditEntry.count({ where: { what: "account.done" } })).toBe(1);
});

test("nothing is asked of an account that is closed at that moment", async () => {
  const wang = await asks("王芳", "李伟", "手机换了");
  const asked = await db().accountRequest.count();
  const closes = `SELECT pg_advisory_xact_lock(hashtextextended('people:${house.company.organizationId}', 0));
    UPDATE "Member" SET "closedAt" = now() WHERE id = '${idOf("李伟")}'`;
  await meet(closes, [() => wang.submits()]);
  expect(wang.form.errors).toEqual({ what: "这个账号已停用，只能申请重新启用。" });
  expect(await db().accountRequest.count()).toBe(asked);
});
