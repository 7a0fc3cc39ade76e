import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import type { Task } from "../tasks/public.ts";

export const texts = defineTexts({
  en: {
    and: ", ",
    caseOpen: "Open",
    caseOverdue: "Overdue",
    caseOver: "Done",
    handled: (p: { duty: string; note: string }) => `${p.duty}: ${p.note}`,
  },
  zh: {
    and: "、",
    caseOpen: "未结",
    caseOverdue: "超时",
    caseOver: "已结",
    handled: (p) => `${p.duty}：${p.note}`,
  },
});

export const TASK_STATES: Readonly<Record<Task["state"], InBoth>> = {
  open: { en: "Open", zh: "待办" },
  done: { en: "Done", zh: "办好了" },
  declined: { en: "Cannot be done", zh: "办不了" },
  taken_back: { en: "Taken back", zh: "已收回" },
  returned: { en: "With nobody", zh: "没有人办" },
};
