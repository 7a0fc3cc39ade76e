import { expect, test } from "vitest";
import { type FieldName, fieldsOf, guessColumns } from "../../src/domain/sheet-columns.ts";
import { HEADERS, LISTS } from "../../src/features/listings/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { database, house } = withImportsHouse();
const CUSTOMERS =
  "客户,负责人,特殊客户,警示原因,联系人,微信,家庭情况,喜好,忌讳,偏好方式,方便时间,公职人员,勿扰,勿扰原因";

test("flags, likes, taboos and who is not to be contacted go in, are added where nothing is known, and out again", async () => {
  const first = await house.planned(
    "Mo",
    csv(
      CUSTOMERS,
      "宏达,Ann,警示、大客户,欠款,王总,wx1,两个孩子,茶,香菜,微信,上午,是,是,本人要求",
      "云帆,Ann,VIP、贵客,,李工,,,,,传真,,否,,",
      "北辰,Ann,警示,,,,,,,,,,,",
    ),
  );
  expect(await house.report(first, "zh")).toEqual([
    "2 make 宏达 · 王总",
    "3 make 云帆 · 李工: 没有“贵客”这种特殊客户，没有录入，请手工选；没有“传真”这种习惯的联系方式，没有录入，请手工选",
    "4 make 北辰: 标记“警示”没有录入：请加一列“警示原因”写明原因",
  ]);
  await house.apply("Mo", first);
  const customer = (name: string) =>
    house.db.customer.findFirst({ where: { organizationId: house.organizationId, name }, include: { contacts: true } });
  expect(await customer("宏达")).toMatchObject({
    ...{ flags: ["warning", "key_account"], warningReason: "欠款" },
    contacts: [
      {
        ...{ handle: "wx1", family: "两个孩子", likes: "茶", taboos: "香菜", channel: "message", hours: "上午" },
        ...{ publicSector: true, doNotContact: true, noContactReason: "本人要求" },
      },
    ],
  });
  const before = await customer("云帆");
  expect(before).toMatchObject({
    flags: ["vip"],
    contacts: [{ channel: null, publicSector: false, doNotContact: false }],
  });
  const second = await house.planned(
    "Mo",
    csv(CUSTOMERS, "云帆,Ann,重要,,李工,,,咖啡,,,,yes,x,", "宏达,Ann,,,王总,,,酒,,,,否,否,"),
  );
  expect(await house.report(second)).toEqual([
    '2 merge 云帆 · 李工: flags stays as it is, not "important": change it by hand if the sheet is right; likes added to what is there; public sector added to what is there; do not contact added to what is there; do not contact "x" is taken for yes: change it by hand if it is a no',
    '3 skip 宏达 · 王总: likes stays as it is, not "酒": change it by hand if the sheet is right; there already',
  ]);
  await house.apply("Mo", second);
  expect((await customer("云帆"))?.contacts).toMatchObject([{ likes: "咖啡", publicSector: true, doNotContact: true }]);
  expect((await house.undo("Mo", second)).counts.kept).toBeUndefined();
  expect(await customer("云帆")).toEqual(before);
});

test("a day nobody needs that cannot be read is left empty and said; one that is needed keeps its row out", async () => {
  const sheet = csv("客户,负责人,首次接触", "宏达,Ann,2024年10月", "云帆,Ann,11月18日", "北辰,Ann,2024-07-08");
  const id = await house.planned("Mo", sheet);
  expect(await house.report(id)).toEqual([
    '2 make 宏达: first contact "2024年10月" is left out: it is not a full date. Write it as 2024-04-01',
    '3 make 云帆: first contact "11月18日" is left out: it is not a full date. Write it as 2024-04-01',
    "4 make 北辰",
  ]);
  expect((await house.report(id, "zh"))[0]).toBe(
    "2 make 宏达: 首次接触日期“2024年10月”不是完整的日期，没有录入，请写成 2024-04-01",
  );
  await house.apply("Mo", id);
  const { db, organizationId } = house;
  const customers = await db.customer.findMany({ where: { organizationId }, orderBy: { firstContactOn: "asc" } });
  expect(customers.map(({ name, firstContactOn }) => [name, firstContactOn?.toISOString().slice(0, 10)])).toEqual([
    ["北辰", "2024-07-08"],
    expect.arrayContaining([undefined]),
    expect.arrayContaining([undefined]),
  ]);
  const deals = csv(
    "客户,商机,阶段,首次见面日期,预计成交日期,成交日期",
    "宏达,续约,50%,2024年3月,年底,还没有",
    "宏达,新签,成交,2024-03-01,,2024年4月",
  );
  expect(await house.report(await house.planned("Mo", deals))).toEqual([
    expect.stringMatching(
      /^2 make .*closed on "还没有" is left out.*first meeting "2024年3月" is left out.*"年底" is left out/,
    ),
    expect.stringMatching(/^3 refuse .*"2024年4月" is not a day: write it as 2024-04-01/),
  ]);
});

test("a person of whom no number was ever kept is met like any other", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人,联系人", "宏达,Ann,王总")));
  await database.pool.query(`UPDATE "Contact" SET phones = NULL`);
  const met = await house.planned("Mo", csv("客户,负责人,联系人,电话", "宏达,Ann,王总,13800001111"));
  expect(await house.report(met, "zh")).toEqual([expect.stringContaining("2 merge 宏达 · 王总")]);
});

test.each(["customers", "contacts"] as const)("what /export writes of %s is read again, in both languages", (kind) => {
  const RECKONED = ["grade", "quadrant", "loyalty", "satisfaction", "allegiance", "collected"];
  const LOST: readonly string[] = [...RECKONED, "yearly", "currency", "lastContact"];
  const kept = LISTS[kind].columns.filter((column) => !LOST.includes(column));
  for (const language of ["en", "zh"] as const) {
    const cells = kept.map((column) => HEADERS[column][language]);
    const head = [{ row: 1, cells, formulas: 0, unknown: 0 }];
    const guess = guessColumns({ name: "", rows: 1, formulas: 0, unknown: 0, head, columns: [] }, kind)!;
    const found = fieldsOf(kind).filter((field: FieldName) => guess.columns[field] !== undefined);
    expect(found.length, `${language}: ${cells.filter((_, at) => !Object.values(guess.columns).includes(at))}`).toBe(
      kept.length,
    );
  }
});

test.each([
  ["one row", ["宏达,上海,Ann,王总,13800000001"]],
  ["several rows", ["宏达,上海,Ann,王总,13800000001", "云帆,上海,Ann,李总,13800000002", "北辰,,Bo,赵总,"]],
])("of %s each has its entry in the log, with what is known of it", async (_, rows) => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,城市,负责人,联系人,手机", ...rows)));
  const { organizationId, db } = house;
  const customers = await db.customer.findMany({ where: { organizationId }, include: { contacts: true } });
  expect(customers).toHaveLength(rows.length);
  for (const { id, name, city, ownerId, contacts } of customers) {
    const entries = await db.auditEntry.findMany({ where: { organizationId, subject: `customer:${id}` } });
    const told = (what: string) => entries.filter((entry) => entry.what === what).map(({ after }) => after);
    const [customer, ...none] = told("customer.imported");
    expect(none).toEqual([]);
    expect(customer).toMatchObject({ id, name, ownerId, ...(city !== null && { city }) });
    const [contact] = told("contact.imported");
    expect(contact).toMatchObject({ id: contacts[0]?.id, customerId: id, phones: contacts[0]?.phones });
    for (const said of [customer, contact]) {
      expect(Object.values(Object(said))).not.toContain(null);
      for (const left of ["searchText", "searchPieces", "organizationId"]) expect(said).not.toHaveProperty(left);
    }
  }
});
