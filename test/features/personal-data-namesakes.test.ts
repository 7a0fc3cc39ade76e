import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { longerNames, wordsOf } from "../../src/domain/names-people.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { readNaming } from "../../src/features/personal-data/store.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { listenToStatements } from "../support/statements.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const by = "已抹除的联系人";

const drops = async (name: string, sheet: string) => {
  const [li, bytes] = [house.person("李伟"), Buffer.from(sheet)];
  await li.drops([{ name, size: bytes.length, read: async () => bytes }]);
};
const erases = async (id: string, name: string, why = "来信要求") => {
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id } });
  await wang.fills({ name, why }).submits();
  expect(wang.card.tone).toBe("done");
  for (const job of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id: job.id });
  expect(await db().scrubbing.count()).toBe(0);
};
const said = async (customerId: string) =>
  (await db().activity.findMany({ where: { customerId }, orderBy: { id: "asc" } })).map((activity) => activity.said);

test("who is called by a longer name is left alone, at the customer, elsewhere and among colleagues", async () => {
  const hongda = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  const huaxin = await makeCustomer(house, "华信精密", { owner: "李伟" });
  const gone = await makeContact(house, hongda, { name: "王建" });
  const longer = await makeContact(house, hongda, { name: "王建国" });
  await makeContact(house, huaxin, { name: "王建华" });
  const emma = house.company.people.Emma!.id;
  await db().member.update({ where: { id: emma }, data: { name: "王建平" } });
  const li = house.person("李伟");
  await li.types("/visit 宏达机电 看样的有王建国带来的王建和华信的王建华，王建平陪同");
  await li.types("/visit 华信精密 宏达机电王建国和王建介绍来的");
  await li.types("/contact 王建国");
  await erases(gone, "王建");
  expect(await said(hongda)).toEqual([`看样的有王建国带来的${by}和华信的王建华，王建平陪同`]);
  expect(await said(huaxin)).toEqual([`宏达机电王建国和${by}介绍来的`]);
  expect(await db().contact.findUnique({ where: { id: longer } })).toMatchObject({ name: "王建国" });
  const copies = JSON.stringify([await db().delivery.findMany(), await db().auditEntry.findMany()]);
  expect(copies).toContain("王建国");
  expect(copies).not.toContain(`${by}国`);
  expect(copies).not.toMatch(/王建(?![国华平])/);
});

test("a file is theirs by its name, as a text of no customer is, but not one of somebody else at their customer", async () => {
  const hongda = await makeCustomer(house, "长城锅炉", { owner: "李伟" });
  const nanfang = await makeCustomer(house, "南方重工", { owner: "李伟" });
  const gone = await makeContact(house, hongda, { name: "陈志远", title: "总经理" });
  await makeContact(house, nanfang, { name: "陈志远" });
  const files = ["陈志远给的名单.csv", "长城锅炉陈志远.csv", "南方重工陈志远.csv", "南方重工和长城锅炉的陈志远.csv"];
  for (const file of files) await drops(file, "客户,城市\n东方机电,上海\n");
  const wang = house.person("王芳");
  await wang.types("/task @李伟 周五前给南方重工的陈志远回电话");
  await wang.types("/task @李伟 周五前给陈志远送样品");
  await db().task.updateMany({ data: { customerId: null } });
  await house.delivers();
  await erases(gone, "陈志远");
  const left = [`${by}给的名单.csv`, `长城锅炉${by}.csv`, "南方重工陈志远.csv", `南方重工和长城锅炉的${by}.csv`];
  expect((await db().import.findMany({ orderBy: { id: "asc" } })).map(({ file }) => file)).toEqual(left);
  const entries = await db().auditEntry.findMany({ where: { what: "import.read" }, orderBy: { id: "asc" } });
  expect(entries.map(({ after }) => Reflect.get(Object(after), "file"))).toEqual(left);
  const answers = JSON.stringify(await db().delivery.findMany());
  for (const [n, file] of left.entries()) {
    expect(answers).toContain(file);
    if (file !== files[n]) expect(answers).not.toContain(files[n]);
  }
  expect((await db().task.findMany({ orderBy: { id: "asc" } })).map(({ what }) => what)).toEqual([
    expect.stringContaining("南方重工的陈志远"),
    expect.stringContaining(`给${by}送样品`),
  ]);
});

test("why somebody was erased loses whoever is erased later, and what else it says stays; who wrote it is shown it", async () => {
  const customer = await makeCustomer(house, "天和仪器", { owner: "李伟" });
  const [first, later] = [
    await makeContact(house, customer, { name: "周晓梅" }),
    await makeContact(house, customer, { name: "冯小玉", title: "主任" }),
  ];
  await erases(first, "周晓梅", "冯小玉代周晓梅来信要求，冯主任签的字");
  const whys = async () =>
    (await db().erasure.findMany({ where: { customerId: customer }, orderBy: { id: "asc" } })).map(({ why }) => why);
  expect(await whys()).toEqual([`冯小玉代${by}来信要求，冯主任签的字`]);
  const [wang, li] = [house.person("王芳"), house.person("李伟")];
  await wang.presses({ action: "personalData.show", payload: { id: later } });
  expect(wang.reads).toContain("你抹除别人时写的原因 1");
  await li.presses({ action: "personalData.show", payload: { id: later } });
  expect(li.reads).not.toContain("抹除别人");
  const before = await db().erasure.findFirst({ where: { contactId: first } });
  await erases(later, "冯小玉");
  expect(await whys()).toEqual([`${by}代${by}来信要求，${by}签的字`, "来信要求"]);
  expect({ ...(await db().erasure.findFirst({ where: { contactId: first } })), why: "" }).toEqual({
    ...before,
    why: "",
  });
});

test("whose name is a longer one is asked of an index, and nobody is missed, whatever is written around it", async () => {
  const customer = await makeCustomer(house, "海纳轴承", { owner: "李伟" });
  const known = [
    ...["王建国", "小王建", "王建（采购）", "宏达 王建国 离职", "A王建国13800138000", "李建国", "欧阳建国离职"],
    ...[
      "Grace Miller",
      "Dr. Grace Miller",
      "GRACE LEE",
      "Grace Miller-Smith (old)",
      "宏达Grace",
      "Mary-Ann Lee",
      "Ann Lee",
    ],
    ...["阿里木·买买提", "Bo Li", "Bo Li Chen", "Émile Zola", "Alexander Bonaparte Miller", "王建 Grace"],
  ];
  for (const name of known) await makeContact(house, customer, { name });
  const scope = systemScope(house.database.handle, house.company.organizationId, house.clock);
  for (const name of [
    "王建",
    "王建国",
    "欧阳建国",
    "Grace",
    "Grace Miller",
    "Ann",
    "Bo Li",
    "Miller",
    "买提",
    "Émile",
  ]) {
    const found = await readNaming(scope, { ids: [], words: wordsOf(name) });
    const person = { name, title: null };
    expect(longerNames(person, found), name).toEqual(expect.arrayContaining(longerNames(person, known)));
  }
  const { organizationId } = house.company;
  await house.database.pool.query(
    `INSERT INTO "Contact" (id, "organizationId", "customerId", name, "searchText", "createdAt")
     SELECT gen_random_uuid(), $1, $2, '张' || n, ' 张' || n, now() FROM generate_series(1, 20000) n`,
    [organizationId, customer],
  );
  await house.database.pool.query(`ANALYZE "Contact"`);
  const heard = listenToStatements();
  await readNaming(scope, { ids: [], words: wordsOf("王建国") });
  const sql = heard().find((each) => each.includes("searchPieces"));
  const { rows } = await house.database.pool.query(`EXPLAIN (GENERIC_PLAN) ${sql}`);
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toContain("Contact_searchPieces_idx");
  expect(plan).not.toContain('Seq Scan on "Contact"');
});
