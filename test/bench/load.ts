import { elapsed } from "../../src/core/clock.ts";
import { customerOf } from "./company.ts";
import type { Ground } from "./flows.ts";
import { Times } from "./measure.ts";
import type { Answered } from "./platform.ts";

export interface Load {
  readonly sent: number;
  readonly answers: Times;
  /** Forms that were opened meanwhile. */
  readonly opened: Times;
  /** What went wrong: late, refused, or "saving…" instead of the card. */
  readonly failed: readonly string[];
  /** Activities that are not there, or not undone, though that was answered. */
  readonly lost: number;
  readonly doubled: number;
  /** Of the bot's process, in bytes: the most that was seen. */
  readonly memory: number;
  /** Milliseconds of processor time that the bot's process used for each. */
  readonly cpu: number;
}

const PER_SECOND = 50;
const KINDS = ["visit", "phone", "meeting", "message"];
/** Every so many someone opens a form besides. */
const FORM_EVERY = 25;
/** How far back the line is whose card is pressed: its answer came a second ago. */
const BACK = PER_SECOND;

/** What people do at an even pace, whether or not what was before is answered, each of another rep and customer. */
class Crowd {
  readonly answers = new Times();
  readonly opened = new Times();
  readonly failed: string[] = [];
  readonly memory: number[] = [];
  lines = 0;
  presses = 0;
  readonly #ground: Ground;
  readonly #said: (Promise<Answered> | undefined)[] = [];

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async step(number: number): Promise<void> {
    const { load } = this.#ground.side.platform;
    const earlier = this.#said.findLast((said, index) => said !== undefined && index <= number - BACK);
    const work = load[number % load.length] === "press" && earlier ? this.#press(earlier) : this.#line(number);
    const besides = [
      ...(number % FORM_EVERY === 0 ? [this.#form(number)] : []),
      ...(number % PER_SECOND === 0 ? [this.watch()] : []),
    ];
    await Promise.all(
      [work, ...besides].map((each) => each.catch((error: unknown) => this.failed.push(String(error)))),
    );
  }

  async #line(number: number): Promise<void> {
    const { side, ours } = this.#ground;
    const { rep, customer } = customerOf(side, number);
    const text = `/${KINDS[number % KINDS.length]} ${customer.short} 王总谈了第${number}件事 下周三再访`;
    this.lines += 1;
    const said = ours.playground.says({ user: rep.user, text, shows: `第${number}件事` });
    this.#said[number] = said;
    this.answers.add((await said).ms);
  }

  /** Takes back what was said a while ago. */
  async #press(earlier: Promise<Answered>): Promise<void> {
    delete this.#said[this.#said.indexOf(earlier)];
    this.presses += 1;
    const { button } = await earlier;
    this.answers.add(await button("activities.undo")());
  }

  /** Another person each time, half the company away from who typed first. */
  async #form(number: number): Promise<void> {
    const { side, ours } = this.#ground;
    const { rep } = customerOf(side, number / FORM_EVERY + Math.floor(side.reps.length / 2));
    this.opened.add(await ours.playground.opens(rep.user, "/visit"));
    await ours.playground.driver.person(rep.user).close();
  }

  async watch(): Promise<void> {
    this.memory.push(await this.#ground.ours.app.ask<number>("memory"));
  }
}

export const runLoad = async (ground: Ground, seconds: number): Promise<Load> => {
  const { app } = ground.ours;
  const crowd = new Crowd(ground);
  const before = await logged(ground);
  const cpu = await app.ask<number>("cpu");
  const sent = seconds * PER_SECOND;
  const underWay: Promise<void>[] = [];
  const begun = elapsed();
  for (let number = 0; number < sent; number += 1) {
    await until(begun + (number * 1000) / PER_SECOND);
    underWay.push(crowd.step(number));
  }
  await Promise.all(underWay);
  await app.ask("settle");
  await crowd.watch();
  const after = await logged(ground);
  const { answers, opened, failed, memory, lines, presses } = crowd;
  return {
    sent,
    answers,
    opened,
    failed,
    lost: lines - (after.distinct - before.distinct) + presses - (after.undone - before.undone),
    doubled: after.all - after.distinct - (before.all - before.distinct),
    memory: Math.max(...memory),
    cpu: ((await app.ask<number>("cpu")) - cpu) / sent,
  };
};

const until = (moment: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - elapsed())));

interface Logged {
  readonly all: number;
  readonly distinct: number;
  readonly undone: number;
}
const logged = async ({ ours }: Ground): Promise<Logged> => {
  const { rows } = await ours.database.pool.query(
    `SELECT count(*)::int AS "all", count(DISTINCT "sourceText")::int AS "distinct", count("undoneAt")::int AS undone
     FROM "Activity" WHERE "sourceText" LIKE '%件事%'`,
  );
  return rows[0];
};
