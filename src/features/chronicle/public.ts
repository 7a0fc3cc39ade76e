import type { Card } from "../../chat/card.ts";
import type { Scope } from "../../core/scope.ts";
import type { Customer } from "../customers/public.ts";
import { activitiesCard, entryTexts, type View } from "./cards.ts";
import { ACTIVITIES_A_PAGE, ENTRIES_OF } from "./rules.ts";
import { readActivities, readEntries } from "./store.ts";

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

/** More than a contact has; a file is not endless. */
const MOST = 5000;

/** The history of a contact whose visibility the caller has seen to, newest first, each entry in one line. */
export async function historyLines(scope: Scope, contactId: string, view: View): Promise<string[]> {
  const asked = { subject: `contact:${contactId}`, kinds: ENTRIES_OF.contact };
  const { rows } = await readEntries(scope, asked, { size: MOST });
  return rows.flatMap((entry) => entryTexts(entry, view));
}
