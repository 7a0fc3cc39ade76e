import type { Instant } from "../core/clock.ts";

const HOUR = 3_600_000;

/** Until when what was done at that moment can be taken back; `hours` is the organization's figure. */
export const undoEnds = (at: Instant, hours: number): Instant => new Date(at.getTime() + hours * HOUR);
/** Since when what was done can still be taken back. */
export const undoableSince = (now: Instant, hours: number): Instant => new Date(now.getTime() - hours * HOUR);
