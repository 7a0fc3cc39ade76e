import type { Change } from "../core/scope.ts";
import { newSignal } from "../core/signal.ts";
import { afterCommit } from "../data/transaction.ts";

/** Raised whenever a message was committed in this process. */
export const queued = newSignal();

/**
 * Wakes the delivery once the change is committed, a turn of the event loop later: the person who acted has the answer
 * on its way before the messages to others begin.
 */
export const wakeAfter = (change: Change): void => afterCommit(change, () => void setImmediate(queued.raise));
