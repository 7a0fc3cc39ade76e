import { elapsed } from "../../src/core/clock.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { type BenchCustomer, customerOf, type Side, TODAY } from "./company.ts";
import { formRun, type Ground } from "./flows.ts";
import { Times } from "./measure.ts";
import type { Answered, Press } from "./platform.ts";

export interface Load {
  readonly sent: number;
  readonly answers: Times;
  /** The forms of it. */
  readonly opened: Times;
  /** What went wrong: late, refused, or "saving…" instead of the card. */
  readonly failed: readonly string[];
  /** Changes that are not there though they were answered. */
  readonly lost: number;
  /** Changes that are there twice. */
  readonly doubled: number;
  /** Of the bot's process, in bytes: the most that was seen. */
  readonly memory: number;
  /** Milliseconds of processor time that the bot's process used for each. */
  readonly cpu: number;
}

export const PER_SECOND = 50;
/** What people do by turns, of every ten: the main job of a day. */
const MIX = ["line", "form", "line", "undo", "line", "approve", "line", "board", "line", "stage"] as const;
type Doing = (typeof MIX)[number];
const DOING: Readonly<Record<Doing, string>> = {
  line: "activities in one line",
  form: "visit by form",
  undo: "line taken back",
  approve: "fee approved",
  board: "/board",
  stage: "deal moved by form",
};
const often = (doing: keyof typeof DOING): number => MIX.filter((each) => each === doing).length;
/** "5 activities in one line, 1 visit by form, …" */
export const MIX_IN_WORDS = [...new Set(MIX)].map((doing) => `${often(doing)} ${DOING[doing]}`).join(", ");
const KINDS = ["visit", "phone", "meeting", "message"];
/** How far back the line is that is taken back: its answer came a second ago. */
const BACK = PER_SECOND;

/** Each rep takes their turn at everything, however many they are. */
const doingOf = ({ reps }: Side, number: number): Doing =>
  MIX[(number + Math.floor(number / reps.length)) % MIX.length]!;

/** As many fees have to wait for their clerk. */
export const approvalsIn = (side: Side, seconds: number): number =>
  Array.from({ length: seconds * PER_SECOND }, (_, number) => doingOf(side, number)).filter(
    (doing) => doing === "approve",
  ).length;

export interface Work {
  readonly seconds: number;
  /** As many customers, from the first, have been worked with already. */
  readonly after: number;
  /** A button of each fee that waits for its clerk. */
  readonly papers: readonly Press[];
}

/** What people do at an even pace, whether or not what was before is answered, each of another rep and customer. */
class Crowd {
  readonly answers = new Times();
  readonly opened = new Times();
  readonly failed: string[] = [];
  readonly memory: number[] = [];
  /** How much of it must stand in the database. */
  changes = 0;
  readonly #ground: Ground;
  readonly #work: Work;
  readonly #papers: Press[];
  readonly #said: (Promise<Answered> | undefined)[] = [];

  constructor(ground: Ground, work: Work) {
    this.#ground = ground;
    this.#work = work;
    this.#papers = [...work.papers];
  }

  async step(number: number): Promise<void> {
    const besides = number % PER_SECOND === 0 ? [this.watch()] : [];
    await Promise.all(
      [this.#do(number), ...besides].map((each) => each.catch((error: unknown) => this.failed.push(String(error)))),
    );
  }

  #do(number: number): Promise<void> {
    const doing = doingOf(this.#ground.side, number);
    const earlier = this.#said.findLast((said, index) => said !== undefined && index <= number - BACK);
    if (doing === "board") return this.#board(number);
    this.changes += 1;
    if (doing === "undo" && earlier) return this.#undo(earlier);
    if (doing === "approve") return this.#approve();
    if (doing === "form")
      return this.#form(number, "/visit", ({ short }) => ({ customer: short, said: `谈了第${number}件事` }));
    if (doing === "stage") {
      const values = { firstMeetingOn: TODAY, agreed: true };
      return this.#form(number, `/stage ${this.#who(number).customer.short} 25%`, () => values);
    }
    return this.#line(number);
  }

  #who(number: number): ReturnType<typeof customerOf> {
    return customerOf(this.#ground.side, this.#work.after + number);
  }

  async #line(number: number): Promise<void> {
    const { rep, customer } = this.#who(number);
    const text = `/${KINDS[number % KINDS.length]} ${customer.short} 王总谈了第${number}件事 下周三再访`;
    const said = this.#ground.ours.playground.says({ user: rep.user, text, shows: `第${number}件事` });
    this.#said[number] = said;
    this.answers.add((await said).ms);
  }

  async #form(
    number: number,
    text: string,
    valuesFor: (customer: BenchCustomer) => Parameters<Person["fill"]>[0],
  ): Promise<void> {
    const { rep, customer } = this.#who(number);
    const values = valuesFor(customer);
    const { opened, ms } = await formRun(this.#ground.ours.playground, { user: rep.user, text, values });
    this.opened.add(opened);
    this.answers.add(ms - opened);
  }

  async #board(number: number): Promise<void> {
    const { user } = this.#who(number).rep;
    this.answers.add((await this.#ground.ours.playground.says({ user, text: "/board", shows: "我的潜在客户" })).ms);
  }

  async #approve(): Promise<void> {
    const press = this.#papers.shift();
    if (!press) throw new Error("No fee is left that waits for its clerk");
    this.answers.add(await press());
  }

  /** Takes back what was said a while ago. */
  async #undo(earlier: Promise<Answered>): Promise<void> {
    delete this.#said[this.#said.indexOf(earlier)];
    const { button } = await earlier;
    this.answers.add(await button("activities.undo")());
  }

  async watch(): Promise<void> {
    this.memory.push(await this.#ground.ours.app.ask<number>("memory"));
  }
}

export const runLoad = async (ground: Ground, work: Work): Promise<Load> => {
  const { app } = ground.ours;
  const crowd = new Crowd(ground, work);
  const before = await kept(ground);
  const cpu = await app.ask<number>("cpu");
  const sent = work.seconds * PER_SECOND;
  const underWay: Promise<void>[] = [];
  const begun = elapsed();
  for (let number = 0; number < sent; number += 1) {
    await until(begun + (number * 1000) / PER_SECOND);
    underWay.push(crowd.step(number));
  }
  await Promise.all(underWay);
  await app.ask("settle");
  await crowd.watch();
  const after = await kept(ground);
  const { answers, opened, failed, memory, changes } = crowd;
  const once = after.once - before.once;
  return {
    sent,
    answers,
    opened,
    failed,
    lost: changes - once,
    doubled: after.all - before.all - once,
    memory: Math.max(...memory),
    cpu: ((await app.ask<number>("cpu")) - cpu) / sent,
  };
};

const until = (moment: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - elapsed())));

/** What was done and stands: activities and those taken back, deals that moved, fees that were approved. */
interface Kept {
  readonly all: number;
  /** What is there twice counts once. */
  readonly once: number;
}
const kept = async ({ ours }: Ground): Promise<Kept> => {
  const { rows } = await ours.database.pool.query(`
    SELECT sum("all")::int AS "all", sum(once)::int AS once FROM (
      SELECT count(*) AS "all", count(DISTINCT ("customerId", substring(said FROM '第[0-9]+件事'))) AS once FROM "Activity"
        WHERE said ~ '第[0-9]+件事'
      UNION ALL SELECT count("undoneAt"), count("undoneAt") FROM "Activity" WHERE said ~ '第[0-9]+件事'
      UNION ALL SELECT count(*), count(DISTINCT "dealId") FROM "DealMove" WHERE "to" = 'p25'
      UNION ALL SELECT count(*), count(DISTINCT "approvalId") FROM "ApprovalEvent" WHERE what = 'approved') AS done`);
  return rows[0];
};
