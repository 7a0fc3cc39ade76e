import type { Instant } from "../../core/clock.ts";

const KEPT_HOURS = 48;
/** What was begun or taken in before this is over: its rows name people, and lie about for nothing. */
export const keptSince = (now: Instant): Instant => new Date(now.getTime() - KEPT_HOURS * 3_600_000);
