import { canBeDialled } from "./phones.ts";
import { brokenIn, isPhone, mailIn, phoneIn, STAFF_NUMBER } from "./reach-words.ts";
import { rolesIn } from "./role-words.ts";
import { guessPeople, isPeopleWord, peopleLines } from "./sheet-people.ts";

const NUMBER = "序号|编号|工号|员工号|员工编号|staff no\\.?|employee id|no\\.";
const TEAM = "所属团队|团队|小组|部门|组|team";
const HEADING = `${NUMBER}|姓名|名字|full name|name|邮箱地址|邮箱|邮件|e-?mail|mail|手机号码|手机号|手机|联系电话|电话|phone|mobile|${TEAM}|角色|职位|职务|岗位|roles?`;
const HEADINGS = new RegExp(`^(?:${HEADING})$`, "i");
const NUMBERS = new RegExp(`^(?:${NUMBER})$`, "i");
/** "手机：138…" */
const LABELS = new RegExp(`(?<![\\p{L}])(?:${HEADING})\\s*:`, "giu");
/** "1、李伟", "(2) 王芳", "- 赵敏": lists number their lines, or mark them. */
const NUMBERED = /^\s*(?:\(?\d{1,4}[.、)]|[-–—*•·●○◆▪]+)\s*(?=\p{L})/u;
/** "备注：下周到岗": says nothing of what is asked here. */
const REMARK = /[\s,;]*(?:备注|说明|remarks?|notes?)\s*:.*$/iu;
/** "李 伟" is written so to be as wide as other names. */
const SPREAD = /(?<!\p{L})(\p{Script=Han}) +(\p{Script=Han})(?!\p{L})/gu;
/** "合计：12人" below a list is nobody. */
const TOTAL = /^(?:合计|总计|共计|小计|共 ?\d)/;
/** "Total", "Total: 12 reps", and not "Total Chen". */
const TOTAL_IN_ENGLISH = /^total(?:[^\p{L}\d]*|(?!\p{L})\D*\d{1,4}\D*)$/iu;
/** "华东一组：" and "【华东一组】" stand above the people of a team; a title of the list does not. */
const SECTION = /^(?!.*(?:名单|名册|花名册|通讯录|人员|list|roster))(?:【(.+)】|\[(.+)\]|([^:]+):)$/i;
/** "North team:" is a team, and its last word no label. */
const TEAM_BY_NAME = new RegExp(`\\S\\s+(?:${TEAM})\\s*:$`, "i");

/** "HD0012": a number of the staff, and no name while there is another. */
export const STAFF_CODE = /^(?=.*\d)(?=.*[a-z])[a-z\d._-]+$/i;

/** What is written where there is nothing to tell, or that is not asked here. */
const NOTHING = /^(?:无|暂无|none|n\/a|[-—–/]*|男|女|male|female|在职|正式|\d{1,2})$/i;
/** "(华东一组)" and "\"李伟\"" without what is around them. */
const ENCLOSED = /^(?:\((.*)\)|"(.*)"|“(.*)”)$/;
const clean = (cells: readonly string[]) =>
  cells
    .map((cell) =>
      cell
        .trim()
        .replace(ENCLOSED, "$1$2$3")
        .trim()
        .replace(/^@(?=\p{L})/u, ""),
    )
    .filter((cell) => !NOTHING.test(cell));
/** "华东 一组" is 华东一组. */
export const teamKey = (name: string): string => name.toLowerCase().replace(/\s/g, "");

/** The teams there are, by their keys, and the country whose phones are written without it. */
export interface Here {
  readonly teamOf: ReadonlyMap<string, string>;
  readonly country: string;
}
const isTeam = (cell: string, { teamOf }: Here): boolean => teamOf.has(teamKey(cell));
const isRole = (cell: string): boolean => rolesIn(cell) !== undefined;
const isMail = (cell: string): boolean => mailIn(cell) !== undefined;
const isNumber = (cell: string): boolean => phoneIn(cell) !== undefined;
const isDialled = (cell: string, { country }: Here): boolean => canBeDialled(phoneIn(cell) ?? "", country);
/** Means one thing by itself; of a number in several pieces they all have to belong to it. */
const isWhole = (words: string, here: Here): boolean =>
  isMail(words) ||
  (words.includes(" ") ? isPhone(words, here.country) : isNumber(words)) ||
  isRole(words) ||
  isTeam(words, here);

/** The cells of a line, however they are set apart; what belongs together stays together. `parts`: between commas and the like. */
function cellsOf(line: string, here: Here): { readonly cells: readonly string[]; readonly parts: readonly string[] } {
  const told = line
    .replace(NUMBERED, "")
    .replace(LABELS, " ")
    .replace(REMARK, "")
    .replace(SPREAD, "$1$2")
    // "李伟(138…)": said of whoever stands before it.
    .replace(/\(([^()]*)\)/g, (all, inner: string) => (isMail(inner) || isNumber(inner) ? ` ${inner} ` : all));
  const parts = clean(told.split(/[\t,;|<>]/));
  const cells =
    parts.length > 1 ? parts.flatMap((part) => setApart(part, here)) : dashed(cellsIn(parts[0] ?? "", here));
  const [first = "", ...others] = cells;
  const isStaffNumber = STAFF_NUMBER.test(first) && !(first.length > 6 && isDialled(first, here));
  return { cells: others.length > 0 && isStaffNumber ? others : cells, parts: parts.length > 1 ? parts : [] };
}

/** "李伟-华东一组-销售代表", as people are called in a chat. */
const dashed = (cells: string[]): string[] => {
  const parts = cells.length === 1 ? clean((cells[0] ?? "").split(/[-–—_]/)) : [];
  return parts.length > 2 && parts.some(isRole) ? parts : cells;
};

/** A cell that holds several: where one is a mail address or a phone, or all are known. */
function setApart(cell: string, here: Here): string[] {
  if (isWhole(cell, here)) return [cell];
  const numbers = cell.split(/ *[/、] */);
  if (numbers.length > 1 && numbers.every((one) => isPhone(one, here.country))) return numbers;
  const cells = cellsIn(cell, here);
  const isReach = (one: string) => isMail(one) || isNumber(one) || brokenIn(one) !== undefined;
  return cells.some(isReach) || cells.every((one) => isWhole(one, here)) ? cells : [cell];
}

/** By spaces, or by 、 or / where there are none. */
function cellsIn(text: string, here: Here): string[] {
  const words = clean(text.split(/\s/.test(text.trim()) ? /\s+/ : /[、/]/));
  const cells: string[] = [];
  while (words.length > 0) {
    const ways = words.map((_, index) => words.slice(0, words.length - index));
    const longest =
      ways.find((some) => isWhole(some.join(" "), here)) ??
      // A phone that lacks a digit is told as a whole.
      ways.find((some) => /^\+?\d{3}/.test(some[0] ?? "") && isNumber(some.join(" ")));
    cells.push(words.splice(0, longest?.length ?? 1).join(" "));
  }
  const code = cells.length > 1 && STAFF_CODE.test(cells[0] ?? "") ? cells.splice(0, 1) : [];
  const first = cells.findIndex((cell) => isWhole(cell, here) || !/^[\p{Script=Latin}.'’-]+$/u.test(cell));
  const name = cells.splice(0, first === -1 ? cells.length : first).join(" ");
  return [...code, ...(name === "" ? [] : [name]), ...cells];
}

/** What a column of names is called where it is no role of people as well: "业务员" is. */
const NAMES = /姓名|名字|name|员工|成员|employee|member/i;
const areHeadings = (cells: readonly string[], atLeast: number): boolean =>
  cells.filter((cell) => HEADINGS.test(cell)).length >= atLeast;

/** "销售代表" and "小组" are headings, and what somebody without headings may be and work in. */
const isHeadingLine = (cells: readonly string[], name: string, here: Here): boolean =>
  !cells.some((cell) => isMail(cell) || isNumber(cell) || isTeam(cell, here)) &&
  (NAMES.test(name) ||
    areHeadings(cells, 2) ||
    cells.every((cell) => cell === "" || HEADINGS.test(cell) || isPeopleWord(cell)));

/**
 * Below a line of headings a list is read by its columns. What stands in others says of a person here only what it
 * cannot be mistaken for, and what their own columns do not say.
 */
function linesOf(pasted: string, here: Here): { readonly lines: readonly string[]; readonly left: readonly string[] } {
  const lines = pasted.split(/\r?\n/);
  const rows = lines.map((line, row) => ({
    row,
    cells: line.split(line.includes("\t") ? "\t" : /[,;|]/).map((cell) => cell.trim()),
  }));
  const sheet = guessPeople({ head: rows.filter(({ cells }) => cells.length > 1) });
  const headings = rows[sheet?.header ?? -1]?.cells ?? [];
  const { name = -1, given = -1 } = sheet?.columns ?? {};
  if (!sheet || !isHeadingLine(headings, headings[name] ?? headings[given] ?? "", here)) return { lines, left: [] };
  const kinds: readonly ((cell: string) => boolean)[] = [
    isMail,
    (cell) => isDialled(cell, here),
    isRole,
    (cell) => isTeam(cell, here),
  ];
  const besides = (told: readonly string[], others: readonly string[]): readonly string[] => {
    // Nothing in any column: the line is set apart otherwise than its headings.
    if (told.every((cell) => cell === "")) return others;
    const named = others.filter((_, column) => !NUMBERS.test(headings[column] ?? ""));
    return kinds.flatMap((isOne) => (told.some(isOne) ? [] : named.filter(isOne)));
  };
  // What stands alone above the headings is a title.
  const isAbove = ({ row, cells }: (typeof rows)[number]) => row < sheet.header && cells.length > 1;
  const linesWhere = (isOne: typeof isAbove) => rows.filter(isOne).flatMap(({ row }) => lines[row] ?? []);
  const below = rows.slice(sheet.header + 1).map(({ cells }) => cells);
  return {
    lines: [...linesWhere(isAbove), ...peopleLines(below, sheet, besides)],
    left: linesWhere((one) => one.row <= sheet.header && !isAbove(one)),
  };
}

/** A line about somebody. `under`: the team that stands above it in a line of its own. */
export interface ListLine {
  readonly cells: readonly string[];
  /** Cells that commas or the like set apart. */
  readonly parts: readonly string[];
  readonly under: string | undefined;
}

/** The lines of a list of people; and `left`, as they are written, those about nobody: a title, headings, a total. */
export function listLines(
  pasted: string,
  here: Here,
): { readonly lines: readonly ListLine[]; readonly left: readonly string[] } {
  const told = linesOf(pasted.normalize("NFKC"), here);
  const all = told.lines.map((line) => ({ line: line.replace(NUMBERED, "").trim(), ...cellsOf(line, here) }));
  const isNobody = ({ line, cells }: (typeof all)[number]) => cells.length === 0 || isTotal(line, cells, here);
  const some = all.filter((one) => !isNobody(one));
  const isHeading = (cells: readonly string[]) => cells.every((cell) => HEADINGS.test(cell)) || areHeadings(cells, 3);
  const headings = some.findIndex(({ cells }) => cells.length > 1 && isHeading(cells));
  const isNamed = ({ cells }: (typeof all)[number], index: number) =>
    !isHeading(cells) && (cells.length > 1 || index > headings);
  const about = some.filter((one, index) => !isNamed(one, index));
  const left = [...told.left, ...all.filter((one) => isNobody(one) || about.includes(one)).map(({ line }) => line)];
  return { lines: inTeams(some.filter(isNamed), here), left: left.filter((line) => /\p{L}/u.test(line)) };
}

function inTeams(
  named: readonly (Omit<ListLine, "under"> & { readonly line: string })[],
  here: Here,
): readonly ListLine[] {
  const lines: ListLine[] = [];
  let section: Section | undefined;
  for (const { line, cells, parts } of named) {
    const alone = TEAM_BY_NAME.test(line) ? line : (cells[0] ?? "");
    const team = cells.length === 1 ? teamAlone(alone, here) : undefined;
    if (team === undefined) lines.push({ cells, parts, under: section?.team });
    else {
      tellEmpty(lines, section, here);
      section = { team, alone, from: lines.length };
    }
  }
  tellEmpty(lines, section, here);
  return lines;
}

interface Section {
  readonly team: string;
  /** As it is written. */
  readonly alone: string;
  /** Where its lines begin. */
  readonly from: number;
}
/** "李伟：" is no team that is known; where nobody works in it, it may be somebody. */
function tellEmpty(lines: ListLine[], section: Section | undefined, here: Here): void {
  if (!section || isTeam(section.team, here)) return;
  const isEmpty = lines.slice(section.from).every(({ cells }) => cells.some((cell) => isTeam(cell, here)));
  if (isEmpty) lines.splice(section.from, 0, { cells: [section.alone], parts: [], under: undefined });
}

const isTotal = (line: string, cells: readonly string[], here: Here): boolean =>
  TOTAL.test(cells[0] ?? "") ||
  (TOTAL_IN_ENGLISH.test(line) && !cells.some((cell) => isMail(cell) || isTeam(cell, here)));

const teamAlone = (cell: string, here: Here): string | undefined => {
  const inner = SECTION.exec(cell)?.slice(1).find(Boolean)?.trim();
  if (inner === undefined) return isTeam(cell, here) ? cell : undefined;
  return isWhole(inner, here) && !isTeam(inner, here) ? undefined : inner;
};

/** The rows of a sheet as a list that is pasted: so both are read by one rule. */
export const asPasted = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => cell.replace(/\s+/g, " ")).join("\t")).join("\n");
