import type { Change } from "../core/scope.ts";
import { afterCommit } from "../data/transaction.ts";

const listeners = new Set<() => void>();

/** Has `listener` called whenever a message was committed in this process. Returns what ends that. */
export const onQueued = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Wakes the delivery once the change is committed: the person who acted does not wait for it. */
export const wakeAfter = (change: Change): void =>
  afterCommit(change, () => {
    for (const listener of listeners) listener();
  });
