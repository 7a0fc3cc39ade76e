import type { MemberId } from "../../core/ids.ts";
import { ROLES, type Role } from "../../core/scope.ts";
import { phoneMark } from "../../domain/phones.ts";
import { needsTeam, sayRole } from "../../domain/roles.ts";

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
  | { readonly kind: "noName" | "noRole" | "twice" | "namesakes" | "needs_team" | "beyond_roles" | "beyond_teams" }
  /** Neither a mail address, a phone number, a role nor a team. */
  | { readonly kind: "unknown"; readonly word: string };
export type Row = { readonly entry: Entry; readonly problem: Problem | null };

const mailIn = (word: string): string | undefined =>
  /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(word) ? word.toLowerCase() : undefined;
const phoneIn = (word: string): string | undefined => {
  const digits = word.replace(/[\s\-()]/g, "");
  return /^\+?\d{7,15}$/.test(digits) ? digits : undefined;
};

/** Other words for a role than its own name. */
const SHORTER: Readonly<Record<string, Role>> = {
  销售: "rep",
  代表: "rep",
  业务员: "rep",
  sales: "rep",
  内勤: "clerk",
  经理: "manager",
  主管: "manager",
  领导: "executive",
  统筹: "coordinator",
  管理员: "admin",
};
const ROLE_WORDS = new Map<string, Role>([
  ...Object.entries(SHORTER),
  ...ROLES.flatMap((role) => [role, sayRole(role, "en"), sayRole(role, "zh")].map((word) => [word, role] as const)),
]);
const roleIn = (word: string): Role | undefined =>
  ROLE_WORDS.get(word.toLowerCase().replace(/s$/, "")) ?? ROLE_WORDS.get(word.toLowerCase());

/** "销售代表/内勤", "rep + clerk". */
const rolesIn = (word: string): readonly Role[] | undefined => {
  const roles = word.split(/[/、+&]/).map((part) => roleIn(part.trim()));
  return roles.every((role) => role !== undefined) ? roles : undefined;
};

const HEADINGS = /^(?:姓名|名字|name|邮箱|邮件|e-?mail|手机|电话|phone|mobile|团队|组|team|角色|职位|roles?)$/i;

/** The cells of a line: by tabs, else by commas, else by spaces, where what belongs together stays together. */
function cellsOf(line: string, isWhole: (words: string) => boolean): string[] {
  const clean = (cells: readonly string[]) => cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (line.includes("\t")) return clean(line.split("\t"));
  if (/[,，;；]/.test(line)) return clean(line.split(/[,，;；]/));
  const words = clean(line.split(/\s+/));
  const cells: string[] = [];
  while (words.length > 0) {
    const longest = words
      .map((_, index) => words.slice(0, words.length - index))
      .find((some) => isWhole(some.join(" ")));
    cells.push(words.splice(0, longest?.length ?? 1).join(" "));
  }
  const first = cells.findIndex((cell) => isWhole(cell) || !/^[\p{Script=Latin}.'’-]+$/u.test(cell));
  const name = cells.splice(0, first === -1 ? cells.length : first).join(" ");
  return name === "" ? cells : [name, ...cells];
}

/**
 * Reads a pasted list; `teams` are those there are, `country` the one whose phones are written without it. Empty lines
 * and a line of headings are no people.
 */
export function readRoster(pasted: string, teams: readonly string[], country: string): Row[] {
  const teamOf = new Map(teams.map((name) => [name.toLowerCase(), name]));
  const isWhole = (words: string) =>
    mailIn(words) !== undefined ||
    phoneIn(words) !== undefined ||
    rolesIn(words) !== undefined ||
    teamOf.has(words.toLowerCase());
  const seen = new Set<string>();
  return pasted
    .normalize("NFKC")
    .split(/\r?\n/)
    .map((line) => cellsOf(line, isWhole))
    .filter((cells) => cells.length > 0 && !cells.every((cell) => HEADINGS.test(cell)))
    .map((cells) => {
      const row = rowOf(cells, teamOf);
      const { mail, phone } = row.entry;
      const keys = [mail, phone && phoneMark(phone, country)].filter((key) => key !== null);
      const twice = keys.some((key) => seen.has(key));
      for (const key of keys) seen.add(key);
      return twice && row.problem === null ? { ...row, problem: { kind: "twice" } } : row;
    });
}

function rowOf(cells: readonly string[], teamOf: ReadonlyMap<string, string>): Row {
  const roles = new Set<Role>();
  const teams = new Set<string>();
  const others: string[] = [];
  let [mail, phone]: (string | null)[] = [null, null];
  for (const cell of cells) {
    const [asMail, asPhone, asRoles, team] = [
      mailIn(cell),
      phoneIn(cell),
      rolesIn(cell),
      teamOf.get(cell.toLowerCase()),
    ];
    if (asMail !== undefined) mail = asMail;
    else if (asPhone !== undefined) phone = asPhone;
    else if (asRoles) for (const role of asRoles) roles.add(role);
    else if (team !== undefined) teams.add(team);
    else others.push(cell);
  }
  // The name comes before anything else that is not understood.
  const [name = "", word] = others;
  const entry = {
    name,
    mail: mail ?? null,
    phone: phone ?? null,
    roles: ROLES.filter((role) => roles.has(role)),
    teams: [...teams],
  };
  if (name === "") return { entry, problem: { kind: "noName" } };
  if (word !== undefined) return { entry, problem: { kind: "unknown", word } };
  return { entry, problem: roles.size === 0 ? { kind: "noRole" } : null };
}

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

/** The team that somebody whose role wants one is in by a word that is not understood; else undefined. */
export const unknownTeam = ({ entry, problem }: Row): string | undefined =>
  problem?.kind === "unknown" && entry.teams.length === 0 && needsTeam(entry.roles) ? problem.word : undefined;

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
