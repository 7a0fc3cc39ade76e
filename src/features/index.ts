import type { Feature } from "../chat/feature.ts";
import { approvals } from "./approvals/index.ts";

/** Everything the bot can do: one line a feature. */
export const features: readonly Feature[] = [approvals];
