import type { Instant } from "../../core/clock.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import type { EventKind } from "../approvals/public.ts";

/** A line of a paper's timeline. */
export interface ApprovalEvent {
  readonly what: EventKind;
  readonly by: MemberId | null;
  /** In whose name, when that is another's. */
  readonly for: MemberId | null;
  readonly reason: string | null;
  /** The platform it came from, "system" for a tick. */
  readonly from: string;
  readonly at: Instant;
}

/** The timeline of an approval that the caller has seen to be in sight, from its beginning. */
export const eventsOf = async (scope: Scope, approvalId: string): Promise<readonly ApprovalEvent[]> => {
  const rows = await from(scope).approvalEvent.findMany({
    where: { organizationId: scope.organizationId, approvalId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => ({
    what: row.what as EventKind,
    by: row.memberId === null ? null : asMemberId(row.memberId),
    for: row.forId === null ? null : asMemberId(row.forId),
    reason: row.reason,
    from: row.from,
    at: row.at,
  }));
};
