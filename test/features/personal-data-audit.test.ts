import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { workOn } from "../../src/features/imports/public.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { buttonOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });

/** Where in the whole database, the queue of jobs too, a text or a document says the word: "Deal.name". */
const places = async (word: string): Promise<string[]> => {
  const { pool } = house.database;
  const { rows } = await pool.query<{ schema: string; table: string; column: string }>(
    `SELECT c.table_schema AS schema, c.table_name AS table, c.column_name AS column FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
       AND c.table_name <> 'written' -- what the tests themselves hear
       AND (c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea') OR c.udt_name IN ('_text', '_varchar'))`,
  );
  const found: string[] = [];
  for (const { schema, table, column } of rows) {
    const text = `CASE pg_typeof("${column}")::text WHEN 'bytea' THEN encode("${column}"::text::bytea, 'escape') ELSE "${column}"::text END`;
    const held = await pool.query(
      `SELECT 1 FROM "${schema}"."${table}" WHERE ${text} ILIKE '%' || $1 || '%' OR
       (pg_typeof("${column}")::text = 'bytea' AND position(encode(convert_to($1, 'UTF8'), 'hex') IN "${column}"::text) > 0) LIMIT 1`,
      [word],
    );
    if (held.rowCount) found.push(`${table}.${column}`);
  }
  return found.sort();
};

const goesOn = async () => {
  for (const { id } of await db().import.findMany({ where: { state: { in: ["planning", "applying"] } } }))
    await workOn(house.jobContext(), id, { listeners: [importListener] });
  await house.delivers();
};
const looksThrough = async (name: string, sheet: string) => {
  const [li, bytes] = [house.person("李伟"), Buffer.from(sheet)];
  await li.drops([{ name, size: bytes.length, read: async () => bytes }]);
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
};
const takesIn = async (name: string, sheet: string) => {
  await looksThrough(name, sheet);
  const li = house.person("李伟");
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
};

const WORDS = {
  name: "郭靖宇",
  sound: "guojingyu",
  short: "郭总",
  phone: "13800135678",
  typed: "138-0013-5678",
  mail: "gjy@hongda.example",
  handle: "gjy1971",
  likes: "碧螺春",
  family: "女儿在读高三",
};

test("whatever was said of somebody by whatever way, once they are erased no column of the database says it", async () => {
  const customer = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  const others = await makeCustomer(house, "华信精密", { owner: "李伟" });
  const colleague = await makeContact(house, customer, { name: "李志强", title: "工程师" });
  const secretary = await makeContact(house, customer, { name: "郭靖宇秘书小周" });
  const [li, wang] = [house.person("李伟"), house.person("王芳")];
  await takesIn(
    "郭靖宇给的名单.csv",
    "客户,联系人,职务,联系人电话,邮箱,微信,喜好,生日\n宏达机电,郭靖宇,总经理,13800135678,gjy@hongda.example,gjy1971,碧螺春,1971-03-02\n",
  );
  await takesIn("商机.csv", "客户,商机名称,阶段,产品\n宏达机电,郭靖宇专线,25%,郭靖宇定制版\n");
  await looksThrough("后补.csv", "客户,联系人,联系人电话\n宏达机电,郭靖宇,138-0013-5678\n宏达机电,赵敏,\n");
  const { id } = await db().contact.findFirstOrThrow({ where: { name: WORDS.name } });
  await li.presses({ action: "contacts.edit", payload: { id } });
  await li.fills({ family: WORDS.family }).submits();
  await li.presses({ action: "contacts.edit", payload: { id: colleague } });
  await li.fills({ title: "郭靖宇的秘书", department: "郭总办公室", likes: "和郭靖宇一起钓鱼" }).submits();
  await li.types("/visit 宏达机电 郭总谈了续约，微信 gjy1971，下周三再访郭靖宇");
  await li.types("/visit 华信精密 宏达机电郭靖宇介绍来的，电话 138-0013-5678");
  await li.types("/complaint 宏达机电 郭总说轴承异响");
  await li.presses("已解决");
  await li.fills({ note: "换了轴承，郭靖宇签收" }).submits();
  await wang.types("/task @李伟 宏达机电 周五前给郭总送样品");
  await wang.types("/task @李伟 周五前给郭靖宇回电话 138-0013-5678");
  await li.types("/contact 郭靖宇");
  await li.types("/stage 郭靖宇专线 0%");
  await li.fills({ reason: { choose: "price" }, note: "郭靖宇觉得贵" }).submits();
  await house.delivers();
  for (const word of Object.values(WORDS)) expect(await places(word), word).not.toEqual([]);
  expect(await places(WORDS.name)).toEqual(
    expect.arrayContaining([
      ...["Activity.said", "AuditEntry.after", "Contact.title", "Deal.importKey", "Deal.name", "Deal.product"],
      ...["Import.file", "Import.looks", "ImportRow.values", "OutgoingMessage.card", "Task.what", "DealMove.reason"],
    ]),
  );
  await wang.presses({ action: "personalData.begin", payload: { id } });
  await wang.fills({ name: WORDS.name, why: "郭靖宇来信要求" }).submits();
  expect(wang.card.tone).toBe("done");
  for (const job of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id: job.id });
  for (const [what, word] of Object.entries(WORDS)) expect(await places(word), what).toEqual([]);
  // What was done stays, and so do the others.
  expect(await db().activity.count({ where: { customerId: { in: [customer, others] } } })).toBeGreaterThanOrEqual(2);
  expect(await db().contact.findUnique({ where: { id: colleague } })).toMatchObject({
    ...{ name: "李志强", title: "已抹除的联系人的秘书", likes: "和已抹除的联系人一起钓鱼" },
  });
  expect(await db().contact.findUnique({ where: { id: secretary } })).toMatchObject({
    ...{ name: "已抹除的联系人秘书小周", searchText: expect.stringContaining("小周") },
  });
  expect(await db().auditEntry.findMany({ where: { subject: `contact:${secretary}` } })).toMatchObject([
    { what: "contact.changed", before: { name: null }, after: { name: "已抹除的联系人秘书小周" } },
  ]);
  expect(await db().deal.findFirst()).toMatchObject({ name: "已抹除的联系人专线", importKey: null });
});
