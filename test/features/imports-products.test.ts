import { expect, test } from "vitest";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();

test("a deal is named and priced by the list of products, and goes in without a customer where it has a number", async () => {
  const prices = (pro: string) => csv("product,series,sales_price", `GTX Pro,GTX,${pro}`);
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
  await house.apply("Mo", await house.planned("Mo", prices("4821")));
  const deals = csv(
    "opportunity_id,sales_agent,product,account,deal_stage,close_date,close_value",
    "A1,Ann,GTXPro,,Engaging,,",
    "A2,Ann,GTX Pro,宏达,Won,2026-10-01,4500",
    "A2,Bo,Other,,Prospecting,,",
    "A1,Ann,GTX Pro,,Engaging,,",
    ",Ann,GTX Pro,,Engaging,,",
    "A3,Cy,GTX Pro,,Engaging,,",
  );
  const id = await house.planned("Mo", deals);
  expect(await house.report(id)).toEqual([
    "2 make GTX Pro: no customer yet: add one to the deal when it is known; product taken as the list has it: GTXPro → GTX Pro; amount empty: the list price of GTX Pro stands in",
    "3 make 宏达 · GTX Pro: its money waits for finance, who finds it in /receipts",
    "4 make Other: no customer yet: add one to the deal when it is known",
    "5 skip GTX Pro: the same as row 2",
    "6 refuse : customer is empty: fill it in",
    "7 refuse GTX Pro: there is no Cy in a team you import for: correct the owner",
  ]);
  await house.apply("Mo", id);
  const of = (name: string) => house.db.deal.findFirst({ where: { organizationId: house.organizationId, name } });
  expect(await of("GTX Pro")).toMatchObject({ customerId: null, product: "GTX Pro", amountMinor: 482_100n });
  const again = await house.planned("Mo", deals);
  expect((await house.view(again)).counts).toMatchObject({ make: 0, skip: 4, refuse: 2 });
  const dearer = await house.planned("Mo", prices("5000"));
  expect(await house.report(dearer)).toEqual(["2 merge GTX Pro: list price changed: GTX Pro"]);
  await house.apply("Mo", dearer);
  const price = async () => (await house.db.product.findFirst())?.priceMinor;
  expect(await price()).toBe(500_000n);
  expect((await house.undo("Mo", dearer)).counts.kept).toBeUndefined();
  expect(await price()).toBe(482_100n);
  expect((await house.undo("Mo", id)).counts.kept).toBeUndefined();
  expect(await house.counts()).toMatchObject({ deals: 0, products: 1 });
  await expect(house.planned("Ann", prices("1"))).rejects.toThrow("Ask your manager");
});

test("a list price in another currency than the organization's is not put into a deal, and a new list replaces it", async () => {
  const where = { organizationId: house.organizationId };
  const LIST = csv("产品,系列,标价", "GTX Pro,GTX,4821");
  await house.apply("Fin", await house.planned("Fin", LIST));
  await house.db.organization.update({ where: { id: house.organizationId }, data: { currency: "USD" } });
  await house.apply("Ann", await house.planned("Ann", csv("客户", "宏达")));
  const DEALS = csv("客户,商机名称,阶段,产品", "宏达,续约,50%,GTX Pro");
  expect(await house.report(await house.planned("Ann", DEALS))).toEqual(["2 make 宏达 · 续约"]);
  await house.apply("Fin", await house.planned("Fin", LIST));
  expect(await house.db.product.findFirst({ where })).toMatchObject({ currency: "USD", priceMinor: 482_100n });
  const listed = await house.planned("Ann", DEALS);
  expect(await house.report(listed)).toEqual([expect.stringContaining("list price")]);
});

test("a deal without a customer that comes again says what is missing, and what the sheet says otherwise", async () => {
  const HEAD = "编号,负责人,商机,客户,阶段,金额";
  await house.apply("Mo", await house.planned("Mo", csv(HEAD, "A1,Ann,产线,,25%,1000", "A2,Bo,泵站,,25%,")));
  const owner = (name: string) => house.as(name).memberId!;
  const sheet = csv(HEAD, "A1,Ann,产线,,50%,2000", "A2,Bo,泵站,,50%,", "A1,Ann,产线,,25%,1000");
  const LACKS = "no customer yet: add one to the deal when it is known";
  const not = (field: string, value: string) =>
    `${field} stays as it is, not "${value}": change it by hand if the sheet is right`;
  expect(await house.report(await house.planned("Mo", sheet))).toEqual([
    `2 skip 产线: ${not("stage", "50%")}; ${not("amount", "¥2,000")}; ${LACKS}; there already`,
    `3 skip 泵站: ${not("stage", "50%")}; ${LACKS}; there already`,
    `4 skip 产线: ${LACKS}; there already`,
  ]);
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
  const { id: customerId } = await house.db.customer.findFirstOrThrow({ where: { name: "宏达" } });
  await house.db.deal.updateMany({ where: { ownerId: owner("Ann") }, data: { customerId } });
  // Of a deal that is another's by now nothing is told.
  await house.db.deal.updateMany({ where: { ownerId: owner("Bo") }, data: { ownerId: owner("Cy") } });
  expect(await house.report(await house.planned("Mo", sheet))).toEqual([
    `2 skip 产线: ${not("stage", "50%")}; ${not("amount", "¥2,000")}; there already`,
    "3 skip 泵站: there already",
    "4 skip 产线: there already",
  ]);
});
