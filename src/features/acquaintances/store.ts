import type { Scope } from "../../core/scope.ts";
import { ask } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { isSeen } from "../../data/scope.ts";
import { dealsMet } from "../../domain/deals-met.ts";
import { CUSTOMER_FACTS, type KnownContact, type KnownCustomer, type WentAway } from "../../domain/intake.ts";
import { CONTACT_FACTS } from "../../domain/intake-contacts.ts";
import { nameKey } from "../../domain/names.ts";
import { waysToWrite } from "../../domain/phones.ts";
import type { SheetKind } from "../../domain/sheet-columns.ts";

/** On the command line one may do all. */
export const may = ({ roles, memberId }: Scope, ...wanted: readonly string[]): boolean =>
  memberId === null || wanted.some((role) => [...roles].some((one) => one === role));

/** A customer as the database tells of it: one text for a lot, as row by row the ORM takes longer than all the rest. */
type Told = Omit<KnownCustomer, "mine" | "deals" | "contacts" | "madeIn"> &
  Held & {
    readonly contacts: readonly Omit<KnownContact, "key">[];
    readonly deals: Parameters<typeof dealsMet>[0];
  };
const objectOf = (table: "c" | "k", columns: readonly string[]): Prisma.Sql =>
  Prisma.raw(`json_build_object(${columns.map((column) => `'${column}', ${table}."${column}"`).join(", ")})`);
const FACTS_OF_CONTACTS = CONTACT_FACTS.filter((fact) => fact !== "phones");

/** What rows of a kind ask of a customer they meet: what is known of a hundred thousand takes long to tell. */
const ASKED = {
  customers: { facts: CUSTOMER_FACTS, contacts: FACTS_OF_CONTACTS, deals: false },
  contacts: { facts: [], contacts: FACTS_OF_CONTACTS, deals: false },
  deals: { facts: [], contacts: undefined, deals: true },
  activities: { facts: [], contacts: ["title"], deals: false },
  sales: { facts: [], contacts: undefined, deals: false },
  products: { facts: [], contacts: undefined, deals: false },
} as const satisfies Readonly<Record<SheetKind, object>>;

const contactsOf = (facts: readonly string[] | undefined): Prisma.Sql =>
  facts === undefined
    ? NONE
    : Prisma.sql`(
        SELECT coalesce(json_agg(json_build_object('id', k.id, 'name', k.name, 'phones', COALESCE(k.phones, '{}'), 'version', k.version,
            'facts', ${objectOf("k", facts)}) ORDER BY k."createdAt", k.id), '[]') FROM "Contact" k
          WHERE k."organizationId" = c."organizationId" AND k."customerId" = c.id)`;
const dealsOf = (asked: boolean, since: string): Prisma.Sql =>
  asked
    ? Prisma.sql`(
        SELECT coalesce(json_agg(json_build_object('name', d.name, 'importKey', d."importKey", 'stage', d.stage,
            'amount', d."amountMinor"::text, 'firstMeetingOn', d."firstMeetingOn", 'expectedOn', d."expectedOn",
            'closedOn', d."closedOn", 'createdOn', (d."createdAt" AT TIME ZONE o.zone)::date,
            'isEarlier', d."createdAt" < ${since}::timestamptz) ORDER BY d."createdAt", d.id), '[]')
          FROM "Deal" d JOIN "Organization" o ON o.id = d."organizationId"
          WHERE d."organizationId" = c."organizationId" AND d."customerId" = c.id)`
    : NONE;
const NONE = Prisma.sql`'[]'::json`;
/** A customer called c that came in with a file of somebody's who was an admin then, or on the machine: not of anybody else's. */
const OF_ADMINS = Prisma.sql`(c."importId" IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM "Import" i WHERE i.id = c."importId" AND i."organizationId" = c."organizationId" AND NOT i."byAdmin"))`;

const readTold = async (
  scope: Scope,
  { importer: { kind = "customers", since }, sees, segmentIds }: Acquainted,
  ids: readonly string[],
): Promise<readonly Told[]> => {
  const { facts, contacts, deals } = ASKED[kind];
  const { organizationId } = scope;
  const [found] = await ask<{ told: string }>(
    scope,
    Prisma.sql`
    SELECT coalesce(json_agg(told ORDER BY told."createdAt", told.id), '[]')::text AS told FROM (
      SELECT c.id, c.name, c."nameKey" AS key, c."segmentId", c."teamId", c."ownerId", ${OF_ADMINS} AS "ofAdmins", c.version,
        coalesce(c."shortNames", '{}') AS "shortNames", c."lastContactOn", c."lastVisitOn", c."createdAt", ${objectOf("c", facts)} AS facts,
        coalesce((SELECT m.name FROM "Member" m WHERE m.id = c."ownerId"), '–') AS "ownerName",
        ${contactsOf(contacts)} AS contacts, ${dealsOf(deals, since)} AS deals
      FROM "Customer" c WHERE c."organizationId" = ${organizationId}::uuid AND c.id = ANY(${[...ids]}::uuid[])
        AND c."segmentId" = ANY(${[...segmentIds]}::uuid[]) AND ${sees}) told`,
  );
  return JSON.parse(found?.told ?? "[]");
};

/** An admin, who sees no customers by being one, meets in the next file what any admin or the machine has brought in. */
export const sightOf = (person: Scope, { seesAll }: { readonly seesAll: boolean }): Prisma.Sql => {
  if (seesAll || person.memberId === null) return Prisma.sql`TRUE`;
  return may(person, "admin") ? Prisma.sql`(${isSeen(person)} OR ${OF_ADMINS})` : isSeen(person);
};

/** Customers in sight whose name has a mark, as another had it first: by name, read once, as there are few. */
export const readMarked = async (scope: Scope, sees: Prisma.Sql): Promise<ReadonlyMap<string, readonly string[]>> => {
  const rows = await ask<{ key: string; ids: string[] }>(
    scope,
    Prisma.sql`
    SELECT split_part(c."nameKey", '#', 1) AS key, array_agg(c.id) AS ids FROM "Customer" c
    WHERE c."organizationId" = ${scope.organizationId}::uuid AND c."nameKey" LIKE '%#%' AND ${sees} GROUP BY 1`,
  );
  return new Map(rows.map(({ key, ids }) => [key, ids]));
};

/** What customers in sight are called beside their names, and under which name they are met. */
export type ShortNames = ReadonlyMap<string, readonly { readonly id: string; readonly key: string }[]>;
/** Short names, and those of customers that went into another: read once, as names are compared here and not in the database. */
export const readShortNames = async (scope: Scope, sees: Prisma.Sql): Promise<ShortNames> => {
  const rows = await ask<{ id: string; key: string; names: string[] }>(
    scope,
    Prisma.sql`
    SELECT c.id, split_part(c."nameKey", '#', 1) AS key, c."shortNames" AS names FROM "Customer" c
    WHERE c."organizationId" = ${scope.organizationId}::uuid AND cardinality(c."shortNames") > 0 AND ${sees}`,
  );
  const called = new Map<string, { id: string; key: string }[]>();
  for (const { id, key, names } of rows)
    for (const said of new Set(names.map((name) => nameKey(name))))
      if (said !== "" && said !== key) called.set(said, [...(called.get(said) ?? []), { id, key }]);
  return called;
};

interface MergedAway extends WentAway {
  readonly name: string;
}
/** What went into another, and into which in the end. */
const readMerged = async (scope: Scope, subject: "customer" | "contact"): Promise<readonly MergedAway[]> => {
  const rows = await ask<MergedAway>(
    scope,
    Prisma.sql`
    SELECT "goneId" AS id, "keptId" AS into, coalesce(split_part(gone->>'nameKey', '#', 1), gone->>'name') AS name FROM "Merge"
    WHERE "organizationId" = ${scope.organizationId}::uuid AND subject = ${subject}::"MergeSubject" AND "undoneAt" IS NULL
    ORDER BY at`,
  );
  const wentInto = new Map(rows.map(({ id, into }) => [id, into]));
  const last = (id: string): string => {
    const into = wentInto.get(id);
    return into === undefined ? id : last(into);
  };
  return rows.map(({ into, ...gone }) => ({ ...gone, into: last(into) }));
};

const grouped = <One, Of>(rows: readonly One[], of: (row: One) => readonly [key: string, Of]): Map<string, Of[]> => {
  const groups = new Map<string, Of[]>();
  for (const [key, each] of rows.map(of)) groups.set(key, [...(groups.get(key) ?? []), each]);
  return groups;
};

/** By their name, customers that went into another: their rows were known by their ids. */
export const readWentAway = async (scope: Scope): Promise<ReadonlyMap<string, readonly WentAway[]>> =>
  grouped(await readMerged(scope, "customer"), ({ id, into, name }) => [name, { id, into }]);

/** By the id of the contact that stayed, the names of those who became part of it. */
export const readFormerNames = async (scope: Scope): Promise<ReadonlyMap<string, readonly string[]>> =>
  grouped(await readMerged(scope, "contact"), ({ into, name }) => [into, nameKey(name) || name]);

/** Whoever imports, and what of all customers they may meet. */
export interface Acquainted {
  readonly importer: { readonly scope: Scope; readonly kind: SheetKind | undefined; readonly since: string };
  /** Asked of a customer called c. */
  readonly sees: Prisma.Sql;
  readonly segmentIds: readonly string[];
  readonly formerNames: ReadonlyMap<string, readonly string[]>;
}

/** Those of these customers that may be met, with what is known of them. */
export const readCustomers = async (
  scope: Scope,
  acquainted: Acquainted,
  ids: readonly string[],
): Promise<KnownCustomer[]> => {
  if (ids.length === 0) return [];
  const { importer } = acquainted;
  const told = await readTold(scope, acquainted, ids);
  return told.map(
    (one): KnownCustomer => ({
      ...{ id: one.id, name: one.name, key: one.key.replace(/#.*$/, ""), segmentId: one.segmentId },
      ...{ teamId: one.teamId, ownerId: one.ownerId, ownerName: one.ownerName, mine: isMine(importer.scope, one) },
      ...{ version: one.version, facts: one.facts, shortNames: one.shortNames },
      ...{ lastContactOn: one.lastContactOn, lastVisitOn: one.lastVisitOn },
      contacts: one.contacts.map((contact) => withKeys(contact, acquainted)),
      deals: dealsMet(one.deals),
      madeIn: undefined,
    }),
  );
};

const withKeys = (contact: Omit<KnownContact, "key">, { formerNames }: Acquainted): KnownContact => {
  const formerKeys = formerNames.get(contact.id);
  return { ...contact, key: nameKey(contact.name) || contact.name, ...(formerKeys && { formerKeys }) };
};

interface Held {
  readonly ownerId: string | null;
  readonly teamId: string;
  readonly segmentId: string;
  readonly ofAdmins: boolean;
}
const isMine = (scope: Scope, { ownerId, teamId, segmentId, ofAdmins }: Held): boolean =>
  scope.memberId === null ||
  ownerId === scope.memberId ||
  may(scope, "coordinator") ||
  (may(scope, "manager") && scope.teamIds.includes(teamId)) ||
  (may(scope, "segment_admin") && scope.segmentIds.includes(segmentId)) ||
  (may(scope, "admin") && ofAdmins);

/** Customers by these phones and mails, in sight or not: found by the indexes on whole numbers and on mails, one by one as names are. */
export const idsReached = async (scope: Scope, marks: readonly string[], country: string): Promise<string[]> => {
  const mails = marks.filter((mark) => mark.includes("@"));
  const phones = marks.flatMap((mark) => (mark.includes("@") ? [] : waysToWrite(mark, country)));
  const rows = await ask<{ id: string }>(
    scope,
    Prisma.sql`
    SELECT k."customerId" AS id FROM unnest(${phones}::text[]) AS asked (phone) CROSS JOIN LATERAL (
      SELECT * FROM "Contact" WHERE "organizationId" = ${scope.organizationId}::uuid
        AND whole_numbers(phones) @> ARRAY[asked.phone] OFFSET 0) k
    UNION SELECT k."customerId" FROM unnest(${mails}::text[]) AS asked (mail) CROSS JOIN LATERAL (
      SELECT * FROM "Contact" WHERE "organizationId" = ${scope.organizationId}::uuid AND lower(mail) = asked.mail OFFSET 0) k`,
  );
  return rows.map(({ id }) => id);
};
