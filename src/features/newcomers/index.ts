import { defineFeature } from "../../chat/feature.ts";
import { waitingTick } from "./jobs.ts";

/** Who asked to be let in does not wait unheard. */
export const newcomers = defineFeature({ name: "newcomers", ticks: [waitingTick] });
