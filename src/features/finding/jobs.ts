import type { Instant } from "../../core/clock.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import type { DatabaseHandle } from "../../core/scope.ts";
import { renewContacts, renewCustomers } from "./store.ts";

const AT_ONCE = 500;

/** After a change of the rules by which names are compared: makes anew what older rules have made, some every minute. */
export const renewTick = defineTick({ name: "finding.renew", run: (context) => renew(context) });

/**
 * Until when nothing old is looked for where nothing was left: an older version may run beside this one for a while, and
 * write as it does. Spares the other minutes the search.
 */
const renewed = new WeakMap<DatabaseHandle, Map<string, Instant>>();
const AGAIN_AFTER = 3_600_000;

async function renew(context: JobContext): Promise<void> {
  const { database, organizationId } = context.scope;
  const done = renewed.get(database) ?? new Map<string, Instant>();
  renewed.set(database, done);
  if ((done.get(organizationId) ?? context.now) > context.now) return;
  const customers = await context.change((change) => renewCustomers(change, AT_ONCE));
  const contacts = await context.change((change) => renewContacts(change, AT_ONCE));
  if (customers + contacts === 0) done.set(organizationId, new Date(context.now.getTime() + AGAIN_AFTER));
}
