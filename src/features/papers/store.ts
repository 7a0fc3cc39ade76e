import type { Instant } from "../../core/clock.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";

import { type EventKind, type Paper, readWaiting, type Waiting } from "../approvals/public.ts";

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

/** Papers of a kind under way in a team, as far as the scope sees them, oldest first; and how many. */
export const waitingInSight = async (
  scope: Scope,
  paper: Paper,
  { teamId, limit }: { readonly teamId: string; readonly limit: number },
): Promise<Waiting> => {
  const ids = await from(scope).$queryRaw<{ id: string; total: bigint }[]>`
    SELECT a.id, count(*) OVER () AS total FROM "Approval" a
    WHERE a."organizationId" = ${scope.organizationId}::uuid AND a.state = 'waiting' AND a.subject = ${paper.subject}
      AND a."teamId" = ${teamId}::uuid AND ${paper.inSight(scope)}
    ORDER BY a."createdAt", a.id LIMIT ${limit}`;
  return readWaiting(scope, ids);
};
