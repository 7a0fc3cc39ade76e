import type { InBoth, Language } from "../core/language.ts";
import type { Role } from "../core/scope.ts";

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
