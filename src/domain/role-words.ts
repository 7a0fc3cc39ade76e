import { ROLES, type Role } from "../core/scope.ts";
import { sayRole } from "./roles.ts";

/** Other words for a role than its own name, as people have them on their cards. */
const OTHER_WORDS = {
  rep: `销售 代表 业务员 业务 销售员 销售专员 销售顾问 销售工程师 客户代表 客户经理 大客户经理 sales sales_rep representative
    sales_representative sales_agent sales_executive sales_engineer salesperson salesman saleswoman account_manager account_executive`,
  clerk: "内勤 销售助理 销售文员 销售支持 sales_assistant sales_support sales_admin",
  manager: `经理 主管 销售主管 销售总监 区域经理 大区经理 区域总监 大区总监 组长 sales_manager sales_director sales_lead
    regional_manager area_manager team_lead team_leader`,
  finance: `会计 出纳 财务专员 财务主管 财务经理 财务总监 财务人员 accountant cashier finance_manager finance_director
    financial_controller cfo`,
  executive: "领导 高管 总经理 副总经理 副总 总裁 副总裁 董事长 ceo coo general_manager managing_director",
  compliance: "合规专员 合规经理 合规官 compliance_officer compliance_manager",
  coordinator: "统筹",
  admin: "管理员",
} as const satisfies Readonly<Partial<Record<Role, string>>>;
const ROLE_WORDS = new Map<string, Role>([
  ...Object.entries(OTHER_WORDS).flatMap(([role, words]) =>
    words.split(/\s+/).map((word) => [word.replaceAll("_", " "), role as Role] as const),
  ),
  ...ROLES.flatMap((role) => [role, sayRole(role, "en"), sayRole(role, "zh")].map((word) => [word, role] as const)),
]);
/** "高级销售代表", "Regional sales manager": how long or where somebody has been what they are. */
const DEGREE = /^(?:高级|资深|中级|初级|实习|见习|区域|大区)|^(?:senior|junior|regional|area)\s+/;
/** No more than these is told by half a title: "区域总经理" and "Junior admin" are asked about. */
const IN_DEGREES: readonly Role[] = ["rep", "clerk", "manager", "finance", "compliance"];
const roleIn = (word: string): Role | undefined => {
  const told = word.toLowerCase();
  const whole = ROLE_WORDS.get(told) ?? ROLE_WORDS.get(told.replace(/s$/, ""));
  return whole ?? IN_DEGREES.find((role) => role === ROLE_WORDS.get(told.replace(DEGREE, "")));
};

/** "销售代表/内勤", "rep + clerk", "销售(试用期)". */
export const rolesIn = (word: string): readonly Role[] | undefined => {
  const roles = word
    .replace(/\([^()]*\)$/, "")
    .split(/[/、+&和]/)
    .map((part) => roleIn(part.trim()));
  return roles.every((role) => role !== undefined) ? roles : undefined;
};
