import type { PlainDate } from "../core/dates.ts";
import { newId } from "../core/ids.ts";
import { nameKey } from "./names.ts";
import type { Reason, RowValues } from "./row-values.ts";

/** A place somebody holds in a team: where their customers stand. */
export interface Seat {
  readonly memberId: string;
  readonly teamId: string;
  readonly segmentId: string;
}

/** A customer as the import knows it, there before or made by an earlier row. */
export interface KnownCustomer {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly segmentId: string;
  readonly teamId: string;
  readonly ownerId: string | null;
  readonly ownerName: string;
  /** Whoever imports may change it. */
  readonly mine: boolean;
  version: number;
  facts: Record<string, unknown>;
  shortNames: readonly string[];
  lastContactOn: PlainDate | null;
  readonly contacts: KnownContact[];
  readonly deals: Set<string>;
  /** The row of this file that made it. */
  readonly madeIn: number | undefined;
  /** While it is not written yet: its row. */
  pending: Record<string, unknown> | undefined;
}
export interface KnownContact {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  phones: readonly string[];
  version: number;
  facts: Record<string, unknown>;
  pending: Record<string, unknown> | undefined;
}

/** What was written for a row, so that it can be taken back. */
export interface Trace {
  readonly table: "Customer" | "Contact" | "Deal" | "Activity" | "SalesLine" | "touch";
  readonly id: string;
  /** The version the write left; 1 for what was made. */
  readonly version: number;
  /** What stood there before; null for what was made. */
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>>;
}

export interface Decision {
  readonly verdict: "make" | "merge" | "skip" | "refuse";
  readonly why: readonly Reason[];
  readonly traces: readonly Trace[];
}

/** Rows to be written, by table; and changes, each a whole row of what may change. */
export class Writes {
  readonly made = { Customer: [], Contact: [], Deal: [], Activity: [], ActivityContact: [], SalesLine: [] } as Record<
    "Customer" | "Contact" | "Deal" | "Activity" | "ActivityContact" | "SalesLine",
    Record<string, unknown>[]
  >;
  readonly changed = { Customer: new Map(), Contact: new Map() } as Record<
    "Customer" | "Contact",
    Map<string, Record<string, unknown>>
  >;
  readonly touched = new Map<string, PlainDate>();
}

export interface Ground {
  readonly organizationId: string;
  readonly currency: string;
  readonly today: PlainDate;
  /** The moment of the change, as text. */
  readonly at: string;
  readonly importId: string;
  /** Who imports; null for the command line. */
  readonly memberId: string | null;
  /** People in teams one may import for, by name and by mail, lower case. */
  readonly seats: ReadonlyMap<string, readonly Seat[]>;
  /** For rows that name nobody. */
  readonly usual: Seat | undefined;
  readonly customers: Map<string, KnownCustomer[]>;
  /** Customers by a phone or mail of their contacts. */
  readonly reached: ReadonlyMap<string, KnownCustomer>;
  /** Keys in segments that are taken by customers out of sight: they must not show. */
  readonly taken: ReadonlySet<string>;
  /** Keys of activities and sales lines that are there. */
  readonly once: Set<string>;
  /** How often the same sales line stood in this file. */
  readonly repeats: Map<string, number>;
}

const CUSTOMER_FACTS = ["industry", "region", "city", "address", "source", "firstContactOn"] as const;
const FIELD_OF: Readonly<Record<string, string>> = { phones: "phone", birthMonth: "birthday" };

export interface Step {
  readonly row: number;
  readonly values: RowValues;
  readonly ground: Ground;
  readonly writes: Writes;
  readonly why: Reason[];
  readonly traces: Trace[];
}

export const seatFor = (owner: string | undefined, { seats, usual }: Ground): Seat | Reason | undefined => {
  if (owner === undefined) return usual;
  const found = seats.get(owner.normalize("NFKC").trim().toLowerCase()) ?? [];
  const [first] = found;
  if (!first) return { code: "no_owner", value: owner };
  return found.every(({ memberId }) => memberId === first.memberId) ? first : { code: "several_owners", value: owner };
};

/** The customer a row speaks of: by name, in the owner's segment first; or a like name with the same phone or mail. */
export const customerFor = (
  { customer, contact, owner }: RowValues,
  seat: Seat | undefined,
  { customers, reached }: Ground,
): KnownCustomer | Reason | undefined => {
  const named = customers.get(customer.key) ?? [];
  const near = named.filter(({ segmentId }) => segmentId === seat?.segmentId);
  const fitting = near.length > 0 || owner !== undefined ? near : named;
  if (fitting.length > 1) return { code: "several_customers", value: customer.name };
  if (fitting[0]) return fitting[0];
  const marks = [...(contact?.phones ?? []), contact?.mail].filter((mark) => mark !== undefined);
  const met = marks.map((mark) => reached.get(mark)).find((one) => one && isLike(one.key, customer.key));
  return met && (seat === undefined || met.segmentId === seat.segmentId) ? met : undefined;
};
const isLike = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

export const makeCustomer = ({ row, values, ground, writes, traces }: Step, seat: Seat): KnownCustomer => {
  const { key, sound, name, shortName, kind, lifecycleClass, ...said } = values.customer;
  const id = newId();
  const facts = Object.fromEntries(CUSTOMER_FACTS.map((fact) => [fact, said[fact] ?? null]));
  const shortNames = shortName ? [shortName] : [];
  const pending: Record<string, unknown> = {
    id,
    organizationId: ground.organizationId,
    segmentId: seat.segmentId,
    teamId: seat.teamId,
    ownerId: seat.memberId,
    name,
    shortNames,
    nameKey: ground.taken.has(`${seat.segmentId} ${key}`) ? `${key}#${ground.memberId ?? ground.importId}` : key,
    searchText: sound + (shortName ? ` ${nameKey(shortName)}` : ""),
    kind: kind ?? "company",
    lifecycleClass: lifecycleClass ?? "potential",
    flags: [],
    quadrant: "low",
    version: 1,
    createdAt: ground.at,
    importId: ground.importId,
    ...facts,
  };
  writes.made.Customer.push(pending);
  traces.push({ table: "Customer", id, version: 1, before: null });
  const made: KnownCustomer = {
    ...{ id, name, key, shortNames, facts, pending, version: 1, mine: true, madeIn: row, lastContactOn: null },
    ...{ segmentId: seat.segmentId, teamId: seat.teamId, ownerId: seat.memberId, ownerName: "" },
    ...{ contacts: [], deals: new Set<string>() },
  };
  ground.customers.set(key, [...(ground.customers.get(key) ?? []), made]);
  return made;
};

/** Adds what is not known yet; what is known stays, and is said where the sheet differs. */
export const fillCustomer = (step: Step, customer: KnownCustomer): boolean => {
  const { values, writes, why, traces } = step;
  if (customer.key !== values.customer.key) why.push({ code: "by_phone", value: customer.name });
  const fill: Record<string, unknown> = {};
  for (const fact of CUSTOMER_FACTS) {
    const said = values.customer[fact];
    if (said === undefined || customer.facts[fact] === said) continue;
    if (customer.facts[fact] === null) fill[fact] = said;
    else why.push({ code: "kept", field: fact, value: said });
  }
  if (Object.keys(fill).length === 0) return false;
  if (!customer.mine) {
    why.splice(0, why.length, { code: "not_yours", value: customer.ownerName });
    return false;
  }
  for (const fact of Object.keys(fill)) why.push({ code: "filled", field: fact });
  const before = Object.fromEntries(Object.keys(fill).map((fact) => [fact, customer.facts[fact]]));
  customer.facts = { ...customer.facts, ...fill };
  if (customer.pending) Object.assign(customer.pending, fill);
  else {
    customer.version += 1;
    writes.changed.Customer.set(customer.id, { id: customer.id, version: customer.version, ...customer.facts });
    traces.push({ table: "Customer", id: customer.id, version: customer.version, before, after: fill });
  }
  return true;
};

export const putContact = (step: Step, customer: KnownCustomer): "made" | "filled" | "same" => {
  const { values, ground, writes, why, traces } = step;
  const said = values.contact;
  if (!said) return "same";
  const { name, key, sound, phones, birthday, ...more } = said;
  const birth = {
    birthdayCalendar: birthday?.calendar ?? null,
    birthYear: birthday?.year ?? null,
    birthMonth: birthday?.month ?? null,
    birthDay: birthday?.day ?? null,
  };
  const facts: Record<string, unknown> = {
    ...{ title: more.title ?? null, department: more.department ?? null, mail: more.mail ?? null },
    ...birth,
    birthLeap: birthday?.leap ?? false,
  };
  const known = customer.contacts.find(
    (one) =>
      one.key === key ||
      phones.some((phone) => one.phones.includes(phone)) ||
      (more.mail !== undefined && one.facts.mail === more.mail),
  );
  if (known) return fillContact(step, { known, facts, phones, mine: customer.mine });
  if (!customer.mine) {
    why.splice(0, why.length, { code: "not_yours", value: customer.ownerName });
    return "same";
  }
  const id = newId();
  const pending = {
    ...{ id, organizationId: ground.organizationId, customerId: customer.id, name, searchText: sound, phones },
    ...{ ...facts, version: 1, createdAt: ground.at },
  };
  writes.made.Contact.push(pending);
  traces.push({ table: "Contact", id, version: 1, before: null });
  customer.contacts.push({ id, name, key, phones, version: 1, facts, pending });
  if (customer.madeIn !== step.row) why.push({ code: "contact_made", value: name });
  return "made";
};

interface Met {
  readonly known: KnownContact;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly phones: readonly string[];
  readonly mine: boolean;
}
const fillContact = ({ writes, why, traces }: Step, { known, facts, phones, mine }: Met): "filled" | "same" => {
  const fill: Record<string, unknown> = {};
  const birthKnown = known.facts.birthMonth !== null;
  for (const [fact, said] of Object.entries(facts)) {
    if (said === null || said === false || known.facts[fact] === said) continue;
    if (fact.startsWith("birth") ? !birthKnown : known.facts[fact] === null) fill[fact] = said;
    else if (!fact.startsWith("birth")) why.push({ code: "kept", field: fact, value: String(said) });
  }
  const more = phones.filter((phone) => !known.phones.includes(phone));
  if (more.length > 0) fill.phones = [...known.phones, ...more];
  if (!mine || Object.keys(fill).length === 0) return "same";
  const fields = new Set(
    Object.keys(fill).map((fact) => (fact.startsWith("birth") ? "birthday" : (FIELD_OF[fact] ?? fact))),
  );
  for (const field of fields) why.push({ code: "filled", field });
  const all = { ...known.facts, phones: known.phones };
  const before = Object.fromEntries(Object.keys(fill).map((fact) => [fact, Reflect.get(all, fact)]));
  const { phones: numbers = known.phones, ...others } = fill;
  known.facts = { ...known.facts, ...others };
  known.phones = numbers as readonly string[];
  if (known.pending) Object.assign(known.pending, fill);
  else {
    known.version += 1;
    writes.changed.Contact.set(known.id, {
      id: known.id,
      version: known.version,
      phones: known.phones,
      ...known.facts,
    });
    traces.push({ table: "Contact", id: known.id, version: known.version, before, after: fill });
  }
  return "filled";
};
