import type { Clock } from "../../src/core/clock.ts";
import { asOrganizationId } from "../../src/core/ids.ts";
import type { DatabaseHandle } from "../../src/core/scope.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { approvalCard, approvalOf, keyOf, sheetsOf } from "../../src/features/approvals/public.ts";
import { feePaper } from "../../src/features/fees/public.ts";
import { tell } from "../../src/notify/tell.ts";
import type { PlannedCustomer } from "./sight-plan.ts";
import type { CustomerRows } from "./sight-rows.ts";
import { feeNumberOf, idIn, type World } from "./sight-world.ts";

const AT = new Date("2026-11-20T01:00:00Z");
const CHAIN = ["clerk", "manager", "finance"] as const;
/** The paper of a customer that has one, with its way through the chain. */
export const feeRows = (
  { ids, within, someone, n, mark, organizationId }: CustomerRows,
  { world, customer }: { readonly world: World; readonly customer: PlannedCustomer },
) => {
  // Some wait for each of those who sign. Who has signed sees the paper for good: the third, who has all money in sight.
  const step = customer.moved ? CHAIN.length : n % CHAIN.length;
  const signer = idIn(world, "member", 2);
  const feeId = idIn(world, "fee", n);
  const approvalId = idIn(world, "approval", n);
  const amountMinor = 66_600n + BigInt(n);
  return {
    fee: {
      id: feeId,
      organizationId,
      number: feeNumberOf({ n }),
      customerId: ids.customerId,
      dealId: ids.dealId,
      requesterId: someone,
      teamId: within.teamId,
      purpose: "new_customer" as const,
      what: `${mark}茶礼`,
      amountMinor,
      currency: "CNY",
      flags: [],
      createdAt: AT,
    },
    recipient: { feeId, contactId: ids.contactId, organizationId, amountMinor },
    approval: {
      id: approvalId,
      organizationId,
      subject: "fee",
      subjectId: feeId,
      teamId: within.teamId,
      askerId: someone,
      requesterId: someone,
      step,
      ...(customer.moved && { state: "approved" as const, closedAt: AT }),
      createdAt: AT,
    },
    steps: CHAIN.map((role, position) => ({
      ...{ approvalId, role, position, organizationId },
      ...(position < step && { decidedById: signer, decidedAt: AT, approved: true }),
    })),
  };
};

/** Has the papers of a world stand where they wait: in the channels of their teams. */
export const postPapers = (database: DatabaseHandle, clock: Clock, world: World): Promise<void> => {
  const scope = systemScope(database, asOrganizationId(idIn(world, "organization")), clock);
  const fees = world.plan.customers.filter((customer) => world.exists(customer).fee && customer.fee);
  return change(scope, { from: "system" }, async (inside) => {
    for (const { n } of fees) {
      const approval = await approvalOf(inside, feePaper.subject, idIn(world, "fee", n));
      const [sheet] = approval ? await sheetsOf(inside, feePaper, [approval]) : [];
      if (!approval || !sheet) throw new Error("A fee of the world is not there.");
      await tell(inside, {
        key: `${keyOf(approval)}:card`,
        to: { team: approval.teamId, channel: "approvals" },
        about: keyOf(approval),
        asks: true,
        card: (reader) => approvalCard(sheet, reader),
      });
    }
  });
};
