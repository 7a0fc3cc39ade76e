import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { workOn } from "../../src/features/imports/public.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { writeBook } from "../../src/sheets/write.ts";
import { buttonOf, withConversation } from "../support/conversation.ts";
import { makeContact } from "../support/customers.ts";
import { dealsOf } from "../support/deals.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const { makeCustomer, makeDeal } = dealsOf(house);
const ids: Record<string, string> = {};

/** Everything in the database that still gives the person away, by table. */
const traces = async (...words: readonly string[]): Promise<string[]> => {
  const { rows } = await house.database.pool.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { name } of rows)
    for (const word of words) {
      const held = await house.database.pool.query(
        `SELECT 1 FROM "${name}" t WHERE to_jsonb(t)::text LIKE $1 LIMIT 1`,
        [`%${word}%`],
      );
      if (held.rowCount) found.push(`${name}: ${word}`);
    }
  return found.sort();
};

/** A sheet with contacts, looked through. */
const checks = async (sheet: string): Promise<void> => {
  const bytes = Buffer.from(sheet);
  const li = house.person("李伟");
  await li.drops([{ name: "联系人.csv", size: bytes.length, read: async () => bytes }]);
  await li.presses("确认各列");
  await li.submits();
  await goesOn();
};
const takesIn = async (sheet: string): Promise<void> => {
  await checks(sheet);
  const li = house.person("李伟");
  await li.presses(buttonOf(li.inbox.at(-1)!, "导入").press);
  await goesOn();
};
const goesOn = async () => {
  for (const { id } of await db().import.findMany({ where: { state: { in: ["planning", "applying"] } } }))
    await workOn(house.jobContext(), id, { listeners: [importListener] });
  await house.delivers();
};

/** A file that waits to be sent. */
const waits = (name: string, bytes: Uint8Array) =>
  db().storedFile.create({
    data: {
      ...{ id: newId(), organizationId: house.company.organizationId, name },
      ...{ bytes: Buffer.from(bytes), expiresAt: new Date("2026-11-27T00:00:00Z") },
    },
  });
const bookNaming = (name: string) =>
  writeBook([
    {
      name: "联系人",
      columns: [{ label: "联系人", width: 10 }],
      async *rows() {
        yield [[name]];
      },
    },
  ]);

beforeAll(async () => {
  ids.customer = await makeCustomer("宏达机电");
  ids.deal = await makeDeal("宏达换线", { customerId: ids.customer, stage: "p25" });
  ids.wang = await makeContact(house, ids.customer, { name: "王建国", title: "总经理" });
  ids.other = await makeContact(house, ids.customer, { name: "李志强", title: "工程师" });
  const li = house.person("李伟");
  await li.types("/contact 王建国");
  await li.presses("编辑");
  await li
    .fills({ phones: "138 0013 5678", mail: "wjg@hongda.example", likes: "普洱", birthday: "农历八月十五" })
    .submits();
  await li.types("/visit 宏达机电 王总谈了续约，李工在场，电话 138-0013-5678 下周三再访王建国");
  await db().activity.updateMany({ where: { customerId: ids.customer }, data: { mood: 1 } });
  const described = { publicSector: true, doNotContact: true, noContactReason: "请走前台" };
  await db().contact.update({ where: { id: ids.wang }, data: described });
  const told = { source: "王建国介绍", address: "人民路 1 号，王建国收" };
  await db().customer.update({ where: { id: ids.customer }, data: told });
  await li.types("/deal 宏达换线");
  await li.presses("决策链");
  await li.presses("加一位");
  await li
    .fills({
      contact: { choose: ids.wang },
      role: { choose: "decider" },
      attitude: { choose: "sponsor" },
      influence: { choose: "5" },
    })
    .submits();
  await li.types("/stage 宏达换线 0%");
  await li.fills({ reason: { choose: "price" }, note: "王建国觉得贵" }).submits();
  await takesIn("客户,联系人,联系人电话,城市\n宏达机电,王建国,13800135678,上海\n长城锅炉,陈志远,,北京\n");
  await checks("客户,联系人,联系人电话\n宏达机电,王建国,138-0013-5678\n华信科技,赵敏,\n");
  const emma = house.company.people.Emma!.id;
  await li.presses({ action: "accountrequests.begin", payload: { id: emma } });
  await li.fills({ what: { choose: "change" }, words: "她接手王建国的公司，换到二组" }).submits();
  expect(await traces("王建国", "wjg@hongda.example", "普洱")).toEqual(
    expect.arrayContaining([
      "AccountRequest: 王建国",
      "Activity: 王建国",
      "Customer: 王建国",
      "AuditEntry: 王建国",
      "Contact: 普洱",
      "DealMove: 王建国",
    ]),
  );
});

test("what is held is shown and sent as a file to who looks after the customer, each look with an entry", async () => {
  const [li, zhao] = [house.person("李伟"), house.person("Emma")];
  await li.presses({ action: "personalData.show", payload: { id: ids.wang } });
  expect(li.reads.split("\n")).toEqual([
    "关于王建国 总经理，我们存了什么",
    "这些地方没有：咨询和投诉、满意度答卷、提到名字的任务、礼品招待登记。",
    expect.stringMatching(/^名片上: \d 项$/),
    "行动: 见到 1 次",
    expect.stringMatching(/^约定: /),
    "决策链: 宏达换线",
    expect.stringMatching(/^日志: \d 条$/),
    "还写到名字: 商机 1、你的账号申请 1、客户 1",
  ]);
  await li.presses("把文件发给我");
  expect(li.card.tone).toBe("done");
  const [file] = await db().storedFile.findMany();
  const text = Buffer.from(file!.bytes).toString();
  expect(file!.name).toBe("个人信息-王建国.txt");
  const place = "宏达换线 · 决策者 · 赞助 · 影响力 5（满分 5）";
  for (const part of ["13800135678", "wjg@hongda.example", "普洱", "农历八月十五", "谈了续约，李工在场", place])
    expect(text).toContain(part);
  for (const part of ["公职人员", "勿扰 · 请走前台", "客户情绪：满意"]) expect(text).toContain(part);
  const kinds = (await db().auditEntry.findMany({ where: { subject: `contact:${ids.wang}` } })).map(({ what }) => what);
  expect(kinds).toEqual(expect.arrayContaining(["contact.shown", "contact.exported"]));
  await li.presses({ action: "personalData.show", payload: { id: ids.wang } }, { in: "C-team" });
  expect(li.reads).toContain("没有在群里显示");
  await zhao.presses({ action: "personalData.show", payload: { id: ids.wang } });
  expect(zhao.reads).toContain("Nothing to show");
  await db().storedFile.deleteMany();
});

test("the database lets histories be changed in an erasure alone, and their text alone", async () => {
  const { pool } = house.database;
  const { organizationId } = house.company;
  const id = newId();
  const update = `UPDATE "AuditEntry" SET after = '{}'`;
  await expect(pool.query(`SELECT set_config('rapport.erasure', '${id}', false); ${update}`)).rejects.toThrow(
    "append-only",
  );
  const record = `INSERT INTO "Erasure" (id, "organizationId", "customerId", "contactId", why, at)
    VALUES ('${id}', '${organizationId}', '${ids.customer}', '${ids.wang}', 'x', now())`;
  const begin = `BEGIN; ${record}; SELECT set_config('rapport.erasure', '${id}', true);`;
  const inErasure = async (sql: string) => {
    const client = await pool.connect();
    try {
      await client.query(`${begin} ${sql}`);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  };
  for (const table of ["DealMove", "Erasure"]) await inErasure(`UPDATE "${table}" SET why = 'y'`);
  for (const sql of [
    `UPDATE "AuditEntry" SET what = 'x'`,
    `UPDATE "AuditEntry" SET "memberId" = NULL, after = '{}'`,
    `UPDATE "DealMove" SET "to" = 'won'`,
    `DELETE FROM "AuditEntry"`,
    `TRUNCATE "DealMove"`,
    `UPDATE "Collection" SET "amountMinor" = 0`,
    `UPDATE "Erasure" SET marks = '{x}', why = 'y'`,
    `DELETE FROM "Erasure"`,
  ])
    await expect(inErasure(sql), sql).rejects.toThrow("append-only");
  // An erasure that is over opens nothing any more.
  await pool.query(record);
  await expect(pool.query(`SELECT set_config('rapport.erasure', '${id}', false); ${update}`)).rejects.toThrow(
    "append-only",
  );
});

test("on request the person goes and the books stay; a rep may not, and the name is typed once more", async () => {
  const [li, wang] = [house.person("李伟"), house.person("王芳")];
  const books = async () => ({
    activities: await db().activity.findMany({ select: { id: true, kind: true, happenedOn: true } }),
    moves: await db().dealMove.findMany({ select: { id: true, to: true, movedOn: true, memberId: true } }),
    entries: (await db().auditEntry.findMany({ where: { what: { not: "contact.erased" } } })).length,
  });
  await li.presses({ action: "personalData.begin", payload: { id: ids.wang } });
  expect(li.reads).toContain("没有执行");
  await wang.types("/contact 王建国");
  await wang.presses("个人信息");
  await wang.presses("抹除");
  const before = await books();
  await waits("客户.xlsx", await bookNaming("王建国"));
  await waits("说明.txt", Buffer.from("与他无关"));
  await wang.fills({ name: "李志强", why: "王建国来信要求" }).submits();
  expect(wang.form.errors).toEqual({ name: "这不是王建国。请核对要抹除的是谁。" });
  expect(await db().contact.count({ where: { erasedAt: { not: null } } })).toBe(0);
  await wang.fills({ name: "王建国" }).submits();
  expect(wang.card).toMatchObject({ tone: "done", title: "已抹除：宏达机电 的一位联系人" });
  // The copies of what was said are gone through behind the answer, and go on where a crash left them.
  const [scrubbing] = await db().scrubbing.findMany();
  expect(await traces("王建国")).not.toEqual([]);
  for (const _ of ["begun", "and again"]) await scrubJob.run(house.jobContext(), { id: scrubbing?.id ?? "" });
  // What was said in chats is the platform's; of the copies that are kept of it none names the person any more.
  expect(await traces("王建国", "王总", "wjg@hongda.example", "13800135678", "138-0013-5678", "普洱")).toEqual([]);
  // Of files that wait to be sent, packed ones cannot be looked into; what names nobody is sent as it is.
  expect((await db().storedFile.findMany()).map(({ name }) => name)).toEqual(["说明.txt"]);
  const rows = await db().importRow.findMany({ where: { about: { contains: "已抹除的联系人" } } });
  expect(rows.map(({ verdict, applied }) => `${verdict} ${applied}`).sort()).toEqual(["merge true", "refuse false"]);
  expect(await db().import.count({ where: { bytes: { not: null } } })).toBe(0);
  expect(await books()).toEqual(before);
  expect(await db().activity.findFirst()).toMatchObject({
    said: "谈了续约，李工在场，电话 已抹除的联系人",
    sourceText: expect.stringContaining("已抹除的联系人谈了续约，李工在场"),
  });
  expect(await db().contact.findUnique({ where: { id: ids.wang! } })).toMatchObject({
    name: "已抹除的联系人",
    phones: [],
    doNotContact: true,
  });
  expect(await db().erasure.findFirst({ where: { why: { contains: "来信要求" } } })).toMatchObject({
    contactId: ids.wang,
    memberId: house.company.people.王芳!.id,
  });
  for (const action of ["contacts.open", "contacts.edit", "personalData.show"]) {
    await wang.presses({ action, payload: { id: ids.wang } });
    expect(wang.reads).toContain("没有找到");
  }
  await wang.types("/contact 王建国");
  expect(wang.reads).toContain("没有叫“王建国”的联系人");
  await li.types("/customer 宏达机电");
  expect(li.reads).toContain("联系人: 李志强 工程师");
});

test("copies are gone through lot by lot, the newest first, however many there are, and the rest is left alone", async () => {
  const { organizationId } = house.company;
  await db().outgoingMessage.deleteMany();
  const message = {
    organizationId,
    lane: "x",
    kind: "post",
    platform: "slack",
    workspace: "T",
    state: "sent",
  } as const;
  const said = (n: number) => (n % 1_000 === 0 ? "冯小玉来电" : `第 ${n} 条`);
  await db().outgoingMessage.createMany({
    data: Array.from({ length: 2_001 }, (_, n) => ({
      ...message,
      id: newId(),
      key: `k${n}`,
      card: { title: said(n) },
    })),
  });
  const feng = await makeContact(house, ids.customer ?? "", { name: "冯小玉" });
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id: feng } });
  await wang.fills({ name: "冯小玉", why: "来信要求" }).submits();
  const { id } = await db().scrubbing.findFirstOrThrow();
  let lots = 0;
  const job = house.jobContext();
  const stops = {
    ...job,
    change: <T>(work: Parameters<typeof job.change<T>>[0]) =>
      lots++ > 3 ? Promise.reject(new Error("killed")) : job.change(work),
  };
  await expect(scrubJob.run(stops, { id })).rejects.toThrow("killed");
  const cards = async () =>
    (await db().outgoingMessage.findMany({ where: { key: { startsWith: "k" } }, orderBy: { seq: "asc" } })).map(
      ({ card }) => Reflect.get(Object(card), "title"),
    );
  expect((await cards()).filter((title) => title === "冯小玉来电")).toHaveLength(1);
  await scrubJob.run(job, { id });
  const after = await cards();
  expect(after.filter((title) => title === "已抹除的联系人来电")).toHaveLength(3);
  expect(after.filter((_, n) => n % 1_000 !== 0)).toEqual(
    after.flatMap((_, n) => (n % 1_000 === 0 ? [] : [`第 ${n} 条`])),
  );
  expect(await db().scrubbing.count()).toBe(0);
  expect(await traces("冯小玉")).toEqual([]);
});
