import type { Tick } from "../../core/job.ts";
import { dailyTick, keepUpTick, laterTick } from "./jobs.ts";

export { type Reminded, reminderDue } from "./rules.ts";

/** Asked every minute: whose morning it is, what was put off to this hour, what was done without the list. */
export const reminderTicks: readonly Tick[] = [dailyTick, laterTick, keepUpTick];
