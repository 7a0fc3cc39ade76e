import type { MemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { nameKey } from "../../domain/names.ts";
import { searchTextOf } from "../../domain/names-search.ts";

/** An executive gives tasks to anyone, a manager to the people of their teams. */
export const givesTasks = ({ roles, teamIds }: Pick<Scope, "roles" | "teamIds">): boolean =>
  roles.has("executive") || (roles.has("manager") && teamIds.length > 0);

/** Somebody tasks can be given to, with what the platform of the line calls them by. */
export interface Known {
  readonly id: MemberId;
  readonly name: string;
  readonly users: readonly string[];
}

export interface PersonAtStart {
  /** Nobody, the one, or several who may be meant. */
  readonly people: readonly Known[];
  /** As it was typed. */
  readonly said: string;
  readonly rest: string;
}

const SEPARATORS = /^[\s,，:：、]+/u;

/** Whom a line begins with: by the whole name, else by one word of it, its pinyin or its initials. */
export function personAtStart(line: string, people: readonly Known[]): PersonAtStart {
  const text = line.trimStart().replace(/^[@＠]\s*/u, "");
  const whole = people.filter(({ name }) => beginsWith(text, name));
  const longest = Math.max(0, ...whole.map(({ name }) => name.length));
  const word = /^[^\s,，:：、]*/u.exec(text)?.[0] ?? "";
  const named = whole.filter(({ name }) => name.length === longest);
  const said = named.length > 0 ? text.slice(0, longest) : word;
  const key = nameKey(word);
  const called = ({ name, users }: Known) =>
    users.includes(word) ||
    (key !== "" && [...name.split(/\s+/).map(nameKey), ...searchTextOf(name).split(" ")].includes(key));
  return {
    people: named.length > 0 ? named : people.filter(called),
    said,
    rest: text.slice(said.length).replace(SEPARATORS, ""),
  };
}

/** "Emma" begins "Emma, …" and not "Emmanuel …"; after a Chinese name anything may follow. */
const beginsWith = (text: string, name: string): boolean =>
  text.slice(0, name.length).toLowerCase() === name.toLowerCase() &&
  !(/\p{Script=Latin}$/u.test(name) && /^\p{Script=Latin}/u.test(text.slice(name.length)));
