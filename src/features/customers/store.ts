import { fromColumn, type PlainDate, toColumn } from "../../core/dates.ts";
import { asMemberId, isId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { atEnd, recordsOf } from "../../data/at-end.ts";
import { audit } from "../../data/audit.ts";
import { ask, from } from "../../data/client.ts";
import { firstContactFromActivities, firstContactWith, oldestActivity } from "../../data/first-contact.ts";
import { Prisma } from "../../data/generated/client.ts";
import { isSeen, visibleCustomers } from "../../data/scope.ts";
import { wentInto } from "../../data/went-into.ts";
import { type CustomerKind, sortFlags } from "../../domain/customers.ts";
import { nameKey } from "../../domain/names.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import type { Customer } from "./rules.ts";

const COLUMNS = {
  ...{ id: true, name: true, shortNames: true, searchText: true, kind: true, industry: true, city: true },
  ...{ segmentId: true, teamId: true, ownerId: true, lifecycleClass: true, flags: true, grade: true },
  ...{ quadrant: true, loyalty: true, allegiance: true },
  ...{ lastContactOn: true, lastVisitOn: true, restUntil: true, version: true },
} as const satisfies Prisma.CustomerSelect;
const SHOWN = { ...COLUMNS, owner: { select: { name: true } } } as const satisfies Prisma.CustomerSelect;
type CustomerRow = Prisma.CustomerGetPayload<{ select: typeof SHOWN }>;

const day = (column: Date | null): PlainDate | null => column && fromColumn(column);

const customerOf = (row: CustomerRow): Customer => ({
  id: row.id,
  name: row.name,
  shortNames: row.shortNames,
  searchText: row.searchText,
  kind: row.kind,
  industry: row.industry,
  city: row.city,
  segmentId: row.segmentId,
  teamId: row.teamId,
  ownerId: row.ownerId === null ? null : asMemberId(row.ownerId),
  ownerName: row.owner?.name ?? null,
  lifecycleClass: row.lifecycleClass,
  flags: sortFlags(row.flags),
  grade: row.grade,
  quadrant: row.quadrant,
  loyalty: row.loyalty,
  allegiance: row.allegiance,
  lastContactOn: day(row.lastContactOn),
  lastVisitOn: day(row.lastVisitOn),
  restUntil: day(row.restUntil),
  version: row.version,
});

/**
 * Customers in sight, the one last in touch first. Every way of seeing is a query of its own: with OR between them the
 * database would read all customers of the organization, where a rep's own are found by index.
 */
async function readCustomers(scope: Scope, where: Prisma.CustomerWhereInput, take: number): Promise<Customer[]> {
  const { OR: sights, ...all } = visibleCustomers(scope);
  const seen = await Promise.all(
    (sights ?? [{}]).map((sight) =>
      from(scope).customer.findMany({
        where: { AND: [all, sight, where] },
        select: SHOWN,
        orderBy: [{ lastContactOn: { sort: "desc", nulls: "last" } }, { id: "asc" }],
        take,
      }),
    ),
  );
  const found = new Map(seen.flat().map((row) => [row.id, customerOf(row)]));
  return [...found.values()].sort(lastInTouchFirst).slice(0, take);
}

const lastInTouchFirst = (a: Customer, b: Customer): number => {
  const [dayOfA, dayOfB] = [a.lastContactOn ?? "", b.lastContactOn ?? ""];
  if (dayOfA === dayOfB) return a.id < b.id ? -1 : 1;
  return dayOfA > dayOfB ? -1 : 1;
};

/** The customer, or null when it does not exist or the scope may not see it: the two look the same. */
export async function readCustomer(scope: Scope, id: string): Promise<Customer | null> {
  if (!isId(id)) return null;
  const [customer] = await readCustomersById(scope, [id]);
  if (customer) return customer;
  // A button or a paper from before a merge still speaks of the one that went: in one statement, so that a merge out of
  // sight takes no longer than none.
  const [kept] = await readSeen(scope, Prisma.sql`c.id IN (${wentInto(scope, id)})`);
  return kept ?? null;
}

/** Those of the customers that exist and the scope may see, in the order asked for. */
export async function readCustomersById(scope: Scope, ids: readonly string[]): Promise<Customer[]> {
  if (ids.length === 0) return [];
  const rows = await readSeen(scope, Prisma.sql`c.id = ANY(${ids.filter(isId)}::uuid[])`);
  const found = new Map(rows.map((customer) => [customer.id, customer]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Customers in sight whose ids this question finds, the one last in touch first. */
export const readCustomersAmong = async (scope: Scope, ids: Prisma.Sql): Promise<Customer[]> =>
  (await readSeen(scope, Prisma.sql`c.id IN (${ids})`)).sort(lastInTouchFirst);

const LISTS = ["flags", "shortNames"];
const SELECTED = Prisma.raw(
  Object.keys(COLUMNS)
    .filter((column) => !LISTS.includes(column))
    .map((column) => `c."${column}"`)
    .join(", "),
);

/** Past the ORM: a form waits for these. Columns of lists come as lists, also where there is none. */
async function readSeen(scope: Scope, which: Prisma.Sql): Promise<Customer[]> {
  const rows = await ask<CustomerRow>(
    scope,
    Prisma.sql`
      SELECT ${SELECTED}, COALESCE(c.flags::text[], '{}') AS flags, COALESCE(c."shortNames", '{}') AS "shortNames",
        json_build_object('name', o.name) AS owner
      FROM "Customer" c LEFT JOIN "Member" o ON o.id = c."ownerId"
      WHERE ${which} AND ${isSeen(scope)}`,
  );
  return rows.map(customerOf);
}

/** Keeps whoever else adds something to the customer waiting until the change ends, so that it is not added twice. */
export async function holdCustomer(change: Change, id: string): Promise<void> {
  await from(change).$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`customer:${id}`}, 0))::text`;
}

export interface Touched {
  readonly on: PlainDate;
  /** A visit or a meeting: the two stood face to face. */
  readonly inPerson: boolean;
}

/**
 * The customer was in touch on that day, once the change ends: the last contact where it is later than what is known, the
 * first where it is earlier, unless somebody said when that was. Where no first one is known, it is the oldest activity
 * that stands: years of them may have been imported.
 */
export function touchCustomer(change: Change, customerId: string, { on, inPerson }: Touched): void {
  touch(change, {
    id: customerId,
    organizationId: change.organizationId,
    lastContactOn: on,
    lastVisitOn: inPerson ? on : null,
  });
}

const touch = atEnd<object>((rows) => ({
  touched: Prisma.sql`
    UPDATE "Customer" c SET
      "lastContactOn" = GREATEST(c."lastContactOn", n.contact), "lastVisitOn" = GREATEST(c."lastVisitOn", n.visit),
      "firstContactOn" = ${firstContactWith(Prisma.sql`n.first`)}
    FROM (
      SELECT id, "organizationId", max("lastContactOn") AS contact, max("lastVisitOn") AS visit,
        min("lastContactOn") AS first
      FROM ${recordsOf("Customer", rows)} GROUP BY id, "organizationId") n
    WHERE c.id = n.id AND c."organizationId" = n."organizationId"`,
}));

/** Audit entries that keep the days known of the customer before them. */
const ENTRIES = ["activity.logged", "activity.edited"];

/**
 * The customer's last contact and visit from the activities that stand; before the first of them counts
 * what was known then (imported), which its audit entry keeps.
 */
export async function restoreContactDays(change: Change, customerId: string): Promise<void> {
  const where = { organizationId: change.organizationId, customerId, undoneAt: null };
  const latest = async (kinds?: ("visit" | "meeting")[]): Promise<PlainDate | null> => {
    const { _max } = await from(change).activity.aggregate({
      where: { ...where, ...(kinds && { kind: { in: kinds } }) },
      _max: { happenedOn: true },
    });
    return _max.happenedOn && fromColumn(_max.happenedOn);
  };
  const first = await from(change).auditEntry.findFirst({
    where: { organizationId: change.organizationId, subject: `customer:${customerId}`, what: { in: ENTRIES } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { before: true },
  });
  const known = (first?.before ?? {}) as { lastContactOn?: PlainDate | null; lastVisitOn?: PlainDate | null };
  const contact = later(await latest(), known.lastContactOn);
  const visit = later(await latest(["visit", "meeting"]), known.lastVisitOn);
  await from(change).customer.updateMany({
    where: { organizationId: change.organizationId, id: customerId },
    data: { lastContactOn: contact && toColumn(contact), lastVisitOn: visit && toColumn(visit) },
  });
  await restoreFirstContact(change, customerId);
}

/** The first contact that came from an activity is that of those that stand; what somebody said of it stays. */
const restoreFirstContact = (change: Change, customerId: string): Promise<number> =>
  from(change).$executeRaw`
    UPDATE "Customer" c SET "firstContactOn" = ${oldestActivity}
    WHERE c.id = ${customerId}::uuid AND c."organizationId" = ${change.organizationId}::uuid
      AND ${firstContactFromActivities}`;

const later = (a: PlainDate | null, b: PlainDate | null | undefined): PlainDate | null =>
  a !== null && (!b || a > b) ? a : (b ?? null);

export interface NewCustomer {
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly kind: CustomerKind;
  readonly city: string | undefined;
  readonly industry: string | undefined;
  /** Which of the asker's teams; undefined: their only one. */
  readonly teamId: string | undefined;
  /** Customers of the same name that the asker knows of. */
  readonly besides: readonly string[];
}

export type CreatedCustomer =
  | { readonly kind: "created"; readonly customer: Customer }
  /** One of this name is in the asker's sight. */
  | { readonly kind: "exists"; readonly customer: Customer }
  /** The asker is in no team. */
  | { readonly kind: "no_team" }
  /** The asker is in several and has not said in which of them, or is in the one they said no more. */
  | { readonly kind: "which_team" };

/** The teams of the asker, in order. */
export async function readTeams(
  scope: Scope,
): Promise<{ readonly id: string; readonly name: string; readonly segment: string; readonly segmentId: string }[]> {
  const rows = await from(scope).team.findMany({
    where: { organizationId: scope.organizationId, id: { in: [...scope.teamIds] } },
    select: { id: true, name: true, segmentId: true, segment: { select: { name: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(({ segment, ...team }) => ({ ...team, segment: segment.name }));
}

/** Customers of one name; more are hardly ever in one sight. */
const MOST_ALIKE = 20;

/**
 * Makes a customer of the asker, in their team. One of the same name that the asker can't see must not show, so
 * it does not stop them: the new one's key then gets a mark of its own, and the audit log names the pair.
 */
export async function createCustomer(change: Change, given: NewCustomer): Promise<CreatedCustomer> {
  const { organizationId, memberId } = change;
  const teams = await readTeams(change);
  const only = given.teamId === undefined && teams.length === 1;
  const team = only ? teams[0] : teams.find(({ id }) => id === given.teamId);
  if (teams.length === 0 || memberId === null) return { kind: "no_team" };
  if (!team) return { kind: "which_team" };
  const { segmentId } = team;
  const key = nameKey(given.name);
  await from(change).$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${segmentId}${key}`}, 0))::text`;
  const sameName = { OR: [{ nameKey: key }, { nameKey: { startsWith: `${key}#` } }] };
  const known = (await readCustomers(change, sameName, MOST_ALIKE)).find(({ id }) => !given.besides.includes(id));
  if (known) return { kind: "exists", customer: known };
  const unseen = await from(change).customer.findFirst({ where: { organizationId, segmentId, nameKey: key } });
  const id = newId();
  const shortNames = [...given.shortNames];
  const row = {
    id,
    organizationId,
    segmentId,
    teamId: team.id,
    ownerId: memberId,
    name: given.name,
    shortNames,
    nameKey: unseen ? `${key}#${id}` : key,
    searchText: searchTextOf(given.name, shortNames),
    kind: given.kind,
    city: given.city ?? null,
    industry: given.industry ?? null,
    createdAt: change.at,
  };
  await from(change).customer.create({ data: row });
  await audit(change, { what: "customer.created", subject: `customer:${id}`, after: row });
  if (unseen) await audit(change, { what: "customer.doubled", subject: `customer:${id}`, after: { like: unseen.id } });
  const customer = await readCustomer(change, id);
  if (!customer) throw new TypeError("A customer is in the sight of its owner.");
  return { kind: "created", customer };
}
