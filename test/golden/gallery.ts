import { pino } from "pino";
import { DEMO_PEOPLE, DEMO_WORKSPACE } from "../../prisma/demo/people.ts";
import { DEMO_ORGANIZATION } from "../../prisma/demo/rows.ts";
import { seedDemo } from "../../prisma/seed.ts";
import type { ActionCall, Card } from "../../src/chat/card.ts";
import type { Place } from "../../src/chat/feature.ts";
import type { Field } from "../../src/chat/form.ts";
import { createKernel, type Kernel } from "../../src/chat/kernel.ts";
import type { Answer, RawValue, Shown, ShownForm } from "../../src/chat/port.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import type { Language } from "../../src/core/language.ts";
import { ROLES, type Role } from "../../src/core/scope.ts";
import { askNobody } from "../../src/core/who-is.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { features } from "../../src/features/index.ts";
import { kernelGround } from "../../src/kernel-ground.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { subjectOf } from "../../src/notify/subjects.ts";
import { forgetWrites, watchWrites } from "../support/audited.ts";
import { buttonsOf } from "../support/conversation.ts";
import type { TestDatabase } from "../support/database.ts";
import { MemoryPort } from "../support/memory-port.ts";

/** Cards of a feature, by what they came of and the state they tell: "board.column, plain". */
export type Cards = Readonly<Record<string, Card>>;

const { platform, workspace } = DEMO_WORKSPACE;
const BEGINS = "2026-11-24T01:00:00Z";
/** The morning's care, and the Friday summary. */
const TICKS = ["2026-11-25T00:31:00Z", "2026-11-27T09:01:00Z"];
/** What is another each time: codes, and where a person's own time stands. */
const BY_CHANCE = new Set(["link"]);
/**
 * Not sent: whoever gives customers away, or merges what is theirs, has less to show from then on. What it comes to is
 * shown of orphans and in scenes.
 */
const OPENED = new Set(["handover.own", "joining.with", "merging.with"]);
/** Presses of one button, by one person: the second shows what became of the first. */
const OFTEN = 2;

interface Asked {
  readonly user: string;
  readonly name: string;
}
interface Call extends Asked {
  readonly call: ActionCall;
}

/**
 * Every card that the demo company is shown in one language: what is sent by itself, each command bare and as its
 * example has it, and each button of what is shown then, by somebody of each role.
 */
export const galleryOf = async (database: TestDatabase, language: Language): Promise<ReadonlyMap<string, Cards>> =>
  new Gallery(database, language).cards();

class Gallery {
  readonly #database: TestDatabase;
  readonly #language: Language;
  readonly #clock = new MovableClock();
  readonly #port = new MemoryPort(platform);
  readonly #kernel: Kernel;
  readonly #homes = new Map<string, readonly Card[]>();
  readonly #cards = new Map<string, Record<string, Card>>();
  readonly #calls: Call[] = [];
  readonly #pressed = new Map<string, number>();

  constructor(database: TestDatabase, language: Language) {
    this.#database = database;
    this.#language = language;
    this.#clock.freezeAt(new Date(BEGINS));
    this.#kernel = createKernel({
      features,
      log: pino({ level: "silent" }),
      ...kernelGround(database.handle, this.#clock),
      profile: async () => ({ name: "Someone", language, zone: "Asia/Shanghai" as never, bot: false }),
      placeProblem: async () => undefined,
      subjectOf: (standing) => subjectOf(database.handle, standing),
      showHome: async ({ user }, cards) => void this.#homes.set(user, cards),
      deadline: 60_000,
    });
  }

  async cards(): Promise<ReadonlyMap<string, Cards>> {
    const db = from({ database: this.#database.handle });
    await seedDemo(this.#database.handle, this.#clock);
    await watchWrites(this.#database.url, "test");
    await db.member.updateMany({ data: { language: this.#language } });
    await db.team.updateMany({ data: { language: this.#language } });
    await forgetWrites(this.#database.url);
    for (const at of TICKS) await this.#wakes(at);
    for (const user of personas()) await this.#walks(user);
    await this.#wakes();
    return this.#cards;
  }

  /** What the bot does by itself at that time, and what is on its way. */
  async #wakes(at?: string): Promise<void> {
    if (at) this.#clock.freezeAt(new Date(at));
    const { database } = this.#ground();
    const scope = systemScope(database, asOrganizationId(DEMO_ORGANIZATION), this.#clock);
    const context = {
      ...{ scope, clock: this.#clock, now: this.#clock.now(), whoIs: askNobody },
      change: <T>(work: Parameters<typeof change<T>>[2]) => change(scope, { from: "system" }, work),
    };
    if (at) for (const tick of features.flatMap((feature) => feature.ticks ?? [])) await tick.run(context);
    const ports = new Map([[platform, this.#port]]);
    const log = pino({ level: "silent" });
    await createDelivery({ database: this.#database, ports, clock: this.#clock, log }).deliverDue();
    // Places are written to at the same time: of messages of one kind the first by its words is kept.
    const sent = this.#port.messages.flatMap(({ key, faces }) =>
      faces.map((face) => ({ name: `sent.${key.split(":")[0]}`, face })),
    );
    for (const { name, face } of sent.sort((a, b) => (a.face.plain < b.face.plain ? -1 : 1))) this.#keep(name, face);
  }

  #ground() {
    return { database: this.#database.handle };
  }

  async #walks(user: string): Promise<void> {
    await this.#kernel.homeOpened({ platform, workspace, user });
    for (const card of this.#homes.get(user) ?? []) this.#takes("home.section", card, user);
    for (const { name, example } of features.flatMap((feature) => feature.commands ?? [])) {
      if (BY_CHANCE.has(name)) continue;
      const typed = example[this.#language].replace(/^\S+\s*/u, "");
      for (const text of new Set(["", typed]))
        await this.#acts({ user, name: `/${name}` }, (arrived) =>
          this.#kernel.command({ ...arrived, name, typed: text }),
        );
    }
    for (let call = this.#calls.shift(); call; call = this.#calls.shift()) await this.#presses(call);
  }

  async #presses({ user, name, call }: Call): Promise<void> {
    const times = (this.#pressed.get(`${user} ${name}`) ?? 0) + 1;
    this.#pressed.set(`${user} ${name}`, times);
    if (times > OFTEN) return;
    const payload = JSON.stringify(call.payload);
    await this.#acts({ user, name }, (arrived) => this.#kernel.press({ ...arrived, action: call.action, payload }));
  }

  async #acts(asked: Asked, arrive: (arrived: ReturnType<Gallery["arrival"]>) => Promise<Answer>): Promise<void> {
    // Nothing happens at the same moment as something else: what is shown in the order of time has one.
    this.#clock.freezeAt(new Date(this.#clock.now().getTime() + 1_000));
    const answer = await arrive(this.arrival(asked.user));
    const shown = answer.late ? await answer.late.outcome : answer.shown;
    await answer.settled();
    await this.#reads(shown, asked);
  }

  async #reads(shown: Shown | undefined, asked: Asked): Promise<void> {
    if (shown?.kind === "form") return this.#fills(shown.form, asked);
    if (shown?.kind !== "card" && shown?.kind !== "replace") return;
    this.#takes(asked.name, shown.card, asked.user);
    if (shown.kind === "replace" && shown.say) this.#takes(`${asked.name}, said`, shown.say, asked.user);
  }

  /** Sends the form with what it knows and what fits each field. */
  async #fills(form: ShownForm, { user }: Asked): Promise<void> {
    const { formId, params, content } = form;
    if (OPENED.has(formId)) return;
    const values: Record<string, RawValue> = { ...form.values };
    for (const [field, kind] of Object.entries(content.fields)) {
      const found =
        "search" in kind && kind.search !== undefined ? await this.#finds(user, { formId, params, field }) : undefined;
      const value = found ?? fitting(kind);
      if (value && !(field in form.values)) values[field] = value;
    }
    await this.#acts({ user, name: formId }, (arrived) => this.#kernel.submit({ ...arrived, formId, params, values }));
  }

  async #finds(
    user: string,
    asked: { readonly formId: string; readonly params: string; readonly field: string },
  ): Promise<RawValue | undefined> {
    const [first] = await this.#kernel.search({ ...this.arrival(user), ...asked, typed: "" });
    return first && { choices: [first] };
  }

  #takes(name: string, card: Card, user: string): void {
    this.#keep(name, card);
    for (const { press } of buttonsOf(card)) this.#calls.push({ user, name: press.action, call: press });
  }

  #keep(name: string, card: Card): void {
    const feature = name.startsWith("/") ? commandsOf(name.slice(1)) : (name.split(".")[0] ?? name);
    const cards = this.#cards.get(feature) ?? {};
    this.#cards.set(feature, cards);
    cards[`${name}, ${card.tone}`] ??= card;
  }

  arrival(user: string) {
    const place: Place = { platform, workspace, place: `D-${user}`, kind: "direct" };
    return { id: `t:${newId()}`, identity: { platform, workspace, user }, place, receivedAt: this.#clock.now() };
  }
}

const commandsOf = (name: string): string =>
  features.find(({ commands }) => commands?.some((command) => command.name === name))?.name ?? name;

/** Somebody of each role, the first there is. */
const personas = (): readonly string[] => {
  const there = DEMO_PEOPLE.filter(({ on }) => on.includes(platform));
  const of = (role: Role) => there.find(({ roles }) => roles.includes(role))?.user;
  return [...new Set(ROLES.flatMap((role) => of(role) ?? []))];
};

const fitting = (field: Field): RawValue | undefined => {
  switch (field.kind) {
    case "choice":
    case "choices":
      return field.options?.[0] && { choices: [field.options[0]] };
    case "text":
      return { text: "试一试" };
    case "number":
      return { text: "3" };
    case "money":
      return { text: "800" };
    case "date":
      return { text: "2026-11-27" };
    case "check":
      return { checked: true };
    default:
      return undefined;
  }
};
