import {
  type Answer,
  type Conversation,
  type FieldInput,
  type Form,
  type Home,
  type Message,
  NotOnScreen,
  type Option,
  type Person,
  type Surface,
  type Where,
} from "../driver.ts";
import { isObject } from "../json.ts";
import type { FeishuDesk } from "./desk.ts";
import { FormFiller, meant } from "./person-form.ts";
import { readMessage } from "./person-messages.ts";
import { type CardView, type Control, controlsOf, isPressed, offeredBy, pick, readCard } from "./readable.ts";
import { formParts, readField } from "./readable-form.ts";
import { nameOf } from "./readable-text.ts";
import type { Chat, Message as Kept, User } from "./records.ts";
import type { ElementPlace, Held, Reaction } from "./screen.ts";
import type { Tenant } from "./state.ts";
import { withMentions } from "./typing.ts";

interface PressOptions {
  readonly confirm?: boolean;
  readonly asShown?: boolean;
}

const HOME = /home|首页|主页/i;

/** A toast is no trouble: only what went wrong is told. */
const answerOf = ({ outcome, notice }: Reaction): Answer => ({
  outcome,
  ...(outcome !== "answered" && notice !== undefined && { notice: notice.text }),
});

/** A person in front of Feishu's client. */
export class FeishuPerson implements Person {
  readonly id: string;
  readonly #desk: FeishuDesk;
  readonly #tenant: Tenant;
  readonly #forms: FormFiller;
  /** The card each message had when it was read: see `asShown`. */
  readonly #shown = new WeakMap<Message, CardView>();
  /** The newest message in the conversation with the bot when the home page was last asked for, and the card before that. */
  #home: { readonly after: number; readonly before: Kept | undefined } | undefined;

  constructor(id: string, desk: FeishuDesk, tenant: Tenant) {
    this.id = id;
    this.#desk = desk;
    this.#tenant = tenant;
    this.#forms = new FormFiller(this.#user, desk, tenant);
  }

  get #user(): User {
    return this.#desk.screens.user(this.id);
  }

  get name(): string {
    return this.#user.realName;
  }

  /** Where that is: a message's thread is where the message is. */
  #chat({ in: named, thread }: Where): Chat {
    const where: Conversation = named ?? (typeof thread === "object" ? thread.in : "bot");
    if (where === "bot") return this.#tenant.direct(this.id, this.#tenant.app.botOpenId);
    if (where.startsWith("@")) return this.#tenant.direct(this.id, this.#tenant.openId(where));
    const chat = this.#tenant.chatNamed(where);
    if (!chat?.members.has(this.id))
      throw new NotOnScreen(
        where,
        this.#desk.screens.chats(this.#user).map(({ name }) => name),
      );
    return chat;
  }

  /** In a group the bot has to be mentioned: else it never hears of it. */
  async command(text: string, where: Where = {}): Promise<Answer> {
    const chat = this.#chat(where);
    const { app } = this.#tenant;
    if (!chat.withBot)
      throw new NotOnScreen(
        `@${app.name}`,
        [...chat.members].map((id) => nameOf(this.#tenant, id)),
      );
    const typed = chat.kind === "p2p" ? text : `<at user_id="${app.botOpenId}"></at> ${text}`;
    const [id] = await this.#desk.say({ user: this.id, chat: chat.id, text: typed, ...threadOf(where) });
    const isIt = (event: unknown) => isObject(event) && isObject(event.message) && event.message.message_id === id;
    return { outcome: this.#desk.heardOf(isIt, "im.message.receive_v1") };
  }

  async say(text: string, where: Where = {}): Promise<Message> {
    const chat = this.#chat(where);
    return this.#post({ text: withMentions(this.#tenant, text, chat.withBot) }, where);
  }

  attach(file: { readonly name: string; readonly content: string | Uint8Array }): string {
    return this.#desk.addFile({ user: this.id, ...file });
  }

  async upload(
    file: { readonly name: string; readonly content: string | Uint8Array },
    where: Where = {},
  ): Promise<Message> {
    return this.#post({ text: "", files: [this.attach(file)] }, where);
  }

  async #post(said: { text: string; files?: readonly string[] }, where: Where): Promise<Message> {
    const chat = this.#chat(where);
    const [id = ""] = await this.#desk.say({ user: this.id, chat: chat.id, ...said, ...threadOf(where) });
    return this.#read(this.#kept(id));
  }

  #kept(id: string): Kept {
    const message = this.#tenant.messages.get(id);
    if (!message || message.deleted || !this.#desk.screens.sees(this.#user, message))
      throw new NotOnScreen("that message", this.#recent());
    return message;
  }

  #recent(): readonly string[] {
    return this.#there({})
      .slice(-3)
      .map((message) => this.#read(message).text);
  }

  /** The card of a surface, as it is now or as the message showed it. */
  #card(on: Surface, asShown = false): CardView {
    if (on === "form") return this.#forms.needed().view;
    const kept = on === "home" ? this.#homeCard() : this.#kept(on.id);
    const view = asShown && typeof on === "object" ? this.#shown.get(on) : kept && this.#forms.view(kept);
    if (!view) throw new NotOnScreen(on === "home" ? "the home page" : "a card", this.#recent());
    return view;
  }

  #place({ message, card }: CardView, { spot }: Control, asShown: boolean): ElementPlace {
    return { user: this.id, message: message.id, at: spot.at, ...(asShown && { shown: card }) };
  }

  async press(on: Surface, button: string, { confirm, asShown = false }: PressOptions = {}): Promise<Answer> {
    const view = this.#card(on, asShown);
    const control = pick(controlsOf(view).filter(isPressed), button);
    const { element } = control.spot;
    const asks = isObject(element.confirm);
    if (confirm === true && !asks) throw new NotOnScreen(`a confirm dialog of ${button}`, []);
    if (confirm === false && asks) return { outcome: "withdrawn" };
    const place = this.#place(view, control, asShown);
    const ticked = element.tag === "checker" && { ...place, entry: view.entered[control.spot.at] !== true };
    return answerOf(ticked ? await this.#desk.choose(ticked) : await this.#desk.press(place));
  }

  async choose(on: Surface, menu: string, option: FieldInput): Promise<Answer> {
    const view = this.#card(on);
    const control = this.#menu(view, menu);
    return answerOf(
      await this.#desk.choose({ ...this.#place(view, control, false), entry: this.#entry(view, control, option) }),
    );
  }

  #menu(view: CardView, name: string): Control {
    return pick(
      controlsOf(view).filter((control) => !isPressed(control)),
      name,
    );
  }

  #entry(view: CardView, { spot }: Control, input: FieldInput): Held {
    if (input === null || typeof input === "boolean") return input;
    const word = typeof input === "object" ? (input[0] ?? "") : String(input);
    const options = offeredBy(view, spot.element);
    if (spot.element.tag === "input" || String(spot.element.tag).includes("picker")) return word;
    const found = meant(options, word);
    if (!found)
      throw new NotOnScreen(
        `option "${word}"`,
        options.map(({ label }) => label),
      );
    return found.value;
  }

  async suggestions(field: string, query: string, on: Surface = "form"): Promise<readonly Option[]> {
    if (on === "form" && this.#forms.has(field)) return this.#forms.suggestions(field, query);
    const view = this.#card(on);
    const options = offeredBy(view, this.#menu(view, field).spot.element);
    return options.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()));
  }

  form(): Form | undefined {
    return this.#forms.read();
  }

  async fill(values: Readonly<Record<string, FieldInput>>): Promise<void> {
    for (const [name, input] of Object.entries(values)) await this.#forms.fill(name, input);
  }

  async submit(): Promise<Answer> {
    return answerOf(await this.#forms.submit());
  }

  async close({ all = false }: { readonly all?: boolean } = {}): Promise<Answer> {
    return answerOf(await this.#forms.close(all));
  }

  #there(where: Where): readonly Kept[] {
    const root = threadOf(where).thread;
    return this.#desk
      .visibleTo(this.#user, this.#chat(where).id)
      .filter(({ id, rootId, threadId }) =>
        root === undefined ? threadId === undefined || rootId === undefined : rootId === root && id !== root,
      );
  }

  messages(where: Where = {}): readonly Message[] {
    return this.#there(where).map((message) => this.#read(message));
  }

  last(where: Where = {}): Message | undefined {
    const newest = this.#there(where).at(-1);
    return newest && this.#read(newest);
  }

  #read(kept: Kept): Message {
    const view = this.#forms.view(kept);
    const read = readMessage({ tenant: this.#tenant, user: this.#user, desk: this.#desk }, kept, view);
    if (view) this.#shown.set(read, view);
    return read;
  }

  /** Chooses the home page from the bot's menu: it comes as a card into their conversation. */
  async openHome(): Promise<Answer> {
    const { menu } = this.#tenant.app;
    const entry = menu.find(({ eventKey, name }) => HOME.test(eventKey) || HOME.test(name));
    if (!entry)
      throw new NotOnScreen(
        "the home page on the menu",
        menu.map(({ name }) => name),
      );
    const before = this.#homeCard();
    this.#home = { after: this.#withBot().at(-1)?.createTime ?? 0, before };
    return answerOf(await this.#desk.chooseMenu({ user: this.id, eventKey: entry.eventKey }));
  }

  #withBot(): readonly Kept[] {
    return this.#desk.visibleTo(this.#user, this.#tenant.direct(this.id, this.#tenant.app.botOpenId).id);
  }

  /** The first card that came after the menu was used, else the one that was there before. */
  #homeCard(): Kept | undefined {
    const home = this.#home;
    if (!home) return undefined;
    const came = this.#withBot().find(
      ({ createTime, sender, type }) => createTime > home.after && sender.kind === "app" && type === "interactive",
    );
    return came ?? home.before;
  }

  home(): Home | undefined {
    const card = this.#homeCard();
    const view = card && this.#forms.view(card);
    if (!view) return undefined;
    const fields = formParts(view.reader, view.card)?.fields ?? [];
    return { id: view.message.id, ...readCard(view), fields: fields.map((field) => readField(view, field)) };
  }
}

const threadOf = ({ thread }: Where): { readonly thread?: string } =>
  thread === undefined ? {} : { thread: typeof thread === "string" ? thread : (thread.thread ?? thread.id) };
