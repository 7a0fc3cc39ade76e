import { FeishuError } from "./api/error.ts";
import { freshId } from "./ids.ts";
import type { Message } from "./records.ts";
import type { Tenant } from "./state.ts";

const LIFE_MS = 30 * 60 * 1000;
const USES = 2;
const MOST_KEPT = 2000;

interface Given {
  readonly messageId: string;
  readonly at: number;
  /** Nobody has answered the callback yet, and its time is not over. */
  open: boolean;
  /** The callback was answered; before that an update fails or is undone at once. */
  answered: boolean;
  uses: number;
}

/** The tokens of card callbacks, with which the card can be updated later. */
export class DelayedUpdates {
  readonly #space: Tenant;
  readonly #given = new Map<string, Given>();

  constructor(space: Tenant) {
    this.#space = space;
  }

  give(message: Message): string {
    const token = freshId("c-");
    this.#given.set(token, { messageId: message.id, at: this.#space.now(), open: true, answered: false, uses: 0 });
    for (const oldest of this.#given.keys()) {
      if (this.#given.size <= MOST_KEPT) break;
      this.#given.delete(oldest);
    }
    return token;
  }

  /** The callback is over, answered in time or not. */
  over(token: string, { answered }: { readonly answered: boolean }): void {
    const given = this.#given.get(token);
    if (given) Object.assign(given, { open: false, answered });
  }

  /** While a card is being pressed it cannot be changed from outside. @throws FeishuError 230099, 11310 */
  refusePressed({ id }: Message): void {
    const isPressed = [...this.#given.values()].some(({ messageId, open }) => open && messageId === id);
    if (isPressed)
      throw new FeishuError(
        230099,
        "Failed to create card content, ext=ErrCode: 11310; ErrMsg: card action is lock; ErrorValue: ; ",
      );
  }

  /** The card that the token is for. @throws FeishuError */
  messageFor(token: string): Message {
    if (!/^c-[0-9a-f]+$/.test(token)) throw new FeishuError(300020, "token format is invalid");
    const given = this.#given.get(token);
    if (!given || this.#space.now() - given.at > LIFE_MS) throw new FeishuError(300030, "token is expired");
    if (!given.answered)
      throw new FeishuError(300030, "token is not in force before the callback has been answered in time");
    if (given.uses >= USES) throw new FeishuError(300040, "token has been used more than twice");
    const message = this.#space.messages.get(given.messageId);
    if (!message || message.deleted) throw new FeishuError(200000, "the message card has been recalled");
    return message;
  }

  used(token: string): void {
    const given = this.#given.get(token);
    if (given) given.uses += 1;
  }
}
