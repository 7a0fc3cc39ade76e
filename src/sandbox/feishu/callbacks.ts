import { isObject, type Json, type JsonObject } from "../json.ts";
import { cardProblem } from "./card-gate.ts";
import type { DelayedUpdates } from "./delayed-updates.ts";
import type { Deliveries, Taken } from "./deliveries.ts";
import { envelope } from "./events.ts";
import type { FaultBoard } from "./faults.ts";
import type { CardAnswer, CardUse, Toast } from "./outbox.ts";
import type { Message, User } from "./records.ts";
import { idsOf, showsUserId } from "./shapes.ts";
import type { Tenant } from "./state.ts";

const TYPE = "card.action.trigger";
const TOASTS: readonly Json[] = ["info", "success", "warning", "error"];

/** What the client shows when the callback came to nothing. */
const CODES = {
  /** The app has no callback, or nobody is there to take it. */
  unreachable: 200340,
  late: 200341,
  connection: 200342,
  name: 200343,
  refused: 200671,
  /** An answer that is neither `{}` nor a toast nor a card. */
  shape: 200672,
  card: 200673,
  v1: 200830,
  /** As for updates of a card that old. */
  old: 230031,
} as const;

interface CallbackSettings {
  readonly space: Tenant;
  readonly deliveries: Deliveries;
  readonly faults: FaultBoard;
  readonly delayed: DelayedUpdates;
}

/** Card callbacks: synchronous, never repeated, and the card that is answered takes the old one's place. */
export class Callbacks {
  readonly #settings: CallbackSettings;

  constructor(settings: CallbackSettings) {
    this.#settings = settings;
  }

  async used({ user, message, action }: CardUse): Promise<CardAnswer> {
    const { space, deliveries, delayed } = this.#settings;
    if (!space.app.callbacks.includes(TYPE)) return failed(CODES.unreachable);
    if (space.isExpired(message)) return failed(CODES.old);
    const token = delayed.give(message);
    const event = {
      operator: this.#operator(user),
      token,
      action: { ...action, timezone: user.tz },
      host: "im_message",
      context: { open_message_id: message.id, open_chat_id: message.chatId },
    };
    const taken = await deliveries.call({ type: TYPE, kind: "callbacks", ...envelope(space, TYPE, event) });
    delayed.over(token, { answered: taken.outcome === "answered" });
    if (taken.outcome !== "answered") return missed(taken);
    return this.#apply(taken.response, message, user);
  }

  #operator(user: User): JsonObject {
    const { space, faults } = this.#settings;
    const ids = idsOf(user, showsUserId(space, faults));
    return { tenant_key: user.tenantKey ?? space.key, ...ids, ...(faults.emptyOpenId && { open_id: "" }) };
  }

  #apply(response: Json | undefined, message: Message, user: User): CardAnswer {
    const { space } = this.#settings;
    if (!isObject(response) || !isReply(response)) return failed(CODES.shape);
    const { toast, card } = response;
    if (isObject(card)) {
      const code = this.#cardCode(card, message);
      if (code !== undefined) return failed(code);
      message.content = JSON.stringify(card.data);
      message.updateTime = Math.max(space.now(), message.createTime + 1);
      space.changed(message);
    }
    return {
      outcome: "answered",
      changed: isObject(card),
      ...(isObject(toast) && { toast: toastFor(toast, user) }),
    };
  }

  #cardCode({ type, data }: JsonObject, message: Message): number | undefined {
    // There are no templates here.
    if (type !== "raw" || !isObject(data)) return CODES.card;
    const { space } = this.#settings;
    if (space.isFixed(message)) return CODES.old;
    const problem = cardProblem(space, data, message);
    if (!problem) return undefined;
    return problem.subCode === CODES.v1 ? CODES.v1 : CODES.card;
  }
}

const failed = (code: number): CardAnswer => ({ outcome: "failed", code });

const missed = (taken: Exclude<Taken, { outcome: "answered" }>): CardAnswer =>
  taken.outcome === "late" ? { outcome: "late", code: CODES.late } : failed(CODES[taken.error]);

/** `{}`, or a toast, or a card, or both. A bare card is what the callback before this one was answered. */
const isReply = ({ toast, card, ...rest }: JsonObject): boolean =>
  (toast === undefined || toast === null || isToast(toast)) &&
  (card === undefined || card === null || (isObject(card) && (card.type === "raw" || card.type === "template"))) &&
  !("elements" in rest || "schema" in rest || "body" in rest);

const isToast = (toast: Json): boolean =>
  isObject(toast) &&
  (toast.type === undefined || TOASTS.includes(toast.type)) &&
  (typeof toast.content === "string" || (toast.content === undefined && isObject(toast.i18n)));

const toastFor = ({ type, content, i18n }: JsonObject, user: User): Toast => {
  const own = isObject(i18n) ? i18n[user.locale] : undefined;
  const kind = type === "success" || type === "warning" || type === "error" ? type : "info";
  return { type: kind, content: typeof own === "string" ? own : String(content ?? "") };
};
