/**
 * What a person does in front of a chat client, and what that person can see there. The same words for every
 * platform: tests and the sandbox page speak this, never a platform's payloads.
 *
 * Every action resolves when the platform heard back from the bot, or gave up waiting (3 s on Slack).
 * Asking for something that is not on the person's screen throws `NotOnScreen` and says what is there instead.
 */

/** A conversation: its id, `#name`, a person's `@name` for a direct message, or "bot": the person's own conversation with the bot. */
export type Conversation = string;

/** What a person can press or choose in: a message they were shown, the open form, or the home page. */
export type Surface = Message | "form" | "home";

/** How the platform's client took an action. */
export interface Answer {
  /** "late": no answer in time. "failed": the bot or the way to it refused. "withdrawn": the person backed out of the confirm dialog. */
  readonly outcome: "answered" | "late" | "failed" | "withdrawn";
  /** What the client itself tells the person when that went wrong, as the platform words it. */
  readonly notice?: string;
}

export interface Confirm {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

export interface Button {
  readonly label: string;
  /** The platform's id of it; `press` takes either. */
  readonly id: string;
  readonly style: "plain" | "primary" | "danger";
  readonly confirm?: Confirm;
  readonly url?: string;
}

export interface Option {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  /** Heading the option stands under. */
  readonly group?: string;
}

/** A select or overflow menu in a message, form or home page that acts as soon as something is chosen. */
export interface Menu {
  readonly label: string;
  readonly id: string;
  readonly options: readonly Option[];
  /** Options come from the bot while one types: see `suggestions`. */
  readonly searchable: boolean;
  readonly chosen: readonly Option[];
  readonly confirm?: Confirm;
}

export interface Chart {
  readonly title: string;
  readonly kind: string;
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly { readonly label: string; readonly value: number }[];
  }[];
}

export interface Table {
  readonly title?: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What any surface shows, top to bottom, as a person reads it. */
export interface Readable {
  /** One entry per line; mrkdwn marks are gone, mentions are `@name`, dates as the platform shows them. */
  readonly lines: readonly string[];
  readonly buttons: readonly Button[];
  readonly menus: readonly Menu[];
  readonly charts: readonly Chart[];
  readonly tables: readonly Table[];
}

/** A file in a message, as it is once it is downloaded. */
interface ReadFile {
  readonly id: string;
  readonly name: string;
  /** As text; `bytes` are what it is. */
  readonly content: string;
  readonly bytes: Uint8Array;
}

export interface Message extends Readable {
  readonly id: string;
  /** Id of its conversation. */
  readonly in: string;
  /** Id of the message that started the thread, when this is a reply. */
  readonly thread?: string;
  readonly by: { readonly id: string; readonly name: string; readonly isBot: boolean };
  /** All lines as one text. */
  readonly text: string;
  /** What a notification or a screen reader says of it. */
  readonly plain: string;
  /** Nobody else can see it. */
  readonly onlyYou: boolean;
  readonly edited: boolean;
  /** Replies in its thread. */
  readonly replies: number;
  readonly files: readonly ReadFile[];
}

/**
 * Text and choices by what the person types or picks. A choice is named by label or value, a person by `@name`, real
 * name or id; several as a list; null empties the field. Dates `YYYY-MM-DD`, times `HH:mm`, both: `YYYY-MM-DD HH:mm`
 * in the person's own time zone. Files: their ids from `attach`. A single check box also takes true or false.
 */
export type FieldInput = string | number | boolean | readonly string[] | null;

export type FieldKind =
  | "text"
  | "number"
  | "email"
  | "url"
  | "rich_text"
  | "date"
  | "time"
  | "datetime"
  | "choice"
  | "choices"
  | "person"
  | "people"
  | "conversation"
  | "conversations"
  | "check"
  | "file";

export interface Field {
  readonly label: string;
  readonly id: string;
  readonly kind: FieldKind;
  readonly optional: boolean;
  /** What the field holds: text as typed, dates and times as ISO, values of choices. Empty: null or []. */
  readonly value: string | readonly string[] | null;
  /** The same as a person reads it: labels of choices, names of people. */
  readonly shown: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly options?: readonly Option[];
  readonly searchable: boolean;
  /** Refusal under the field, after a submit. */
  readonly error?: string;
  /** Several lines may be typed. */
  readonly long: boolean;
}

export interface Form extends Readable {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly Field[];
  /** Label of the button that sends it; absent when the form only shows something. */
  readonly submit?: string;
  readonly close: string;
  /** 1 for the first form, 2 for one on top of it, … */
  readonly depth: number;
}

export interface Home extends Readable {
  readonly id: string;
  readonly fields: readonly Field[];
}

export interface Where {
  /** Default: where the message of `thread` is, else "bot". */
  readonly in?: Conversation;
  /** The message, or its id, whose thread is meant. */
  readonly thread?: Message | string;
}

export interface Person {
  readonly id: string;
  readonly name: string;

  /** Types a command, such as "/visit 宏达". Resolves when it was acknowledged or the client gave up. */
  command(text: string, where?: Where): Promise<Answer>;
  /** Posts a message; `@Name` of a bot or person becomes a mention. Resolves when its deliveries were answered. */
  say(text: string, where?: Where): Promise<Message>;
  /** Picks a file of one's own for a field of a form; returns its id. */
  attach(file: { readonly name: string; readonly content: string | Uint8Array }): string;
  /** Posts a file. */
  upload(file: { readonly name: string; readonly content: string | Uint8Array }, where?: Where): Promise<Message>;

  /**
   * Presses a button, by label or id; "王总 › 已联系" means the one in the row that says 王总. A confirm dialog is
   * answered yes unless `confirm` is false; `confirm: true` also insists that there is one. With `asShown` the button is
   * pressed as the given message showed it, though it may have changed since: a client that has not caught up.
   */
  press(
    on: Surface,
    button: string,
    options?: { readonly confirm?: boolean; readonly asShown?: boolean },
  ): Promise<Answer>;
  /** Picks from a menu outside the fields of a form; `menu` by label, placeholder or id. */
  choose(on: Surface, menu: string, option: FieldInput): Promise<Answer>;
  /** What the menu or field offers for the query: from the bot, when it is searchable. */
  suggestions(field: string, query: string, on?: Surface): Promise<readonly Option[]>;

  /** The form on top, if one is open. */
  form(): Form | undefined;
  /** Types into fields of the open form, by label or id. A searchable choice is searched for with its own text. */
  fill(values: Readonly<Record<string, FieldInput>>): Promise<void>;
  submit(): Promise<Answer>;
  /** Closes the open form; with `all`, everything beneath it too. */
  close(options?: { readonly all?: boolean }): Promise<Answer>;

  /** What this person sees there, oldest first, with what only they can see. Replies only with `thread`. */
  messages(where?: Where): readonly Message[];
  /** The newest of `messages`. */
  last(where?: Where): Message | undefined;

  /** Opens the bot's home page. */
  openHome(): Promise<Answer>;
  home(): Home | undefined;
}

export interface PersonDriver {
  /** By id, name or `@name`. */
  person(who: string): Person;
  /**
   * Waits until the predicate gives something other than undefined, null or false; looked at after every change on
   * anyone's screen. Rejects after `within` milliseconds of real time (default 40,000), saying `what` was awaited.
   */
  until<T>(
    predicate: () => T | undefined | null | false,
    options?: { readonly within?: number; readonly what?: string },
  ): Promise<T>;
}

/** The person tried what the platform's client would not let them do. */
export class DeskError extends Error {
  override readonly name = "DeskError";
}

/** The person looked for something that is not on their screen. */
export class NotOnScreen extends Error {
  constructor(what: string, there: readonly string[]) {
    super(`${what} is not on the screen. There: ${there.length === 0 ? "nothing" : there.join(" | ")}`);
    this.name = "NotOnScreen";
  }
}

/** `PersonDriver.until` over whatever tells of changes. Looks again after each change, once the current work is done. */
export const until = <T>(
  onChange: (listener: () => void) => () => void,
  predicate: () => T | undefined | null | false,
  { within = 40_000, what = "it" }: { readonly within?: number; readonly what?: string } = {},
): Promise<T> =>
  new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      stop();
      settle();
    };
    const look = () => {
      try {
        const found = predicate();
        if (found !== undefined && found !== null && found !== false) finish(() => resolve(found));
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const timer = setTimeout(() => finish(() => reject(new Error(`waited ${within} ms in vain for ${what}`))), within);
    const stop = onChange(() => queueMicrotask(look));
    look();
  });
