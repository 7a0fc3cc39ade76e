import type { InBoth } from "../../core/language.ts";

/** Why a customer has another owner. */
export const OWNER_CAUSES = {
  left: { en: "Account closed", zh: "账号停用" },
  returned: { en: "Account opened again", zh: "账号重新启用" },
  handed_over: { en: "Handed over", zh: "移交" },
  merged: { en: "Merged", zh: "合并" },
  undone: { en: "Handover undone", zh: "撤销移交" },
} as const satisfies Readonly<Record<string, InBoth>>;

/** Who moved a deal, where it was no person. */
export const MOVERS = {
  rule: { en: "by rule", zh: "按规则" },
  import: { en: "imported", zh: "导入" },
} as const satisfies Readonly<Record<string, InBoth>>;

export const STEP_STATES = {
  open: { en: "Open", zh: "待办" },
  done: { en: "Done", zh: "办好了" },
  dropped: { en: "Dropped", zh: "不用了" },
} as const satisfies Readonly<Record<string, InBoth>>;
