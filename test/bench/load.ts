import { elapsed } from "../../src/core/clock.ts";
import { type BenchCompany, customerOf } from "./company.ts";
import { commands, opens } from "./flows.ts";
import type { Place } from "./house.ts";
import { Times } from "./measure.ts";

export interface Load {
  readonly sent: number;
  readonly answers: Times;
  /** Forms that were opened meanwhile. */
  readonly opened: Times;
  /** What went wrong: late, refused, or "saving…" instead of the card. */
  readonly failed: readonly string[];
  /** Activities that are not there though their command was answered. */
  readonly lost: number;
  readonly doubled: number;
  /** Of the bot's process, in bytes: the most that was seen. */
  readonly memory: number;
  /** Milliseconds of processor time that the bot's process used for each command. */
  readonly cpu: number;
}

const PER_SECOND = 50;
const KINDS = ["visit", "call", "meeting", "message"];
/** Every so many commands someone opens a form besides. */
const FORM_EVERY = 25;

/** Commands at an even pace, whether or not those before are answered, each of another rep and customer. */
export const runLoad = async (place: Place, company: BenchCompany, seconds: number): Promise<Load> => {
  const answers = new Times();
  const opened = new Times();
  const failed: string[] = [];
  const memory: number[] = [];
  const before = await logged(place);
  const cpu = await place.app.ask<number>("cpu");
  const underWay: Promise<void>[] = [];
  const total = seconds * PER_SECOND;
  const begun = elapsed();
  const note = (work: Promise<number>, times: Times) =>
    work.then((ms) => times.add(ms)).catch((error: unknown) => void failed.push(String(error)));
  for (let number = 0; number < total; number += 1) {
    await until(begun + (number * 1000) / PER_SECOND);
    underWay.push(note(command(place, company, number), answers));
    if (number % FORM_EVERY === 0) underWay.push(note(form(place, company, number), opened));
    if (number % PER_SECOND === 0) underWay.push(watch(place, memory));
  }
  await Promise.all(underWay);
  await place.app.ask("settle");
  await watch(place, memory);
  const after = await logged(place);
  return {
    sent: total,
    answers,
    opened,
    failed,
    lost: total - (after.distinct - before.distinct),
    doubled: after.all - after.distinct - (before.all - before.distinct),
    memory: Math.max(...memory),
    cpu: ((await place.app.ask<number>("cpu")) - cpu) / total,
  };
};

const until = (moment: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - elapsed())));

const watch = async ({ app }: Place, memory: number[]): Promise<void> => {
  memory.push(await app.ask<number>("memory"));
};

const command = (place: Place, company: BenchCompany, number: number): Promise<number> => {
  const { rep, customer } = customerOf(company, number);
  const text = `/${KINDS[number % KINDS.length]} ${customer.short} 王总谈了第${number}件事 下周三再访`;
  return commands(place.sandbox, { user: rep.user, text });
};

/** Half the company away from whoever types commands just now. */
const form = async ({ sandbox }: Place, company: BenchCompany, number: number): Promise<number> => {
  const { rep } = customerOf(company, number + Math.floor(company.reps.length / 2));
  const person = sandbox.person(rep.user);
  const ms = await opens(sandbox, person, "/visit");
  await person.close();
  return ms;
};

const logged = async ({ database }: Place): Promise<{ readonly all: number; readonly distinct: number }> => {
  const { rows } = await database.pool.query(
    `SELECT count(*)::int AS "all", count(DISTINCT "sourceText")::int AS "distinct"
     FROM "Activity" WHERE "sourceText" LIKE '%件事%'`,
  );
  return rows[0];
};
