import { eachByItself } from "../../core/each.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import { afterWorkingHours } from "../../domain/office.ts";
import { askForReceipt, keepReminded, readUnasked, type Unasked } from "../inflows/public.ts";
import { dealById } from "../pipeline/public.ts";
import { standingOf } from "./rules.ts";
import { organizationOf } from "./store.ts";

/** How much one minute takes on; the next one goes on from there. */
const AT_ONCE = 200;

/**
 * Deals at 90 % whose money nobody has confirmed: who came to finance since is asked, and who was asked and did not
 * answer is reminded once, as of papers that wait. So a deal is never stuck with somebody who has left.
 */
export const watchReceipts = defineTick({ name: "receipts.watch", run: (context) => watch(context) });

async function watch(context: JobContext): Promise<void> {
  const { scope, now } = context;
  const waiting = await readUnasked(scope, now, AT_ONCE);
  if (waiting.length === 0) return;
  const { settings, settingsFor, calendar, zone } = await organizationOf(scope);
  const office = { calendar, zone, hours: settings.hours };
  const isDue = ({ askedAt, teamId }: Unasked) =>
    askedAt === null || afterWorkingHours(office, askedAt, settingsFor(teamId).approvals.remindHours) <= now;
  await eachByItself(waiting.filter(isDue), (one) => ask(context, one));
}

const ask = ({ change: begin }: JobContext, one: Unasked): Promise<void> =>
  begin(async (change) => {
    const deal = await dealById(change, one.dealId);
    if (!deal || standingOf(deal) !== "asked") return;
    const again = one.askedAt !== null;
    if (again && !(await keepReminded(change, one))) return;
    const { currency } = await organizationOf(change);
    await askForReceipt(change, deal, { currency, among: [one.memberId], again });
  });
