import type { Deal } from "../pipeline/public.ts";

/** What can be said of the money of a deal: whether what was due at signing is in; or that some came, whatever the column. */
export type Standing = "asked" | "more";
export const standingOf = ({ stage, moneyConfirmed }: Pick<Deal, "stage" | "moneyConfirmed">): Standing =>
  stage === "p90" && !moneyConfirmed ? "asked" : "more";

/** A part, or all that was agreed to be paid at signing: the deal can be won after that, whatever is to come later. */
export const DUE = ["part", "all"] as const;
