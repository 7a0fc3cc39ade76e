import { defineFeature } from "../../chat/feature.ts";
import { renewTick } from "./jobs.ts";

/** Search: every place that looks for customers asks here. */
export const finding = defineFeature({ name: "finding", ticks: [renewTick] });
