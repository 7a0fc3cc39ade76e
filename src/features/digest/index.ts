import { defineFeature } from "../../chat/feature.ts";
import { digestTick } from "./jobs.ts";

/** What was left undone of a team's care, for whoever leads it. */
export const digest = defineFeature({ name: "digest", ticks: [digestTick] });
