import type { Card } from "../../src/chat/card.ts";
import type { PersonIdentity, PersonProfile } from "../../src/chat/feature.ts";
import {
  type ChatPort,
  type GivenFile,
  type Mention,
  PortError,
  type PortStatus,
  type SentMessage,
  type Target,
} from "../../src/chat/port.ts";
import type { Instant } from "../../src/core/clock.ts";
import type { Zone } from "../../src/core/dates.ts";
import type { InBoth } from "../../src/core/language.ts";
import type { Address, WhoIs } from "../../src/core/who-is.ts";
import { cardTaken } from "./drawn.ts";

/** A message as it stands on the platform, with every face it has had. */
export interface StandingMessage extends SentMessage {
  readonly key: string;
  readonly at: Instant;
  readonly faces: Card[];
  /** People its present face mentions, by the platform's user id. */
  mentions: string[];
}

/** What goes wrong with one call: before it does anything, or after. */
export type Fault = { readonly before: PortError | Error } | { readonly after: PortError | Error };
type Call = "post" | "edit" | "find" | "directPlace" | "sendFile" | "hasFile";

/** A platform in memory: keeps what was posted, refuses what a real one would, and fails as it is told. */
export class MemoryPort implements ChatPort {
  readonly platform: string;
  readonly messages: StandingMessage[] = [];
  readonly files: (GivenFile & { readonly key: string; readonly place: string; readonly at: Instant })[] = [];
  /** Every call as "post C-team", in order. */
  readonly calls: string[] = [];
  /** What is wrong with a place that someone picks. */
  readonly problems = new Map<string, InBoth>();
  /** Whose the addresses are; nobody's when absent. */
  readonly accounts = new Map<string, WhoIs>();
  /** What was asked for in each look-up. */
  readonly asked: (readonly Address[])[] = [];
  readonly #faults: { call: Call; place: string | undefined; fault: Fault; left: number }[] = [];
  readonly #old = new Set<string>();
  readonly #gates = new Map<string, Promise<void>>();

  constructor(platform: string) {
    this.platform = platform;
  }

  /** The next `times` calls of that kind (at that place) fail. */
  fails(call: Call, fault: Fault, { place, times = 1 }: { place?: string; times?: number } = {}): void {
    this.#faults.push({ call, place, fault, left: times });
  }

  /** Whatever stands there now can be edited no more. */
  ages(place: string): void {
    for (const { place: at, message } of this.messages) if (at === place) this.#old.add(message);
  }

  /** Such calls at the place wait until the returned function is called. */
  holds(place: string, call: "post" | "edit" = "post"): () => void {
    let open = () => {};
    const gate = `${call} ${place}`;
    this.#gates.set(
      gate,
      new Promise<void>((resolve) => {
        open = resolve;
      }),
    );
    return () => {
      this.#gates.delete(gate);
      open();
    };
  }

  /** Titles of the messages at a place as they stand, oldest first; those in threads after an arrow. */
  titlesAt(place: string): string[] {
    return this.messages
      .filter((message) => message.place === place)
      .map(({ faces, thread }) => `${thread ? "↳ " : ""}${faces.at(-1)?.title}`);
  }

  async post(target: Target, { card, key, mention }: { card: Card; key: string; mention: Mention }) {
    const fault = this.#called("post", target.place);
    await this.#gates.get(`post ${target.place}`);
    throwIf(fault, "before");
    if (target.thread && !this.messages.some(({ message }) => message === target.thread))
      throw new PortError("gone", "thread_not_found");
    cardTaken(card);
    const sent: StandingMessage = {
      platform: this.platform,
      workspace: target.workspace,
      place: target.place,
      message: `m${this.messages.length + 1}`,
      ...(target.thread && { thread: target.thread }),
      key,
      at: new Date(),
      faces: [card],
      mentions: mentionsOf(card, mention),
    };
    this.messages.push(sent);
    throwIf(fault, "after");
    return sent;
  }

  async edit(sent: SentMessage, { card, mention }: { card: Card; mention: Mention }): Promise<void> {
    const fault = this.#called("edit", sent.place);
    await this.#gates.get(`edit ${sent.place}`);
    throwIf(fault, "before");
    const standing = this.messages.find(({ place, message }) => place === sent.place && message === sent.message);
    if (!standing) throw new PortError("gone", "message_not_found");
    if (this.#old.has(sent.message)) throw new PortError("too_old", "message_too_old");
    cardTaken(card);
    standing.faces.push(card);
    standing.mentions = mentionsOf(card, mention);
    throwIf(fault, "after");
  }

  async find(target: Target, key: string, since: Instant) {
    throwIf(this.#called("find", target.place), "before");
    return this.messages.find((message) => {
      const isThere = message.place === target.place && message.thread === target.thread;
      return isThere && message.key === key && message.at >= since;
    });
  }

  async sendFile({ place }: Target, file: GivenFile & { readonly key: string }): Promise<void> {
    const fault = this.#called("sendFile", place);
    throwIf(fault, "before");
    this.files.push({ ...file, place, at: new Date() });
    throwIf(fault, "after");
  }

  async hasFile({ place }: Target, { name }: GivenFile, since: Instant): Promise<boolean> {
    throwIf(this.#called("hasFile", place), "before");
    return this.files.some((file) => file.place === place && file.name === name && file.at >= since);
  }

  async directPlace({ user }: PersonIdentity): Promise<string> {
    throwIf(this.#called("directPlace", user), "before");
    return `D-${user}`;
  }

  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  status(): PortStatus {
    return { up: true, detail: "in memory" };
  }
  async profile({ user }: PersonIdentity): Promise<PersonProfile> {
    return { name: user, language: "en", zone: "Asia/Shanghai" as Zone, bot: false };
  }
  async whoIs(_: string, addresses: readonly Address[]): Promise<WhoIs[]> {
    this.asked.push(addresses);
    return addresses.map(({ mail, phone }) => this.accounts.get(mail ?? phone ?? "") ?? { kind: "nobody" });
  }
  async placeProblem({ place }: Target): Promise<InBoth | undefined> {
    return this.problems.get(place);
  }
  async showHome(): Promise<void> {}
  check(): void {}

  #called(call: Call, place: string): Fault | undefined {
    this.calls.push(`${call} ${place}`);
    const planned = this.#faults.find((each) => each.call === call && each.left > 0 && (each.place ?? place) === place);
    if (planned) planned.left -= 1;
    return planned?.fault;
  }
}

const throwIf = (fault: Fault | undefined, when: "before" | "after"): void => {
  if (fault && when in fault) throw (fault as Record<string, Error>)[when];
};

const mentionsOf = (card: Card, mention: Mention): string[] =>
  (card.text ?? []).flatMap((text) => {
    const parts = typeof text === "string" ? [] : text;
    return parts.flatMap((part) =>
      typeof part === "object" && "person" in part ? (mention(part.person) ?? part.name) : [],
    );
  });
