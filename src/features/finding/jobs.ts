import { defineTick, type JobContext } from "../../core/job.ts";
import type { DatabaseHandle } from "../../core/scope.ts";
import { renewContacts, renewCustomers } from "./store.ts";

const AT_ONCE = 500;

/** After a change of the rules by which names are compared: makes anew what older rules have made, some every minute. */
export const renewTick = defineTick({ name: "finding.renew", run: (context) => renew(context) });

/** Where nothing old is left, which only a newer version of the rules changes; spares the other minutes the search. */
const renewed = new WeakMap<DatabaseHandle, Set<string>>();

async function renew(context: JobContext): Promise<void> {
  const { database, organizationId } = context.scope;
  const done = renewed.get(database) ?? new Set();
  renewed.set(database, done);
  if (done.has(organizationId)) return;
  const customers = await context.change((change) => renewCustomers(change, AT_ONCE));
  const contacts = await context.change((change) => renewContacts(change, AT_ONCE));
  if (customers + contacts === 0) done.add(organizationId);
}
