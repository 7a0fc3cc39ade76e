import type { Feature } from "../chat/feature.ts";
import { approvals } from "./approvals/index.ts";
import { deals } from "./deals/index.ts";
import { fallback } from "./fallback/index.ts";
import { pipeline } from "./pipeline/index.ts";
import { receipts } from "./receipts/index.ts";

/** Everything the bot can do: one line a feature. */
export const features: readonly Feature[] = [approvals, pipeline, deals, receipts, fallback];
