import type { MemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { ask, from } from "../../data/client.ts";
import { readMembersWith, readNames } from "../../data/colleagues.ts";
import { Prisma } from "../../data/generated/client.ts";
import { nameKey } from "../../domain/names.ts";
import { sightOf } from "../acquaintances/public.ts";

export { undoHoursOf } from "../../data/organization.ts";

export const readAdmins = (scope: Scope): Promise<MemberId[]> => readMembersWith(scope, "admin");

export const readName = async (scope: Scope, id: string): Promise<string> =>
  (await readNames(scope, [id])).get(id) ?? "–";

/** How many rows of an import say this of themselves. */
export const countWhy = (
  scope: Scope,
  importId: string,
  code: "stood_in" | "no_customer" | "no_stage",
): Promise<number> =>
  from(scope).importRow.count({
    where: { organizationId: scope.organizationId, importId, why: { array_contains: [{ code }] } },
  });

/** How many of these customers whoever imports would meet by their names. */
export const countKnown = async (scope: Scope, names: readonly string[]): Promise<number> => {
  const sees = sightOf(scope, { seesAll: false });
  const keys = names.map((name) => nameKey(name));
  const [found] = await ask<{ known: number }>(
    scope,
    Prisma.sql`
    SELECT count(*)::int AS known FROM "Customer" c WHERE c."organizationId" = ${scope.organizationId}::uuid AND ${sees}
      AND (split_part(c."nameKey", '#', 1) = ANY(${keys}::text[]) OR c."shortNames" && ${[...names]}::text[])`,
  );
  return found?.known ?? 0;
};

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
