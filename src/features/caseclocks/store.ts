import type { Instant } from "../../core/clock.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import type { Duty } from "../cases/public.ts";

export interface DueClock {
  readonly caseId: string;
  readonly duty: Duty;
  readonly level: number;
  readonly tellAt: Instant;
}

/** How much one minute takes on; the next one goes on from there. */
const AT_ONCE = 200;

/** Clocks that were missed and are to go up by now, the longest overdue first. */
export async function readDueClocks(scope: Scope, now: Instant): Promise<DueClock[]> {
  const rows = await from(scope).caseClock.findMany({
    where: { organizationId: scope.organizationId, tellAt: { lte: now } },
    select: { caseId: true, duty: true, level: true, tellAt: true },
    orderBy: [{ tellAt: "asc" }, { caseId: "asc" }],
    take: AT_ONCE,
  });
  return rows.flatMap(({ tellAt, ...row }) => (tellAt ? [{ ...row, tellAt }] : []));
}

/** Writes down that it goes up; false when another process has done so, or it was done at this moment. */
export async function raise(
  change: Change,
  { caseId, duty, level }: DueClock,
  { customerId, next }: { readonly customerId: string; readonly next: Instant | null },
): Promise<boolean> {
  const { organizationId } = change;
  const { count } = await from(change).caseClock.updateMany({
    where: { organizationId, caseId, duty, level, metAt: null, tellAt: { lte: change.at } },
    data: { level: level + 1, tellAt: next },
  });
  if (count === 0) return false;
  await audit(change, {
    what: "case.raised",
    subject: `customer:${customerId}`,
    before: { caseId, duty, level },
    after: { caseId, duty, level: level + 1 },
  });
  return true;
}

/** Open accounts of whoever heads the segment. */
export async function readHeads(scope: Scope, segmentId: string): Promise<MemberId[]> {
  const rows = await from(scope).member.findMany({
    where: {
      organizationId: scope.organizationId,
      closedAt: null,
      roles: { has: "segment_admin" },
      teams: { some: { team: { segmentId } } },
    },
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 50,
  });
  return rows.map(({ id }) => asMemberId(id));
}
