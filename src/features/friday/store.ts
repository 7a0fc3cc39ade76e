import { fromColumn, type PlainDate, toColumn } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";

export { organizationOf } from "../../data/organization.ts";

/** Which of these summaries have been posted; keys are `team friday`. */
export async function readPosted(scope: Scope, since: PlainDate): Promise<ReadonlySet<string>> {
  const rows = await from(scope).fridaySummary.findMany({
    where: { organizationId: scope.organizationId, friday: { gte: toColumn(since) } },
  });
  return new Set(rows.map(({ teamId, friday }) => `${teamId} ${fromColumn(friday)}`));
}

/** Takes the summary of a team and Friday for this change; false when another process has it. */
export async function claimSummary(
  change: Change,
  teamId: string,
  due: { friday: PlainDate; late: boolean },
): Promise<boolean> {
  const { organizationId, at: postedAt } = change;
  const row = { organizationId, teamId, friday: toColumn(due.friday), postedAt, late: due.late };
  return (await from(change).fridaySummary.createMany({ data: [row], skipDuplicates: true })).count === 1;
}
