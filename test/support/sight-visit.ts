import type { Form, Message, Person } from "../../src/sandbox/driver.ts";
import { chances, type PlannedCustomer } from "./sight-plan.ts";
import { messageRead, Screens } from "./sight-screens.ts";
import type { Seats } from "./sight-seats.ts";
import { sheetOf } from "./sight-sheet.ts";
import type { Step, Walker, Way } from "./sight-walker.ts";
import { feeNumberOf, someWords, type World, wordsOf } from "./sight-world.ts";

/** The walk of sight-walk.ts as a person can go it themselves, in front of the platform's client. */
export const visitorOf = (seatsOf: (world: World) => Seats): Walker => ({
  walk: (world, viewer, way) => new Visit(seatsOf(world), viewer, way).go(),
});

/** Buttons pressed of what was shown, each time. */
const STEPS = 2;

/** A button, or an entry of a menu, as it stood on a message or the home page. */
interface Offered {
  readonly on: Message | "home";
  readonly label: string;
  readonly menu?: string;
  /** All that stood there: who presses it has read that. */
  readonly there: string;
}

class Visit {
  readonly #seats: Seats;
  readonly #way: Way;
  readonly #who: Person;
  readonly #screens: Screens;
  readonly #chance: ReturnType<typeof chances>;
  readonly #steps: Step[] = [];
  #offered: Offered[] = [];
  /** What was typed to search in each form: it comes back with the form. */
  readonly #typed = new Map<string, string>();

  constructor(seats: Seats, viewer: number, way: Way) {
    this.#seats = seats;
    this.#way = way;
    this.#who = seats.person(viewer);
    this.#screens = new Screens(this.#who, seats.channels);
    this.#chance = chances(way.seed);
  }

  async go(): Promise<Step[]> {
    await this.#does("looks at what is there", async () => undefined, { alone: true });
    await this.#pressSome();
    await this.#opensHome();
    await this.#pressSome();
    for (const { name, words } of this.#way.errands.filter((errand) => errand.does === "command")) {
      const typed = wordsOf(this.#hiddenWorld, { ...this.#way, words }, this.#chance);
      const where = this.#chance.happens(0.2) ? { in: this.#chance.oneOf(this.#seats.channels) } : {};
      await this.#does(`/${name} ${typed}`, (line) => this.#who.command(line.trim(), where));
      await this.#fillForm();
    }
    await this.#pressSome();
    const seen = this.#way.seen.find((each) => each.seen.fee);
    if (seen) await this.#standsBefore(seen.customer, { alone: false });
    await this.#drops();
    for (const customer of this.#hiddenPapers()) await this.#standsBefore(customer, { alone: true });
    return this.#steps;
  }

  /** Of customers that have a fee, those of whom this person may not see it: in the twin there is no such paper. */
  #hiddenPapers(): readonly PlannedCustomer[] {
    const { seen, hidden, abroad } = this.#way;
    const inSight = seen.filter((each) => !each.seen.fee).map(({ customer }) => customer);
    return [...(abroad ? [] : hidden), ...inSight].filter(({ fee }) => fee);
  }

  get #hiddenWorld(): World {
    return this.#way.abroad ?? this.#seats.world;
  }

  #words(): string {
    return someWords(this.#hiddenWorld, this.#way.hidden, this.#chance);
  }

  async #opensHome(): Promise<void> {
    await this.#does("opens Home", () => this.#who.openHome());
    const home = this.#who.home();
    const there = JSON.stringify(this.#screens.home());
    this.#say("reads Home", there);
    this.#offered = (home?.buttons ?? []).flatMap(({ label, url }) => (url ? [] : { on: "home", label, there }));
  }

  async #pressSome(): Promise<void> {
    for (let n = 0; n < STEPS && this.#offered.length > 0; n += 1) {
      const { on, label, menu, there } = this.#chance.oneOf(this.#offered);
      // Once pressed, a card may become another.
      this.#offered = this.#offered.filter((other) => other.on !== on);
      const typed = on === "home" ? undefined : this.#typed.get(on.id);
      await this.#does(`presses ${label} on ${there} ${typed ?? ""}`, () =>
        menu === undefined ? this.#who.press(on, label) : this.#who.choose(on, menu, label),
      );
      await this.#fillForm();
    }
  }

  /** Searches at each field that can be searched, and sends the form as it stands. */
  async #fillForm(how: { readonly alone: boolean } = { alone: false }): Promise<void> {
    const form = this.#who.form();
    if (!form) return;
    for (const field of form.fields.filter(({ searchable }) => searchable)) {
      const typed = this.#words();
      this.#typed.set(form.id, `${this.#typed.get(form.id) ?? ""} ${typed}`);
      const what = `searches for ${typed} at ${field.label} of ${this.#read(form)}`;
      await this.#does(what, () => this.#who.suggestions(field.id, typed), how);
    }
    const read = this.#read(this.#who.form() ?? form);
    if (this.#chance.happens(0.5)) await this.#does(`sends ${read}`, () => this.#who.submit(), how);
    if (this.#who.form()) await this.#does(`closes ${read}`, () => this.#who.close({ all: true }), how);
  }

  #read(form: Form): string {
    return JSON.stringify([form.title, this.#typed.get(form.id), form.lines, form.fields]);
  }

  /** Before a paper that stands in a channel: words in its thread, and each of its buttons. */
  async #standsBefore(customer: PlannedCustomer, how: { readonly alone: boolean }): Promise<void> {
    const standing = () =>
      this.#seats.channels
        .flatMap((place) => this.#who.messages({ in: place }))
        .find(({ by, text }) => by.isBot && text.includes(feeNumberOf(customer)));
    const card = standing();
    if (!card) return;
    this.#way.log.shown(`a paper in ${this.#seats.world.platform}`);
    const say = (text: string) =>
      this.#does(`says ${text} to ${card.text}`, () => this.#who.say(text, { thread: card }), how);
    for (const text of ["这是给谁的", `@Rapport ${this.#words()}`, "👍", "驳回"]) await say(text);
    for (const { label } of card.buttons) {
      const now = standing();
      if (!now?.buttons.some((button) => button.label === label)) continue;
      await this.#does(`presses ${label} on ${now.text}`, () => this.#who.press(now, label), how);
      await this.#fillForm(how);
    }
    await say("同意");
  }

  /** A sheet with what is out of sight in it. */
  async #drops(): Promise<void> {
    const { name, bytes } = sheetOf(this.#hiddenWorld, this.#way.hidden);
    await this.#does(`drops ${bytes.toString()}`, () => this.#who.upload({ name, content: bytes }));
    await this.#fillForm();
  }

  /** Does it, and keeps all that came of it: what this person reads, what all read, and what went over the line. */
  async #does(what: string, work: (what: string) => Promise<unknown>, { alone } = { alone: false }): Promise<void> {
    const sent = this.#seats.listen();
    const told = this.#seats.notices(this.#who).length;
    const came = await work(what);
    await this.#seats.quiet();
    const { own, all } = this.#screens.changes();
    const notices = this.#seats.notices(this.#who).slice(told);
    this.#say(what, [toldBy(came), own.map(messageRead), this.#screens.form(), notices], { alone });
    this.#say(what, all.map(messageRead), { reader: "all", alone });
    this.#say(`${what} (on the line)`, sent(), { alone: true });
    for (const message of own) this.#offer(message);
  }

  #offer(on: Message): void {
    const there = on.text;
    const buttons = on.buttons.flatMap(({ label, url }) => (url ? [] : { on, label, there }));
    const entries = on.menus.flatMap(({ id: menu, options }) =>
      options.map(({ label }) => ({ on, label, menu, there })),
    );
    this.#offered = [
      ...this.#offered.filter((other) => other.on === "home" || other.on.id !== on.id),
      ...buttons,
      ...entries,
    ];
  }

  #say(what: string, said: unknown, more: Partial<Pick<Step, "reader" | "alone">> = {}): void {
    this.#steps.push({ what, said: JSON.stringify(said), reader: "self", alone: false, statements: null, ...more });
  }
}

/** What a search found, or what the client said; neither how fast it was nor what they posted themselves. */
const toldBy = (came: unknown): unknown =>
  Array.isArray(came) ? came : typeof came === "object" && came !== null && "notice" in came ? came.notice : null;
