import type { Scope } from "../../core/scope.ts";
import { isPublic } from "../../domain/customers.ts";
import { asShortName } from "../../domain/names.ts";
import { isEmpty, list, onlyChanged, type Place, type Row, same } from "../../domain/uniting.ts";
import { PINNED } from "../../domain/worth.ts";

/** Every place that moves along when a customer is merged into another. A test compares it with the schema. */
export const PLACES: readonly Place[] = [
  { table: "Contact", column: "customerId", key: "id" },
  { table: "Activity", column: "customerId", key: "id" },
  { table: "NextStep", column: "customerId", key: "id" },
  { table: "Deal", column: "customerId", key: "id" },
  { table: "Fee", column: "customerId", key: "id" },
  { table: "CareItem", column: "customerId", key: "id" },
  { table: "ServiceCase", column: "customerId", key: "id" },
  { table: "Task", column: "customerId", key: "id" },
  { table: "SalesLine", column: "customerId", key: "id" },
  { table: "SurveyAnswer", column: "customerId", key: "id" },
  { table: "CustomerShare", column: "customerId", key: "memberId" },
];

/**
 * Places that stay as they are. A receipt says from whom the money came on its day, and is never changed: it is found by
 * its deal, which moves and keeps its id, and from its old customer the merge leads on. Who owned the old customer is
 * its own history, and a handover of it is not taken back once it is merged. That somebody was erased is on record where
 * they were. Pairs of look-alikes go with one of the pair, to come back with it where they were told apart, and so does
 * what was reckoned: of the one that stays it is reckoned anew, with what moved along.
 */
export const STAYING: readonly string[] = [
  "Collection.customerId",
  "OwnerChange.customerId",
  "HandoverItem.customerId",
  "Erasure.customerId",
  "DuplicatePair.oneId",
  "DuplicatePair.otherId",
  "Worth.customerId",
];

/** Rows that refer to each other and must be on one side: when they are not, something newer stands on the merge. */
export const BONDS: readonly { readonly table: string; readonly column: string; readonly to: string }[] = [
  { table: "Activity", column: "dealId", to: "Deal" },
  { table: "NextStep", column: "dealId", to: "Deal" },
  { table: "NextStep", column: "contactId", to: "Contact" },
  { table: "NextStep", column: "activityId", to: "Activity" },
  { table: "Fee", column: "dealId", to: "Deal" },
  { table: "ServiceCase", column: "contactId", to: "Contact" },
  { table: "SurveyAnswer", column: "contactId", to: "Contact" },
  { table: "ServiceCase", column: "answerId", to: "SurveyAnswer" },
];
/** The same where a table of its own holds them together. */
export const TIES: readonly Readonly<Record<"table" | "one" | "of" | "other" | "to", string>>[] = [
  { table: "ActivityContact", one: "activityId", of: "Activity", other: "contactId", to: "Contact" },
  { table: "FeeRecipient", one: "feeId", of: "Fee", other: "contactId", to: "Contact" },
  { table: "Influence", one: "dealId", of: "Deal", other: "contactId", to: "Contact" },
  { table: "CaseClock", one: "caseId", of: "ServiceCase", other: "activityId", to: "Activity" },
];

/** What a customer is, and what is made of it or counted for it: never filled in from another. */
const ITS_OWN: ReadonlySet<string> = new Set(
  "id organizationId segmentId teamId importId name shortNames nameKey searchText searchPieces searchMake grade quadrant loyalty allegiance lifecycleClass flags version createdAt firstContactOn lastContactOn lastVisitOn".split(
    " ",
  ),
);
const CLASSES = ["lost", "potential", "intent", "prospective", "signed", "developed", "partner"];

function day(kept: unknown, gone: unknown, which: "first" | "last"): unknown {
  if (isEmpty(kept) || isEmpty(gone)) return isEmpty(kept) ? gone : kept;
  return String(kept) < String(gone) === (which === "first") ? kept : gone;
}

/** The columns of the one that stays that change by what is known of the other. */
export function combine(kept: Row, gone: Row): Row {
  const names = [...list(kept.shortNames), asShortName(String(gone.name)), ...list(gone.shortNames)];
  const after: Record<string, unknown> = {
    shortNames: [...new Set(names)].filter((name) => name !== kept.name),
    flags: [...new Set([...list(kept.flags), ...list(gone.flags)])],
    lifecycleClass: CLASSES[Math.max(...[kept, gone].map((row) => CLASSES.indexOf(String(row.lifecycleClass))))],
    firstContactOn: day(kept.firstContactOn, gone.firstContactOn, "first"),
    lastContactOn: day(kept.lastContactOn, gone.lastContactOn, "last"),
    lastVisitOn: day(kept.lastVisitOn, gone.lastVisitOn, "last"),
  };
  for (const column of filled(kept, gone)) after[column] = gone[column];
  if (takesPin(kept, gone))
    for (const [pin, standing] of Object.entries(PINNED)) after[standing] = gone[pin] ?? kept[standing];
  // Whose it becomes sees it in the team they had the other in.
  if ("ownerId" in after) after.teamId = gone.teamId;
  return onlyChanged(after, kept);
}

/** What is given to people of public bodies is stopped by it (domain.md §8.2): no merge may lose it. */
const staysPublic = (kept: Row, gone: Row): boolean => isPublic(gone.kind) && !isPublic(kept.kind);

/** Whoever mourns is left alone for as long as was said of either, and for the reason of then. */
const REST: ReadonlySet<string> = new Set(["restUntil", "restReason"]);
const restsLonger = (kept: Row, gone: Row): boolean =>
  !isEmpty(gone.restUntil) && (isEmpty(kept.restUntil) || String(gone.restUntil) > String(kept.restUntil));

/** What a manager has pinned holds until its day, with its reason: no merge may lose it, nor put it above another's. */
export const PIN: ReadonlySet<string> = new Set([...Object.keys(PINNED), "pinnedUntil", "pinReason", "pinnedById"]);
const isPinned = (row: Row): boolean => !isEmpty(row.pinnedUntil);
const takesPin = (kept: Row, gone: Row): boolean => isPinned(gone) && !isPinned(kept);

/** Where it is: of two that are in different places nothing of one completes the other. */
const PLACE: ReadonlySet<string> = new Set(["region", "city", "address"]);
const isElsewhere = (kept: Row, gone: Row): boolean =>
  ["region", "city"].some(
    (column) => !isEmpty(kept[column]) && !isEmpty(gone[column]) && !same(kept[column], gone[column]),
  );

/** Columns that the one that stays lacks and the other has. */
export const filled = (kept: Row, gone: Row): string[] =>
  Object.keys(gone).filter((column) => {
    if (column === "kind") return staysPublic(kept, gone);
    if (REST.has(column)) return restsLonger(kept, gone);
    if (PIN.has(column)) return takesPin(kept, gone);
    if (PLACE.has(column) && isElsewhere(kept, gone)) return false;
    return !ITS_OWN.has(column) && isEmpty(kept[column]) && !isEmpty(gone[column]);
  });

/** Columns that the one that goes has otherwise, or in which it completes nothing: they are kept with the merge alone. */
export const dropped = (kept: Row, gone: Row): string[] => {
  const taken = filled(kept, gone);
  const together = (column: string) => PIN.has(column) || (PLACE.has(column) && isElsewhere(kept, gone));
  const both = (column: string) =>
    !isEmpty(gone[column]) && !same(kept[column], gone[column]) && (together(column) || !isEmpty(kept[column]));
  return Object.keys(gone).filter((column) => !ITS_OWN.has(column) && !taken.includes(column) && both(column));
};

interface Standing {
  readonly ownerId: string | null;
  readonly teamId: string;
  readonly segmentId: string;
}

/** The owner of both; or the manager of their teams, the admin of their segment, who sees all. */
export function mayMerge(customers: readonly Standing[], scope: Scope): boolean {
  const { roles, memberId } = scope;
  if (roles.has("executive") || roles.has("coordinator")) return true;
  return customers.every(
    ({ ownerId, teamId, segmentId }) =>
      (memberId !== null && ownerId === memberId) ||
      (roles.has("manager") && scope.teamIds.includes(teamId)) ||
      (roles.has("segment_admin") && scope.segmentIds.includes(segmentId)),
  );
}
