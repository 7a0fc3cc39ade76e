import { pino } from "pino";
import { beforeAll } from "vitest";
import type { ActionCall, Button, Card } from "../../src/chat/card.ts";
import type { Feature, PersonIdentity, PersonProfile, Place } from "../../src/chat/feature.ts";
import type { UploadedFile } from "../../src/chat/form.ts";
import { createKernel, type Kernel } from "../../src/chat/kernel.ts";
import type { Answer, RawValue, Shown, ShownForm } from "../../src/chat/port.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { newId } from "../../src/core/ids.ts";
import type { JobContext } from "../../src/core/job.ts";
import type { InBoth } from "../../src/core/language.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { kernelGround } from "../../src/kernel-ground.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { subjectOf } from "../../src/notify/subjects.ts";
import { watchedBot } from "./audited.ts";
import { cardText } from "./card-text.ts";
import { type Company, makeCompany } from "./company.ts";
import { type TestDatabase, withDatabase } from "./database.ts";
import { homeTaken, shownTaken } from "./drawn.ts";
import { MemoryPort, type StandingMessage } from "./memory-port.ts";

/**
 * People who talk to the bot on the neutral level: real kernel, features and database, no platform between.
 *
 *     const house = withConversation({ features: [visits], at: "2026-11-23T09:00:00+08:00" });
 *     const li = house.person("李伟");
 *     await li.types("/visit 宏达 谈了续约");
 *     expect(li.card.title).toBe("…");
 *     await li.presses("撤销");
 */
export interface House {
  readonly database: TestDatabase;
  readonly clock: MovableClock;
  readonly company: Company;
  readonly kernel: Kernel;
  /** By platform; each is in memory. */
  readonly ports: ReadonlyMap<string, MemoryPort>;
  /** Of the company's workspace, or of another: there the user's id is `secondUser(name)`. */
  person(name: string, side?: { readonly platform: string; readonly workspace: string }): Person;
  /** What ticks and jobs of the company work with. */
  jobContext(): JobContext;
  /** Brings what was queued to the people and channels. */
  delivers(): Promise<void>;
  /** From now on the platform tells this of a person. */
  tells(user: string, profile: Partial<PersonProfile>): void;
  /** From now on the platform tells this of a place that someone picks. */
  spoils(place: string, problem: InBoth): void;
  /** Messages that stand in a place, "D-…" or a channel, oldest first. */
  messagesAt(place: string): readonly StandingMessage[];
}

export const withConversation = (options: { features: readonly Feature[]; at: string }): House => {
  const database = withDatabase();
  const bot = watchedBot(database);
  const clock = new MovableClock();
  clock.freezeAt(new Date(options.at));
  let company: Company | undefined;
  let kernel: Kernel | undefined;
  const log = pino({ level: "silent" });
  beforeAll(async () => {
    company = await makeCompany(database.handle);
    kernel = createKernel({
      features: options.features,
      log,
      ...kernelGround(bot.handle, clock),
      subjectOf: async (standing) =>
        standing.message.startsWith(ABOUT)
          ? { organizationId: existing(company).organizationId, subject: standing.message.slice(ABOUT.length) }
          : subjectOf(bot.handle, standing),
      profile: async ({ user }) => ({ ...SOMEONE, ...profiles.get(user) }),
      placeProblem: (place) => port.placeProblem(place),
      showHome: async (identity, cards) => void homes.set(identity.user, cards),
    });
  });
  const homes = new Map<string, readonly Card[]>();
  const profiles = new Map<string, Partial<PersonProfile>>();
  const existing = <T>(value: T | undefined): T => {
    if (!value) throw new Error("withConversation() is ready inside a test.");
    return value;
  };
  const people = new Map<string, Person>();
  const port = new MemoryPort("slack");
  const second = new MemoryPort(SECOND.platform);
  const ports = new Map([port, second].map((each) => [each.platform, each]));
  const messagesAt = (place: string) => [...port.messages, ...second.messages].filter((each) => each.place === place);
  return {
    database,
    messagesAt,
    tells: (user, profile) => void profiles.set(user, profile),
    spoils: (place, problem) => void port.problems.set(place, problem),
    ports,
    delivers: () => createDelivery({ database: bot, ports, clock, log }).deliverDue(),
    clock,
    get company() {
      return existing(company);
    },
    get kernel() {
      return existing(kernel);
    },
    person(name, side) {
      const { people: known, platform, workspace } = existing(company);
      const first = { platform, workspace, user: known[name]?.user ?? name };
      const identity = side ? { ...side, user: secondUser(name) } : first;
      const key = `${identity.platform} ${identity.workspace} ${name}`;
      const person = people.get(key) ?? new Person({ kernel: existing(kernel), clock, identity, homes, messagesAt });
      people.set(key, person);
      return person;
    },
    jobContext() {
      const scope = systemScope(bot.handle, existing(company).organizationId, clock);
      return {
        scope,
        clock,
        now: clock.now(),
        change: (work) => change(scope, { from: "system" }, work),
        whoIs: async ({ platform, workspace }, addresses) => existing(ports.get(platform)).whoIs(workspace, addresses),
      };
    },
  };
};

/** A second workspace, on another platform; see second-platform.ts. */
export const SECOND = { platform: "feishu", workspace: "tenant2" } as const;
export const secondUser = (name: string): string => `ou_${name}`;

const SOMEONE = { name: "Someone", language: "en", zone: "Asia/Shanghai" as never, bot: false } as const;

/** Stands for the message whose thread a subject's talk is in. */
const ABOUT = "about ";

export class Person {
  /** The last thing shown to this person. */
  shown: Shown | undefined;
  readonly #kernel: Kernel;
  readonly #clock: MovableClock;
  readonly #identity: PersonIdentity;
  readonly #homes: ReadonlyMap<string, readonly Card[]>;
  readonly #messagesAt: (place: string) => readonly StandingMessage[];
  readonly #typed: Record<string, RawValue> = {};

  constructor(given: {
    kernel: Kernel;
    clock: MovableClock;
    identity: PersonIdentity;
    homes: ReadonlyMap<string, readonly Card[]>;
    messagesAt: (place: string) => readonly StandingMessage[];
  }) {
    this.#kernel = given.kernel;
    this.#clock = given.clock;
    this.#identity = given.identity;
    this.#homes = given.homes;
    this.#messagesAt = given.messagesAt;
  }

  /** The card shown last: an answer, or what replaced the card that was pressed. */
  get card(): Card {
    if (this.shown?.kind === "card" || this.shown?.kind === "replace") return this.shown.card;
    throw new Error(
      `No card is shown, but ${JSON.stringify(this.shown, (_, value) => (typeof value === "bigint" ? String(value) : value))}`,
    );
  }

  /** The cards the bot has sent this person by itself, as they stand now, oldest first; see `House.delivers`. */
  get inbox(): readonly Card[] {
    return this.#messagesAt(`D-${this.#identity.user}`).flatMap(({ faces }) => faces.slice(-1));
  }

  /** The form that is open. */
  get form(): ShownForm {
    if (this.shown?.kind === "form" || this.shown?.kind === "fix") return this.shown.form;
    throw new Error(`No form is open, but ${JSON.stringify(this.shown)}`);
  }

  /** Everything the last card says, as lines of plain text. */
  get reads(): string {
    return cardText(this.card);
  }

  /** In the direct chat, or with `about` in the thread of the group card about that subject ("fee:ID"). */
  async types(
    text: string,
    options: { id?: string; about?: string /** In the thread of this card. */; under?: StandingMessage } = {},
  ): Promise<Shown | undefined> {
    const arrival = this.#arrival(options.id);
    if (options.under) {
      const { place: at, message: parent } = options.under;
      const place = { ...arrival.place, place: at, kind: "group", thread: parent } as const;
      return this.#take(await this.#kernel.say({ ...arrival, place, text, mentioned: false }));
    }
    const thread = { ...arrival.place, place: "C-thread", kind: "group", thread: `${ABOUT}${options.about}` } as const;
    const place = options.about === undefined ? arrival.place : thread;
    return this.#take(await this.#kernel.say({ ...arrival, place, text, mentioned: false }));
  }

  /** Drops files in the direct chat. */
  async drops(files: readonly UploadedFile[], options: { id?: string } = {}): Promise<Shown | undefined> {
    const arrival = this.#arrival(options.id);
    return this.#take(await this.#kernel.say({ ...arrival, text: "", mentioned: true, files }));
  }

  async commands(name: string, typed = "", options: { id?: string } = {}): Promise<Shown | undefined> {
    return this.#take(await this.#kernel.command({ ...this.#arrival(options.id), name, typed }));
  }

  /** Presses a button or menu item by its label, or an action call found elsewhere (a message to this person). */
  async presses(
    what: string | ActionCall,
    options: { id?: string; on?: Card; home?: boolean /** The group where the card stands. */; in?: string } = {},
  ): Promise<Shown | undefined> {
    const call = typeof what === "string" ? buttonOf(options.on ?? this.card, what).press : what;
    const payload = JSON.stringify(call.payload);
    const arrival = this.#arrival(options.id);
    const group = { ...arrival.place, place: options.in ?? "", kind: "group" } as const;
    const place = options.in === undefined ? { ...arrival.place, ...(options.home && { home: true }) } : group;
    return this.#take(await this.#kernel.press({ ...arrival, place, action: call.action, payload }));
  }

  /** Fills in fields of the open form by name: text, { choose: value }, or a check. */
  fills(values: Readonly<Record<string, Typed>>): this {
    for (const [name, value] of Object.entries(values)) {
      if (!(name in this.form.content.fields)) throw new Error(`The form has no field ${name}.`);
      this.#typed[name] = rawOf(value);
    }
    return this;
  }

  async submits(options: { id?: string } = {}): Promise<Shown | undefined> {
    const { formId, params, values } = this.form;
    const raw = { ...values, ...this.#typed };
    for (const name of Object.keys(this.#typed)) delete this.#typed[name];
    return this.#take(await this.#kernel.submit({ ...this.#arrival(options.id), formId, params, values: raw }));
  }

  /** What the search of a field of the open form finds. */
  async searches(field: string, typed: string, as: { opening?: ShownForm } = {}) {
    const { formId, params } = this.form;
    return this.#kernel.search({ ...this.#arrival(), formId, params, field, typed, ...as });
  }

  async home(): Promise<readonly Card[]> {
    await this.#kernel.homeOpened(this.#identity);
    const cards = this.#homes.get(this.#identity.user) ?? [];
    homeTaken(cards);
    return cards;
  }

  #arrival(id = `test:${newId()}`) {
    const { platform, workspace, user } = this.#identity;
    const place: Place = { platform, workspace, place: `D-${user}`, kind: "direct" };
    return { id, identity: this.#identity, place, receivedAt: this.#clock.now() };
  }

  async #take(answer: Answer | undefined): Promise<Shown | undefined> {
    this.shown = answer?.late ? await answer.late.outcome : answer?.shown;
    if (this.shown) shownTaken(this.shown);
    await answer?.settled();
    return this.shown;
  }
}

type Typed =
  | string
  | boolean
  | { readonly choose: string | readonly string[] }
  | { readonly people: readonly string[] }
  | { readonly place: string };

const rawOf = (value: Typed): RawValue => {
  if (typeof value === "string") return { text: value };
  if (typeof value === "boolean") return { checked: value };
  if ("people" in value) return { ids: value.people };
  if ("place" in value) return { ids: [value.place] };
  return { choices: [value.choose].flat().map((chosen) => ({ value: chosen, label: chosen })) };
};

/** Every button and menu item of a card, with those of its lines. */
export const buttonsOf = (card: Card): readonly Button[] => [
  ...(card.buttons ?? []),
  ...(card.menu ?? []),
  ...(card.lines ?? []).flatMap((line) => [...(line.buttons ?? []), ...(line.menu ?? [])]),
];

export const buttonOf = (card: Card, label: string): Button => {
  const buttons = buttonsOf(card);
  const found = buttons.find((button) => button.label === label);
  if (!found)
    throw new Error(
      `No button "${label}" on "${card.title}"; there are: ${buttons.map((button) => button.label).join(", ")}`,
    );
  return found;
};

export { cardText };
