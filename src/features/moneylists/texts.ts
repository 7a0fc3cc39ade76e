import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

export const texts = defineTexts({
  en: { yes: "yes", no: "no", and: ", " },
  zh: { yes: "是", no: "否", and: "、" },
});

/** How a paper stands. */
export const APPROVALS = {
  waiting: { en: "Waiting", zh: "审批中" },
  approved: { en: "Approved", zh: "已批准" },
  rejected: { en: "Rejected", zh: "已驳回" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
  invalid: { en: "No longer valid", zh: "已作废" },
} as const satisfies Readonly<Record<string, InBoth>>;

/** How one of its steps stands that nobody has decided. */
export const STEPS = {
  waiting: APPROVALS.waiting,
  ahead: { en: "Still to come", zh: "还没轮到" },
  dropped: { en: "No longer needed", zh: "不再需要" },
} as const satisfies Readonly<Record<string, InBoth>>;

/** What is still due of the money for a deal. */
export const DUE = {
  waiting: { en: "To be confirmed", zh: "待确认" },
  toCome: { en: "More to come", zh: "还有款项未到" },
} as const satisfies Readonly<Record<string, InBoth>>;
