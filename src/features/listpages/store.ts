import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { visibleCustomers } from "../../data/scope.ts";

/** Names of members and teams by id. */
export const namesOf = async (scope: Scope): Promise<(id: string | null | undefined) => string> => {
  const where = { organizationId: scope.organizationId };
  const select = { id: true, name: true } as const;
  const [members, teams] = [
    await from(scope).member.findMany({ where, select }),
    await from(scope).team.findMany({ where, select }),
  ];
  const names = new Map([...members, ...teams].map(({ id, name }) => [id, name]));
  return (id) => names.get(id ?? "") ?? "";
};

/** Names of those of these customers that the scope may see, nothing for any other; of all of them for money people. */
export const customersSeen = async (
  scope: Scope,
  ids: readonly string[],
  { all = false }: { readonly all?: boolean } = {},
): Promise<(id: string | null) => string> => {
  const { organizationId } = scope;
  const where = { AND: [all ? {} : visibleCustomers(scope), { organizationId, id: { in: [...new Set(ids)] } }] };
  const rows = await from(scope).customer.findMany({ where, select: { id: true, name: true } });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id ?? "") ?? "";
};
