import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";

export { organizationOf } from "../../data/organization.ts";

export interface Home {
  readonly team: string;
  readonly segment: string;
}
/** The names of a team and of the segment it is in; null where there is no such team. */
export const readHome = async (scope: Scope, teamId: string): Promise<Home | null> => {
  const row = await from(scope).team.findFirst({
    where: { organizationId: scope.organizationId, id: teamId },
    select: { name: true, segment: { select: { name: true } } },
  });
  return row && { team: row.name, segment: row.segment.name };
};
