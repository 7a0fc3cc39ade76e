import type { MemberId } from "../../core/ids.ts";
import { ROLES, type Role } from "../../core/scope.ts";
import { isFullName } from "../../domain/names-people.ts";
import { type Here, type ListLine, listLines, STAFF_CODE, teamKey } from "../../domain/people-lists.ts";
import { phoneMark } from "../../domain/phones.ts";
import { brokenIn, mailIn, phoneIn, phonesIn } from "../../domain/reach-words.ts";
import { rolesIn } from "../../domain/role-words.ts";
import { needsTeam } from "../../domain/roles.ts";

/** What a line of a pasted list says of a person. */
export interface Entry {
  readonly name: string;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly roles: readonly Role[];
  /** Names of teams, as they are called here. */
  readonly teams: readonly string[];
}
export type Problem =
  | {
      readonly kind:
        | "noName"
        | "longName"
        | "noRole"
        | "twice"
        | "namesakes"
        | "needs_team"
        | "beyond_roles"
        | "beyond_teams";
    }
  /** Mail or phone of another line, and whose. */
  | { readonly kind: "sameReach"; readonly of: string }
  /** A mail address or a phone number that is broken; neither of these, a role nor a team. */
  | { readonly kind: "badMail" | "badPhone" | "unknown"; readonly word: string };
export type Row = {
  readonly entry: Entry;
  readonly problem: Problem | null;
  /** What is left out of the line. */
  readonly remarks?: readonly string[];
};

/** What a team is called, and a person is not. */
const TEAMLIKE = /(?:组|队|部|区|处|中心|公司|team|group|office|region|dept\.?|department)$/i;
/**
 * Without the codes before what may be a name. One word behind them may be the team that is `wanting`, and a code with
 * but one digit the name: "Leo7".
 */
const fromName = (words: readonly string[], wanting: boolean): readonly string[] => {
  const isCode = (word: string) => STAFF_CODE.test(word);
  const name = words.findIndex((word) => /\p{L}/u.test(word) && !isCode(word));
  const [codes, last] = [words.slice(0, Math.max(name, 0)), words[name] ?? ""];
  const mayBeTeam = wanting && name === words.length - 1;
  const isTeam = mayBeTeam && (TEAMLIKE.test(last) || codes.some((code) => !/\d.*\d/.test(code)));
  return codes.length > 0 && codes.every(isCode) && !isTeam ? words.slice(name) : words;
};

/**
 * Reads a list, `left` are lines of it about nobody; `teams` are those there are, `country` the one whose phones are written without it. Whoever needs a team
 * and has none works in the one that stands above them.
 */
export function readRoster(
  listed: string,
  teams: readonly string[],
  country: string,
): { readonly rows: readonly Row[]; readonly left: readonly string[] } {
  const here: Here = { teamOf: new Map(teams.map((name) => [teamKey(name), name])), country };
  /** Whose each is. */
  const seen = new Map<string, string>();
  const { lines, left } = listLines(listed, here);
  const rows = lines.map(({ cells, parts, under }): Row => {
    const alone = rowOf({ cells, parts }, here);
    const isWanting = alone.problem === null && alone.entry.teams.length === 0 && needsTeam(alone.entry.roles);
    const row = isWanting && under !== undefined ? rowOf({ cells: [...cells, under], parts }, here) : alone;
    const { name, mail, phone } = row.entry;
    const reach = [mail, phone && phoneMark(phone, country)].filter((key) => key !== null);
    // Of two by one name who can be reached by nothing, nobody could say which is which.
    const keys = reach.length > 0 ? reach : [`name ${name}`];
    const before = keys.flatMap((key) => seen.get(key) ?? [])[0];
    for (const key of keys) seen.set(key, name);
    if (before === undefined || row.problem !== null) return row;
    return { ...row, problem: before === name ? { kind: "twice" } : { kind: "sameReach", of: before } };
  });
  return { rows, left };
}

/** A word that is not understood, and where it stands. */
interface Word {
  readonly word: string;
  readonly at: number;
  /** Behind a role, and perhaps a part of it: "executive assistant". */
  readonly joined: boolean;
}
/** What may be somebody more: 王芳, Emma Stone. */
const SECOND_LATIN = /(?:^| )\p{Lu}\p{Ll}[\p{L}'’-]* \p{Lu}\p{Ll}/u;
const mayBePerson = (words: readonly Word[]): boolean =>
  words.some(({ word }) => isFullName(word)) || SECOND_LATIN.test(words.map(({ word }) => word).join(" "));
/**
 * Behind all that is understood of somebody who lacks nothing, words are a remark: "李伟，华东一组，经理，兼培训". What may
 * be a name, another person, a team or half a title is asked about.
 */
const areRemarks = ([name, ...words]: readonly Word[], { roles, teams }: Entry, last: number): boolean =>
  roles.length > 0 &&
  (teams.length > 0 || !needsTeam(roles)) &&
  (name?.at ?? last) < last &&
  !mayBePerson(words) &&
  words.every(({ word, at, joined }) => at > last && !joined && /\p{L}/u.test(word) && !TEAMLIKE.test(word));

const LONGEST_NAME = 60;

/** What each cell means by itself. */
function readCells({ cells, parts }: Pick<ListLine, "cells" | "parts">, { teamOf }: Here) {
  const roles = new Set<Role>();
  const teams = new Set<string>();
  const others: Word[] = [];
  const broken: Problem[] = [];
  const phones: string[] = [];
  let mail: string | null = null;
  /** Where the last stands that is understood. */
  let last = -1;
  for (const [at, cell] of cells.entries()) {
    const kind = brokenIn(cell);
    const [asMail, asPhone, asRoles, team] = [mailIn(cell), phoneIn(cell), rolesIn(cell), teamOf.get(teamKey(cell))];
    if (asMail !== undefined) mail = asMail;
    else if (asPhone !== undefined) phones.push(asPhone);
    else if (asRoles) for (const role of asRoles) roles.add(role);
    else if (team !== undefined) teams.add(team);
    else if (kind !== undefined) broken.push({ kind, word: cell });
    else others.push({ word: cell, at, joined: rolesIn(cells[at - 1] ?? "") !== undefined && !parts.includes(cell) });
    if (others.at(-1)?.at !== at) last = at;
  }
  return { roles, teams, others, broken, phones, mail, last };
}

function rowOf({ cells, parts }: Pick<ListLine, "cells" | "parts">, here: Here): Row {
  const { roles, teams, others, broken, phones, mail, last } = readCells({ cells, parts }, here);
  const { phone, staff, bad } = phonesIn(phones, here.country);
  others.push(...staff.map((word) => ({ word, at: -1, joined: false })));
  if (bad !== undefined) broken.push({ kind: "badPhone", word: bad });
  // The name comes before anything else that is not understood.
  const words = others.map(({ word }) => word);
  const [name = "", ...more] = fromName(words, teams.size === 0 && needsTeam([...roles]));
  const entry = {
    name: name.length > LONGEST_NAME ? `${name.slice(0, 30)}…` : name,
    mail,
    phone,
    roles: ROLES.filter((role) => roles.has(role)),
    teams: [...teams],
  };
  const isRemark = more.length > 0 && areRemarks(others.slice(-1 - more.length), entry, last);
  const problem = problemOf({ name, roles: entry.roles }, { broken: broken[0], word: isRemark ? undefined : more[0] });
  return { entry, problem, ...(isRemark && { remarks: more }) };
}

const problemOf = (
  { name, roles }: Pick<Entry, "name" | "roles">,
  { broken, word }: { readonly broken: Problem | undefined; readonly word: string | undefined },
): Problem | null => {
  if (name === "") return { kind: "noName" };
  if (name.length > LONGEST_NAME) return { kind: "longName" };
  if (broken) return broken;
  if (word !== undefined) return { kind: "unknown", word };
  return roles.length === 0 ? { kind: "noRole" } : null;
};

/** Somebody who is here, or was. */
export interface KnownPerson {
  readonly id: MemberId;
  readonly name: string;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly open: boolean;
}

/** What a list tells of somebody who is here and that nobody knew: null is known already, or not told. */
export interface Filling {
  readonly id: MemberId;
  readonly mail: string | null;
  readonly phone: string | null;
}

interface Match {
  readonly person: KnownPerson;
  /** By mail or phone; else by the name alone. */
  readonly sure: boolean;
  readonly filling: Filling | null;
}

/** Who of these a line is about, and what it fills in: nothing where several may be meant, or it is another's. */
export function matchOf(entry: Entry, known: readonly KnownPerson[], country: string): Match | undefined {
  const hasMail = ({ mail }: KnownPerson) => entry.mail !== null && entry.mail === mail;
  const hasPhone = ({ phone }: KnownPerson) =>
    entry.phone !== null && phone !== null && phoneMark(entry.phone, country) === phoneMark(phone, country);
  // By mail or phone; by name alone where one of the two has neither.
  const isSame = (person: KnownPerson) => {
    if (entry.mail !== null && person.mail !== null) return hasMail(person);
    if (entry.phone !== null && person.phone !== null) return hasPhone(person);
    return entry.name === person.name;
  };
  const same = known.filter(isSame);
  const surely = same.filter((person) => hasMail(person) || hasPhone(person));
  const sure = surely.length > 0;
  const [person, another] = sure ? surely : same;
  if (!person) return undefined;
  if (another || !person.open) return { person, sure, filling: null };
  const mail = person.mail === null && !known.some(hasMail) ? entry.mail : null;
  const phone = person.phone === null && !known.some(hasPhone) ? entry.phone : null;
  return { person, sure, filling: mail === null && phone === null ? null : { id: person.id, mail, phone } };
}

/** The team that somebody whose role wants one is in by a word that is not understood; else undefined. A date is none. */
export const unknownTeam = ({ entry, problem }: Row): string | undefined =>
  problem?.kind === "unknown" && /\p{L}/u.test(problem.word) && entry.teams.length === 0 && needsTeam(entry.roles)
    ? problem.word
    : undefined;

/** Teams that a list names and that are not there yet, with their people. */
export function missingTeams(rows: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const named = new Map<string, { readonly team: string; readonly people: readonly string[] }>();
  for (const row of rows) {
    const word = unknownTeam(row);
    if (word === undefined) continue;
    const { entry } = row;
    const key = word.toLowerCase();
    const { team, people } = named.get(key) ?? { team: word, people: [] };
    named.set(key, { team, people: [...people, entry.name] });
  }
  return new Map([...named.values()].map(({ team, people }) => [team, people]));
}
