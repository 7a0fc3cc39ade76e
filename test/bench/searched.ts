import { MovableClock } from "../../src/core/clock.ts";
import { addDays } from "../../src/core/dates.ts";
import type { Change, Scope } from "../../src/core/scope.ts";
import { type BulkRow, insertMany } from "../../src/data/bulk.ts";
import type { Database } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { piecesColumn } from "../../src/domain/names-pieces.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";
import { foundCompany } from "./company.ts";
import { at, BEGINS, CREATED, GIVEN, id, ORGANIZATION, SURNAMES, shortName, TODAY } from "./company-rows.ts";
import { filling } from "./filling.ts";

export const REPS = 200;
const TEAMS = 20;
const SEGMENTS = 4;
const TAILS = "科技 实业 商贸 集团 控股 工程 设备 国际 制造 贸易".split(" ");
const AT_ONCE = 20_000;

/** Sounds of the few words that all names are made of: to read 300,000 names would take longer than to insert them. */
const sounds = new Map<string, readonly [full: string, initials: string]>();
const soundOf = (word: string): readonly [full: string, initials: string] => {
  const known = sounds.get(word);
  if (known) return known;
  const words = searchTextOf(word).trim().split(" ");
  const sound = [words[1] ?? "", words.at(-1) ?? ""] as const;
  sounds.set(word, sound);
  return sound;
};

const partsOf = (number: number): string[] => {
  const short = shortName(number);
  return [short.slice(0, 2), short.slice(2, 4), short.slice(4), at(TAILS, Math.floor(number / 30_000))];
};
export const nameOf = (number: number): string => `${partsOf(number).join("")}有限公司`;
const fullOf = (number: number): string =>
  partsOf(number)
    .map((word) => soundOf(word)[0])
    .join("");
const initialsOf = (number: number): string =>
  partsOf(number)
    .map((word) => soundOf(word)[1])
    .join("");
const phoneOf = (number: number): string => `139${String(10_000_000 + number)}`;

const customerRow = (number: number): BulkRow => {
  const name = partsOf(number).join("");
  const place = (number % REPS) % TEAMS;
  const searchText = ` ${name} ${fullOf(number)} ${initialsOf(number)} ${shortName(number)}`;
  return {
    id: id("customer", number),
    organizationId: ORGANIZATION,
    segmentId: id("segment", place % SEGMENTS),
    teamId: id("team", place),
    ownerId: id("rep", number % REPS),
    name: nameOf(number),
    shortNames: [shortName(number)],
    nameKey: name,
    ...{ searchText, searchPieces: piecesColumn(searchText) },
    lastContactOn: addDays(TODAY, -1 - ((number * 7) % 300)),
    createdAt: CREATED,
  };
};

const contactRow = (number: number): BulkRow => {
  const name = at(SURNAMES, number) + at(GIVEN, number + 3);
  const searchText = ` ${name} ${soundOf(name).join(" ")}`;
  return {
    id: id("contact", number),
    organizationId: ORGANIZATION,
    customerId: id("customer", number),
    name,
    ...{ searchText, searchPieces: piecesColumn(searchText) },
    phones: [phoneOf(number)],
    createdAt: CREATED,
  };
};

const memberRow = (rep: number): BulkRow => ({
  id: id("rep", rep),
  organizationId: ORGANIZATION,
  name: `rep${rep}`,
  roles: ["rep"],
  createdAt: CREATED,
});

async function fill(inside: Change, count: number): Promise<void> {
  const numbers = (from: number, size: number) => Array.from({ length: size }, (_, index) => from + index);
  await insertMany(inside, "Member", numbers(0, REPS).map(memberRow));
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = numbers(from, Math.min(AT_ONCE, count - from));
    await insertMany(inside, "Customer", some.map(customerRow));
    await insertMany(inside, "Contact", some.map(contactRow));
  }
}

/** What people type for one customer. */
export const TYPED: Readonly<Record<string, (number: number) => string>> = {
  "a name's beginning": (number) => shortName(number).slice(0, 4),
  initials: initialsOf,
  "a part of the name": (number) => shortName(number).slice(2),
  "one wrong letter": (number) => `${fullOf(number).slice(0, 8)}x${fullOf(number).slice(9)}`,
  "a number's last digits": (number) => phoneOf(number).slice(-8),
  "a common place": (number) => shortName(number).slice(0, 2),
  "what nobody is called": (number) => `zzqq${number}`,
  nothing: () => "",
};

/** A company with so many customers, each with a contact, among some reps. */
export async function foundSearched(database: Database, customers: number): Promise<Scope> {
  const clock = new MovableClock();
  clock.moveTo(new Date(BEGINS));
  const scope = systemScope(database.handle, await foundCompany(database.handle, []), clock);
  await filling(database, () =>
    change(scope, { from: "system", timeout: 300_000 }, (inside) => fill(inside, customers)),
  );
  return scope;
}
