import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";

export { organizationOf } from "../../data/organization.ts";

/** The names of a team and of the segment it is in. */
export const readHome = async (scope: Scope, teamId: string): Promise<{ team: string; segment: string }> => {
  const row = await from(scope).team.findFirstOrThrow({
    where: { organizationId: scope.organizationId, id: teamId },
    select: { name: true, segment: { select: { name: true } } },
  });
  return { team: row.name, segment: row.segment.name };
};
