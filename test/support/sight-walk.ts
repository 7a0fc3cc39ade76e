import { pino } from "pino";
import type { ActionCall, Card } from "../../src/chat/card.ts";
import type { Feature, PersonIdentity, Place } from "../../src/chat/feature.ts";
import type { Field } from "../../src/chat/form.ts";
import { createKernel, type Kernel } from "../../src/chat/kernel.ts";
import type { Answer, RawValue, Shown, ShownForm } from "../../src/chat/port.ts";
import type { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import { kernelGround } from "../../src/kernel-ground.ts";
import { buttonsOf } from "./conversation.ts";
import type { TestDatabase } from "./database.ts";
import type { Ids } from "./secrets.ts";
import type { Errand } from "./sight-errands.ts";
import { chances, type PlannedCustomer } from "./sight-plan.ts";
import { lookedThrough, sheetOf, takenAway } from "./sight-sheet.ts";
import { idIn, type Kind, nameOf, papersChannelOf, userOf, type World, wordsOf, workspaceOf } from "./sight-world.ts";
import { listenToStatements } from "./statements.ts";

/** One thing a person did, and all that came of it. */
export interface Step {
  readonly what: string;
  readonly said: string;
  /** Shown to everyone in the place. */
  readonly toAll: boolean;
  /** The statements it took; null where others were at work at the same time. */
  readonly statements: readonly string[] | null;
  /** Nothing like it can be done where the thing is not there: only what it names is looked at. */
  readonly alone: boolean;
}

export interface Walker {
  /** What one person reads on the same way through everything the bot can do, taken by chance from the seed. */
  walk(world: World, viewer: number, way: Way): Promise<Step[]>;
}
/** Of the way: where it leads, and what out of sight it asks for. */
export interface Way {
  readonly seed: number;
  /** What is done in any case; and after that, so many buttons of what was shown are pressed. */
  readonly errands: readonly Errand[];
  readonly steps: number;
  readonly hidden: readonly PlannedCustomer[];
  readonly counting: boolean;
}

export const walkerOf = (database: TestDatabase, clock: MovableClock, features: readonly Feature[]): Walker => {
  const homes = new Map<string, readonly Card[]>();
  const kernel = createKernel({
    features,
    log: pino({ level: "silent" }),
    ...kernelGround(database.handle, clock),
    profile: async () => ({ name: "Someone", language: "zh", zone: "Asia/Shanghai" as never, bot: false }),
    placeProblem: async () => undefined,
    subjectOf: async ({ message }) => {
      const [organizationId, subject] = message.split(" ");
      return organizationId && subject ? { organizationId: asOrganizationId(organizationId), subject } : null;
    },
    showHome: async ({ user }, cards) => void homes.set(user, cards),
    deadline: 60_000,
  });
  const homeOf = async (identity: PersonIdentity) => {
    await kernel.homeOpened(identity);
    return homes.get(identity.user) ?? [];
  };
  const ground = { kernel, database, clock, features, homeOf };
  return { walk: (world, viewer, way) => new Walk(ground, world, { viewer, way }).go() };
};

interface Ground {
  readonly kernel: Kernel;
  readonly database: TestDatabase;
  readonly clock: MovableClock;
  readonly features: readonly Feature[];
  homeOf(identity: PersonIdentity): Promise<readonly Card[]>;
}

interface Arrived {
  readonly id: string;
  readonly identity: PersonIdentity;
  readonly place: Place;
  readonly receivedAt: Date;
}

class Walk {
  readonly #ground: Ground;
  readonly #world: World;
  readonly #way: Way;
  readonly #identity: PersonIdentity;
  readonly #steps: Step[] = [];
  readonly #calls: ActionCall[] = [];
  readonly #chance: ReturnType<typeof chances>;

  constructor(ground: Ground, world: World, { viewer, way }: { viewer: number; way: Way }) {
    this.#ground = ground;
    this.#world = world;
    this.#way = way;
    this.#chance = chances(way.seed);
    this.#identity = { platform: world.platform, workspace: workspaceOf(world), user: userOf(world, viewer) };
  }

  async go(): Promise<Step[]> {
    const { happens } = this.#chance;
    if (happens(0.3)) await this.#home();
    for (const errand of this.#way.errands) {
      if (errand.does === "command") await this.#command(errand.name);
      else await this.#attack(errand);
    }
    for (let n = 0; n < this.#way.steps && this.#calls.length > 0; n += 1)
      await this.#press(this.#chance.oneOf(this.#calls));
    if (happens(0.5)) await this.#talk();
    if (happens(0.15)) await this.#drop();
    return this.#steps;
  }

  /** Words in the thread of a paper about what is out of sight, by somebody who is where it stands. */
  async #talk(): Promise<void> {
    const hidden = this.#chance.oneOf(this.#way.hidden);
    if (!hidden) return;
    const text = this.#chance.oneOf([
      "同意",
      "驳回 太贵了",
      "催办",
      "撤回",
      "approve",
      "这是给谁的",
      wordsOf(this.#world, this.#way, this.#chance),
    ]);
    const about = `${idIn(this.#world, "organization")} fee:${idIn(this.#world, "fee", hidden.n)}`;
    await this.#done(
      `says ${text}`,
      async () => {
        const arrived = this.#arrival();
        const place: Place = { ...arrived.place, place: papersChannelOf(this.#world), kind: "group", thread: about };
        const answer = await this.#ground.kernel.say({ ...arrived, place, text, mentioned: false });
        const said = answer?.late ? await answer.late.outcome : answer?.shown;
        await answer?.settled();
        return { said };
      },
      "alone",
    );
  }

  /** A sheet with what is out of sight in it: what is said of it, and what would become of each row. */
  async #drop(): Promise<void> {
    const { kernel } = this.#ground;
    const sheet = sheetOf(this.#world, this.#way.hidden);
    const { identity, ...arrived } = this.#arrival();
    const place: Place = { ...arrived.place, place: `D-${identity.user}`, kind: "direct" };
    const names = this.#way.hidden.map(nameOf).join();
    await this.#done(`drops ${names}`, async () => {
      const answer = await kernel.say({ ...arrived, identity, place, text: "", mentioned: true, files: [sheet] });
      const shown = answer?.late ? await answer.late.outcome : answer?.shown;
      await answer?.settled();
      return { said: shown };
    });
    const become = `becomes of ${names}`;
    const rows = async () => ({ said: await lookedThrough(this.#ground, identity, sheet) });
    await this.#done(become, rows, "later");
  }

  async #home(): Promise<void> {
    const cards = await this.#done("home", async () => ({ said: await this.#ground.homeOf(this.#identity) }));
    this.#harvest(cards.said);
  }

  async #command(name: string): Promise<void> {
    const typed = wordsOf(this.#world, this.#way, this.#chance);
    await this.#act(`/${name} ${typed}`, (arrived) => this.#ground.kernel.command({ ...arrived, name, typed }));
  }

  /** A button with the ids of something out of sight in it. */
  async #attack({ name: action, payload }: Extract<Errand, { does: "press" }>): Promise<void> {
    const hidden = this.#chance.oneOf(this.#way.hidden);
    if (!hidden) return;
    await this.#press({ action, payload: payload(this.#idsOf(hidden)) as ActionCall["payload"] });
    if (action !== "exports.start") return;
    const sheet = async () => ({ said: await takenAway(this.#ground, this.#identity) });
    await this.#done(`reads the sheet of ${this.#steps.at(-1)?.what}`, sheet, "later");
  }

  #idsOf({ n, team, owner }: PlannedCustomer): Ids {
    const { plan } = this.#world;
    const of = (kind: Kind, number = n) => idIn(this.#world, kind, number);
    const item = of(this.#chance.oneOf(["item", "handover", "import"]));
    const within = {
      team: of("team", team),
      segment: of("segment", plan.teams[team]),
      member: of("member", owner ?? 0),
    };
    const work = {
      ...{ activity: of("activity"), case: of("case"), task: of("task"), answer: of("answer") },
      ...{ fee: of("fee"), move: of("move"), paid: of("deal"), merge: of("merge"), joined: of("joined") },
    };
    // What became part of another leads to it.
    const customer = of(this.#chance.oneOf(["customer", "customer", "gone"]));
    const contact = of(this.#chance.oneOf(["contact", "contact", "gone_contact"]));
    return { ...within, ...work, customer, contact, deal: of("deal"), item, join: item };
  }

  async #press(call: ActionCall): Promise<void> {
    const payload = JSON.stringify(call.payload);
    const what = `${call.action} ${payload}`;
    const shown = await this.#act(what, (arrived) =>
      this.#ground.kernel.press({ ...arrived, action: call.action, payload }),
    );
    if (shown?.kind === "form") await this.#fill(shown.form);
  }

  /** Searches at each field that can be searched, then sends the form with what is out of sight picked in it. */
  async #fill(form: ShownForm): Promise<void> {
    const { formId, params } = form;
    const fields = Object.entries(form.content.fields);
    for (const [field, kind] of fields.filter(([, each]) => "search" in each && each.search)) {
      const typed = wordsOf(this.#world, this.#way, this.#chance);
      await this.#done(`${formId}.${field} ${typed} ${kind.kind}`, async () => ({
        said: await this.#ground.kernel.search({ ...this.#arrival(), formId, params, field, typed }),
      }));
    }
    const hidden = this.#chance.oneOf(this.#way.hidden);
    if (!hidden) return;
    const values = Object.fromEntries(fields.flatMap(([name, field]) => this.#valueOf(name, field, hidden)));
    await this.#act(`send ${formId}`, (arrived) =>
      this.#ground.kernel.submit({ ...arrived, formId, params, values: { ...form.values, ...values } }),
    );
  }

  #valueOf(name: string, field: Field, { n }: PlannedCustomer): [string, RawValue][] {
    const pick = (value: string): RawValue => ({ choices: [{ value, label: "x" }] });
    switch (field.kind) {
      case "choice":
      case "choices": {
        const kind = ["deal", "contact"].find((each) => name.toLowerCase().includes(each)) as "deal" | "contact";
        return [[name, pick(field.options?.[0]?.value ?? idIn(this.#world, kind ?? "customer", n))]];
      }
      case "text":
        return [[name, { text: "试一试" }]];
      case "number":
        return [[name, { text: "3" }]];
      case "money":
        return [[name, { text: "800" }]];
      case "date":
        return [[name, { text: "2026-11-24" }]];
      case "check":
        return [[name, { checked: true }]];
      default:
        return [];
    }
  }

  #arrival(): Arrived {
    const { platform, workspace, user } = this.#identity;
    const direct: Place = { platform, workspace, place: `D-${user}`, kind: "direct" };
    const place = this.#chance.happens(0.3) ? ({ ...direct, place: "C-elsewhere", kind: "group" } as const) : direct;
    return { id: `t:${newId()}`, identity: this.#identity, place, receivedAt: this.#ground.clock.now() };
  }
  async #act(what: string, arrive: (arrived: Arrived) => Promise<Answer>): Promise<Shown | undefined> {
    const arrived = this.#arrival();
    const { said: shown } = await this.#done(what, async () => {
      const answer = await arrive(arrived);
      const given = answer.late ? await answer.late.outcome : answer.shown;
      await answer.settled();
      return { said: given };
    });
    if (shown?.kind === "card" || shown?.kind === "replace") this.#harvest([shown.card]);
    return shown;
  }

  /** @param how "alone": see `Step`; "later": in the background, where nobody times it */
  async #done<T>(what: string, work: () => Promise<{ said: T }>, how?: "alone" | "later"): Promise<{ said: T }> {
    const heard = this.#way.counting && how !== "later" ? listenToStatements() : () => null;
    const result = await work();
    const statements = heard();
    const toAll = (result.said as { to?: string } | undefined)?.to === "all";
    this.#steps.push({ what, said: textOf(result.said), toAll, statements, alone: how === "alone" });
    return result;
  }

  #harvest(cards: readonly Card[]): void {
    // What was made on the way has ids by chance, and with them an order by chance.
    const known = ({ payload }: ActionCall) =>
      (JSON.stringify(payload).match(IDS) ?? []).every((id) => id.startsWith(this.#world.code));
    this.#calls.push(...cards.flatMap(buttonsOf).flatMap(({ press }) => (known(press) ? press : [])));
  }
}

const IDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const textOf = (said: unknown): string =>
  JSON.stringify(said, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? "";
