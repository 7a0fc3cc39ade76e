import type { PlainDate } from "../core/dates.ts";
import { newId } from "../core/ids.ts";
import type { KnownDeals, LooseDeal } from "./deals-met.ts";
import type { Erasures } from "./erased.ts";
import type { CustomerValues, Reason, RowValues } from "./row-values.ts";

/** A place somebody holds in a team: where their customers stand. */
export interface Seat {
  readonly memberId: string;
  readonly teamId: string;
  readonly teamName: string;
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
  lastVisitOn: PlainDate | null;
  contacts: readonly KnownContact[];
  /** Its deals; none for most. */
  deals: KnownDeals | undefined;
  /** The row of this file that made it. */
  readonly madeIn: number | undefined;
}
export interface KnownContact {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  /** Of those who became part of them. */
  readonly formerKeys?: readonly string[];
  phones: readonly string[];
  version: number;
  facts: Record<string, unknown>;
}

/** A customer that went into another, in the end into this one. */
export interface WentAway {
  readonly id: string;
  readonly into: string;
}

export interface KnownProduct {
  readonly id: string;
  readonly name: string;
  version: number;
  facts: { readonly series: string | null; readonly priceMinor: number | null };
  readonly madeIn: number | undefined;
}

/** What was written for a row, so that it can be taken back. */
export interface Trace {
  readonly table: "Customer" | "Contact" | "Deal" | "Activity" | "SalesLine" | "Product" | "touch";
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
  /** The key of the customer it was about. */
  readonly customer?: string;
  /** Of a sales line: which of the same lines of the file it is. */
  readonly times?: number;
  /** What may be kept of what the row says, where that is not all of it. */
  readonly left?: RowValues;
}

/** An entry of the audit log: what was added to what is there, and from which row of which import. */
export interface Filled {
  readonly what: string;
  readonly subject: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** The days that a customer's activities make the last contact, the last visit, and the first contact. */
export interface Touched extends Pick<KnownCustomer, "lastContactOn" | "lastVisitOn"> {
  readonly first: PlainDate;
}

type Made =
  | ("Customer" | "Contact" | "Deal" | "DealMove" | "Collection" | "Activity" | "ActivityContact" | "SalesLine")
  | "Product";
type Changed = "Customer" | "Contact" | "Product";

/** Rows to be written, by table; and changes, each a whole row of what may change. */
export class Writes {
  readonly made: Record<Made, Record<string, unknown>[]> = {
    ...{ Customer: [], Contact: [], Deal: [], DealMove: [], Collection: [] },
    ...{ Activity: [], ActivityContact: [], SalesLine: [], Product: [] },
  };
  readonly changed: Record<Changed, Map<string, Record<string, unknown>>> = {
    ...{ Customer: new Map(), Contact: new Map(), Product: new Map() },
  };
  readonly filled: Filled[] = [];
  /** By id, the search text of customers there before that have one more short name. */
  readonly calledToo = new Map<string, string>();
  readonly touched = new Map<string, Touched>();
  /** By activity, the days known of its customer that it has moved on. */
  readonly daysBefore = new Map<string, Readonly<Record<string, unknown>>>();
  /** What is made here, by id: what is added to it later in the lot goes in with it. */
  readonly pending = new Map<string, Record<string, unknown>>();

  readonly #kept: boolean;
  /** @param kept false for a dry run: what would be made is not even put together */
  constructor({ kept = true }: { readonly kept?: boolean } = {}) {
    this.#kept = kept;
  }

  make(table: Made, row: () => Record<string, unknown>): void {
    if (!this.#kept) return;
    const made = row();
    this.made[table].push(made);
    if (typeof made.id === "string") this.pending.set(made.id, made);
  }
}

export interface Ground {
  readonly organizationId: string;
  readonly currency: string;
  /** Whose numbers are written without their country. */
  readonly country: string;
  readonly today: PlainDate;
  /** The moment of the change, as text. */
  readonly at: string;
  readonly importId: string;
  /** Who imports; null for the command line. */
  readonly memberId: string | null;
  /** Whether the money of a deal may come in as received; of one's own it never may. */
  readonly confirmsMoney: boolean;
  /** People in teams one may import for, by name and by mail, lower case. */
  readonly seats: ReadonlyMap<string, readonly Seat[]>;
  /** People one imported for whose accounts are closed, called as in the seats. */
  readonly left: ReadonlySet<string>;
  /** For rows that name nobody. */
  readonly usual: readonly Seat[];
  /** The team that new customers of people in several go to, where their rows say none. */
  readonly teamId: string | undefined;
  /** For rows of those who have left: only who was chosen for it, by name. */
  readonly standIn: { readonly name: string; readonly seats: readonly Seat[] } | undefined;
  readonly customers: Map<string, KnownCustomer[]>;
  /** Customers by a phone or mail of their contacts, there before or made by an earlier row. */
  readonly reached: Map<string, KnownCustomer>;
  /** By what names customers with a phone or mail go, in rows and in the database. */
  readonly calledBy: Map<string, readonly string[]>;
  /** The phones and mails whose customers, there before, were looked for. */
  readonly askedFor: Set<string>;
  /** Keys in segments that are taken by customers out of sight: they must not show. */
  readonly taken: Set<string>;
  /** Keys of activities and of sales lines that are there. */
  readonly once: Set<string>;
  /** By key, deals that came without a customer. */
  readonly loose: Map<string, LooseDeal>;
  /** By key; only where rows speak of them. */
  readonly products: Map<string, KnownProduct>;
  /** Who is not to come in again; none where whoever imports takes them in all the same. */
  readonly erasures: Erasures | undefined;
  /** Customers that went into another, by their name. */
  readonly wentAway: ReadonlyMap<string, readonly WentAway[]>;
  /** How often the same sales line stood in this file. */
  readonly repeats: Map<string, number>;
}

export const CUSTOMER_FACTS = [
  ...["industry", "region", "city", "address", "source", "firstContactOn"],
  ...["flags", "warningReason", "kind", "lifecycleClass"],
] as const;

/** Nothing is known of it: what a sheet says is added. */
export const isUnknown = (fact: unknown): boolean =>
  fact === null || fact === undefined || fact === false || (Array.isArray(fact) && fact.length === 0);
export const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));

export interface Step {
  readonly row: number;
  readonly values: RowValues;
  readonly ground: Ground;
  readonly writes: Writes;
  readonly why: Reason[];
  readonly traces: Trace[];
  times?: number;
  left?: RowValues;
}

export const makeCustomer = ({ row, values, ground, writes, traces }: Step, seat: Seat): KnownCustomer => {
  const { key, name, shortNames = NONE } = values.customer;
  const id = newId();
  const { kind = "company", lifecycleClass = "potential" } = values.customer;
  const facts = { ...factsOf(values.customer), kind, lifecycleClass };
  writes.make("Customer", () => ({
    id,
    name,
    shortNames,
    ...standing(id, values.customer, { seat, ground }),
    ...facts,
  }));
  traces.push({ table: "Customer", id, version: 1, before: null });
  const { segmentId, teamId, memberId: ownerId } = seat;
  // In one piece: one put together from several takes twice the room, a hundred thousand times.
  const made: KnownCustomer = {
    id,
    name,
    key,
    segmentId,
    teamId,
    ownerId,
    ownerName: "",
    mine: true,
    version: 1,
    facts,
    shortNames,
    lastContactOn: null,
    lastVisitOn: null,
    contacts: NONE,
    deals: undefined,
    madeIn: row,
  };
  ground.customers.set(key, withOne(ground.customers.get(key) ?? NONE, made));
  return made;
};

const NONE: readonly never[] = [];
/** One more. Pushed or spread into an empty list it would reserve room for seventeen, for each of a hundred thousand. */
export const withOne = <One>(list: readonly One[], one: One): One[] => (list.length === 0 ? [one] : [...list, one]);

export const factsOf = (said: CustomerValues): Record<string, unknown> => ({
  industry: said.industry ?? null,
  region: said.region ?? null,
  city: said.city ?? null,
  address: said.address ?? null,
  source: said.source ?? null,
  firstContactOn: said.firstContactOn ?? null,
  flags: said.flags ?? NONE,
  warningReason: said.warningReason ?? null,
  kind: said.kind ?? null,
  lifecycleClass: said.lifecycleClass ?? null,
});

/** What of a new customer's row are neither its names nor its facts. */
const standing = (id: string, said: CustomerValues, { seat, ground }: { seat: Seat; ground: Ground }) => ({
  organizationId: ground.organizationId,
  segmentId: seat.segmentId,
  teamId: seat.teamId,
  ownerId: seat.memberId,
  nameKey: ground.taken.has(`${seat.segmentId} ${said.key}`) ? `${said.key}#${id}` : said.key,
  searchText: said.sound,
  version: 1,
  createdAt: ground.at,
  importId: ground.importId,
});
