import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { day } from "../support/deals.ts";
import { withHandovers } from "../support/handover-house.ts";
import { listenToStatements } from "../support/statements.ts";

const { house, db, idOf, rep, close } = withHandovers("2026-11-23T09:00:00+08:00");

/** A rep with so many customers and as many of 李伟's, and with a deal and a promise of their own at each. */
const repWith = async (name: string, count: number): Promise<string> => {
  const id = await rep(name);
  const { organizationId, segmentId, teamId } = house.company;
  const here = { organizationId, segmentId, teamId, createdAt: house.clock.now() };
  const customers = Array.from({ length: 2 * count }, (_, n) => ({
    ...{ ...here, id: newId(), name: `${name}${n}`, nameKey: `${name}${n}`, searchText: ` ${name}${n} ` },
    ownerId: n < count ? id : idOf("李伟"),
  }));
  await db().customer.createMany({ data: customers });
  const own = { ...here, ownerId: id, currency: "CNY", lastForwardOn: day("2026-11-20"), updatedAt: here.createdAt };
  await db().deal.createMany({
    data: customers.map((each) => ({ ...own, id: newId(), customerId: each.id, name: each.name })),
  });
  await db().nextStep.createMany({
    data: customers.map((each) => ({
      ...{ id: newId(), organizationId, customerId: each.id, memberId: id, what: "回电话", dueOn: day("2026-11-30") },
    })),
  });
  return id;
};

test("closing the account of whoever has 2,000 customers takes as many statements as of whoever has ten", async () => {
  const closing = async (name: string, count: number): Promise<readonly string[]> => {
    const id = await repWith(name, count);
    const heard = listenToStatements();
    await close(id);
    const sent = heard();
    expect(house.person("林涛").card.title).toContain(name);
    expect(await db().customer.count({ where: { ownerId: id } })).toBe(0);
    expect(await db().ownerChange.count({ where: { fromId: id, cause: "left" } })).toBe(count);
    expect(await db().deal.count({ where: { ownerId: id } })).toBe(count);
    expect(await db().nextStep.count({ where: { memberId: id } })).toBe(count);
    return sent;
  };
  const few = await closing("小刘", 10);
  const many = await closing("老刘", 2_000);
  expect(many.length, many.map((sql) => sql.slice(0, 100)).join("\n")).toBe(few.length);
});
