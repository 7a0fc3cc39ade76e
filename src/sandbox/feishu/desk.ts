import { DeskError } from "../driver.ts";
import { isObject } from "../json.ts";
import { mimeOf } from "../mime.ts";
import type { DeliveryRecord } from "./contract.ts";
import { CardDesk } from "./desk-cards.ts";
import { freshKey } from "./ids.ts";
import type { Outbox } from "./outbox.ts";
import { type CardView, cardOf } from "./readable.ts";
import type { Chat, Message, User } from "./records.ts";
import type {
  Desk,
  ElementPlace,
  EmptyFields,
  Held,
  Notice,
  Reaction,
  SaidInput,
  Screen,
  ScreenChange,
  ShownUser,
} from "./screen.ts";
import { Screens } from "./screens.ts";
import type { Draft, Tenant } from "./state.ts";
import { asTyped } from "./typing.ts";

const MOST_NOTICES_KEPT = 200;

interface DeskGround {
  readonly tenant: Tenant;
  readonly outbox: Outbox;
  /** Whether the app can be reached now. */
  readonly connected: () => boolean;
  readonly deliveries: () => readonly DeliveryRecord[];
}

/** Everything people do in Feishu's client, as the server sees it. */
export class FeishuDesk implements Desk {
  readonly screens: Screens;
  readonly #ground: DeskGround;
  readonly #tenant: Tenant;
  readonly #cards: CardDesk;
  readonly #notices = new Map<string, Notice[]>();

  constructor(ground: DeskGround) {
    const { tenant, outbox, connected } = ground;
    this.#ground = ground;
    this.#tenant = tenant;
    this.#cards = new CardDesk({
      tenant,
      outbox,
      visible: (user, id) => this.#visible(user, id),
      tell: (user, notice) => this.#tell(user, notice),
    });
    this.screens = new Screens({ tenant, connected, cards: this.#cards });
  }

  get emptyFields(): EmptyFields {
    return this.#cards.emptyFields;
  }

  set emptyFields(how: EmptyFields) {
    this.#cards.emptyFields = how;
  }

  get oldClients(): boolean {
    return this.#cards.oldClients;
  }

  set oldClients(old: boolean) {
    this.#cards.oldClients = old;
  }

  get pressedForDays(): 14 | 30 {
    return this.#tenant.pressedForDays;
  }

  set pressedForDays(days: 14 | 30) {
    this.#tenant.pressedForDays = days;
  }

  screen(user: string): Screen {
    return this.screens.of(user);
  }

  users(): readonly ShownUser[] {
    return this.screens.users();
  }

  subscribe(user: string, listener: (change: ScreenChange) => void): () => void {
    return this.screens.subscribe(user, listener);
  }

  onChange(listener: () => void): () => void {
    return this.#tenant.onTouch(listener);
  }

  /** Toasts that person has been shown, oldest first. */
  notices(user: string): readonly Notice[] {
    return this.#notices.get(user) ?? [];
  }

  #tell(user: User, notice: Notice): void {
    this.#notices.set(user.openId, [...this.notices(user.openId), notice].slice(-MOST_NOTICES_KEPT));
    this.screens.tell(user, notice);
    this.#tenant.touch({ kind: "traffic" });
  }

  /** @throws DeskError for those who have left. */
  #acting(openId: string): User {
    const user = this.screens.user(openId);
    if (user.deactivated) throw new DeskError("this account has been deactivated");
    return user;
  }

  /** What that person sees and has not been recalled, in one chat or in all of them, oldest first. */
  visibleTo(user: User, chatId?: string): readonly Message[] {
    return [...this.#tenant.chats.values()]
      .filter(({ id, members }) => members.has(user.openId) && (chatId === undefined || id === chatId))
      .flatMap(({ id }) => this.#tenant.messages.in(id))
      .filter((message) => !message.deleted && this.screens.sees(user, message));
  }

  /** How the message is to that person: what they have entered in it, in their language. */
  look(user: User, message: Message): Omit<CardView, "card"> {
    const entered = this.#cards.states.of(user.openId, message);
    return { reader: { tenant: this.#tenant, user }, message, entered };
  }

  /** Hidden by that person, or too old to be used. */
  isPutAway(user: User, message: Message): boolean {
    return this.screens.isHidden(user, message) || this.#tenant.isExpired(message);
  }

  #visible(user: User, id: string): Message | undefined {
    const message = this.#tenant.messages.get(id);
    return message && this.screens.sees(user, message) ? message : undefined;
  }

  #chat(user: User, id: string): Chat {
    const chat = this.#tenant.chats.get(id);
    if (!chat?.members.has(user.openId)) throw new DeskError("you are not in that chat");
    if (chat.dissolved) throw new DeskError("that chat has been dissolved");
    return chat;
  }

  async say(input: SaidInput): Promise<readonly string[]> {
    const user = this.#acting(input.user);
    const chat = this.#chat(user, input.chat);
    const named = input.thread ?? input.answers;
    const answers = named === undefined ? undefined : this.#visible(user, named);
    if (named !== undefined && !answers) throw new DeskError("that message is gone");
    const drafts = [...(input.text.trim() === "" ? [] : [this.#text(input.text)]), ...this.#fileDrafts(input.files)];
    if (drafts.length === 0) throw new DeskError("there is nothing to send");
    const sender = { kind: "user" as const, openId: user.openId };
    const posted = drafts.map((draft) =>
      this.#tenant.post({ chat, sender, answers, inThread: input.thread !== undefined, ...draft }),
    );
    this.screens.read(user, chat.id);
    for (const message of posted) await this.#ground.outbox.said(message);
    return posted.map(({ id }) => id);
  }

  #text(text: string): Pick<Draft, "type" | "content" | "mentions"> {
    return { type: "text", ...asTyped(this.#tenant, text) };
  }

  #fileDrafts(keys: readonly string[] = []): readonly Pick<Draft, "type" | "content">[] {
    return keys.map((key) => {
      const file = this.#tenant.files.get(key);
      if (!file) throw new DeskError("that file is gone");
      return file.mimetype.startsWith("image/")
        ? { type: "image", content: JSON.stringify({ image_key: key }) }
        : { type: "file", content: JSON.stringify({ file_key: key, file_name: file.name }) };
    });
  }

  /** How the app took what `say` posted, or what the menu sent: the records of it tell. */
  heardOf(isIt: (event: unknown) => boolean, type: string): Reaction["outcome"] {
    const record = this.#ground.deliveries().findLast((one) => one.type === type && isIt(one.payload.event));
    if (record?.outcome === "answered" || record?.outcome === "late") return record.outcome;
    return record?.outcome === "dropped" || record?.outcome === "waiting" ? "late" : "failed";
  }

  addFile({ name, content, mimetype = mimeOf(name) }: Parameters<Desk["addFile"]>[0]): string {
    const key = freshKey(mimetype.startsWith("image/") ? "img_v3_02ab_" : "file_v3_00ns_");
    this.#tenant.files.set(key, { key, name, mimetype, content: Buffer.from(content) });
    return key;
  }

  enter(input: ElementPlace & { readonly entry: Held }): void {
    this.#cards.enter(input);
  }

  press(input: ElementPlace): Promise<Reaction> {
    return this.#cards.press(input);
  }

  choose(input: ElementPlace & { readonly entry: Held }): Promise<Reaction> {
    return this.#cards.choose(input);
  }

  hide({ user: openId, message: id }: { user: string; message: string }): void {
    const user = this.#acting(openId);
    const message = this.#visible(user, id);
    if (message) this.screens.hide(user, message);
  }

  async openChat({ user: openId, chat: id }: { user: string; chat: string }): Promise<void> {
    const user = this.#acting(openId);
    const chat = this.#chat(user, id);
    this.screens.read(user, chat.id);
    if (chat.kind === "p2p" && chat.withBot) await this.#ground.outbox.entered(user);
  }

  openDirect(user: string, withUser: string): string {
    return this.#tenant.direct(this.#acting(user).openId, withUser).id;
  }

  async chooseMenu({ user: openId, eventKey }: { user: string; eventKey: string }): Promise<Reaction> {
    const user = this.#acting(openId);
    const { menu } = this.#tenant.app;
    if (!menu.some((entry) => entry.eventKey === eventKey)) throw new DeskError("that is not on the menu");
    await this.#ground.outbox.chose(user, eventKey);
    const isIt = (event: unknown) => isObject(event) && event.event_key === eventKey;
    return { outcome: this.heardOf(isIt, "application.bot.menu_v6") };
  }

  async recall({ user: openId, message: id }: { user: string; message: string }): Promise<void> {
    const user = this.#acting(openId);
    const message = this.#visible(user, id);
    if (message?.sender.kind !== "user" || message.sender.openId !== openId)
      throw new DeskError("only one's own messages can be taken back");
    message.deleted = true;
    this.#tenant.changed(message);
    await this.#ground.outbox.recalled(message);
  }

  forward({ user: openId, message: id, to }: { user: string; message: string; to: string }): string {
    const user = this.#acting(openId);
    const message = this.#visible(user, id);
    const config = message && cardOf(message)?.config;
    if (!message || message.deleted) throw new DeskError("that message is gone");
    if (message.onlyFor !== undefined) throw new DeskError("what only you can see cannot be forwarded");
    if (isObject(config) && config.enable_forward === false && !this.oldClients)
      throw new DeskError("this card cannot be forwarded");
    const sender = { kind: "user" as const, openId };
    const { type, content, mentions } = message;
    return this.#tenant.post({ chat: this.#chat(user, to), sender, type, content, mentions }).id;
  }
}
