import type { ActionCall, Card } from "../../src/chat/card.ts";
import type { PersonIdentity, Place } from "../../src/chat/feature.ts";
import type { Answer, Shown, ShownForm } from "../../src/chat/port.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { buttonsOf } from "./conversation.ts";
import type { Ids } from "./secrets.ts";
import { wayOf } from "./sight-cover.ts";
import type { Errand } from "./sight-errands.ts";
import { filledWith, idsFor } from "./sight-ids.ts";
import { chances } from "./sight-plan.ts";
import { lookedThrough, sheetOf, takenAway } from "./sight-sheet.ts";
import type { Ground, Step, Way } from "./sight-walker.ts";
import { idIn, nameOf, papersChannelOf, someWords, userOf, type World, wordsOf, workspaceOf } from "./sight-world.ts";
import { statementsOf } from "./statements.ts";

type Does<D extends Errand["does"]> = Extract<Errand, { does: D }>;

interface Arrived {
  readonly id: string;
  readonly identity: PersonIdentity;
  readonly place: Place;
  readonly receivedAt: Date;
}

/** How it is looked at: in the background nobody times it; `alone` see `Step`. */
interface How {
  readonly untimed?: boolean;
  readonly alone?: boolean;
}

/** Somebody's way through everything the bot can do, past the platforms. */
export class Walk {
  readonly #ground: Ground;
  readonly #world: World;
  readonly #way: Way;
  readonly #viewer: number;
  readonly #identity: PersonIdentity;
  readonly #steps: Step[] = [];
  readonly #calls: ActionCall[] = [];
  readonly #chance: ReturnType<typeof chances>;

  constructor(ground: Ground, world: World, { viewer, way }: { viewer: number; way: Way }) {
    this.#ground = ground;
    this.#world = world;
    this.#way = way;
    this.#viewer = viewer;
    this.#chance = chances(way.seed);
    this.#identity = { platform: world.platform, workspace: workspaceOf(world), user: userOf(world, viewer) };
  }

  async go(): Promise<Step[]> {
    for (const errand of this.#way.errands) {
      await this.#run(errand);
      this.#way.log.ran(errand);
    }
    for (let at = this.#next(); at !== undefined; at = this.#next()) {
      const call = this.#calls[at];
      if (!call) throw new Error("In the twin there was no such button to press.");
      const shown = await this.#press(call);
      const isLate = shown?.kind === "replace" && shown.say !== undefined;
      if (!isLate) this.#way.log.done(wayOf(call));
    }
    await this.#lookAtSent();
    return this.#steps;
  }

  #next(): number | undefined {
    return this.#way.log.next(this.#calls);
  }

  #run(errand: Errand): Promise<void> {
    switch (errand.does) {
      case "home":
        return this.#home();
      case "drop":
        return this.#drop();
      case "command":
        return this.#command(errand);
      case "press":
        return this.#tryPress(errand);
      case "send":
        return this.#trySend(errand);
      case "search":
        return this.#trySearch(errand);
      case "say":
        return this.#say(errand);
      default:
        return errand satisfies never;
    }
  }

  async #home(): Promise<void> {
    const { said } = await this.#done("home", async () => ({ said: await this.#ground.homeOf(this.#identity) }));
    this.#harvest(said);
  }

  /** A sheet with what is out of sight in it: what is said of it, and what would become of each row. */
  async #drop(): Promise<void> {
    const sheet = sheetOf(this.#hiddenWorld, this.#way.hidden);
    const place = this.#direct();
    const names = this.#way.hidden.map(nameOf).join();
    await this.#act(`drops ${names}`, (arrived) =>
      this.#ground.kernel.say({ ...arrived, place, text: "", mentioned: true, files: [sheet] }),
    );
    const rows = async () => ({ said: await lookedThrough(this.#ground, this.#identity, sheet) });
    await this.#done(`becomes of ${names}`, rows, { untimed: true });
  }

  async #command({ name, words }: Does<"command">): Promise<void> {
    const typed = this.#words(words);
    await this.#act(`/${name} ${typed}`, (arrived) => this.#ground.kernel.command({ ...arrived, name, typed }));
  }

  async #tryPress({ name: action, payload, ...errand }: Does<"press">): Promise<void> {
    const made = payload(this.#idsFor({ ...errand, name: action, payload }, action));
    await this.#press({ action, payload: made as ActionCall["payload"] });
    if (action === "exports.start") await this.#readSheet();
  }

  async #readSheet(): Promise<void> {
    const sheet = async () => ({ said: await takenAway(this.#ground, this.#identity) });
    await this.#done(`reads the sheet of ${this.#steps.at(-1)?.what}`, sheet, { untimed: true });
  }

  async #trySend(errand: Does<"send">): Promise<void> {
    const { form: formId } = errand;
    const { params, values = {} } = errand.submission(this.#idsFor(errand, formId));
    const carried = JSON.stringify(params);
    await this.#act(`sends ${formId} ${carried} ${JSON.stringify(values)}`, (arrived) =>
      this.#ground.kernel.submit({ ...arrived, formId, params: carried, values }),
    );
    if (formId === "exports.which") await this.#readSheet();
  }

  async #trySearch(errand: Does<"search">): Promise<void> {
    const { form, field, words } = errand;
    const params = JSON.stringify(errand.params(this.#idsFor(errand, form)));
    await this.#search({ formId: form, params }, field, this.#words(words));
  }

  /** Words in the thread of a paper, by somebody who is where it stands. */
  async #say(errand: Does<"say">): Promise<void> {
    const world = errand.about === "hidden" ? this.#hiddenWorld : this.#world;
    const { fee } = this.#idsFor(errand, "fees");
    const thread = `${idIn(world, "organization")} fee:${fee}`;
    const place: Place = { ...this.#direct(), place: papersChannelOf(this.#world), kind: "group", thread };
    const mentioned = errand.text.startsWith("@");
    const text = errand.text.replace("@Rapport ", "");
    // Where a paper stands in a channel, everybody there may read whose turn it is.
    const alone = world === this.#world && errand.about === "hidden";
    await this.#act(
      `says ${text} to ${thread}`,
      (arrived) => this.#ground.kernel.say({ ...arrived, place, text, mentioned }),
      { alone },
    );
  }

  get #hiddenWorld(): World {
    return this.#way.abroad ?? this.#world;
  }

  #words(words: Does<"command">["words"]): string {
    return wordsOf(this.#hiddenWorld, { words, hidden: this.#way.hidden }, this.#chance);
  }

  #idsFor(errand: Errand, name: string): Ids {
    return idsFor(errand, { name, world: this.#world, way: this.#way, chance: this.#chance });
  }

  async #press(call: ActionCall): Promise<Shown | undefined> {
    const payload = JSON.stringify(call.payload);
    const shown = await this.#act(`${call.action} ${payload}`, (arrived) =>
      this.#ground.kernel.press({ ...arrived, action: call.action, payload }),
    );
    if (shown?.kind === "form") await this.#fill(shown.form);
    return shown;
  }

  /** Searches at each field that can be searched, then sends the form with what is out of sight picked in it. */
  async #fill(form: ShownForm): Promise<void> {
    const { formId, params } = form;
    const fields = Object.entries(form.content.fields);
    for (const [field] of fields.filter(([, each]) => "search" in each && each.search))
      await this.#search(form, field, someWords(this.#hiddenWorld, this.#way.hidden, this.#chance));
    const hidden = this.#chance.oneOf(this.#way.hidden);
    const values = NUMBERED.has(formId) ? {} : filledWith(fields, { world: this.#hiddenWorld, hidden });
    await this.#act(`sends ${formId}`, (arrived) =>
      this.#ground.kernel.submit({ ...arrived, formId, params, values: { ...form.values, ...values } }),
    );
  }

  async #search(form: Pick<ShownForm, "formId" | "params">, field: string, typed: string): Promise<void> {
    const { formId, params } = form;
    await this.#done(`searches ${formId}.${field} ${params} ${typed}`, async () => ({
      said: await this.#ground.kernel.search({ ...this.#arrival(), formId, params, field, typed }),
    }));
  }

  /** What was queued on the way for this person, for channels and for colleagues. */
  async #lookAtSent(): Promise<void> {
    const organizationId = idIn(this.#world, "organization");
    const sent = await from({ database: this.#ground.database.handle }).outgoingMessage.findMany({
      where: { organizationId },
      orderBy: { seq: "asc" },
    });
    const self = idIn(this.#world, "member", this.#viewer);
    const own = sent.filter(({ memberId, key }) => memberId === self && !PASSED_ON.test(key));
    const said = own.map(({ card }) => textOf(card)).join("\n");
    this.#steps.push({ what: "was sent", said, reader: "self", statements: null, alone: false });
    for (const { memberId, key, card } of sent.filter((each) => each.memberId !== self)) {
      const to = this.#world.plan.members.find(({ n }) => idIn(this.#world, "member", n) === memberId);
      const reader = to?.n ?? "all";
      this.#steps.push({ what: `sent ${key}`, said: textOf(card), reader, statements: null, alone: true });
    }
  }

  #direct(): Place {
    const { platform, workspace, user } = this.#identity;
    return { platform, workspace, place: `D-${user}`, kind: "direct" };
  }
  #arrival(): Arrived {
    const direct = this.#direct();
    const place = this.#chance.happens(0.3) ? ({ ...direct, place: "C-elsewhere", kind: "group" } as const) : direct;
    return { id: `t:${newId()}`, identity: this.#identity, place, receivedAt: this.#ground.clock.now() };
  }
  async #act(
    what: string,
    arrive: (arrived: Arrived) => Promise<Answer | undefined>,
    how: How = {},
  ): Promise<Shown | undefined> {
    const arrived = this.#arrival();
    const { said: shown } = await this.#done(
      what,
      async () => {
        const answer = await arrive(arrived);
        const given = answer?.late ? await answer.late.outcome : answer?.shown;
        await answer?.settled();
        return { said: given };
      },
      how,
    );
    if (shown?.kind === "card" || shown?.kind === "replace") this.#harvest([shown.card]);
    if (shown?.kind === "form") this.#way.log.opened(shown.form.formId);
    return shown;
  }

  async #done<T>(
    what: string,
    work: () => Promise<{ said: T }>,
    { untimed = false, alone = false }: How = {},
  ): Promise<{ said: T }> {
    const { result, statements } = await statementsOf(work);
    const reader = (result.said as { to?: string } | undefined)?.to === "all" ? "all" : "self";
    this.#steps.push({
      what,
      said: textOf(result.said),
      reader,
      statements: untimed ? null : statements,
      alone,
    });
    return result;
  }

  #harvest(cards: readonly Card[]): void {
    const calls = cards.flatMap(buttonsOf).flatMap(({ press }) => press ?? []);
    for (const call of calls) this.#way.log.shown(wayOf(call));
    this.#calls.push(...calls);
  }
}

/** Its choices are numbers of columns, which a customer is none of. */
const NUMBERED = new Set(["importing.columns"]);
/** What a leaver leaves goes to whoever leads there, as it was said to the leaver: see the oracle. */
const PASSED_ON = /^(left|orphans):|:returned/;

const textOf = (said: unknown): string =>
  JSON.stringify(said, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? "";
