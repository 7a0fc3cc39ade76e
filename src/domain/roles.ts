import type { InBoth, Language } from "../core/language.ts";
import type { Role, Scope } from "../core/scope.ts";

const NAMES: Readonly<Record<Role, InBoth>> = {
  rep: { en: "rep", zh: "销售代表" },
  clerk: { en: "clerk", zh: "销售内勤" },
  manager: { en: "manager", zh: "销售经理" },
  finance: { en: "finance", zh: "财务" },
  executive: { en: "executive", zh: "管理层" },
  compliance: { en: "compliance", zh: "合规" },
  coordinator: { en: "coordinator", zh: "市场统筹" },
  segment_admin: { en: "segment admin", zh: "板块管理员" },
  admin: { en: "admin", zh: "系统管理员" },
};
export const sayRole = (role: Role, language: Language): string => NAMES[role][language];

/** Several, as a list within a line. */
export const sayRoles = (roles: readonly Role[], language: Language): string =>
  roles.map((role) => sayRole(role, language)).join(language === "zh" ? "、" : ", ");

interface AtWork {
  readonly roles: readonly Role[];
  readonly open: boolean;
}
/** Whether somebody is at work as a rep from now on who was not before. */
export const beginsAsRep = (before: AtWork, after: AtWork): boolean => {
  const isRep = ({ roles, open }: AtWork) => open && roles.includes("rep");
  return isRep(after) && !isRep(before);
};

/** These work in a team, and a segment admin in the segment of theirs; the others serve the whole organization. */
export const needsTeam = (roles: readonly Role[]): boolean =>
  roles.some((role) => isTeamwork(role) || role === "segment_admin");

/** Whether somebody has none of the teams that their roles are about: the last one was closed. */
export const isStranded = (one: { readonly roles: readonly Role[]; readonly teams: readonly unknown[] }): boolean =>
  needsTeam(one.roles) && one.teams.length === 0;

/** Moves customers between segments (domain.md §1). */
export const movesSegments = ({ roles }: Pick<Scope, "roles">): boolean =>
  roles.has("coordinator") || roles.has("admin");

/** Sees customers of every segment (domain.md §1). */
export const seesAllSegments = (roles: readonly Role[]): boolean =>
  roles.includes("executive") || roles.includes("coordinator");

/** What a segment admin may give and take: roles that reach no further than a team. */
export const isTeamwork = (role: Role): boolean => role === "rep" || role === "clerk" || role === "manager";

/** Everything in settings, for the whole organization; no customers for it. */
export const isAdmin = ({ roles }: Pick<Scope, "roles">): boolean => roles.has("admin");

/** Opens and closes accounts and changes roles: everywhere, or within their segments. */
export const managesPeople = ({ roles }: Pick<Scope, "roles">): boolean =>
  roles.has("admin") || roles.has("segment_admin");

/** Whose word on money that came in counts: finance, and whoever brings the company's own books in. */
export const vouchesForMoney = (roles: ReadonlySet<Role>): boolean => roles.has("finance") || roles.has("admin");
