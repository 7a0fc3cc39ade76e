import { type FieldInput, type Form, NotOnScreen, type Option, until } from "../driver.ts";
import { isObject } from "../json.ts";
import type { FeishuDesk } from "./desk.ts";
import { type CardView, cardOf, offeredBy, readCard, summaryOf } from "./readable.ts";
import { type FieldSpot, type FormParts, formParts, kindOf, readField } from "./readable-form.ts";
import { readText } from "./readable-text.ts";
import type { Message, User } from "./records.ts";
import type { ElementPlace, Held, Reaction } from "./screen.ts";
import type { Tenant } from "./state.ts";

/** How long a search whose answer brought nothing is given, in case the card is changed a little later. */
const SEARCH_MS = 2000;

/** A form card that is open on someone's screen. */
interface OpenForm {
  readonly view: CardView;
  readonly parts: FormParts;
}

const without = (word: string): string => word.replace(/^[@#]/, "");

/** The option a person means: by value, label, or the only label that contains the words. */
export const meant = (options: readonly Option[], word: string): Option | undefined => {
  const containing = options.filter(({ label }) => label.includes(without(word)));
  return (
    options.find(({ value }) => value === word) ??
    options.find(({ label }) => without(label) === without(word)) ??
    (containing.length === 1 ? containing[0] : undefined)
  );
};

/** A person in front of the forms that bots put into cards. */
export class FormFiller {
  readonly #user: User;
  readonly #desk: FeishuDesk;
  readonly #tenant: Tenant;

  constructor(user: User, desk: FeishuDesk, tenant: Tenant) {
    this.#user = user;
    this.#desk = desk;
    this.#tenant = tenant;
  }

  /** The card of that message, as this person sees it. */
  view(message: Message): CardView | undefined {
    const card = message.deleted ? undefined : cardOf(message);
    return card && { ...this.#desk.look(this.#user, message), card };
  }

  #isOpen(message: Message): boolean {
    const mayHold = message.type === "interactive" && message.content.includes('"form"');
    return mayHold && !this.#desk.isPutAway(this.#user, message);
  }

  /** The newest form card that has not been put away, wherever it is. */
  open(): OpenForm | undefined {
    const all = this.#desk.visibleTo(this.#user).filter((message) => this.#isOpen(message));
    for (const message of all.toSorted((a, b) => b.updateTime - a.updateTime)) {
      const view = this.view(message);
      const parts = view && formParts(view.reader, view.card);
      if (view && parts) return { view, parts };
    }
    return undefined;
  }

  /** @throws NotOnScreen when none is open. */
  needed(): OpenForm {
    const form = this.open();
    if (!form) {
      const recent = this.#desk.visibleTo(this.#user).slice(-3);
      throw new NotOnScreen(
        "a form",
        recent.map((message) => summaryOf(this.#desk.look(this.#user, message).reader, message)),
      );
    }
    return form;
  }

  read(): Form | undefined {
    const form = this.open();
    if (!form) return undefined;
    const { view, parts } = form;
    const { reader, card } = view;
    const header = isObject(card.header) ? card.header : {};
    const title = readText(reader, header.title);
    const content = readCard(view);
    const submit = parts.submit && readText(reader, parts.submit.element.text);
    return {
      ...content,
      id: view.message.id,
      title,
      lines: content.lines.slice(title === "" ? 0 : title.split("\n").length),
      buttons: content.buttons.filter(({ id }) => id !== parts.submit?.element.name),
      fields: parts.fields.map((field) => readField(view, field)),
      ...(submit !== undefined && { submit }),
      close: parts.cancel ? readText(reader, parts.cancel.element.text) : "×",
      depth: 1,
    };
  }

  #place({ view }: OpenForm, at: string): ElementPlace {
    return { user: this.#user.openId, message: view.message.id, at };
  }

  /** By label or id. */
  #field(name: string): { readonly form: OpenForm; readonly field: FieldSpot } {
    const form = this.needed();
    const { fields } = form.parts;
    const field = fields.find(({ label, spot }) => label === name || spot.element.name === name);
    if (!field)
      throw new NotOnScreen(
        `"${name}"`,
        fields.map(({ label }) => label),
      );
    return { form, field };
  }

  options(name: string): readonly Option[] {
    const { form, field } = this.#field(name);
    return offeredBy(form.view, field.spot.element);
  }

  has(name: string): boolean {
    return this.open()?.parts.fields.some(({ label, spot }) => label === name || spot.element.name === name) ?? false;
  }

  async suggestions(name: string, query: string): Promise<readonly Option[]> {
    const { form, field } = this.#field(name);
    const input = field.search?.input;
    if (!input) return this.options(name).filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()));
    const typed = readField(form.view, { spot: input, label: "", optional: true }).value;
    if (query !== "" || typed !== null) await this.#search(name, query);
    return this.options(name);
  }

  /** Types what is looked for, presses the button of the search row, and waits for what it brings. */
  async #search(name: string, query: string): Promise<void> {
    const { form, field } = this.#field(name);
    if (!field.search) return;
    const { input, button } = field.search;
    if (input) this.#desk.enter({ ...this.#place(form, input.at), entry: query === "" ? null : query });
    const before = form.view.message.content;
    const { outcome, notice } = await this.#desk.press(this.#place(form, button.at));
    if (outcome !== "answered") throw new NotOnScreen(`what "${query}" brings`, [notice?.text ?? outcome]);
    if (notice || form.view.message.content !== before) return;
    await this.#waitFor(() => form.view.message.content !== before);
  }

  async #waitFor(come: () => boolean): Promise<void> {
    const listen = (listener: () => void) => this.#desk.onChange(listener);
    await until(listen, come, { within: SEARCH_MS }).catch(() => false);
  }

  async fill(name: string, input: FieldInput): Promise<void> {
    const { form, field } = this.#field(name);
    const kind = kindOf(field.spot.element);
    if (kind === "check") return this.#enter(name, input === true || input === "true");
    const words = typeof input === "object" ? (input ?? []) : [String(input)];
    const [word] = words;
    if (word === undefined) return this.#enter(name, kind === "choices" || kind === "people" ? [] : null);
    if (kind === "person" || kind === "people") return this.#enter(name, this.#people(form, field, words));
    if (kind === "choice" || kind === "choices") return this.#choices(name, kind, words);
    this.#enter(name, kind === "datetime" ? word.replace("T", " ") : word);
  }

  async #choices(name: string, kind: "choice" | "choices", words: readonly string[]): Promise<void> {
    let chosen: readonly string[] = [];
    for (const word of words) {
      chosen = [...chosen, await this.#choice(name, word)];
      this.#enter(name, kind === "choice" ? (chosen.at(-1) ?? null) : chosen);
    }
  }

  #enter(name: string, entry: Held): void {
    const { form, field } = this.#field(name);
    this.#desk.enter({ ...this.#place(form, field.spot.at), entry });
  }

  #people({ view }: OpenForm, { spot }: FieldSpot, words: readonly string[]): Held {
    const offered = offeredBy(view, spot.element);
    const ids = words.map((word) => {
      const id = this.#tenant.openId(word);
      if (!offered.some(({ value }) => value === id))
        throw new NotOnScreen(
          word,
          offered.map(({ label }) => label),
        );
      return id;
    });
    return kindOf(spot.element) === "people" ? ids : (ids[0] ?? null);
  }

  /** The value of the option meant; one that is not offered is searched for, and a file is sent to the bot first. */
  async #choice(name: string, word: string): Promise<string> {
    const known = meant(this.options(name), word);
    if (known) return known.value;
    const file = this.#tenant.files.get(word);
    if (file) await this.#send(name, word);
    const looked = file?.name ?? word;
    const sent = meant(this.options(name), looked);
    if (sent) return sent.value;
    await this.#search(name, looked);
    const found = meant(this.options(name), looked);
    if (!found)
      throw new NotOnScreen(
        `option "${looked}"`,
        this.options(name).map(({ label }) => label),
      );
    return found.value;
  }

  /** Into the person's conversation with the bot: there is nothing in a card that takes files. */
  async #send(name: string, key: string): Promise<void> {
    const { form, field } = this.#field(name);
    const before = form.view.message.content;
    const chat = this.#tenant.direct(this.#user.openId, this.#tenant.app.botOpenId).id;
    await this.#desk.say({ user: this.#user.openId, chat, text: "", files: [key] });
    if (!field.search) await this.#waitFor(() => form.view.message.content !== before);
  }

  async submit(): Promise<Reaction> {
    const form = this.needed();
    const { submit } = form.parts;
    if (!submit) throw new NotOnScreen("a button that sends the form", []);
    return this.#desk.press(this.#place(form, submit.at));
  }

  /** Leaves by the button for it, if there is one; there is no window to close, so the form is put away as well. */
  async close(all: boolean): Promise<Reaction> {
    const form = this.needed();
    const { cancel } = form.parts;
    const reaction: Reaction = cancel ? await this.#desk.press(this.#place(form, cancel.at)) : { outcome: "answered" };
    this.#desk.hide({ user: this.#user.openId, message: form.view.message.id });
    for (let more = all ? this.open() : undefined; more; more = this.open())
      this.#desk.hide({ user: this.#user.openId, message: more.view.message.id });
    return reaction;
  }
}
