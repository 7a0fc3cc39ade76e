import { elapsed } from "../../core/clock.ts";
import type { Faults } from "./contract.ts";
import { opaque } from "./ids.ts";
import { SlackError } from "./web-api/error.ts";

const REMEMBERED_MS = 10 * 60_000;

/** What a trigger_id was given for: who acted, and the modal they acted in, if any. */
export interface Trigger {
  readonly user: string;
  readonly view?: string;
}

/** trigger_ids: good once, for three real seconds. */
export class Triggers {
  readonly #life: number;
  readonly #given = new Map<string, Trigger & { readonly at: number; used: boolean }>();

  constructor(life: number) {
    this.#life = life;
  }

  give(trigger: Trigger): string {
    this.#forgetOld();
    const id = `${Math.floor(elapsed() * 1000)}.${this.#given.size}.${opaque()}`;
    this.#given.set(id, { ...trigger, at: elapsed(), used: false });
    return id;
  }

  /** Long after they expired, nobody asks how. */
  #forgetOld(): void {
    for (const [id, { at }] of this.#given) {
      if (elapsed() - at < REMEMBERED_MS) return;
      this.#given.delete(id);
    }
  }

  /** @throws SlackError invalid_, exchanged_ or expired_trigger_id */
  exchange(id: string | undefined, variant: Faults["triggerError"]): Trigger {
    const trigger = id === undefined ? undefined : this.#given.get(id);
    if (!trigger) throw new SlackError("invalid_trigger_id");
    if (trigger.used) throw new SlackError("exchanged_trigger_id");
    if (elapsed() - trigger.at > this.#life) throw expired(variant);
    trigger.used = true;
    return trigger;
  }
}

const expired = (variant: Faults["triggerError"]): SlackError =>
  variant === "expired_trigger_id"
    ? new SlackError("expired_trigger_id")
    : new SlackError("invalid_arguments", {
        response_metadata: {
          messages: ["[ERROR] `trigger_id` expired because it was generated more than 3 seconds ago"],
        },
      });
