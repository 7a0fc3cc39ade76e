import type { Feature } from "../chat/feature.ts";
import type { Tick } from "../core/job.ts";
import { renewTick } from "./renew.ts";
import { tidyTick } from "./tidy.ts";
import { unansweredTick } from "./unanswered.ts";

/** What notify asks for every minute, beside the ticks of the features. */
export const notifyTicks = (features: readonly Feature[]): readonly Tick[] => [
  unansweredTick,
  renewTick(features),
  tidyTick,
];
