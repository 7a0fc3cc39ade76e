import type { Clock } from "../core/clock.ts";
import { asOrganizationId, type OrganizationId } from "../core/ids.ts";
import type { JobContext } from "../core/job.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { askNobody } from "../core/who-is.ts";
import { from } from "../data/client.ts";
import { systemScope } from "../data/scope.ts";
import { change } from "../data/transaction.ts";

/** What jobs and ticks are run on. */
export interface Ground {
  readonly database: DatabaseHandle;
  readonly clock: Clock;
  /** Absent where there are no platforms. */
  readonly whoIs?: JobContext["whoIs"] | undefined;
}

/** Milliseconds: nobody waits for a job's change as they do for an answer. */
const TIMEOUT = 60_000;

export const contextOf = (
  { database, clock, whoIs = askNobody }: Ground,
  organizationId: OrganizationId,
): JobContext => {
  const scope = systemScope(database, organizationId, clock);
  const now = clock.now();
  return {
    scope,
    clock,
    now,
    whoIs,
    change: (work) => change(scope, { from: "system", timeout: TIMEOUT }, work),
  };
};

/** Every organization of this installation, oldest first. */
export async function organizationsOf(database: DatabaseHandle): Promise<OrganizationId[]> {
  const rows = await from({ database }).organization.findMany({
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id }) => asOrganizationId(id));
}
