import type { Change, Scope } from "../core/scope.ts";
import type { Ctx, Outcome } from "./feature.ts";
import type { Arrived, KernelOptions } from "./kernel-options.ts";
import type { Shown } from "./port.ts";
import { storable } from "./storable.ts";

/** Ends a transaction without keeping it: its outcome asks, corrects or refuses. */
class RolledBack extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super("The change was called off by its own outcome");
    this.name = "RolledBack";
    this.outcome = outcome;
  }
}

/** Ends a transaction because the same delivery has been done before. */
export class DoneBefore extends Error {
  readonly shown: Shown | null;
  readonly answered: boolean;
  constructor(earlier: { readonly shown: Shown | null; readonly answered: boolean }) {
    super("This delivery has been done before");
    this.name = "DoneBefore";
    this.shown = earlier.shown;
    this.answered = earlier.answered;
  }
}

const keeps = (outcome: Outcome): boolean => "show" in outcome || "replace" in outcome;

export interface Changing {
  readonly change: Ctx["change"];
  /** What the one kept change came to. */
  kept(): Shown | undefined;
}

/**
 * A handler's `change`: marks the delivery done in the same transaction and stores what it came to, so that the same
 * delivery, arriving again or twice at once, changes nothing a second time and is answered the same. It is marked when
 * the work is done, as nearly all deliveries come once: what is done a second time is not kept.
 * @param draw turns the outcome into what is stored and shown
 */
export const changingOf = (
  options: Pick<KernelOptions, "change" | "deliveries" | "isUnavailable">,
  { arrived, scope, draw }: { arrived: Arrived; scope: Scope; draw: (outcome: Outcome) => Shown },
): Changing => {
  let kept: Shown | undefined;
  const inside = async (change: Change, work: (change: Change) => Promise<Outcome>) => {
    const outcome = await work(change);
    if (!keeps(outcome)) throw new RolledBack(outcome);
    // Text that a feature cut in the middle of an emoji would make the database refuse the whole change.
    const shown = storable(draw(outcome));
    options.deliveries.finish(change, arrived, shown);
    return { outcome, shown };
  };
  return {
    async change(work) {
      if (kept) throw new TypeError("A handler keeps one change: put all of it in one transaction.");
      try {
        const { outcome, shown } = await options.change(scope, { from: arrived.identity.platform }, (change) =>
          inside(change, work),
        );
        kept = shown;
        return outcome;
      } catch (error) {
        if (options.isUnavailable(error)) throw error;
        // What was done before is refused or fails as often as not: a step back is no longer there to be taken.
        const earlier = await options.deliveries.earlier(arrived.id);
        if (earlier) throw new DoneBefore(earlier);
        if (error instanceof RolledBack) return error.outcome;
        throw error;
      }
    },
    kept: () => kept,
  };
};
