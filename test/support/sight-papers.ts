import type { Clock } from "../../src/core/clock.ts";
import { asOrganizationId } from "../../src/core/ids.ts";
import type { DatabaseHandle } from "../../src/core/scope.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { approvalCard, approvalOf, keyOf, sheetsOf } from "../../src/features/approvals/public.ts";
import { feePaper } from "../../src/features/fees/public.ts";
import { tell } from "../../src/notify/tell.ts";
import { idIn, type World } from "./sight-world.ts";

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
