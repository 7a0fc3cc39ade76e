import type { Zone } from "../../core/dates.ts";
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
