import type { MemberId } from "../../core/ids.ts";
import { ROLES, type Role } from "../../core/scope.ts";
import { canBeDialled, phoneMark } from "../../domain/phones.ts";
import { brokenIn, mailIn, phoneIn, phonesIn, STAFF_NUMBER } from "../../domain/reach-words.ts";
import { rolesIn } from "../../domain/role-words.ts";
import { needsTeam } from "../../domain/roles.ts";
import { guessPeople, isPeopleWord, peopleLines } from "../../domain/sheet-people.ts";

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
export type Row = { readonly entry: Entry; readonly problem: Problem | null };

const NUMBER = "序号|编号|工号|员工号|员工编号|staff no\\.?|employee id|no\\.";
const HEADING = `${NUMBER}|姓名|名字|full name|name|邮箱地址|邮箱|邮件|e-?mail|mail|手机号码|手机号|手机|联系电话|电话|phone|mobile|所属团队|团队|小组|部门|组|team|角色|职位|职务|岗位|roles?`;
const HEADINGS = new RegExp(`^(?:${HEADING})$`, "i");
const NUMBERS = new RegExp(`^(?:${NUMBER})$`, "i");
/** "手机：138…" */
const LABELS = new RegExp(`(?<![\\p{L}])(?:${HEADING})\\s*:`, "giu");
/** "1、李伟", "(2) 王芳": sheets number their lines. */
const NUMBERED = /^\s*\(?\d{1,4}[.、)]\s*(?=\p{L})/u;

/** "HD0012": a number of the staff, and no name while there is another. */
const STAFF_CODE = /^(?=.*\d)(?=.*[a-z])[a-z\d._-]+$/i;
/** Without the codes before what may be a name; one word behind them may be the team that is `wanting`. */
const fromName = (words: readonly string[], wanting: boolean): readonly string[] => {
  const name = words.findIndex((word) => /\p{L}/u.test(word) && !STAFF_CODE.test(word));
  const isCode = (word: string) => STAFF_CODE.test(word);
  const isBehind = name > 0 && words.slice(0, name).every(isCode);
  return isBehind && !(wanting && name === words.length - 1) ? words.slice(name) : words;
};
type IsWhole = (words: string) => boolean;
/** What is written where there is nothing to tell. */
const NOTHING = /^(?:无|暂无|none|n\/a|[-—–/]*)$/i;
/** "(华东一组)" and "\"李伟\"" without what is around them. */
const ENCLOSED = /^(?:\((.*)\)|"(.*)"|“(.*)”)$/;
const clean = (cells: readonly string[]) =>
  cells.map((cell) => cell.trim().replace(ENCLOSED, "$1$2$3").trim()).filter((cell) => !NOTHING.test(cell));
/** "华东 一组" is 华东一组. */
const teamKey = (name: string): string => name.toLowerCase().replace(/\s/g, "");

/** The cells of a line, however they are set apart; what belongs together stays together. */
function cellsOf(line: string, isWhole: IsWhole, country: string): string[] {
  const told = line.replace(NUMBERED, "").replace(LABELS, " ");
  const parts = clean(told.split(/[\t,;|<>]/));
  const cells = parts.length > 1 ? parts.flatMap((part) => setApart(part, isWhole)) : cellsIn(told, isWhole);
  const [first = "", ...others] = cells;
  const isStaffNumber = STAFF_NUMBER.test(first) && !(first.length > 6 && canBeDialled(first, country));
  return others.length > 0 && isStaffNumber ? others : cells;
}

/** A cell that holds several: where one is a mail address or a phone, or all are known. */
function setApart(cell: string, isWhole: IsWhole): string[] {
  if (isWhole(cell)) return [cell];
  const cells = cellsIn(cell, isWhole);
  const isReach = (one: string) =>
    mailIn(one) !== undefined || phoneIn(one) !== undefined || brokenIn(one) !== undefined;
  return cells.some(isReach) || cells.every(isWhole) ? cells : [cell];
}

/** By spaces, or by 、 or / where there are none. */
function cellsIn(text: string, isWhole: IsWhole): string[] {
  const words = clean(text.split(/\s/.test(text.trim()) ? /\s+/ : /[、/]/));
  const cells: string[] = [];
  while (words.length > 0) {
    const longest = words
      .map((_, index) => words.slice(0, words.length - index))
      .find((some) => isWhole(some.join(" ")));
    cells.push(words.splice(0, longest?.length ?? 1).join(" "));
  }
  const code = cells.length > 1 && STAFF_CODE.test(cells[0] ?? "") ? cells.splice(0, 1) : [];
  const first = cells.findIndex((cell) => isWhole(cell) || !/^[\p{Script=Latin}.'’-]+$/u.test(cell));
  const name = cells.splice(0, first === -1 ? cells.length : first).join(" ");
  return [...code, ...(name === "" ? [] : [name]), ...cells];
}

/** The teams there are, by their keys, and the country whose phones are written without it. */
interface Here {
  readonly teamOf: ReadonlyMap<string, string>;
  readonly country: string;
}
const isTeam = (cell: string, { teamOf }: Here): boolean => teamOf.has(teamKey(cell));
const isDialled = (cell: string, { country }: Here): boolean => canBeDialled(phoneIn(cell) ?? "", country);

/** "销售代表" and "小组" are headings, and what somebody without headings may be and work in. */
const isHeadingLine = (cells: readonly string[], name: string, here: Here): boolean =>
  !cells.some((cell) => mailIn(cell) !== undefined || phoneIn(cell) !== undefined || isTeam(cell, here)) &&
  (/姓名|名字|name/i.test(name) || cells.every((cell) => cell === "" || HEADINGS.test(cell) || isPeopleWord(cell)));

/**
 * Below a line of headings a list is read by its columns. What stands in others says of a person here only what it
 * cannot be mistaken for, and what their own columns do not say.
 */
function linesOf(pasted: string, here: Here): readonly string[] {
  const lines = pasted.split(/\r?\n/);
  const rows = lines.map((line, row) => ({
    row,
    cells: line.split(line.includes("\t") ? "\t" : /[,;|]/).map((cell) => cell.trim()),
  }));
  const sheet = guessPeople({ head: rows.filter(({ cells }) => cells.length > 1) });
  const headings = rows[sheet?.header ?? -1]?.cells ?? [];
  if (!sheet || !isHeadingLine(headings, headings[sheet.columns.name ?? -1] ?? "", here)) return lines;
  const kinds: readonly ((cell: string) => boolean)[] = [
    (cell) => mailIn(cell) !== undefined,
    (cell) => isDialled(cell, here),
    (cell) => rolesIn(cell) !== undefined,
    (cell) => isTeam(cell, here),
  ];
  const besides = (told: readonly string[], others: readonly string[]): readonly string[] => {
    // Nothing in any column: the line is set apart otherwise than its headings.
    if (told.every((cell) => cell === "")) return others;
    const named = others.filter((_, column) => !NUMBERS.test(headings[column] ?? ""));
    return kinds.flatMap((isOne) => (told.some(isOne) ? [] : named.filter(isOne)));
  };
  const below = rows.slice(sheet.header + 1).map(({ cells }) => cells);
  return [...lines.slice(0, sheet.header), ...peopleLines(below, sheet, besides)];
}

/**
 * Reads a pasted list; `teams` are those there are, `country` the one whose phones are written without it. Empty lines
 * and a line of headings are no people.
 */
export function readRoster(pasted: string, teams: readonly string[], country: string): Row[] {
  const here: Here = { teamOf: new Map(teams.map((name) => [teamKey(name), name])), country };
  const isWhole: IsWhole = (words) =>
    mailIn(words) !== undefined || phoneIn(words) !== undefined || rolesIn(words) !== undefined || isTeam(words, here);
  /** Whose each is. */
  const seen = new Map<string, string>();
  return linesOf(pasted.normalize("NFKC"), here)
    .map((line) => cellsOf(line, isWhole, country))
    .filter((cells) => cells.length > 0 && !cells.every((cell) => HEADINGS.test(cell)))
    .map((cells) => {
      const row = rowOf(cells, here);
      const { name, mail, phone } = row.entry;
      const reach = [mail, phone && phoneMark(phone, country)].filter((key) => key !== null);
      // Of two by one name who can be reached by nothing, nobody could say which is which.
      const keys = reach.length > 0 ? reach : [`name ${name}`];
      const before = keys.flatMap((key) => seen.get(key) ?? [])[0];
      for (const key of keys) seen.set(key, name);
      if (before === undefined || row.problem !== null) return row;
      return { ...row, problem: before === name ? { kind: "twice" } : { kind: "sameReach", of: before } };
    });
}

const LONGEST_NAME = 60;

function rowOf(cells: readonly string[], { teamOf, country }: Here): Row {
  const roles = new Set<Role>();
  const teams = new Set<string>();
  const others: string[] = [];
  const broken: Problem[] = [];
  const phones: string[] = [];
  let mail: string | null = null;
  for (const cell of cells) {
    const kind = brokenIn(cell);
    const [asMail, asPhone, asRoles, team] = [mailIn(cell), phoneIn(cell), rolesIn(cell), teamOf.get(teamKey(cell))];
    if (asMail !== undefined) mail = asMail;
    else if (asPhone !== undefined) phones.push(asPhone);
    else if (asRoles) for (const role of asRoles) roles.add(role);
    else if (team !== undefined) teams.add(team);
    else if (kind !== undefined) broken.push({ kind, word: cell });
    else others.push(cell);
  }
  const { phone, staff, bad } = phonesIn(phones, country);
  others.push(...staff);
  if (bad !== undefined) broken.push({ kind: "badPhone", word: bad });
  // The name comes before anything else that is not understood.
  const [name = "", word] = fromName(others, teams.size === 0 && needsTeam([...roles]));
  const entry = {
    name: name.length > LONGEST_NAME ? `${name.slice(0, 30)}…` : name,
    mail,
    phone,
    roles: ROLES.filter((role) => roles.has(role)),
    teams: [...teams],
  };
  return { entry, problem: problemOf({ name, roles: entry.roles }, { broken: broken[0], word }) };
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
