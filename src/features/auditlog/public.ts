import type { InBoth } from "../../core/language.ts";
import { isAdmin } from "../../domain/roles.ts";
import { defineList } from "../listpages/public.ts";
import { readLog } from "./store.ts";

/** The audit log of the company itself: who, when, from where, before and after (domain.md §9). */
export const auditLog = (lists: (list: string) => InBoth | undefined) =>
  defineList({
    name: { en: "Audit log", zh: "审计日志" },
    counts: {
      en: "All changes of people, accounts, teams, segments, absences, goals, figures and the company, and all imports, exports, merges and erasures; nothing else that was done with customers",
      zh: "人员、账号、团队、板块、请假、目标、参数和公司信息的全部改动，以及全部导入、导出、合并和抹除；不含客户的其他变更",
    },
    words: ["audit", "日志", "操作记录"],
    columns: ["at", "by", "on", "action", "whom", "before", "after"],
    offeredTo: isAdmin,
    read: (scope, wanted) => readLog(scope, wanted, lists),
  });
