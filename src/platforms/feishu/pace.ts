import { setTimeout } from "node:timers/promises";
import { elapsed } from "../../core/clock.ts";
import { givenUp } from "../../core/giving-up.ts";

/**
 * Feishu takes five messages a second for each person and each group, whichever bot sends them, and five changes of each
 * message.
 */
const MOST = 5;
/** Milliseconds: a second, and what two messages may be nearer to each other when they arrive than when they went. */
const SPAN = 1250;
/** Places remembered; one that has been silent for that long needs no memory. */
const REMEMBERED = 5000;

/**
 * Lets no more through to a place than Feishu takes; the others wait in the order they came. Other processes are not
 * counted, nor is what Feishu takes of the whole app, 50 of a kind a second and 1,000 a minute: where all together are too
 * many, Feishu says so and for how long, and what it refused comes again then.
 */
export class Pace {
  /** When each place is next free, and when its last few went. */
  readonly #sent = new Map<string, number[]>();

  /** Resolves when it is this message's turn. @param place or a message that is changed @param most in a second */
  async turn(place: string, most = MOST): Promise<void> {
    const now = elapsed();
    const recent = (this.#sent.get(place) ?? []).filter((at) => at > now - SPAN);
    const before = recent.at(-most);
    const at = before === undefined ? now : Math.max(now, before + SPAN);
    this.#sent.delete(place);
    this.#sent.set(place, [...recent, at]);
    if (this.#sent.size > REMEMBERED) this.#forget(now);
    if (at <= now) return;
    try {
      await setTimeout(at - now, undefined, { signal: givenUp() });
    } catch (error) {
      this.#giveBack(place, at);
      throw error;
    }
  }

  /** What is given up before its turn takes none from those who come after. */
  #giveBack(place: string, at: number): void {
    const times = this.#sent.get(place) ?? [];
    const index = times.lastIndexOf(at);
    if (index >= 0) this.#sent.set(place, times.toSpliced(index, 1));
  }

  #forget(now: number): void {
    for (const [place, times] of this.#sent) if ((times.at(-1) ?? 0) < now - SPAN) this.#sent.delete(place);
  }
}
