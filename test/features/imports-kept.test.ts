import { expect, test } from "vitest";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();
const values = async (importId: string) =>
  (await house.db.importRow.findMany({ where: { importId }, orderBy: { row: "asc" } })).map(
    ({ verdict, values }) => `${verdict} ${JSON.stringify(values)}`,
  );

test("of a row that is refused nothing is kept of what it says of people, whenever it is refused; why it was stays", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
  const sheet = csv("客户,联系人,电话,喜好,家庭", "无此,王建国,13800001111,普洱,两个孩子", "宏达,李红,,龙井,");
  const id = await house.planned("Mo", sheet);
  expect(await values(id)).toEqual(["refuse {}", expect.stringMatching(/^make .*龙井/)]);
  await house.db.customer.updateMany({ data: { name: "别名", nameKey: "别名" } });
  expect((await house.apply("Mo", id)).counts).toMatchObject({ make: 0, refuse: 2 });
  expect(await values(id)).toEqual(["refuse {}", "refuse {}"]);
  expect(await house.report(id)).toEqual([
    "2 refuse 无此 · 王建国: you have no customer 无此: import the customers first",
    "3 refuse 宏达 · 李红: you have no customer 宏达: import the customers first",
  ]);
});
