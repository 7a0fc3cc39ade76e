import { elapsed } from "../core/clock.ts";
import type { Log } from "../core/log.ts";
import type { Work } from "./port-work.ts";

/** Milliseconds. */
const ASKS_EVERY = 30_000;

/**
 * Asks now and then whether a platform takes the app in again: where whoever balances the load reads that this process is
 * not ready, no event comes that would find it out.
 */
export const askingAgain = (
  meet: () => Promise<unknown>,
  { work, log }: { readonly work: Work; readonly log: Log },
): (() => void) => {
  let asked = Number.NEGATIVE_INFINITY;
  return () => {
    if (work.isClosed || elapsed() - asked < ASKS_EVERY) return;
    asked = elapsed();
    const refused = (error: unknown) => log.info({ err: error }, "The app is refused still");
    void work.run(() => meet().then(() => undefined, refused));
  };
};
