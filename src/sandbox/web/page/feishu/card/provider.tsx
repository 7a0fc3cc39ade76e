import type { ComponentChildren } from "preact";
import type { ElementAt, Held, ShownCard, ShownMessage } from "../../../../feishu/screen.ts";
import { isObject, type JsonObject } from "../../../../json.ts";
import type { Texts } from "../../texts.ts";
import type { FeishuSession } from "../session.ts";
import { wordsOf } from "../text/text-object.tsx";
import { fieldsIn, initialIn, isEmpty, type Placed } from "./held.ts";
import { CardContext, type CardSurface } from "./surface.ts";

interface Props {
  readonly session: FeishuSession;
  readonly message: ShownMessage;
  readonly card: ShownCard;
  readonly children: ComponentChildren;
}

const isSubmit = ({ form_action_type: form, action_type: old }: JsonObject): boolean =>
  form === "submit" || old === "form_submit";
const isReset = ({ form_action_type: form, action_type: old }: JsonObject): boolean =>
  form === "reset" || old === "form_reset";

const stoppedFor = (t: Texts, { json, expired, forwarded }: ShownCard): string => {
  const config = isObject(json.config) ? json.config : {};
  if (expired) return t.cardExpired;
  return forwarded && config.enable_forward_interaction !== true ? t.cardForwarded : "";
};

/** What Feishu's client itself finds wrong with a field before it sends the form. */
const problemWith = (t: Texts, element: JsonObject, held: Held): string | undefined => {
  if (element.required === true && (isEmpty(held) || held === false))
    return element.tag === "input" ? t.errors.required : t.errors.pick;
  const most = typeof element.max_length === "number" ? element.max_length : 1000;
  return element.tag === "input" && typeof held === "string" && held.length > most ? t.errors.tooLong(most) : undefined;
};

/** Connects a card to the person's session: what its fields hold, and what the person does with them. */
class Connection implements CardSurface {
  readonly #session: FeishuSession;
  readonly #message: ShownMessage;
  readonly #card: ShownCard;
  readonly stopped: string;
  readonly members: readonly string[];
  readonly errors: CardSurface["errors"];

  constructor({ session, message, card }: Omit<Props, "children">) {
    this.#session = session;
    this.#message = message;
    this.#card = card;
    this.stopped = stoppedFor(session.t, card);
    this.members = session.screen?.chats.find(({ id }) => id === message.chatId)?.members ?? [];
    this.errors = this.#draft.errors;
  }

  get #draft() {
    return this.#session.drafts.of(this.#message);
  }

  #changed(): void {
    this.#draft.turn += 1;
    this.#session.changed();
  }

  get #where(): string {
    return `message:${this.#message.id}`;
  }

  held({ element, at }: Placed): Held {
    const draft = this.#draft.entries.get(at);
    if (draft) return draft.held;
    const entered = this.#card.entered[at];
    return entered === undefined ? initialIn(element) : entered;
  }

  type(at: ElementAt, held: Held): void {
    const draft = this.#draft;
    draft.entries.set(at, { held, handedOver: false });
    const { [at]: _, ...rest } = draft.errors;
    draft.errors = rest;
    this.#changed();
  }

  enter(at: ElementAt, held: Held): void {
    if (this.#draft.entries.get(at)?.held !== held) this.type(at, held);
    this.#handOver(at, held);
  }

  /** One after the other, so that what was entered last is what counts. */
  #handOver(at: ElementAt, held: Held): void {
    const draft = this.#draft;
    const entry = draft.entries.get(at);
    if (entry?.held !== held || entry.handedOver) return;
    draft.entries.set(at, { held, handedOver: "entered" });
    const action = { type: "enter", message: this.#message.id, at, entry: held } as const;
    draft.handing = draft.handing.then(() =>
      this.#session.do(action, { key: `enter:${this.#message.id}:${at}`, where: this.#where }),
    );
  }

  isBusy(at: ElementAt): boolean {
    return this.#card.waiting === at || this.#session.pending.has(this.#key(at));
  }

  #key(at: ElementAt): string {
    return `press:${this.#message.id}:${at}`;
  }

  get isWaiting(): boolean {
    const own = `press:${this.#message.id}:`;
    return this.#card.waiting !== null || [...this.#session.pending].some((key) => key.startsWith(own));
  }

  /** False when the element asks first and the person thinks better of it. */
  async #agreed({ element }: Placed): Promise<boolean> {
    const { confirm } = element;
    if (!isObject(confirm)) return true;
    const { language } = this.#session.person;
    const danger = String(element.type ?? "").startsWith("danger");
    const question = { title: wordsOf(confirm.title, language), text: wordsOf(confirm.text, language) };
    return this.#session.ask({ ...question, yes: "", no: "", danger });
  }

  choose(placed: Placed, held: Held): void {
    void this.#choose(placed, held);
  }

  async #choose(placed: Placed, held: Held): Promise<void> {
    if (this.stopped !== "" || this.isWaiting) return this.#changed();
    if (!(await this.#agreed(placed))) return this.#changed();
    const { at } = placed;
    this.#session.pressedIn = this.#message.id;
    this.#draft.entries.set(at, { held, handedOver: "chosen" });
    this.#changed();
    await this.#session.do(
      { type: "choose", message: this.#message.id, at, entry: held },
      { key: this.#key(at), where: this.#where },
    );
    this.#session.pressAnswered();
  }

  press(placed: Placed, form: Placed | null): void {
    void this.#press(placed, form);
  }

  async #press(placed: Placed, form: Placed | null): Promise<void> {
    if (this.stopped !== "" || this.isWaiting) return;
    const submits = form !== null && isSubmit(placed.element);
    if (submits && !this.#isComplete(form)) return;
    if (!(await this.#agreed(placed))) return;
    if (form !== null && isReset(placed.element)) this.#reset(form);
    if (submits) this.#handOverAll(form);
    this.#session.pressedIn = this.#message.id;
    await this.#draft.handing;
    await this.#session.do(
      { type: "press", message: this.#message.id, at: placed.at },
      { key: this.#key(placed.at), where: this.#where },
    );
    this.#session.pressAnswered();
  }

  /** Notes what is wrong in the form, and leads to the first of it. */
  #isComplete(form: Placed): boolean {
    const wrong = fieldsIn(form).flatMap((field) => {
      const problem = problemWith(this.#session.t, field.element, this.held(field));
      return problem === undefined ? [] : [[field.at, problem] as const];
    });
    this.#draft.errors = Object.fromEntries(wrong);
    this.#changed();
    const [first] = wrong;
    if (first) requestAnimationFrame(() => focusField(this.#message, first[0]));
    return first === undefined;
  }

  #handOverAll(form: Placed): void {
    for (const { at } of fieldsIn(form)) {
      const draft = this.#draft.entries.get(at);
      if (draft) this.#handOver(at, draft.held);
    }
  }

  #reset(form: Placed): void {
    for (const { at } of fieldsIn(form)) this.#draft.entries.delete(at);
    this.#draft.errors = {};
    this.#changed();
  }
}

const messageBox = ({ id }: ShownMessage): HTMLElement | null =>
  document.querySelector(`.message[data-id="${CSS.escape(id)}"]`);

const focusField = (message: ShownMessage, at: ElementAt): void => {
  const field = messageBox(message)?.querySelector<HTMLElement>(`.element[data-at="${CSS.escape(at)}"]`);
  field?.querySelector<HTMLElement>("input, textarea, button")?.focus();
  field?.scrollIntoView({ block: "nearest" });
};

export function CardProvider({ session, message, card, children }: Props) {
  return <CardContext.Provider value={new Connection({ session, message, card })}>{children}</CardContext.Provider>;
}
