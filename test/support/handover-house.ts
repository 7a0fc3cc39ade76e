import { expect } from "vitest";
import type { Feature } from "../../src/chat/feature.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { approvals } from "../../src/features/approvals/index.ts";
import { cases } from "../../src/features/cases/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { fees } from "../../src/features/fees/index.ts";
import { feePaper } from "../../src/features/fees/public.ts";
import { handover } from "../../src/features/handover/index.ts";
import { people } from "../../src/features/people/index.ts";
import { tasks } from "../../src/features/tasks/index.ts";
import { visits } from "../../src/features/visits/index.ts";
import { careData } from "./care-house.ts";
import { withConversation } from "./conversation.ts";
import { dealsOf } from "./deals.ts";

/** A company in which people come and go, and customers are handed over. */
export const withHandovers = (at: string, more: readonly Feature[] = []) => {
  const features = [people, handover, customers, cases, tasks, visits, fees, approvals([feePaper]), ...more];
  const house = withConversation({ features, at });
  const db = () => from({ database: house.database.handle });
  const data = careData(house);
  const idOf = (name: string) => house.company.people[name]!.id;
  const state = async () => ({
    customers: await db().customer.findMany({ orderBy: { id: "asc" } }),
    deals: await db().deal.findMany({ orderBy: { id: "asc" } }),
    steps: await db().nextStep.findMany({ orderBy: { id: "asc" } }),
    changes: await db().ownerChange.count(),
    messages: await db().outgoingMessage.count(),
  });
  return {
    house,
    db,
    idOf,
    promise: data.promise,
    makeDeal: dealsOf(house).makeDeal,
    customer: (name: string, ownerId: string, more: object = {}) => data.customer(name, { ownerId, ...more }),
    customerOf: (id: string) => db().customer.findUniqueOrThrow({ where: { id } }),
    /** Someone who sells in 华东一组, in front of the bot. */
    async rep(name: string): Promise<string> {
      const { organizationId, platform, workspace, teamId } = house.company;
      const id = newId();
      const createdAt = house.clock.now();
      await db().member.create({ data: { id, organizationId, name, roles: ["rep"], language: "zh", createdAt } });
      await db().identity.create({ data: { platform, workspace, user: name, organizationId, memberId: id } });
      await db().teamMember.create({ data: { teamId, memberId: id, organizationId } });
      return id;
    },
    /** The admin closes the account. */
    async close(id: string): Promise<void> {
      const { version } = await db().member.findUniqueOrThrow({ where: { id } });
      await house.person("林涛").presses({ action: "people.close", payload: { id, version } });
    },
    async promised(customerId: string, memberId: string): Promise<string> {
      const id = await data.promise(customerId, { what: "送样品", on: "2026-11-30" });
      await db().nextStep.update({ where: { id }, data: { memberId } });
      return id;
    },
    /** A fee under way, asked for by the member. */
    async fee(customerId: string, dealId: string, requesterId: string): Promise<string> {
      const { organizationId, teamId } = house.company;
      const id = newId();
      const common = { organizationId, requesterId, teamId, createdAt: house.clock.now() };
      const what = { purpose: "new_customer", what: "茶礼", amountMinor: 1n, currency: "CNY" } as const;
      const contactId = await data.contact(customerId, `收礼人${id.slice(-4)}`);
      const recipients = { create: [{ contactId, organizationId, amountMinor: what.amountMinor }] };
      await db().fee.create({
        data: { ...common, ...what, id, number: `FE-${id.slice(-8)}`, customerId, dealId, flags: [], recipients },
      });
      const steps = { create: [{ position: 0, role: "clerk" as const, organizationId }] };
      const approval = { ...common, askerId: requesterId, id: newId(), subject: "fee", subjectId: id, steps };
      await db().approval.create({ data: approval });
      return id;
    },
    /** Does the work and expects that no customer and nothing of one was changed, and nobody was told. */
    async unchanged(work: () => Promise<unknown>): Promise<void> {
      const before = await state();
      await work();
      expect(await state()).toEqual(before);
    },
  };
};
