import type { Form, Message, Option, Person, Readable } from "../../src/sandbox/driver.ts";

/** What a person reads of something, without the ids in it. */
const readable = ({ lines, buttons, menus, tables, charts }: Readable) => ({
  lines,
  buttons: buttons.map(({ label, confirm }) => ({ label, confirm })),
  menus: menus.map(({ label, options, chosen }) => [label, options.map(named), chosen.map(named)]),
  tables,
  charts,
});
const named = ({ label, description, group }: Option) => ({ label, description, group });

const formRead = (form: Form) => ({
  title: form.title,
  ...readable(form),
  fields: form.fields.map(({ label, shown, hint, placeholder, options, error }) => [
    { label, shown, hint, placeholder, error },
    options?.map(named),
  ]),
});

export const messageRead = (message: Message) => ({
  ...readable(message),
  plain: message.plain,
  thread: message.thread !== undefined,
  files: message.files.map(({ name, content }) => [name, content]),
});

/** Everything on the screen of one person, as far as they read it: by message, and what is open. */
export class Screens {
  readonly #who: Person;
  readonly #places: readonly string[];
  #before = new Map<string, string>();

  constructor(who: Person, places: readonly string[]) {
    this.#who = who;
    this.#places = ["bot", ...places];
  }

  /** Messages of the bot that are new or other than before, theirs alone and everybody's. */
  changes(): { readonly own: readonly Message[]; readonly all: readonly Message[] } {
    const messages = this.#places.flatMap((place) =>
      this.#who
        .messages({ in: place })
        .flatMap((message) => [
          message,
          ...(message.replies > 0 ? this.#who.messages({ in: place, thread: message }) : []),
        ])
        .map((message) => ({ message, toAll: place !== "bot" && !message.onlyYou })),
    );
    const now = messages.map(({ message }) => [message.id, JSON.stringify(messageRead(message))] as const);
    const changed = messages.filter(
      ({ message }, n) => message.by.isBot && this.#before.get(message.id) !== now[n]?.[1],
    );
    this.#before = new Map(now);
    return {
      own: changed.filter(({ toAll }) => !toAll).map(({ message }) => message),
      all: changed.filter(({ toAll }) => toAll).map(({ message }) => message),
    };
  }

  /** The form in front of them, or nothing. */
  form(): unknown {
    const form = this.#who.form();
    return form && formRead(form);
  }

  home(): unknown {
    const home = this.#who.home();
    return home && readable(home);
  }
}
