import type { PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import type { Allegiance } from "../../domain/satisfaction.ts";
import type { Grade, Loyalty, Quadrant } from "../../domain/worth.ts";

/** Days a pin holds at most; then it is looked at again. */
export const LONGEST_PIN = 366;

/** Who has a word on what a customer in their sight is worth: its team's manager, and who stands above. */
export const mayPin = (
  { roles, teamIds, segmentIds }: Pick<Scope, "roles" | "teamIds" | "segmentIds">,
  { teamId, segmentId }: { readonly teamId: string; readonly segmentId: string },
): boolean =>
  (roles.has("manager") && teamIds.includes(teamId)) ||
  (roles.has("segment_admin") && segmentIds.includes(segmentId)) ||
  roles.has("executive") ||
  roles.has("coordinator");

/** A pin as the customer and its history keep it; all null without one. */
export interface Pinned {
  readonly pinnedGrade: Grade | null;
  readonly pinnedQuadrant: Quadrant | null;
  readonly pinnedLoyalty: Loyalty | null;
  readonly pinnedAllegiance: Allegiance | null;
  readonly pinnedUntil: PlainDate | null;
  readonly pinReason: string | null;
  readonly pinnedById: string | null;
}
export const NO_PIN: Pinned = {
  pinnedGrade: null,
  pinnedQuadrant: null,
  pinnedLoyalty: null,
  pinnedAllegiance: null,
  pinnedUntil: null,
  pinReason: null,
  pinnedById: null,
};

const NAMES = Object.keys(NO_PIN) as readonly (keyof Pinned)[];
export const isSamePin = (one: Pinned, other: Pinned): boolean => NAMES.every((name) => one[name] === other[name]);

/** What stood before a change, as far as it still holds: a pin that has ended meanwhile does not come back. */
export const stillHolds = (pin: Pinned, today: PlainDate): Pinned =>
  pin.pinnedUntil !== null && pin.pinnedUntil >= today ? pin : NO_PIN;
