import type { Choice, Search } from "../../chat/form.ts";
import type { Scope } from "../../core/scope.ts";
import { nameKey } from "../../domain/names.ts";
import { nameAtStart, nameTyped } from "../../domain/names-line.ts";
import { beginsWithPerson } from "../../domain/names-people.ts";
import { pieceNumber } from "../../domain/names-pieces.ts";
import { soundOf } from "../../domain/names-search.ts";
import { type Customer, customerChoice, customersById, MOST_CALLED } from "../customers/public.ts";
import { piecesWith as piecesOfNamesWith } from "./rules.ts";
import {
  readContactsNamed,
  readCustomersCalled,
  readCustomersNamed,
  readCustomersOfContact,
  readIdsNamed,
  readLatestCustomers,
  readLatestIds,
  readLineCandidates,
  readNearestCustomers,
} from "./store.ts";

/** Of every name that has this word in it, as the column `searchPieces` knows them; none for what is no name. */
export const piecesWith = (word: string): number[] => piecesOfNamesWith(word).map(pieceNumber);

export {
  readCustomersMailed as customersMailed,
  readCustomersReached as customersReached,
  readNearestCustomers as nearestCustomers,
} from "./store.ts";

/** Digits of which nobody types so many unless it is a phone number. */
const SURELY_PHONE = 7;

/**
 * Customers that what was typed fits, best first, among equals the one last in touch first: by name, short name, sound,
 * initials or a part of them; where there is none, by the last digits of a contact's number or a contact's name. Nothing
 * typed: those last in touch.
 */
export async function findCustomers(
  scope: Scope,
  typed: string,
  { limit }: { readonly limit: number },
): Promise<Customer[]> {
  if (typed.trim() === "") return readLatestCustomers(scope, limit);
  const byName = () => readCustomersNamed(scope, typed, limit);
  const byPhone = () => readCustomersCalled(scope, typed, limit);
  const sure = typed.replace(/\D/g, "").length >= SURELY_PHONE;
  const ways = [...(sure ? [byPhone, byName] : [byName, byPhone]), () => readCustomersOfContact(scope, typed, limit)];
  for (const way of ways) {
    const found = await way();
    if (found.length > 0) return found;
  }
  return [];
}

/** Customers of whom people are offered. */
const WITH_PEOPLE = 20;

/**
 * Where people in sight are to be looked for: those who are called so, and the customers who are. Nothing typed: the
 * customers last in touch.
 */
export async function peopleNamed(
  scope: Scope,
  typed: string,
  { limit }: { readonly limit: number },
): Promise<{ readonly contactIds: readonly string[]; readonly customerIds: readonly string[] }> {
  const named = async () => (await readCustomersNamed(scope, typed, WITH_PEOPLE)).map(({ id }) => id);
  const [contactIds, customerIds] = await Promise.all([
    readContactsNamed(scope, typed, limit),
    typed.trim() === "" ? readLatestIds(scope, WITH_PEOPLE) : named(),
  ]);
  return { contactIds, customerIds };
}

/** Letters of a name from which on the same sound is no accident. */
const TELLING = 3;

/** Customers in sight that may be the one of this name: by name or short name, or by their sound; at most three. */
export async function lookAlikes(scope: Scope, name: string): Promise<Customer[]> {
  const key = nameKey(name);
  const namesakes = (await readCustomersNamed(scope, name, 20)).filter((customer) =>
    [customer.name, ...customer.shortNames].some((one) => nameKey(one) === key),
  );
  if (namesakes.length > 0 || [...key].length < TELLING) return namesakes.slice(0, 3);
  const sound = soundOf(key);
  if (sound === key) return [];
  const heard = await readCustomersNamed(scope, sound, 20);
  return heard.filter(({ searchText }) => searchText.split(" ").includes(sound)).slice(0, 3);
}

/**
 * For deals, any of these: of a customer that is found, and the asker's own of whatever customer. Finance sees the money
 * of deals whose customers it does not see, and finds them by these customers' names, not by their people's.
 */
export async function ofCustomersNamed(scope: Scope, typed: string) {
  const named = await readIdsNamed(scope, typed, 50);
  const found = named.length > 0 ? named : (await findCustomers(scope, typed, { limit: 50 })).map(({ id }) => id);
  const key = nameKey(typed);
  const { memberId } = scope;
  const ofNamed = { customer: { searchText: { contains: key } } };
  return [
    { customerId: { in: found } },
    // Among the deals themselves: a customer without one must not even cost time.
    ...(memberId !== null && key !== ""
      ? [scope.roles.has("finance") ? ofNamed : { ownerId: memberId, ...ofNamed }]
      : []),
  ];
}

/** For a `choice` field: what `findCustomers` finds, and where that is nothing, what comes nearest. */
export const searchCustomers: Search<unknown> = async (ctx, typed): Promise<Choice[]> => {
  const found = await findCustomers(ctx.scope, typed, { limit: 50 });
  const offered = found.length > 0 ? found : await readNearestCustomers(ctx.scope, typed, 5);
  return offered.map((customer) => customerChoice(customer, ctx.language, ctx.today));
};

/** Whose name a typed line begins with. */
export type CustomerInLine<Beside = unknown> =
  /** The one that is meant, what the line says after the name, and what was read beside it if that was begun in time. */
  | { readonly kind: "one"; readonly customer: Customer; readonly rest: string; readonly beside?: Beside | undefined }
  /** At most five that may be meant. */
  | { readonly kind: "several"; readonly customers: readonly Customer[]; readonly name: string; readonly rest: string }
  /** Nobody is called so; those that come nearest. The name is undefined when there is no telling where it ends. */
  | {
      readonly kind: "none";
      readonly nearest: readonly Customer[];
      readonly name: string | undefined;
      readonly rest: string;
    };

/** At most so many are offered to choose among. */
const OFFERED = 5;

/**
 * Finds the customer a line begins with, by name, short name, pinyin, initials or their beginning, within sight.
 * @param beside what else the caller needs of it, read at the same time as the customer when it can only be this one
 */
export async function customerInLine<Beside>(
  scope: Scope,
  line: string,
  beside?: (customerId: string) => Promise<Beside>,
): Promise<CustomerInLine<Beside>> {
  const name = nameTyped(line);
  const rest = line
    .trimStart()
    .slice(name?.length ?? 0)
    .replace(/^[\s,，:：、]+/, "");
  const found = nameAtStart(line, await readLineCandidates(scope, line));
  const after = line.slice(found.end);
  const called = line.slice(0, found.end).trim();
  const { meant, besideOf } = await readMeant(scope, found.meant, beside);
  const [only, another] = meant;
  if (only && !another && (found.exact || (!found.sure && beginsWithPerson(after)))) {
    return { kind: "one", customer: only, rest: after, beside: besideOf(only) };
  }
  const containing = name === undefined || found.exact ? [] : await customersContaining(scope, name);
  const all = [...new Map([...meant, ...containing].map((one) => [one.id, one])).values()];
  const [first, second] = all;
  const restOfAll = meant.length > 0 ? after : rest;
  if (!first) {
    const nearest = name === undefined ? [] : await readNearestCustomers(scope, name, 3);
    return { kind: "none", nearest, name, rest };
  }
  if (!second && (found.sure || meant.length === 0)) {
    return { kind: "one", customer: first, rest: restOfAll, beside: besideOf(first) };
  }
  return {
    kind: "several",
    customers: all.slice(0, OFFERED),
    name: meant.length > 0 ? called : (name ?? called),
    rest: restOfAll,
  };
}

/** All that a name may mean at the beginning of a line: those first that such a line offers. */
export async function allCalled(scope: Scope, name: string): Promise<Customer[]> {
  const line = await customerInLine(scope, name);
  const meant = line.kind === "one" ? [line.customer] : line.kind === "several" ? line.customers : [];
  const found = await findCustomers(scope, name, { limit: MOST_CALLED + 1 });
  return [...new Map([...meant, ...found].map((one) => [one.id, one])).values()];
}

async function readMeant<Beside>(
  scope: Scope,
  meant: readonly { readonly id: string }[],
  beside: ((customerId: string) => Promise<Beside>) | undefined,
): Promise<{ readonly meant: Customer[]; besideOf(customer: Customer): Beside | undefined }> {
  const ids = meant.slice(0, OFFERED).map(({ id }) => id);
  const [first, second] = ids;
  const alone = second === undefined ? first : undefined;
  const [customers, told] = await Promise.all([
    customersById(scope, ids),
    alone === undefined ? undefined : beside?.(alone),
  ]);
  return { meant: customers, besideOf: ({ id }) => (id === alone ? told : undefined) };
}

async function customersContaining(scope: Scope, name: string): Promise<Customer[]> {
  const key = nameKey(name);
  if ([...key].length < 2) return [];
  const found = await readCustomersNamed(scope, name, 2 * OFFERED);
  return found.filter((customer) => [customer.name, ...customer.shortNames].some((one) => nameKey(one).includes(key)));
}
