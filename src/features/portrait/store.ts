import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";

export { organizationOf } from "../../data/organization.ts";

/** Fees for a customer that are on their way through their steps, the newest first; by number alone, not yet looked at. */
export async function readFeesUnderWay(scope: Scope, customerId: string): Promise<string[]> {
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT f.id FROM "Fee" f JOIN "Approval" a ON a.subject = 'fee' AND a."subjectId" = f.id AND a.state = 'waiting'
    WHERE f."organizationId" = ${scope.organizationId}::uuid AND f."customerId" = ${customerId}::uuid
    ORDER BY f."createdAt" DESC LIMIT 10`;
  return rows.map(({ id }) => id);
}
