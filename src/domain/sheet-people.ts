import type { SheetRow } from "../core/sheet.ts";
import { rolesIn } from "./role-words.ts";
import { needsTeam } from "./roles.ts";
import { fitOf, headingsIn } from "./sheet-columns.ts";
import { CUSTOMER, type FieldSpec, PERSON } from "./sheet-specs.ts";

/** What a sheet of one's own people says of each. */
const FIELDS = {
  name: {
    words:
      "姓名 名字 员工姓名 员工 成员 销售代表 业务员 销售员 name employee member salesagent salesrep salesperson fullname",
  },
  team: {
    words:
      "团队 团队名称 所属团队 小组 组 销售团队 办事处 分公司 team teamname salesteam group office regionaloffice branch 部门 所属部门 department dept",
  },
  role: { words: "角色 岗位 role roles 职位 职务 title jobtitle position" },
  manager: { words: "经理 主管 上级 直属上级 manager supervisor teamlead" },
  mail: PERSON.mail,
  phone: PERSON.phone,
  /** A name in two columns. */
  given: { words: "firstname givenname forename 名" },
  family: { words: "lastname familyname surname 姓" },
} as const satisfies Readonly<Record<string, FieldSpec>>;
type PeopleField = keyof typeof FIELDS;

export interface PeopleSheet {
  readonly header: number;
  readonly columns: Readonly<Partial<Record<PeopleField, number>>>;
}

const WITHIN = 5;
/** As fitting as one of the words for a field. */
const SURE = 9;
/** Mails and phones are told by how they look: "mail or phone" and "work mail" are enough. */
const NEAR = 1;
const sureOf = (spec: FieldSpec): number => (spec.reads === undefined ? SURE : NEAR);

/** Whether it is one of the words for what such a sheet says of each. */
export const isPeopleWord = (cell: string): boolean => Object.values(FIELDS).some((spec) => fitOf(cell, spec) >= SURE);

/** A list of one's own people: of names with a team or a role each, and of no customers. */
export const guessPeople = ({
  head,
}: {
  readonly head: readonly Pick<SheetRow, "row" | "cells">[];
}): PeopleSheet | undefined => {
  for (const { row, cells } of head.slice(0, WITHIN)) {
    const columnOf = (spec: FieldSpec, atLeast = SURE) => {
      const fits = cells.map((cell) => fitOf(cell, spec));
      const best = Math.max(...fits);
      return best >= atLeast ? fits.indexOf(best) : -1;
    };
    const found = Object.entries(FIELDS).map(([field, spec]) => [field, columnOf(spec, sureOf(spec))] as const);
    const columns: PeopleSheet["columns"] = Object.fromEntries(found.filter(([, column]) => column >= 0));
    const isNamed = columns.name !== undefined || (columns.given !== undefined && columns.family !== undefined);
    if (!isNamed || (columns.team === undefined && columns.role === undefined)) continue;
    const headings = headingsIn(head, row);
    const isOfCustomers =
      columnOf(CUSTOMER) >= 0 || headings.some((each, at) => each !== cells[at] && fitOf(each, CUSTOMER) > 0);
    return isOfCustomers ? undefined : { header: row, columns };
  }
  return undefined;
};

/** "Stone, Emma" is Emma Stone. */
const TURNED = /^([\p{Script=Latin}'’-]+)\s*,\s*([\p{Script=Latin} '’.-]+)$/u;
const nameIn = (cell: (field: PeopleField) => string): string => {
  const [given, family] = [cell("given"), cell("family")];
  const whole = cell("name") || (/\p{Script=Han}/u.test(family) ? family + given : `${given} ${family}`).trim();
  return whole.replace(TURNED, "$2 $1");
};

/** The teams of people in a row, where a team stands but once, above the people it has: its cells were one. */
const teamsBelow = (teams: readonly string[]): readonly string[] => {
  const named = teams.filter((team) => team !== "");
  const isMerged = teams[0] !== "" && new Set(named).size === named.length && teams.length >= 2 * named.length;
  if (!isMerged) return teams;
  return teams.map((_, row) => teams.slice(0, row + 1).findLast((team) => team !== "") ?? "");
};

/**
 * One line a person, as such a list is pasted: who leads others is a manager, in a line of their own where the list has
 * none, with every team they lead; the others sell where nothing else is said. `besides` picks what else a row tells of
 * them from the columns that are none of these.
 */
export const peopleLines = (
  rows: readonly (readonly string[])[],
  { columns }: PeopleSheet,
  besides: (told: readonly string[], others: readonly string[]) => readonly string[],
): string[] => {
  const taken = new Set(Object.values(columns));
  const cell = (cells: readonly string[], field: PeopleField) => (cells[columns[field] ?? -1] ?? "").trim();
  const line = (...parts: readonly string[]) => parts.map((part) => part.replace(/\s+/g, " ")).join("\t");
  const people = rows
    .filter((cells) => cells.some((one) => one.trim() !== ""))
    .map((cells) => ({ cells, name: nameIn((field) => cell(cells, field)), manager: cell(cells, "manager") }));
  const teams = teamsBelow(people.map(({ cells }) => cell(cells, "team")));
  const leads = new Map<string, Set<string>>();
  for (const [row, { name, manager }] of people.entries())
    if (name !== "" && manager !== "" && manager !== name)
      leads.set(manager, (leads.get(manager) ?? new Set()).add(teams[row] ?? ""));
  const roleOf = ({ cells, name }: (typeof people)[number]): string => {
    if (columns.role !== undefined || columns.manager === undefined) return cell(cells, "role");
    return leads.has(name) ? "manager" : "rep";
  };
  const names = new Set(people.map(({ name }) => name));
  const unlisted = [...leads].filter(([manager]) => !names.has(manager));
  const listed = people.map((person, row) => {
    const { cells, name } = person;
    const role = roleOf(person);
    const team = cell(cells, "team") || (needsTeam(rolesIn(role) ?? []) ? (teams[row] ?? "") : "");
    const phone = columns.phone === columns.mail ? "" : cell(cells, "phone");
    const told = [name, cell(cells, "mail"), phone, team, role];
    const others = cells.map((one, column) => (taken.has(column) ? "" : one.trim()));
    return line(...told, ...besides(told, others));
  });
  return [...unlisted.map(([manager, led]) => line(manager, ...led, "manager")), ...listed];
};
