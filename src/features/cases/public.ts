import { dateIn, sayDate } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import { goneOf } from "../absence/public.ts";
import { shortened, toldCard, type View } from "./cards.ts";
import type { Pace, ServiceCase } from "./rules.ts";
import { createCase, type NewCase, paceOf, readCase, readOpenComplaints } from "./store.ts";
import { texts } from "./texts.ts";

/**
 * Opens an inquiry or complaint of a customer in sight, starts its clocks, and tells whoever has the customer when it
 * is somebody else. Of a contact only where it is the customer's.
 * @param known by what the clocks of the team count, where that was read already
 */
export async function openCase(
  change: Change,
  { teamId, ...opened }: NewCase & { /** The customer's. */ readonly teamId: string },
  known?: Pace,
): Promise<ServiceCase> {
  const pace = known ?? (await paceOf(change, teamId));
  const one = await readCase(change, await createCase(change, opened, pace));
  if (!one) throw new TypeError("A case is opened for a customer in sight.");
  const { ownerId } = one.customer;
  if (ownerId === null || ownerId === change.memberId) return one;
  const reader = (await goneOf(change, [ownerId])).get(ownerId)?.standIn.id ?? ownerId;
  if (reader === change.memberId) return one;
  await tell(change, {
    key: `case:${one.id}:opened`,
    to: { member: reader },
    card: ({ language, zone }) => toldCard(one, { language, zone, now: change.at, office: pace.office }),
  });
  return one;
}

/** What stands on a customer's card while it complains of something; undefined when it does not. */
export async function openComplaints(
  scope: Scope,
  customerId: string,
  { language, zone, now }: Omit<View, "office">,
): Promise<string | undefined> {
  const { oldest, count, missed } = await readOpenComplaints(scope, customerId, now);
  if (!oldest) return undefined;
  const t = texts[language];
  const day = sayDate(dateIn(zone, oldest.openedAt), language, dateIn(zone, now));
  if (count > 1) return t.complaintsOpen({ count, day, missed });
  return t.complaintOpen({ day, said: shortened(oldest.said, 80), missed });
}

export { caseCard, shortened, type View as CaseView, whoOf } from "./cards.ts";
export { listOfCustomer } from "./forms.ts";
export { type Clock, type Duty, type ServiceCase, tellAt } from "./rules.ts";
export { countComplaints, paceOf, readCase as caseById } from "./store.ts";
