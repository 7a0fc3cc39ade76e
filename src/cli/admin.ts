import type { Scope } from "../core/scope.ts";
import { change } from "../data/transaction.ts";
import { makeAdmin, type Person, readPeople } from "../features/operators/public.ts";

/** Nobody, or several, are called so, or the one cannot be made an admin. */
export class WhoError extends Error {}

/**
 * Lists the people, or makes one of them an admin: the way back when nobody is one any more.
 * @param who a name or an id
 * @throws WhoError
 */
export const admin = async (
  scope: Scope,
  { who, print }: { readonly who: string | undefined; print(line: string): void },
): Promise<void> => {
  const people = await readPeople(scope);
  if (who === undefined) {
    for (const line of listed(people)) print(line);
    if (!people.some(isAdmin)) print("Nobody is an admin. To make one: npm run rapport -- admin NAME");
    return;
  }
  const person = only(people, who);
  const problem = await change(scope, { from: "operator" }, (inside) => makeAdmin(inside, person.id));
  if (problem === "is_one") return print(`Nothing was changed: ${person.name} is an admin already.`);
  if (problem) throw new WhoError(stranded(person.name, problem.closedTeam));
  print(`${person.name} is an admin now${person.closed ? "; the account was closed and is open again" : ""}.`);
};

const stranded = (name: string, team: string): string =>
  `Nothing was changed: the team of ${name}${team && `, ${team},`} was closed. Make somebody else an admin, who chooses a team for them on /people and opens the account again.`;

const isAdmin = ({ roles, closed }: Person): boolean => !closed && roles.includes("admin");

const only = (people: readonly Person[], who: string): Person => {
  const called = people.filter(({ id, name }) => id === who || name.toLowerCase() === who.trim().toLowerCase());
  const [person, ...others] = called;
  if (!person)
    throw new WhoError(`Nothing was changed: nobody is called "${who}". npm run rapport -- admin lists the people.`);
  if (others.length > 0)
    throw new WhoError(
      [`Nothing was changed: several are called "${who}". Give the id instead:`, ...listed(called)].join("\n"),
    );
  return person;
};

/** Admins first. */
const listed = (people: readonly Person[]): string[] => {
  const sorted = [...people.filter(isAdmin), ...people.filter((person) => !isAdmin(person))];
  const width = Math.max(0, ...sorted.map(({ name }) => name.length));
  return sorted.map(({ id, name, roles, teams, closed }) =>
    [id, name.padEnd(width), [...roles].sort().join(", "), teams.join(", "), closed && "closed"]
      .filter((part) => part !== "" && part !== false)
      .join("  "),
  );
};
