import type { Change } from "../core/scope.ts";
import { newSignal } from "../core/signal.ts";
import { afterCommit } from "../data/transaction.ts";

/** Raised whenever a message was committed in this process. */
export const queued = newSignal();

/** Wakes the delivery once the change is committed: the person who acted does not wait for it. */
export const wakeAfter = (change: Change): void => afterCommit(change, queued.raise);
