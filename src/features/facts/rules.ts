import type { PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import type { CustomerFlag, CustomerKind, LifecycleClass } from "../../domain/customers.ts";
import { asShortName, MOST_SHORT_NAMES, nameKey, shortNamesIn } from "../../domain/names.ts";

/** Domain.md §3.1: the facts that hardly change. */
export interface StableFacts {
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly kind: CustomerKind;
  readonly industry: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly address: string | null;
  readonly source: string | null;
  readonly firstContactOn: PlainDate | null;
  /** What its owner expects it to buy in a year; the digits of its minor units. */
  readonly yearly: { readonly minor: string; readonly currency: string } | null;
}

/** Those that people move on; since when is in the history. */
export interface MovingFacts {
  readonly lifecycleClass: LifecycleClass;
  readonly flags: readonly CustomerFlag[];
  readonly warningReason: string | null;
  readonly restUntil: PlainDate | null;
  readonly restReason: string | null;
}

/** All that is kept of a customer itself, with whose it is. */
export interface Facts extends StableFacts, MovingFacts {
  readonly id: string;
  readonly version: number;
  /** Of the 12 months before last night, as it was reckoned in its segment; null: not yet. */
  readonly collected: Money | null;
  /** Until when a manager's word on its worth holds. */
  readonly pinnedUntil: PlainDate | null;
  readonly ownerId: MemberId | null;
  readonly ownerName: string | null;
  readonly teamId: string;
  readonly segmentId: string;
}

/**
 * Who changes what is known of a customer in their sight: its owner, the team's manager and clerk, the segment's admin,
 * who sees all. Somebody it is only shared with works with it and tells the owner what has changed.
 */
export function mayChange(
  { ownerId, teamId, segmentId }: Pick<Facts, "ownerId" | "teamId" | "segmentId">,
  scope: Scope,
) {
  const is = (...roles: Parameters<typeof scope.roles.has>[0][]) => roles.some((role) => scope.roles.has(role));
  if (scope.memberId !== null && ownerId === scope.memberId) return true;
  if (is("executive", "coordinator")) return true;
  if (is("manager", "clerk") && scope.teamIds.includes(teamId)) return true;
  return is("segment_admin") && scope.segmentIds.includes(segmentId);
}

/** As they were typed; undefined when there are too many: it may keep as many as it has by a merge. */
export function shortNamesOf(typed: string | undefined, known: readonly string[]): string[] | undefined {
  const names = shortNamesIn(typed ?? "");
  const most = Math.max(MOST_SHORT_NAMES, shortNamesIn(known.join("、")).length);
  return names.length > most ? undefined : names;
}

/** With the name it had until now, by which sheets still call it, where there is room for one more. */
export function withFormerName(shortNames: readonly string[], former: string, name: string): readonly string[] {
  const isKnown = [name, ...shortNames].some((one) => nameKey(one) === nameKey(former));
  return isKnown || shortNames.length >= MOST_SHORT_NAMES ? shortNames : [...shortNames, asShortName(former)];
}

/** Days that sales reminders rest at most. */
export const LONGEST_REST = 180;
