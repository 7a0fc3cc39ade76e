import { defineFeature } from "../../chat/feature.ts";
import { watchClocks } from "./jobs.ts";

/** What was not done in time for a customer who waits goes up: to the manager, then to the segment's head. */
export const caseclocks = defineFeature({ name: "caseclocks", ticks: [watchClocks] });
