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
import { isObject, type JsonObject } from "../json.ts";
import type { SlackDesk } from "./desk.ts";
import { fieldsOf, inputBlocks, kindOf, meant, plainEntry } from "./fields.ts";
import { readMrkdwn } from "./plain-text.ts";
import { type Control, controlsOf, isPressed, pick, readBlocks, readPlain } from "./readable.ts";
import type { ElementInput, Entry, Place, Reaction, ShownMessage, ShownView } from "./screen.ts";
import type { Workspace } from "./state.ts";

interface PressOptions {
  readonly confirm?: boolean;
  readonly asShown?: boolean;
}

type Element = Omit<ElementInput, "entry"> & { readonly element: JsonObject };

const answerOf = ({ outcome, notice }: Reaction): Answer => ({ outcome, ...(notice !== undefined && { notice }) });

/** A person in front of Slack's client. */
export class SlackPerson implements Person {
  readonly id: string;
  readonly #desk: SlackDesk;
  readonly #space: Workspace;
  /** The blocks each message had when it was read: see `asShown`. */
  readonly #shown = new WeakMap<Message, readonly JsonObject[]>();

  constructor(id: string, desk: SlackDesk, space: Workspace) {
    this.id = id;
    this.#desk = desk;
    this.#space = space;
  }

  get name(): string {
    return this.#space.users.get(this.id)?.realName ?? this.id;
  }

  /** Where that is: a message's thread is where the message is. */
  #channel({ in: named, thread }: Where): string {
    const where: Conversation = named ?? (typeof thread === "object" ? thread.in : "bot");
    if (where === "bot") return this.#space.direct(this.id, this.#space.app.botUserId).id;
    if (where.startsWith("@")) return this.#space.direct(this.id, this.#space.userId(where)).id;
    const channel = this.#space.channelNamed(where);
    if (!channel)
      throw new NotOnScreen(
        where,
        this.#desk.screens.channels(this.id).map((one) => `#${one.name}`),
      );
    return channel.id;
  }

  async command(text: string, where: Where = {}): Promise<Answer> {
    return answerOf(
      await this.#desk.command({ user: this.id, channel: this.#channel(where), text, ...threadOf(where) }),
    );
  }

  async say(text: string, where: Where = {}): Promise<Message> {
    return this.#post({ text: this.#withMentions(text) }, where);
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
    const channel = this.#channel(where);
    const ts = await this.#desk.say({ user: this.id, channel, ...said, ...threadOf(where) });
    const shown = this.#desk.screens.messages(this.id, channel).find((message) => message.ts === ts);
    if (!shown) throw new NotOnScreen("the message just posted", []);
    return this.#read(shown);
  }

  /** `@name` and `@Real Name` of someone here; the longest name wins. */
  #withMentions(text: string): string {
    const names = [...this.#space.users.values()].flatMap(({ id, name, realName }) => [
      [name, id] as const,
      [realName, id] as const,
    ]);
    return names
      .toSorted(([a], [b]) => b.length - a.length)
      .reduce((rest, [name, id]) => rest.replaceAll(`@${name}`, `<@${id}>`), text);
  }

  async press(on: Surface, button: string, { confirm, asShown = false }: PressOptions = {}): Promise<Answer> {
    const { place, blocks } = this.#surface(on);
    const shown = asShown && typeof on === "object" ? this.#shown.get(on) : undefined;
    const control = pick(controlsOf(this.#space, shown ?? blocks).filter(isPressed), button);
    const asks = isObject(control.element.confirm);
    if (confirm === true && !asks) throw new NotOnScreen(`a confirm dialog of ${button}`, []);
    if (confirm === false && asks) return { outcome: "withdrawn" };
    return answerOf(await this.#desk.act({ ...this.#input(place, control), ...(shown && { shown }) }));
  }

  #input(place: Place, control: Control): Element {
    return {
      user: this.id,
      place,
      block_id: control.blockId,
      action_id: String(control.element.action_id),
      element: control.element,
    };
  }

  async choose(on: Surface, menu: string, option: FieldInput): Promise<Answer> {
    const { place, blocks } = this.#surface(on);
    const target = this.#input(
      place,
      pick(
        controlsOf(this.#space, blocks).filter((control) => !isPressed(control)),
        menu,
      ),
    );
    return answerOf(await this.#desk.act({ ...target, entry: await this.#entry(target, option) }));
  }

  async suggestions(field: string, query: string, on: Surface = "form"): Promise<readonly Option[]> {
    return this.#search(this.#element(field, on), query);
  }

  async #search({ element: _, ...target }: Element, query: string): Promise<readonly Option[]> {
    const found = await this.#desk.suggest({ ...target, query });
    return found.map(({ text, ...rest }) => ({ label: text, ...rest }));
  }

  /** A field of a form or home page, or a menu. */
  #element(name: string, on: Surface): Element {
    const { place, blocks, view } = this.#surface(on);
    const fields = view ? fieldsOf(this.#space, view) : [];
    const index = view ? fields.findIndex((field) => field.label === name || field.id === name) : -1;
    const block = view && inputBlocks(view)[index];
    if (block && isObject(block.element))
      return {
        user: this.id,
        place,
        block_id: String(block.block_id),
        action_id: String(block.element.action_id),
        element: block.element,
      };
    const menus = controlsOf(this.#space, blocks).filter((control) => !isPressed(control));
    const menu = menus.find((control) => control.label === name || control.element.action_id === name);
    if (!menu)
      throw new NotOnScreen(`"${name}"`, [
        ...fields.map((field) => field.label),
        ...menus.map((control) => control.label),
      ]);
    return this.#input(place, menu);
  }

  form(): Form | undefined {
    const stack = this.#desk.screens.modals(this.id);
    const view = stack.at(-1);
    if (!view) return undefined;
    return {
      id: view.id,
      title: view.title,
      fields: fieldsOf(this.#space, view),
      ...(view.submit !== null && { submit: view.submit }),
      close: view.close ?? "Cancel",
      depth: stack.length,
      ...readBlocks(this.#space, view.blocks, view.state),
    };
  }

  async fill(values: Readonly<Record<string, FieldInput>>): Promise<void> {
    for (const [name, input] of Object.entries(values)) {
      const target = this.#element(name, "form");
      const { element: _, ...where } = target;
      await this.#desk.enter({ ...where, entry: await this.#entry(target, input) });
    }
  }

  async #entry(target: Element, input: FieldInput): Promise<Entry> {
    const kind = kindOf(target.element);
    if (typeof input === "boolean") {
      const [only] = await this.#search(target, "");
      return input && only ? [only.value] : [];
    }
    const offers = kind === "choice" || kind === "choices" || kind === "check" || target.element.type === "overflow";
    if (!offers || input === null) return plainEntry(this.#space, this.id, { kind, input });
    const words = typeof input === "object" ? input : [String(input)];
    return Promise.all(words.map((word) => this.#choice(target, word)));
  }

  /** The value of the option meant; a searchable element is searched for the words themselves. */
  async #choice(target: Element, word: string): Promise<string> {
    const all = await this.#search(target, "");
    const known = meant(all, word) ?? meant(await this.#search(target, word), word);
    if (!known)
      throw new NotOnScreen(
        `option "${word}"`,
        (await this.#search(target, word)).map((option) => option.label),
      );
    return known.value;
  }

  #top(): ShownView {
    const view = this.#desk.screens.modals(this.id).at(-1);
    if (!view) throw new NotOnScreen("a form", this.#visible());
    return view;
  }

  #visible(): readonly string[] {
    return this.messages()
      .slice(-3)
      .map((message) => message.text);
  }

  async submit(): Promise<Answer> {
    return answerOf(await this.#desk.submit({ user: this.id, view: this.#top().id }));
  }

  async close(options: { readonly all?: boolean } = {}): Promise<Answer> {
    return answerOf(await this.#desk.close({ user: this.id, view: this.#top().id, ...options }));
  }

  messages(where: Where = {}): readonly Message[] {
    const thread = threadOf(where).thread_ts;
    return this.#desk.screens
      .messages(this.id, this.#channel(where))
      .filter((message) =>
        thread === undefined ? message.thread_ts === undefined || message.broadcast : message.thread_ts === thread,
      )
      .map((message) => this.#read(message));
  }

  last(where: Where = {}): Message | undefined {
    return this.messages(where).at(-1);
  }

  #read(message: ShownMessage): Message {
    const content =
      message.blocks.length > 0
        ? readBlocks(this.#space, message.blocks, message.state)
        : readPlain(this.#space, message.text);
    const author = this.#space.users.get(message.user);
    const read: Message = {
      ...content,
      id: message.ts,
      in: message.channel,
      ...(message.thread_ts !== undefined && { thread: message.thread_ts }),
      by: { id: message.user, name: author?.realName ?? message.user, isBot: message.isBot },
      text: content.lines.join("\n"),
      plain: readMrkdwn(this.#space, message.text),
      onlyYou: message.ephemeral,
      edited: message.edited,
      replies: message.reply_count,
      files: message.files.map(({ id, name }) => {
        const bytes = this.#space.files.get(id)?.content ?? Buffer.alloc(0);
        return { id, name, content: bytes.toString(), bytes };
      }),
    };
    this.#shown.set(read, message.blocks);
    return read;
  }

  async openHome(): Promise<Answer> {
    return answerOf(await this.#desk.openHome(this.id));
  }

  home(): Home | undefined {
    const view = this.#desk.screens.home(this.id);
    return view
      ? { id: view.id, fields: fieldsOf(this.#space, view), ...readBlocks(this.#space, view.blocks, view.state) }
      : undefined;
  }

  #surface(on: Surface): { place: Place; blocks: readonly JsonObject[]; view?: ShownView } {
    if (on === "form" || on === "home") {
      const view = on === "form" ? this.#top() : this.#desk.screens.home(this.id);
      if (!view) throw new NotOnScreen("the home page", []);
      return { place: { kind: "view", view: view.id }, blocks: view.blocks, view };
    }
    const shown = this.#desk.screens.messages(this.id, on.in).find((message) => message.ts === on.id);
    if (!shown) throw new NotOnScreen(`the message "${on.text}"`, this.#visible());
    return { place: { kind: "message", channel: on.in, ts: on.id }, blocks: shown.blocks };
  }
}

const threadOf = ({ thread }: Where): { thread_ts?: string } =>
  thread === undefined ? {} : { thread_ts: typeof thread === "string" ? thread : (thread.thread ?? thread.id) };
