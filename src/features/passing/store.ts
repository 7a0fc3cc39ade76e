import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { stillOpen } from "../fees/public.ts";

/** Whose it is, and whether that account is open. */
interface OpenPaper {
  readonly id: string;
  readonly customerId: string;
  readonly requesterId: string;
  readonly open: boolean;
  readonly waiting: boolean;
}

/** Papers about these that are not over: under way, or approved with money still to come. */
export async function openPapers(scope: Scope, customerIds: readonly string[]): Promise<OpenPaper[]> {
  return from(scope).$queryRaw`
    SELECT f.id, f."customerId", a."requesterId", m."closedAt" IS NULL AS open, a.state = 'waiting' AS waiting
    FROM "Fee" f JOIN "Approval" a ON a.subject = 'fee' AND a."subjectId" = f.id AND ${stillOpen}
      JOIN "Member" m ON m.id = a."requesterId"
    WHERE f."organizationId" = ${scope.organizationId}::uuid AND f."customerId" = ANY(${[...customerIds]}::uuid[])
    ORDER BY f.number`;
}
