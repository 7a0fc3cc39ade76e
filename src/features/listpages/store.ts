import { fromColumn, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";

/** Who asked, as they are when the sheet is written: what they may no longer see is not in it. */
export interface Asker {
  readonly scope: Scope;
  readonly name: string;
  readonly language: Language;
  readonly zone: Zone;
}

/** Rows read at once: each page is a query of its own, so that nothing is held open for long. */
export const AT_ONCE = 1_000;

/** Also where the last row of the page before is gone by now, or out of sight. */
export const page = <Where>(where: Where, after: string | undefined) => ({
  where: { AND: [where, after === undefined ? {} : { id: { gt: after } }] },
  orderBy: { id: "asc" as const },
  take: AT_ONCE,
});
export const dayOf = (column: Date | null) => (column ? { day: fromColumn(column) } : undefined);
export const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** Names of members and teams by id. */
export const namesOf = async (scope: Scope): Promise<ReadonlyMap<string, string>> => {
  const where = { organizationId: scope.organizationId };
  const select = { id: true, name: true } as const;
  const [members, teams] = [
    await from(scope).member.findMany({ where, select }),
    await from(scope).team.findMany({ where, select }),
  ];
  return new Map([...members, ...teams].map(({ id, name }) => [id, name]));
};
