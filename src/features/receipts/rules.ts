import type { Deal } from "../pipeline/public.ts";

/** What can be said of the money of a deal: whether what was due at signing is in; more that came later; nothing. */
export type Standing = "asked" | "more" | "settled";
export const standingOf = ({ stage, moneyConfirmed }: Pick<Deal, "stage" | "moneyConfirmed">): Standing => {
  if (stage === "p90" && !moneyConfirmed) return "asked";
  return stage === "p90" || stage === "won" ? "more" : "settled";
};

/** A part, or all that was agreed to be paid at signing: the deal can be won after that, whatever is to come later. */
export const DUE = ["part", "all"] as const;
