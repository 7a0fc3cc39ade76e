import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DATA_KINDS, IMPORT_STATES, KINDS } from "../../src/features/auditlog/texts.ts";
import { ENTRIES_OF, UNTOLD } from "../../src/features/chronicle/rules.ts";
import { FACTS } from "../../src/features/chronicle/texts.ts";

/** Entries about customers and contacts, and about deals and their maps, as they are written anywhere. */
const KIND = /"((?:customer|contact|deal|influence|survey|case)\.[A-Za-z_]+)"/g;

const stores = [
  ...readdirSync("src/features").map((feature) => `src/features/${feature}/store.ts`),
  ...readdirSync("src/domain").map((file) => `src/domain/${file}`),
]
  .filter((file) => existsSync(file))
  .map((file) => readFileSync(file, "utf8"));

test("every kind of entry about a customer, a contact or a deal is told by a history, or left out on purpose", () => {
  expect(stores.length).toBeGreaterThan(30);
  const written = stores.flatMap((source) => [...source.matchAll(KIND)].map(([, kind]) => kind));
  const told = [...ENTRIES_OF.customer, ...ENTRIES_OF.contact, ...UNTOLD];
  expect([...new Set(written)].sort()).toEqual([...new Set(told)].sort());
  // A kind put together from pieces could not be found.
  expect(stores.filter((source) => /`(customer|contact|deal|influence|survey|case)\.\$/.test(source))).toEqual([]);
});

/** The facts of domain.md §3.1, each with the name or the entry under which a history tells it. */
const TOLD_OF_3_1: Readonly<Record<string, readonly string[]>> = {
  ...{ name: ["name"], "short names": ["shortNames"], industry: ["industry"], kind: ["kind"] },
  ...{ region: ["region", "city"], address: ["address"], source: ["source"], "first contact": ["firstContactOn"] },
  ...{ owner: ["customer.handed_over", "customer.left"], segment: ["customer.movedSegment"] },
  ...{ "lifecycle class": ["lifecycleClass"], grade: ["grade", "pinnedGrade"], loyalty: ["loyalty", "pinnedLoyalty"] },
  ...{ flags: ["flags"], complaints: ["case.noted", "case.met"], satisfaction: ["survey.answered", "allegiance"] },
};
/** Those that are the last of a list with a history of its own: activities, deals, collections. */
const LISTED_OF_3_1 = ["last contact", "next contact", "open deals", "collected amount"];

test("of each fact that is known of a customer a history tells what it was", () => {
  const told = new Set([...Object.keys(FACTS), ...ENTRIES_OF.customer]);
  expect(
    Object.values(TOLD_OF_3_1)
      .flat()
      .filter((each) => !told.has(each)),
  ).toEqual([]);
  expect(Object.keys(TOLD_OF_3_1).length + LISTED_OF_3_1.length).toBe(20);
});

/** What an entry keeps between the braces of each call that adds one, and what it says was done. */
const entriesIn = (source: string): { kept: string; kinds: string[] }[] =>
  [...source.matchAll(/audit\(\w+, \{/g)].map((call) => {
    let [end, depth] = [call.index + call[0].length, 1];
    for (; depth > 0; end += 1) depth += { "{": 1, "}": -1 }[source[end] ?? ""] ?? 0;
    const kept = source.slice(call.index, end);
    return { kept, kinds: [...kept.matchAll(/"([a-z]+\.[A-Za-z_]+)"/g)].flatMap(([, kind]) => kind ?? []) };
  });

test("an entry of a change says what was there before, and what is there now", () => {
  const CHANGES = /\.(changed|moved|edited|settings|opened|closed|renamed|ended|placed|pinned|valued|given|putOff)$/;
  const SIDES = /before[\s\S]*after|\.\.\.changed/;
  // Where the state of an import goes is told by the state before it; an absence that ended has no days any more; a task
  // that is given is a new one.
  const OTHERWISE = ["import.moved", "absence.ended", "task.given"];
  const entries = readdirSync("src/features")
    .map((feature) => `src/features/${feature}/store.ts`)
    .filter((file) => existsSync(file))
    .flatMap((file) => entriesIn(readFileSync(file, "utf8")));
  expect(entries.length).toBeGreaterThan(40);
  const oneSided = entries.filter(({ kept }) => !SIDES.test(kept)).flatMap(({ kinds }) => kinds);
  expect(oneSided.filter((kind) => CHANGES.test(kind) && !OTHERWISE.includes(kind))).toEqual([]);
});

test("every kind of entry about people, teams, the company and exports is told by the audit log", () => {
  const OF_THE_COMPANY =
    /"((?:member|identity|link|workspace|team|segment|join|account|absence|list|figures|goals|organization|setup)\.[A-Za-z]+)"/g;
  const written = stores.flatMap((source) => [...source.matchAll(OF_THE_COMPANY)].map(([, kind]) => kind));
  // How an account request ends is its state.
  const ended = ["account.done", "account.declined", "account.lapsed", "account.overtaken"];
  expect([...new Set([...written, ...ended])].sort()).toEqual(Object.keys(KINDS).sort());
});

test("what brings data in, out or together is told by it too: every kind of it is written somewhere", () => {
  const OF_DATA = /"((?:import|customer|contact)\.(?:\w*(?:erased|merged|parted|exported|applied)))"/g;
  const written = stores.flatMap((source) => [...source.matchAll(OF_DATA)].map(([, kind]) => kind));
  expect([...new Set(written)].sort()).toEqual(Object.keys(DATA_KINDS).sort());
  expect(Object.keys(IMPORT_STATES).sort()).toEqual(["applied", "halted", "undone"]);
});
