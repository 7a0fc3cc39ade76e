import { type PlainDate, toColumn } from "../../core/dates.ts";
import type { Change } from "../../core/scope.ts";
import { from } from "../../data/client.ts";

export { readMembersWith } from "../../data/colleagues.ts";
export { type OrganizationFacts, organizationOf } from "../../data/organization.ts";

/** False when the admins have been asked on that day already. */
export const beginAsking = async (change: Change, day: PlainDate): Promise<boolean> => {
  const { organizationId: id } = change;
  const { count } = await from(change).organization.updateMany({
    where: { id, OR: [{ calendarAskedOn: null }, { calendarAskedOn: { lt: toColumn(day) } }] },
    data: { calendarAskedOn: toColumn(day) },
  });
  return count === 1;
};
