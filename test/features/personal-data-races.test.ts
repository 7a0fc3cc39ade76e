import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { exportJob } from "../../src/features/exports/jobs.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { workOn } from "../../src/features/imports/public.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { openSheets } from "../../src/sheets/open.ts";
import { buttonOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const by = "已抹除的联系人";

const begins = async (id: string, name: string) => {
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id } });
  return wang.fills({ name, why: "来信要求" });
};
const erases = async (id: string, name: string) => {
  await (await begins(id, name)).submits();
  expect(house.person("王芳").card.tone).toBe("done");
};
const scrubs = async () => {
  for (const { id } of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id });
  expect(await db().scrubbing.count()).toBe(0);
};

const connection = () => house.database.pool.connect();

/** Does the work while somebody else has written this and not yet committed it; both go on once the work waits for them. */
const whileWritten = async (
  statements: readonly (readonly [sql: string, ...values: unknown[]])[],
  work: () => Promise<unknown>,
  look: (waiting: number) => Promise<unknown> = async () => undefined,
): Promise<void> => {
  // Open beforehand: it is for a row that the work is to wait, and nobody waits as long as a busy machine opens another.
  const [client, ...others] = await Promise.all([connection(), connection(), connection()]);
  for (const other of others) other.release();
  let done: Promise<unknown> | undefined;
  try {
    await client.query("BEGIN");
    for (const [sql, ...values] of statements) await client.query(sql, values);
    let over: unknown;
    done = work();
    done.then(
      (came) => {
        over = { came };
      },
      (failed: unknown) => {
        over = { failed };
      },
    );
    const waiting = async () => {
      // Whatever is over without having waited says why here, and not that it never waited.
      if (over) throw new Error(`It waits for nothing: ${JSON.stringify(over)}`, { cause: over });
      const { rows } = await house.database.pool.query<{ pid: number }>(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows.map(({ pid }) => pid);
    };
    await expect.poll(waiting).toHaveLength(1);
    await look((await waiting())[0] ?? 0);
    await client.query("COMMIT");
  } finally {
    // What was not committed holds up nothing that comes after.
    await client.query("ROLLBACK");
    client.release();
  }
  await done;
};

const goesOn = async () => {
  for (const { id } of await db().import.findMany({ where: { state: { in: ["planning", "applying", "undoing"] } } }))
    await workOn(house.jobContext(), id, { listeners: [importListener] });
  await house.delivers();
};
/** A sheet looked through; its import. */
const checks = async (sheet: string): Promise<string> => {
  const [li, bytes] = [house.person("李伟"), Buffer.from(sheet)];
  await li.drops([{ name: "联系人.csv", size: bytes.length, read: async () => bytes }]);
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
  const { id } = await db().import.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
  house.clock.freezeAt(new Date(house.clock.now().getTime() + 1_000));
  return id;
};

test("a row that is taken in while the sheets are gone through stays taken in, with what was written for it", async () => {
  const customer = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  const gone = await makeContact(house, customer, { name: "王建国" });
  const importId = await checks("客户,联系人,联系人电话\n宏达机电,王建国,13800135678\n宏达机电,李志强,13900139999\n");
  await erases(gone, "王建国");
  const traces = JSON.stringify([{ table: "Contact", id: gone, kind: "filled" }]);
  const takeIn = `UPDATE "ImportRow" SET applied = true, traces = $2 WHERE "importId" = $1 AND values::text LIKE '%王建国%'`;
  await whileWritten([[takeIn, importId, traces]], scrubs);
  const [row, other] = await db().importRow.findMany({ where: { importId }, orderBy: { row: "asc" } });
  expect(row).toMatchObject({ applied: true, verdict: "merge", traces: JSON.parse(traces), about: `宏达机电 · ${by}` });
  expect(JSON.stringify(row)).not.toContain("王建国");
  expect(other).toMatchObject({ applied: false, about: "宏达机电 · 李志强", verdict: "make" });
});

test("a row that is refused while its lot is taken in brings nobody back; the others of the lot are taken in", async () => {
  const customer = await makeCustomer(house, "长城锅炉", { owner: "李伟" });
  const importId = await checks("客户,联系人,联系人电话\n长城锅炉,陈志远,13800135679\n长城锅炉,刘敏,13900139990\n");
  const li = house.person("李伟");
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  const refuse = `UPDATE "ImportRow" SET verdict = 'refuse', about = $2, values = '{}', why = '[{"code":"erased"}]'
    WHERE "importId" = $1 AND values::text LIKE '%陈志远%'`;
  await whileWritten([[refuse, importId, by]], goesOn);
  const names = await db().contact.findMany({ where: { customerId: customer }, select: { name: true } });
  expect(names).toEqual([{ name: "刘敏" }]);
  const rows = await db().importRow.findMany({ where: { importId }, orderBy: { row: "asc" } });
  expect(rows.map(({ verdict, applied, about }) => ({ verdict, applied, about }))).toEqual([
    { verdict: "refuse", applied: false, about: by },
    { verdict: "make", applied: true, about: "长城锅炉 · 刘敏" },
  ]);
  expect(JSON.stringify(await db().auditEntry.findMany())).not.toContain("陈志远");
});

/** What another erasure writes of an entry before it commits. */
const mendsMeanwhile = async (ids: readonly string[], name: string) => {
  const { id } = await db().scrubbing.findFirstOrThrow();
  const mend = `UPDATE "AuditEntry" SET before = replace(before::text, $2, $3)::jsonb, after = replace(after::text, $2, $3)::jsonb
    WHERE id = ANY($1)`;
  return [
    [`SELECT set_config('rapport.erasure', $1, true)`, id],
    [mend, ids, name, by],
  ] as const;
};
const entriesWith = async (...words: readonly string[]) =>
  (await db().auditEntry.findMany()).filter((entry) => words.every((word) => JSON.stringify(entry).includes(word)));

test("of two who are erased at one moment neither comes back in what the log says of both", async () => {
  const [north, south] = [
    await makeCustomer(house, "北方重工", { owner: "李伟" }),
    await makeCustomer(house, "南方轴承", { owner: "李伟" }),
  ];
  const zhou = await makeContact(house, north, { name: "周海涛" });
  const wu = await makeContact(house, south, { name: "吴晓峰" });
  await house.person("李伟").types("/visit 北方重工 周海涛引荐了南方轴承的吴晓峰");
  await erases(wu, "吴晓峰");
  const both = await entriesWith("周海涛", "吴晓峰");
  expect(both.length).toBeGreaterThan(0);
  await whileWritten(
    await mendsMeanwhile(
      both.map(({ id }) => id),
      "吴晓峰",
    ),
    () => erases(zhou, "周海涛"),
  );
  expect(await entriesWith("吴晓峰")).toEqual([]);
  await scrubs();
  expect(await entriesWith("周海涛")).toEqual([]);
  expect(await entriesWith(`${by}引荐了南方轴承的${by}`)).toHaveLength(both.length);
});

test("nor in what an import brought and took back", async () => {
  const [east, west] = [
    await makeCustomer(house, "东方医疗", { owner: "李伟" }),
    await makeCustomer(house, "西域能源", { owner: "李伟" }),
  ];
  const importId = await checks("客户,联系人,联系人电话,喜好\n东方医疗,郑小雨,13800135677,与西域能源的何东来钓鱼\n");
  const li = house.person("李伟");
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
  await li.presses({ action: "importing.undo", payload: { id: importId } });
  await goesOn();
  const zheng = await makeContact(house, east, { name: "郑小雨" });
  await db().contact.update({ where: { id: zheng }, data: { phones: ["13800135677"] } });
  await erases(await makeContact(house, west, { name: "冯小玉" }), "冯小玉");
  const both = await entriesWith("郑小雨", "何东来");
  expect(both).toHaveLength(2);
  await whileWritten(
    await mendsMeanwhile(
      both.map(({ id }) => id),
      "何东来",
    ),
    () => erases(zheng, "郑小雨"),
  );
  expect(await entriesWith("何东来")).toEqual([]);
  expect(await entriesWith("郑小雨")).toEqual([]);
  await scrubs();
});

test("who is changed while they are erased is not, until somebody has looked again", async () => {
  const customer = await makeCustomer(house, "天和仪器", { owner: "李伟" });
  const id = await makeContact(house, customer, { name: "孙晓东" });
  const wang = await begins(id, "孙晓东");
  const change = `UPDATE "Contact" SET phones = '{13700137001}', version = version + 1 WHERE id = $1`;
  await whileWritten([[change, id]], () => wang.submits());
  expect(house.person("王芳").card.tone).not.toBe("done");
  expect(await db().contact.findUnique({ where: { id } })).toMatchObject({ name: "孙晓东", erasedAt: null });
  expect(await db().erasure.count({ where: { contactId: id } })).toBe(0);
});

test("what a row says of why something stays is without them, also where it is taken back at that moment", async () => {
  const customer = await makeCustomer(house, "恒通机电", { owner: "李伟" });
  const contact = await makeContact(house, customer, { name: "赵小军" });
  const importId = await checks("客户,联系人,职务\n恒通机电,赵小军,经理\n");
  const li = house.person("李伟");
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
  await db().contact.update({ where: { id: contact }, data: { title: "总监", version: { increment: 1 } } });
  const noted = (who: string) => JSON.stringify([{ code: "called", value: who }]);
  await db().importRow.updateMany({ where: { importId }, data: { why: JSON.parse(noted("赵小军")) } });
  await li.presses({ action: "importing.undo", payload: { id: importId } });
  await whileWritten([[`UPDATE "ImportRow" SET why = $2 WHERE "importId" = $1`, importId, noted(by)]], goesOn);
  const row = await db().importRow.findFirstOrThrow({ where: { importId } });
  expect(row.undone).toBe(false);
  expect(row.why).toEqual(expect.arrayContaining(JSON.parse(noted(by))));
  expect(JSON.stringify(row.why)).not.toContain("赵小军");
});

test("what is held is read before anything is held up by it: of many years it takes longer than a change may", async () => {
  const customer = await makeCustomer(house, "长年电气", { owner: "李伟" });
  const id = await makeContact(house, customer, { name: "马文博" });
  const shows = () => house.person("王芳").presses({ action: "personalData.show", payload: { id } });
  const held: unknown[] = [];
  await whileWritten([[`LOCK TABLE "SurveyAnswer"`]], shows, async (pid) => {
    // Of what was read before in the same transaction.
    const sql = `SELECT 1 FROM pg_locks WHERE pid = $1 AND relation = '"ActivityContact"'::regclass`;
    held.push(...(await house.database.pool.query(sql, [pid])).rows);
  });
  expect(held).toEqual([]);
  expect(house.person("王芳").card.title).toContain("马文博");
  expect(await entriesWith("contact.shown", id)).toHaveLength(1);
});

/** What an erasure writes of the person themselves before it commits. */
const erasureOf = (id: string, customer: string) =>
  [
    [`SELECT pg_advisory_xact_lock(hashtextextended('erasures:' || $1, 0))`, house.company.organizationId],
    [
      `INSERT INTO "Erasure" (id, "organizationId", "customerId", "contactId", why, marks, at)
       VALUES (gen_random_uuid(), $1, $2, $3, '', '{}', now())`,
      ...[house.company.organizationId, customer, id],
    ],
    [`UPDATE "Contact" SET "erasedAt" = now(), name = $2, "searchText" = '' WHERE id = $1`, id, by],
  ] as const;

test("whoever is erased while it is read what is held about them is shown to nobody", async () => {
  const customer = await makeCustomer(house, "北辰仪表", { owner: "李伟" });
  const id = await makeContact(house, customer, { name: "高晓松" });
  const shows = () => house.person("王芳").presses({ action: "personalData.show", payload: { id } });
  await whileWritten(erasureOf(id, customer), shows);
  expect(house.person("王芳").reads).not.toContain("高晓松");
  expect(await entriesWith("contact.shown", id)).toEqual([]);
});

test("a list that is written while somebody in it is erased comes without them", async () => {
  const customer = await makeCustomer(house, "凌云光学", { owner: "李伟" });
  const id = await makeContact(house, customer, { name: "欧阳文清" });
  await makeContact(house, customer, { name: "罗敏" });
  const { organizationId } = house.company;
  const { id: memberId, user } = house.company.people.李伟!;
  const asked = { id: newId(), organizationId, memberId, user, platform: "slack", workspace: "T1", list: "contacts" };
  await db().export.create({ data: { ...asked, onceKey: `${memberId}:contacts`, createdAt: house.clock.now() } });
  await whileWritten(erasureOf(id, customer), () => exportJob.run(house.jobContext(), { id: asked.id }));
  const { bytes } = await db().storedFile.findFirstOrThrow({ orderBy: { expiresAt: "desc" } });
  const rows: string[] = [];
  for (const sheet of await openSheets(Buffer.from(bytes)))
    for await (const { cells } of sheet.rows()) rows.push(cells.join(" "));
  expect(rows.some((row) => row.includes("罗敏"))).toBe(true);
  expect(rows.filter((row) => row.includes("欧阳文清"))).toEqual([]);
});

test("what is held about another is read anew where somebody it names is erased meanwhile", async () => {
  const customer = await makeCustomer(house, "飞鸿电子", { owner: "李伟" });
  const kept = await makeContact(house, customer, { name: "施文静" });
  const gone = await makeContact(house, customer, { name: "康志刚" });
  await house.person("李伟").types("/visit 飞鸿电子 施文静看了样机");
  const { id } = await db().activity.findFirstOrThrow({ where: { customerId: customer } });
  await db().activity.update({ where: { id }, data: { said: "施文静说康志刚要调走" } });
  const exports = () => house.person("王芳").presses({ action: "personalData.export", payload: { id: kept } });
  const mend = `UPDATE "Activity" SET said = replace(said, '康志刚', $2) WHERE id = $1`;
  await whileWritten([...erasureOf(gone, customer), [mend, id, by]], exports);
  const files = (await db().storedFile.findMany()).map(({ bytes }) => Buffer.from(bytes).toString());
  expect(files.filter((file) => file.includes(`施文静说${by}要调走`))).toHaveLength(1);
  expect(files.filter((file) => file.includes("康志刚"))).toEqual([]);
  expect(await entriesWith("contact.exported", kept)).toHaveLength(1);
});
