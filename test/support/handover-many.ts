import type { Clock } from "../../src/core/clock.ts";
import { newId, type OrganizationId } from "../../src/core/ids.ts";
import type { from } from "../../src/data/client.ts";
import { day } from "./care-house.ts";

/** Where they are made, with 王芳 and Emma there. */
interface Ground {
  readonly house: {
    readonly clock: Clock;
    readonly company: { readonly organizationId: OrganizationId; readonly segmentId: string; readonly teamId: string };
  };
  db(): ReturnType<typeof from>;
  idOf(name: string): string;
}

/** Customers of a member, each with an open deal, a promise, a reminder, a task, and somebody it is shared with. */
export const manyCustomers = async (
  { house, db, idOf }: Ground,
  { name, ownerId, count }: { readonly name: string; readonly ownerId: string; readonly count: number },
): Promise<void> => {
  const { organizationId, segmentId, teamId } = house.company;
  const createdAt = house.clock.now();
  const common = { organizationId, createdAt };
  const ids = Array.from({ length: count }, () => newId());
  const called = (index: number, what = "") => ({ name: `${name}${what}${index}` });
  await db().customer.createMany({
    data: ids.map((id, index) => ({
      ...{ ...common, ...called(index), id, segmentId, teamId, ownerId },
      ...{ nameKey: `${name}${index}`, searchText: ` ${name}${index} ` },
    })),
  });
  await db().deal.createMany({
    data: ids.map((customerId, index) => ({
      ...{ ...common, ...called(index, "单"), id: newId(), segmentId, teamId, ownerId, customerId, currency: "CNY" },
      ...{ stage: "p25" as const, lastForwardOn: day("2026-11-20"), updatedAt: createdAt },
    })),
  });
  await db().nextStep.createMany({
    data: ids.map((customerId) => ({
      ...{ organizationId, id: newId(), customerId, memberId: ownerId, what: "送样品", dueOn: day("2026-11-30") },
    })),
  });
  await db().careItem.createMany({
    data: ids.map((customerId) => ({
      ...{ ...common, id: newId(), customerId, memberId: ownerId, kind: "periodic_call" as const },
      ...{ dueOn: day("2026-11-23"), showOn: day("2026-11-23"), onceKey: `${customerId} ${ownerId}` },
    })),
  });
  await db().task.createMany({
    data: ids.map((customerId) => ({
      ...{ ...common, id: newId(), giverId: idOf("王芳"), assigneeId: ownerId, customerId },
      ...{ what: "问一声", dueOn: day("2026-11-27") },
    })),
  });
  await db().customerShare.createMany({
    data: ids.map((customerId) => ({ organizationId, customerId, memberId: idOf("Emma") })),
  });
};
