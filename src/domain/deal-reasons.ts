import { z } from "zod";
import { type PlainDate, plainDate } from "../core/dates.ts";

/** The five criteria of 50 % (domain.md §5.2), in the order they are asked. */
export const CRITERIA = ["rightPerson", "fittingProposal", "soundBudget", "rightTime", "nextStep"] as const;
export type Criterion = (typeof CRITERIA)[number];

/** Why a deal was lost (domain.md §7.3). */
export const LOSS_REASONS = [
  "price",
  "inconvenience",
  "failed_product",
  "poor_contact",
  "poor_answer",
  "competitor",
  "ethics",
  "not_by_choice",
] as const;
export type LossReason = (typeof LOSS_REASONS)[number];

/** What a deal still needs before it may enter a stage. */
export type Missing = "meetingDate" | "meetingPlace" | "meetingHeld" | Criterion | "papers" | "money" | "reason";

const reasonDay = z.iso.date().transform((text): PlainDate => plainDate(text));
const reasonShape = z.discriminatedUnion("code", [
  z.object({ code: z.literal("meeting"), day: reasonDay, where: z.string() }),
  z.object({ code: z.literal("criteria"), missing: z.array(z.enum(CRITERIA)) }),
  z.object({ code: z.literal("papers"), day: reasonDay }),
  z.object({ code: z.literal("money"), minor: z.string(), currency: z.string(), day: reasonDay, part: z.boolean() }),
  z.object({ code: z.literal("paid"), minor: z.string(), currency: z.string() }),
  z.object({ code: z.literal("loss"), reason: z.enum(LOSS_REASONS), note: z.string() }),
  z.object({ code: z.literal("kept"), day: reasonDay, why: z.string() }),
  z.object({ code: z.literal("outstayed"), days: z.int() }),
]);
/** Why a deal moved, where the reason is one of ours: every reader has it in their own language. */
export type Reason = z.output<typeof reasonShape>;
/** Somebody's own words, a reason of ours, or none. */
export type Why = string | Reason | null;
/** As a move is kept; what was kept before there were reasons has words alone. */
export const columnsOfWhy = (why: Why): { why?: string; reason?: Reason } => {
  if (why === null) return {};
  return typeof why === "string" ? { why } : { reason: why };
};
export const whyOf = ({ why, reason }: { readonly why: string | null; readonly reason: unknown }): Why =>
  reason === null ? why : reasonShape.parse(reason);
