import type { Language } from "../core/language.ts";

/** The columns of the prospect board, lost first, in the order of the board (domain.md §5.1). */
export const STAGES = ["lost", "opportunity", "first_meeting", "p25", "p50", "p90", "won"] as const;
export type Stage = (typeof STAGES)[number];

/** The stages a deal can be in while it is open, in board order. */
export const OPEN_STAGES = ["opportunity", "first_meeting", "p25", "p50", "p90"] as const satisfies readonly Stage[];

const rank = (stage: Stage): number => STAGES.indexOf(stage);
export const isForward = (from: Stage, to: Stage): boolean => rank(to) > rank(from);
export const isOpen = (stage: Stage): boolean => stage !== "won" && stage !== "lost";

const NAMES: Record<Stage, Record<Language, string>> = {
  lost: { en: "Lost", zh: "0% 退出" },
  opportunity: { en: "Opportunity", zh: "销售机会" },
  first_meeting: { en: "First meeting", zh: "约见" },
  p25: { en: "25%", zh: "25%" },
  p50: { en: "50%", zh: "50%" },
  p90: { en: "90%", zh: "90%" },
  won: { en: "Won", zh: "成交" },
};
export const sayStage = (stage: Stage, language: Language): string => NAMES[stage][language];

const TYPED: Record<string, Stage> = {
  "0%": "lost",
  lost: "lost",
  退出: "lost",
  丢单: "lost",
  流失: "lost",
  opportunity: "opportunity",
  机会: "opportunity",
  销售机会: "opportunity",
  "first meeting": "first_meeting",
  meeting: "first_meeting",
  约见: "first_meeting",
  初次见面: "first_meeting",
  约定初次见面: "first_meeting",
  "25%": "p25",
  "25": "p25",
  "50%": "p50",
  "50": "p50",
  "90%": "p90",
  "90": "p90",
  "100%": "won",
  won: "won",
  成交: "won",
  赢单: "won",
  签单: "won",
};
/** The stage someone typed ("50%", "５０％", "成交", "first meeting"), or undefined. */
export const parseStage = (typed: string): Stage | undefined => TYPED[typed.normalize("NFKC").trim().toLowerCase()];
