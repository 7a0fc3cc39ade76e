import type { Card } from "../../chat/card.ts";
import type { Scope } from "../../core/scope.ts";
import type { Customer } from "../customers/public.ts";
import { activitiesCard, type View } from "./cards.ts";
import { ACTIVITIES_A_PAGE } from "./rules.ts";
import { readActivities } from "./store.ts";

export { showActivities, showFactHistory } from "./forms.ts";
export type { Entry as HistoryEntry } from "./rules.ts";
export { readEntries as entriesOf } from "./store.ts";

/** The latest activities with a customer in sight; undefined when there are no more than `known`. */
export async function latestActivities(
  scope: Scope,
  customer: Pick<Customer, "id" | "name" | "flags">,
  view: View & { readonly known: number },
): Promise<Card | undefined> {
  const page = await readActivities(scope, customer.id, { size: ACTIVITIES_A_PAGE });
  return page.rows.length > view.known ? activitiesCard(customer, page, view) : undefined;
}
