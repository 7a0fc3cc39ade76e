import type { ElementAt, Held, ShownMessage } from "../../../feishu/screen.ts";

interface Draft {
  readonly held: Held;
  /** It is on its way to the server, or there: as a form's field, or as something picked outside of forms. */
  readonly handedOver: false | "entered" | "chosen";
}

const isSame = (one: Held | undefined, other: Held): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What a person has typed and picked in one card, and what the client finds wrong with it. */
class CardDraft {
  /** The card they were entered into, as text: with another card they are gone. */
  readonly of: string;
  readonly entries = new Map<ElementAt, Draft>();
  errors: Readonly<Record<ElementAt, string>> = {};
  /** Done when the server has everything that was handed over, one after the other. */
  handing: Promise<unknown> = Promise.resolve();
  /** Grows with every change of these. */
  turn = 0;

  constructor(of: string) {
    this.of = of;
  }
}

/** What a person has begun in cards, by message. */
export class Drafts {
  readonly #cards = new Map<string, CardDraft>();
  readonly #texts = new WeakMap<object, string>();

  #text(json: object): string {
    const text = this.#texts.get(json) ?? JSON.stringify(json);
    this.#texts.set(json, text);
    return text;
  }

  of(message: ShownMessage): CardDraft {
    const json = message.card ? this.#text(message.card.json) : "";
    const known = this.#cards.get(message.id);
    if (known?.of === json) return known;
    const fresh = new CardDraft(json);
    this.#cards.set(message.id, fresh);
    return fresh;
  }

  /** What the server now says of the message counts for what it has of it: the rest is still on its way. */
  caughtUp(message: ShownMessage): void {
    const { entries } = this.of(message);
    const entered = message.card?.entered ?? {};
    for (const [at, { held, handedOver }] of entries)
      if (handedOver === "chosen" || (handedOver === "entered" && isSame(entered[at], held))) entries.delete(at);
  }
}
