import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { workOn } from "../../src/features/imports/public.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { buttonOf, withConversation } from "../support/conversation.ts";
import { dealsOf } from "../support/deals.ts";
import { listenToStatements } from "../support/statements.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const { makeCustomer } = dealsOf(house);

const goesOn = async () => {
  const state = { in: ["planning" as const, "applying" as const, "undoing" as const] };
  for (const { id } of await db().import.findMany({ where: { state } }))
    await workOn(house.jobContext(), id, { listeners: [importListener] });
  await house.delivers();
};
const presses = async (label: string) => {
  const li = house.person("李伟");
  await li.presses(buttonOf(li.inbox.at(-1)!, label).press);
  await goesOn();
};
const takesIn = async (sheet: string) => {
  const [li, bytes] = [house.person("李伟"), Buffer.from(sheet)];
  await li.drops([{ name: "客户.csv", size: bytes.length, read: async () => bytes }]);
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  await presses("导入");
};
const undoesAll = async () => {
  for (const { id } of await db().import.findMany({ orderBy: { id: "desc" } })) {
    await house.person("李伟").presses({ action: "importing.undo", payload: { id } });
    await goesOn();
  }
};
const erases = async (name: string, at: string) => {
  const { id } = await db().contact.findFirstOrThrow({ where: { name, customer: { name: at } } });
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id } });
  await wang.fills({ name, why: "来信要求" }).submits();
  expect(wang.card.tone).toBe("done");
  for (const job of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id: job.id });
};
const entriesWith = async (...words: readonly string[]) =>
  (await db().auditEntry.findMany({ orderBy: { id: "asc" } })).filter((entry) =>
    words.some((word) => JSON.stringify(entry).includes(word)),
  );

test("who is erased goes from what was imported and undone too, wherever it stood; their namesake and what else was in it stay", async () => {
  const hongda = await makeCustomer("宏达机电");
  await makeCustomer("南方重工");
  await takesIn(
    "客户,地址,联系人,联系人电话,生日,喜好\n" +
      "宏达机电,,陈志远,13800135678,1985-03-02,普洱\n长城锅炉,人民路 1 号陈志远收,陈总,13800135678,,龙井\n长城锅炉,,刘工,13800135678,,毛尖\n",
  );
  await takesIn("客户,来源\n长城锅炉,陈志远介绍\n");
  await undoesAll();
  expect(await db().contact.count({ where: { customerId: hongda } })).toBe(0);
  expect(await db().customer.count({ where: { name: "长城锅炉" } })).toBe(0);
  expect(await entriesWith("陈志远", "普洱", "龙井")).toHaveLength(8);

  await takesIn("客户,联系人,联系人电话\n宏达机电,陈志远,13800135678\n南方重工,陈志远,13900001111\n");
  const other = await entriesWith("13900001111");
  expect(other).toHaveLength(1);
  const before = await db().auditEntry.count();
  await erases("陈志远", "宏达机电");

  expect(await entriesWith("13800135678", "普洱", "龙井", "1985-03-02", ": 1985", "陈总")).toEqual([]);
  expect(await entriesWith("陈志远")).toEqual(other);
  expect(await entriesWith("毛尖")).toHaveLength(2);
  expect(await db().auditEntry.count()).toBe(before + 1);
});

test("of their name alone, at another customer, it is somebody else: taken back too, what was told of them stays", async () => {
  await takesIn(
    "客户,地址,联系人,联系人电话,喜好\n恒通机电,,周海涛,,碧螺春\n新星轴承,,周海涛,13911112222,钓鱼\n远航仪表,,周海涛,,围棋\n",
  );
  await undoesAll();
  await takesIn("客户,地址,联系人,联系人电话\n恒通机电,,周海涛,13822223333\n");
  const [stays, also] = [await entriesWith("钓鱼"), await entriesWith("围棋")];
  expect([stays.length, also.length]).toEqual([2, 2]);
  await erases("周海涛", "恒通机电");

  expect(await entriesWith("碧螺春", "13822223333")).toEqual([]);
  expect(await entriesWith("周海涛")).toEqual([]);
  expect(await entriesWith("13911112222")).toHaveLength(2);
  expect((await entriesWith("钓鱼", "围棋")).map(({ id }) => id)).toEqual(
    [...stays, ...also].map(({ id }) => id).toSorted(),
  );
});

test("an erasure finds what imports took back without going through all that was ever done", async () => {
  const { organizationId } = house.company;
  await house.database.pool.query(
    `INSERT INTO "AuditEntry" (id, "organizationId", "from", what, subject, at)
     SELECT gen_random_uuid(), $1, 'slack', 'customer.filled', 'customer:' || gen_random_uuid(), now()
     FROM generate_series(1, 20000)`,
    [organizationId],
  );
  await house.database.pool.query(`ANALYZE "AuditEntry"`);
  await takesIn("客户,联系人\n宏达机电,吴晓峰\n");
  const heard = listenToStatements();
  await erases("吴晓峰", "宏达机电");
  const sql = heard().find((each) => each.includes("WITH gone"));
  const { rows } = await house.database.pool.query(`EXPLAIN (GENERIC_PLAN) ${sql}`);
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toContain("AuditEntry_takenBack");
  expect(plan).not.toContain('Seq Scan on "AuditEntry"');
});
