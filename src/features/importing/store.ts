import type { MemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { readMembersWith, readNames } from "../../data/colleagues.ts";

export { undoHoursOf } from "../../data/organization.ts";

export const readAdmins = (scope: Scope): Promise<MemberId[]> => readMembersWith(scope, "admin");

export const readName = async (scope: Scope, id: string): Promise<string> =>
  (await readNames(scope, [id])).get(id) ?? "–";

/** How many rows go to another, as the owner they name has left. */
export const countStoodIn = (scope: Scope, importId: string): Promise<number> =>
  from(scope).importRow.count({
    where: { organizationId: scope.organizationId, importId, why: { array_contains: [{ code: "stood_in" }] } },
  });

/** Why rows of an import are refused, what keeps most of them out first: the first row of each, and how many are alike. */
export const readRefused = async (
  scope: Scope,
  importId: string,
  limit: number,
): Promise<readonly { readonly row: number; readonly alike: number }[]> => {
  const reasons = await from(scope).importRow.groupBy({
    by: ["why"],
    where: { organizationId: scope.organizationId, importId, verdict: "refuse" },
    _count: { row: true },
    _min: { row: true },
    orderBy: [{ _count: { row: "desc" } }, { _min: { row: "asc" } }],
    take: limit,
  });
  return reasons.map(({ _count, _min }) => ({ row: _min.row ?? 0, alike: _count.row }));
};
