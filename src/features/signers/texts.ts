import type { InBoth, Language } from "../../core/language.ts";
import type { Role } from "../../core/scope.ts";
import { sayRole as sayRoleName } from "../../domain/roles.ts";

/** Shorter than the roles' own names: a timeline is one line. */
const STEP_NAMES: Partial<Record<Role, InBoth>> = {
  clerk: { en: "clerk", zh: "内勤" },
  manager: { en: "manager", zh: "经理" },
};
/** A step by its role, as on a timeline: "manager", "经理". */
export const sayRole = (role: Role, language: Language): string =>
  STEP_NAMES[role]?.[language] ?? sayRoleName(role, language);

const WITH_ARTICLE: Partial<Record<Role, string>> = {
  clerk: "the clerk",
  manager: "the manager",
  executive: "an executive",
};
/** Whoever holds the role, inside a sentence: "the manager", "finance", "经理". */
export const sayHolder = (role: Role, language: Language): string =>
  (language === "en" ? WITH_ARTICLE[role] : undefined) ?? sayRole(role, language);

/** Who signed: "陈静", or "陈静 代 王芳" where somebody stood in for one who was away. */
export const sayName = (name: string, away: string | null, language: Language): string => {
  if (away === null) return name;
  return language === "zh" ? `${name} 代 ${away}` : `${name} for ${away}`;
};
