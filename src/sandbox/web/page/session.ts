import { elapsed } from "../../../core/clock.ts";
import { isObject, type JsonObject } from "../../json.ts";
import type { Notice, Place, Reaction, Screen, ShownMessage, ShownOption } from "../../slack/screen.ts";
import type { ActionAnswer, PageAction, PageClock, PageEvent, PagePerson } from "../wire.ts";
import { applyChange } from "./changes.ts";
import { fetchPeople, perform, uploadFile } from "./server.ts";
import { type Texts, textsIn } from "./texts.ts";
import { msOf } from "./time.ts";

/** Something the client tells the person because an action went wrong, and where it stands. */
export interface Trouble {
  readonly id: number;
  /** `message:CHANNEL:TS`, `view:ID`, `channel:ID`, or "home". */
  readonly where: string;
  readonly text: string;
  /** Slack's own word for it, small. */
  readonly detail: string;
}

/** A confirm dialog that is open, and what happens when it is answered. */
export interface Asking {
  readonly confirm: JsonObject;
  readonly answer: (yes: boolean) => void;
}

export type Line = "connecting" | "open" | "lost";

const RETRY_MS = 1500;

export const placeKey = (place: Place): string =>
  place.kind === "message" ? `message:${place.channel}:${place.ts}` : `view:${place.view}`;

/** One person in front of the page: their screen as it changes, and what they do. */
export class Session {
  readonly person: PagePerson;
  readonly t: Texts;
  screen: Screen | undefined;
  clock: PageClock | undefined;
  line: Line = "connecting";
  troubles: readonly Trouble[] = [];
  /** Keys of what was pressed and not answered yet. */
  readonly pending = new Set<string>();
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
  readonly #read = new Map<string, string>();
  readonly #threadRead = new Map<string, string>();
  readonly #listeners = new Set<() => void>();

  constructor(person: PagePerson) {
    this.person = person;
    this.t = textsIn(person.language);
    for (const [channel, ts] of Object.entries(this.#stored())) this.#read.set(channel, String(ts));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  open(): void {
    if (this.#closed) return;
    const source = new EventSource(`/sandbox/events?${new URLSearchParams({ as: this.person.id })}`);
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

  #take(event: PageEvent): void {
    if (this.#closed) return;
    if (event.type === "change") {
      if (this.screen) this.screen = applyChange(this.screen, event.change);
      if (event.change.type === "notice") this.#notice(event.change.notice);
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

  #notice(notice: Notice): void {
    const where =
      notice.channel && notice.ts ? `message:${notice.channel}:${notice.ts}` : `channel:${notice.channel ?? ""}`;
    if (!this.troubles.some((one) => one.where === where)) this.trouble(where, notice.text);
  }

  trouble(where: string, text: string, detail = ""): void {
    this.#troubleCount += 1;
    const kept = this.troubles.filter((one) => one.where !== where);
    this.troubles = [...kept, { id: this.#troubleCount, where, text, detail }];
    this.changed();
  }

  forget(where: string): void {
    if (!this.troubles.some((one) => one.where === where)) return;
    this.troubles = this.troubles.filter((one) => one.where !== where);
    this.changed();
  }

  /** Resolves with the person's answer. */
  ask(confirm: JsonObject): Promise<boolean> {
    return new Promise((resolve) => {
      this.asking = {
        confirm,
        answer: (yes) => {
          this.asking = undefined;
          this.changed();
          resolve(yes);
        },
      };
      this.changed();
    });
  }

  dismiss(message: ShownMessage): void {
    this.dismissed.add(`${message.channel}:${message.ts}`);
    this.changed();
  }

  /** Does it, keeping `key` pending meanwhile; what goes wrong becomes a trouble at `where`. Resolves with the result. */
  async do(action: PageAction, { key, where }: { key: string; where: string }): Promise<unknown> {
    this.pending.add(key);
    this.forget(where);
    this.changed();
    const answer = await perform(this.person.id, action);
    this.pending.delete(key);
    this.#judge(answer, where);
    this.changed();
    return answer.ok ? answer.result : undefined;
  }

  /** Hands over what was typed, without a word when it cannot be: the press that follows will tell. */
  async keep(action: PageAction): Promise<void> {
    await perform(this.person.id, action);
  }

  #judge(answer: ActionAnswer, where: string): void {
    const bot = this.screen?.app.name ?? "";
    if (!answer.ok) {
      const gone = answer.message === "unreachable";
      const text = answer.code === "refused" ? this.t.refused : gone ? this.t.offline : this.t.broken;
      this.trouble(where, text, gone ? "" : answer.message);
      return;
    }
    if (!isReaction(answer.result) || answer.result.outcome === "answered") return;
    const { outcome, error, notice } = answer.result;
    this.trouble(where, outcome === "late" ? this.t.late(bot) : this.t.failed(bot), error ?? notice ?? "");
  }

  async suggest(place: Place, ids: { block_id: string; action_id: string }, query: string) {
    const answer = await perform(this.person.id, { type: "suggest", place, ...ids, query });
    return answer.ok ? (answer.result as readonly ShownOption[]) : [];
  }

  /** Ids of the stored files, in order; those that could not be stored are left out and told. */
  async upload(
    files: readonly File[],
    where: string,
  ): Promise<readonly { readonly id: string; readonly name: string }[]> {
    const stored: { id: string; name: string }[] = [];
    for (const file of files) {
      const answer = await uploadFile(this.person.id, file);
      if (answer.ok) stored.push({ id: String(answer.result), name: file.name });
      else this.trouble(where, this.t.fileTooBig(file.name), answer.message);
    }
    return stored;
  }

  #storageKey(): string {
    return `rapport-sandbox-read:${this.person.id}`;
  }

  #stored(): Record<string, unknown> {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(this.#storageKey()) ?? "{}");
      return isObject(value) ? { ...value } : {};
    } catch {
      return {};
    }
  }

  /** Messages of others that came after the person last looked; of replies those that concern the person. */
  unread(channel: string): number {
    const read = msOf(this.readUpTo(channel));
    const there = this.screen?.messages[channel] ?? [];
    const isNew = (one: ShownMessage): boolean => msOf(one.ts) > read && one.user !== this.person.id;
    return there.filter((one) => isNew(one) && (!isReply(one) || concerns(this.person.id, one, there))).length;
  }

  /** Whether the thread got replies of others that the person has not seen. */
  hasNewReplies(parent: ShownMessage, since: string): boolean {
    const seen = Math.max(msOf(since), msOf(this.#threadRead.get(parent.ts) ?? "0"));
    const there = this.screen?.messages[parent.channel] ?? [];
    return there.some((one) => one.thread_ts === parent.ts && msOf(one.ts) > seen && one.user !== this.person.id);
  }

  markThreadRead(channel: string, thread: string): void {
    const last = this.screen?.messages[channel]?.findLast((one) => one.thread_ts === thread)?.ts;
    if (!last || last === this.#threadRead.get(thread)) return;
    this.#threadRead.set(thread, last);
    this.changed();
  }

  readUpTo(channel: string): string {
    return this.#read.get(channel) ?? "0";
  }

  markRead(channel: string): void {
    const last = this.screen?.messages[channel]?.at(-1)?.ts;
    if (!last || last === this.#read.get(channel)) return;
    this.#read.set(channel, last);
    localStorage.setItem(this.#storageKey(), JSON.stringify(Object.fromEntries(this.#read)));
    this.changed();
  }
}

const isReaction = (value: unknown): value is Reaction => isObject(value) && typeof value.outcome === "string";

const isReply = (message: ShownMessage): boolean => message.thread_ts !== undefined && message.thread_ts !== message.ts;

/** A reply concerns those it names and those who wrote in the thread before. */
const concerns = (person: string, reply: ShownMessage, all: readonly ShownMessage[]): boolean =>
  JSON.stringify([reply.text, reply.blocks]).includes(person) ||
  all.some((one) => one.user === person && (one.ts === reply.thread_ts || one.thread_ts === reply.thread_ts));
