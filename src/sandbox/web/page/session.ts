import type { ComponentChildren } from "preact";
import { elapsed } from "../../../core/clock.ts";
import { isObject } from "../../json.ts";
import type { ActionAnswer, CommonAction, PageClock, PageEvent, PagePerson } from "../wire.ts";
import { type Action, fetchPeople, perform, uploadFile } from "./server.ts";
import { type Texts, textsIn } from "./texts.ts";

/** Something the client tells the person because an action went wrong, and where it stands. */
export interface Trouble {
  readonly id: number;
  /** A message, form or conversation as its platform names it, "clock", or "app": the client as a whole. */
  readonly where: string;
  readonly text: string;
  /** The platform's own word for it, small. */
  readonly detail: string;
}

/** What is asked before a button acts. */
export interface Question {
  readonly title: string;
  readonly text: ComponentChildren;
  readonly yes: string;
  readonly no: string;
  readonly danger: boolean;
}
/** A question that is open, and what happens when it is answered. */
export interface Asking extends Question {
  readonly answer: (yes: boolean) => void;
}

/** The bot of the company, as the client knows it. */
export interface ShownBot {
  readonly name: string;
  readonly connected: boolean;
}

const RETRY_MS = 1500;

/** One person in front of a platform's client: their screen as it changes, and what they do. */
export abstract class Session<Screen = unknown, Change = unknown, Act extends Action = Action> {
  readonly person: PagePerson;
  readonly t: Texts;
  screen: Screen | undefined;
  clock: PageClock | undefined;
  line: "connecting" | "open" | "lost" = "connecting";
  troubles: readonly Trouble[] = [];
  /** Keys of what was pressed and not answered yet. */
  readonly pending = new Set<string>();
  /** Messages that the person put out of sight. */
  readonly dismissed = new Set<string>();
  /** What is being written, by conversation or thread. */
  readonly lines = new Map<string, string>();
  asking: Asking | undefined;
  /** The build of the page that the server has now. */
  #build: string | undefined;
  #heardAt = 0;
  #troubleCount = 0;
  #source: EventSource | undefined;
  #closed = false;
  readonly #read = new Map<string, number>();
  readonly #listeners = new Set<() => void>();

  constructor(person: PagePerson) {
    this.person = person;
    this.t = textsIn(person.language);
    for (const [conversation, ms] of Object.entries(this.#stored())) this.#read.set(conversation, Number(ms));
  }

  abstract get bot(): ShownBot | undefined;
  /** The screen after the change. */
  protected abstract after(screen: Screen, change: Change): Screen;
  /** What an answer of the platform says of an action that did not work; undefined when it did. */
  protected abstract complaint(result: unknown): { readonly text: string; readonly detail: string } | undefined;

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  open(): void {
    if (this.#closed) return;
    const who = { in: this.person.platform, as: this.person.id };
    const source = new EventSource(`/sandbox/events?${new URLSearchParams(who)}`);
    this.#source = source;
    source.onmessage = (event) => this.#take(JSON.parse(event.data));
    source.onerror = () => {
      source.close();
      this.line = "lost";
      this.changed();
      setTimeout(() => void this.#reopen(), RETRY_MS);
    };
  }

  /** Someone whose account was closed meanwhile cannot come back: the start page asks anew. */
  async #reopen(): Promise<void> {
    const answer = await fetchPeople().catch(() => undefined);
    if (this.#closed) return;
    if (answer && !answer.people.some((one) => one.id === this.person.id)) location.assign("/");
    else this.open();
  }

  close(): void {
    this.#closed = true;
    this.#source?.close();
  }

  #take(event: PageEvent<Screen, Change>): void {
    if (this.#closed) return;
    if (event.type === "change") {
      if (this.screen) this.screen = this.after(this.screen, event.change);
    } else {
      this.clock = event.clock;
      this.#heardAt = elapsed();
    }
    if (event.type === "screen") {
      if (this.#build !== undefined && this.#build !== event.build) location.reload();
      this.#build = event.build;
      this.screen = event.screen;
      this.line = "open";
    }
    this.changed();
  }

  /** Milliseconds since 1970 by the sandbox's clock. */
  now(): number {
    return (this.clock?.now ?? 0) + elapsed() - this.#heardAt;
  }

  /** Changes when something that is on its way for it begins or ends. */
  underWay(message: string): string {
    return [...this.pending].filter((key) => key.includes(message)).join(" ");
  }

  trouble(where: string, text: string, detail = ""): void {
    this.#troubleCount += 1;
    const kept = this.troubles.filter((one) => one.where !== where);
    this.troubles = [...kept, { id: this.#troubleCount, where, text, detail }];
    this.changed();
  }

  troubleAt(where: string): Trouble | undefined {
    return this.troubles.find((one) => one.where === where);
  }

  forget(where: string): void {
    if (!this.troubleAt(where)) return;
    this.troubles = this.troubles.filter((one) => one.where !== where);
    this.changed();
  }

  /** Resolves with the person's answer. */
  ask(question: Question): Promise<boolean> {
    return new Promise((resolve) => {
      this.asking = {
        ...question,
        answer: (yes) => {
          this.asking = undefined;
          this.changed();
          resolve(yes);
        },
      };
      this.changed();
    });
  }

  dismiss(message: string): void {
    this.dismissed.add(message);
    this.changed();
  }

  /** Does it, keeping `key` pending meanwhile; what goes wrong becomes a trouble at `where`. Resolves with the result. */
  async do(action: Act | CommonAction, { key, where }: { key: string; where: string }): Promise<unknown> {
    this.pending.add(key);
    this.forget(where);
    this.changed();
    const answer = await perform(this.person, action);
    this.pending.delete(key);
    this.#judge(answer, where);
    this.changed();
    return answer.ok ? answer.result : undefined;
  }

  #judge(answer: ActionAnswer, where: string): void {
    if (answer.ok) {
      const wrong = this.complaint(answer.result);
      if (wrong) this.trouble(where, wrong.text, wrong.detail);
      return;
    }
    const gone = answer.message === "unreachable";
    const text = answer.code === "refused" ? this.t.refused : gone ? this.t.offline : this.t.broken;
    this.trouble(where, text, gone ? "" : answer.message);
  }

  /** Ids of the stored files, in order; those that could not be stored are left out and told. */
  async upload(
    files: readonly File[],
    where: string,
  ): Promise<readonly { readonly id: string; readonly name: string }[]> {
    const stored: { id: string; name: string }[] = [];
    for (const file of files) {
      const answer = await uploadFile(this.person, file);
      if (answer.ok) stored.push({ id: String(answer.result), name: file.name });
      else this.trouble(where, this.t.fileTooBig(file.name), answer.message);
    }
    return stored;
  }

  #storageKey(): string {
    return `rapport-sandbox-read:${this.person.platform}:${this.person.id}`;
  }

  #stored(): Record<string, unknown> {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(this.#storageKey()) ?? "{}");
      return isObject(value) ? { ...value } : {};
    } catch {
      return {};
    }
  }

  /** When the newest message was sent that the person has seen there, in milliseconds since 1970. */
  readUpTo(conversation: string): number {
    return this.#read.get(conversation) ?? 0;
  }

  markRead(conversation: string, ms: number | undefined): void {
    if (!ms || ms <= this.readUpTo(conversation)) return;
    this.#read.set(conversation, ms);
    localStorage.setItem(this.#storageKey(), JSON.stringify(Object.fromEntries(this.#read)));
    this.changed();
  }
}
