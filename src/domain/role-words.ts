import { ROLES, type Role } from "../core/scope.ts";
import { sayRole } from "./roles.ts";

/** Other words for a role than its own name. */
const SHORTER: Readonly<Record<string, Role>> = {
  销售: "rep",
  代表: "rep",
  业务员: "rep",
  业务: "rep",
  销售员: "rep",
  客户经理: "rep",
  sales: "rep",
  "sales rep": "rep",
  representative: "rep",
  salesperson: "rep",
  内勤: "clerk",
  销售助理: "clerk",
  经理: "manager",
  主管: "manager",
  销售主管: "manager",
  区域经理: "manager",
  大区经理: "manager",
  组长: "manager",
  "sales manager": "manager",
  会计: "finance",
  出纳: "finance",
  领导: "executive",
  总经理: "executive",
  统筹: "coordinator",
  管理员: "admin",
};
const ROLE_WORDS = new Map<string, Role>([
  ...Object.entries(SHORTER),
  ...ROLES.flatMap((role) => [role, sayRole(role, "en"), sayRole(role, "zh")].map((word) => [word, role] as const)),
]);
const roleIn = (word: string): Role | undefined =>
  ROLE_WORDS.get(word.toLowerCase().replace(/s$/, "")) ?? ROLE_WORDS.get(word.toLowerCase());

/** "销售代表/内勤", "rep + clerk", "销售(试用期)". */
export const rolesIn = (word: string): readonly Role[] | undefined => {
  const roles = word
    .replace(/\([^()]*\)$/, "")
    .split(/[/、+&和]/)
    .map((part) => roleIn(part.trim()));
  return roles.every((role) => role !== undefined) ? roles : undefined;
};
