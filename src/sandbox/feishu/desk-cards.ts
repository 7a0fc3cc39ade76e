import { DeskError } from "../driver.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { isReset, isSubmit } from "./cards/structure.ts";
import { below, formAround, type Spot, spotsOf } from "./cards/walk.ts";
import { refuseMisfit } from "./entries.ts";
import { callbackValue, clientRefusal, FormStates, formValue, isField, isLink, sentValue } from "./form-state.ts";
import type { CardAnswer, Outbox } from "./outbox.ts";
import { cardOf } from "./readable.ts";
import type { Message, User } from "./records.ts";
import type { ElementPlace, EmptyFields, Held, Notice, Reaction } from "./screen.ts";
import type { Tenant } from "./state.ts";

/** An element on someone's screen. */
interface Found {
  readonly user: User;
  readonly message: Message;
  readonly card: JsonObject;
  readonly spot: Spot;
}

interface CardGround {
  readonly tenant: Tenant;
  readonly outbox: Outbox;
  /** The message, if that person sees it. */
  readonly visible: (user: User, id: string) => Message | undefined;
  readonly tell: (user: User, notice: Notice) => void;
}

const isChinese = ({ locale }: User): boolean => locale.toLowerCase().startsWith("zh");

/** What people do with cards in their clients. */
export class CardDesk {
  readonly states = new FormStates();
  readonly #ground: CardGround;
  readonly #waiting = new Map<string, string>();
  emptyFields: EmptyFields = "as documented";
  oldClients = false;

  constructor(ground: CardGround) {
    this.#ground = ground;
  }

  /** Where that person's press has not been answered yet. */
  waiting(user: string, message: Message): string | null {
    return this.#waiting.get(`${user} ${message.id}`) ?? null;
  }

  /** @throws DeskError when it is not on that person's screen. */
  #find({ user: openId, message: id, at, shown }: ElementPlace): Found {
    const user = this.#ground.tenant.users.get(openId);
    if (!user || user.deactivated) throw new DeskError("this account has been deactivated");
    const message = this.#ground.visible(user, id);
    const card = shown ?? (message && cardOf(message));
    if (!message || message.deleted || !card) throw new DeskError("that card is no longer there");
    const spot = spotsOf(card).find((one) => one.at === at);
    if (!spot) throw new DeskError(`there is nothing at ${at}`);
    return { user, message, card, spot };
  }

  enter({ entry, ...place }: ElementPlace & { readonly entry: Held }): void {
    const { user, message, spot } = this.#find(place);
    if (!isField(spot.element)) throw new DeskError("nothing can be entered there");
    if (spot.element.disabled === true) throw new DeskError("that cannot be changed");
    refuseMisfit({ reader: { tenant: this.#ground.tenant, user }, message }, spot.element, entry);
    this.states.enter(user.openId, message, { [spot.at]: entry });
    this.#ground.tenant.changed(message);
  }

  async press(place: ElementPlace): Promise<Reaction> {
    const found = this.#find(place);
    const { user, message, spot } = found;
    const { element } = spot;
    if (element.tag !== "button" && element.tag !== "interactive_container")
      throw new DeskError("that cannot be pressed");
    if (isLink(element)) return { outcome: "answered" };
    const form = formAround(spot);
    if (form && isReset(element)) {
      this.states.reset(user.openId, message, below(spotsOf(found.card), form));
      this.#ground.tenant.changed(message);
      return { outcome: "answered" };
    }
    const action = { ...common(element), ...(form && isSubmit(element) && this.#submitted(found, form)) };
    const refused = this.#refusal(found, form);
    return refused === undefined ? this.#use(found, action) : this.#told(found, refused);
  }

  #fields({ card }: Found, form: Spot): readonly Spot[] {
    return below(spotsOf(card), form).filter(({ element }) => isField(element));
  }

  #submitted(found: Found, form: Spot): JsonObject {
    const { user, message } = found;
    const entered = this.states.of(user.openId, message);
    const now = this.#ground.tenant.clock.now();
    const fields = this.#fields(found, form);
    return { form_value: formValue({ fields, entered, user, now, emptyFields: this.emptyFields }) };
  }

  async choose({ entry, ...place }: ElementPlace & { readonly entry: Held }): Promise<Reaction> {
    const found = this.#find(place);
    const { user, message, spot } = found;
    if (formAround(spot)) throw new DeskError("the form it is in has to be submitted");
    if (!isField(spot.element) && spot.element.tag !== "overflow") throw new DeskError("nothing can be chosen there");
    refuseMisfit({ reader: { tenant: this.#ground.tenant, user }, message }, spot.element, entry);
    if (isField(spot.element)) this.states.enter(user.openId, message, { [spot.at]: entry });
    this.#ground.tenant.changed(message);
    // Without a behaviour of its own a tick stays in the client.
    if (spot.element.tag === "checker" && callbackValue(spot.element) === undefined) return { outcome: "answered" };
    const refused = this.#refusal(found, undefined);
    if (refused !== undefined) return this.#told(found, refused);
    return this.#use(found, { ...common(spot.element), ...this.#chosen(found, entry) });
  }

  #chosen({ user, spot: { element } }: Found, entry: Held): JsonObject {
    if (element.tag === "checker") return { checked: entry === true };
    if (element.tag === "input") return { input_value: entry };
    const sent = sentValue(element, entry, { user, now: this.#ground.tenant.clock.now() });
    return Array.isArray(sent) ? { options: sent } : { option: sent };
  }

  /** What the client says instead of sending anything. */
  #refusal(found: Found, form: Spot | undefined): string | undefined {
    const { user, message, card, spot } = found;
    const { tenant } = this.#ground;
    const chinese = isChinese(user);
    const config = isObject(card.config) ? card.config : {};
    if (spot.element.disabled === true) return chinese ? "该操作已被禁用" : "This has been disabled";
    if (tenant.isExpired(message))
      return chinese
        ? `该卡片发送时间已超过 ${tenant.pressedForDays} 天，无法进行互动`
        : `This card was sent more than ${tenant.pressedForDays} days ago and can no longer be used`;
    if (message.sender.kind === "user" && config.enable_forward_interaction !== true && !this.oldClients)
      return chinese ? "转发的卡片不支持交互" : "Forwarded cards cannot be used";
    if (this.waiting(user.openId, message) !== null) return chinese ? "正在处理中" : "Still being processed";
    if (!form || !isSubmit(spot.element)) return undefined;
    return clientRefusal({ fields: this.#fields(found, form), entered: this.states.of(user.openId, message), user });
  }

  async #use(found: Found, action: JsonObject): Promise<Reaction> {
    const { user, message, spot } = found;
    const key = `${user.openId} ${message.id}`;
    this.#waiting.set(key, spot.at);
    this.#ground.tenant.changed(message);
    const answer = await this.#ground.outbox.used({ user, message, action }).finally(() => {
      this.#waiting.delete(key);
      this.#ground.tenant.changed(message);
    });
    return this.#heard(found, answer);
  }

  #heard({ user, message }: Found, answer: CardAnswer): Reaction {
    if (answer.outcome !== "answered") {
      const text = `${isChinese(user) ? "出错了，请稍后重试" : "Something went wrong. Try again later"} code: ${answer.code}`;
      return { outcome: answer.outcome, notice: this.#tell(user, message, { text, tone: "error" }) };
    }
    if (!answer.toast) return { outcome: "answered" };
    const { content: text, type: tone } = answer.toast;
    return { outcome: "answered", notice: this.#tell(user, message, { text, tone }) };
  }

  #told({ user, message }: Found, text: string): Reaction {
    return { outcome: "failed", notice: this.#tell(user, message, { text, tone: "warning" }) };
  }

  #tell(user: User, message: Message, said: Pick<Notice, "text" | "tone">): Notice {
    const notice = { ...said, chatId: message.chatId, messageId: message.id };
    this.#ground.tell(user, notice);
    return notice;
  }
}

/** What every use of an element says of it. */
const common = (element: JsonObject): JsonObject => {
  const value: Json | undefined = callbackValue(element);
  return {
    tag: element.tag,
    ...(value !== undefined && { value }),
    ...(typeof element.name === "string" && element.name !== "" && { name: element.name }),
  };
};
