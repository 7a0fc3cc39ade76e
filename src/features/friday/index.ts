import { defineFeature } from "../../chat/feature.ts";
import { fridayTick } from "./jobs.ts";

export const friday = defineFeature({ name: "friday", ticks: [fridayTick] });
