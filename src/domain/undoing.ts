import type { Instant } from "../core/clock.ts";

/** Hours for which what changed much at once can be taken back: a handover, a merge, an import, a list of people, a case's step. */
export const UNDO_HOURS = 24;
const SPAN = UNDO_HOURS * 3_600_000;

/** Until when what was done at that moment can be taken back. */
export const undoEnds = (at: Instant): Instant => new Date(at.getTime() + SPAN);
/** Since when what was done can still be taken back. */
export const undoableSince = (now: Instant): Instant => new Date(now.getTime() - SPAN);
