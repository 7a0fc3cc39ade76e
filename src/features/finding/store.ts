import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { ask, from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { isSeen, waysOfSeeing } from "../../data/scope.ts";
import { nameKey } from "../../domain/names.ts";
import { pieceNumber } from "../../domain/names-pieces.ts";
import { closeness, nearest, searchTextOf, soundOf } from "../../domain/names-search.ts";
import { type Customer, customersAmong, customersById } from "../customers/public.ts";
import {
  BROUGHT,
  BROUGHT_MAKE,
  beginning,
  containing,
  eachWord,
  isTelling,
  type Lookup,
  lookupsOf,
  MAKE,
  mistyped,
  type Pattern,
  phoneDigits,
  renewedOf,
  wholeWord,
} from "./rules.ts";

/** Read of a team's, a segment's or all customers before they are put in order; where more fit, the latest in touch are. */
const ENOUGH = 2_000;
/** Letters that are typed of a name at most; longer ones are no names. */
const LONGEST = 80;
/** Put in order by how well they fit, which the database tells roughly. */
const RANKED = 60;
/** Those last in touch first, of a day always the same ones first: as the indexes have them. */
const LATEST = Prisma.sql`ORDER BY c."lastContactOn" DESC, c.id`;

const union = (parts: readonly Prisma.Sql[]): Prisma.Sql => Prisma.join([...parts], " UNION ");
const numbersOf = (pieces: readonly string[]): number[] => pieces.map(pieceNumber);
/** Asked of an index: the name has all these pieces. */
const has = (table: "c" | "k", pieces: readonly string[]): Prisma.Sql =>
  Prisma.sql`${Prisma.raw(table)}."searchPieces" @> ${numbersOf(pieces)}::int[]`;
const whole = (number: number): Prisma.Sql => Prisma.raw(String(number));

/** Customers in sight with a word that begins so, or anywhere it is, best first: whole words, then beginnings. */
async function idsFitting(scope: Scope, key: string, { pieces, like }: Pattern): Promise<string[]> {
  const text = Prisma.sql`c.id, c."searchText" AS said, c."lastContactOn" AS last FROM "Customer" c`;
  const found = waysOfSeeing(scope).map(({ sees, many }) => {
    const fits = Prisma.sql`${sees} AND c."searchText" LIKE ${like}`;
    if (!many) return Prisma.sql`(SELECT ${text} WHERE ${fits})`;
    const tooMany = Prisma.sql`(SELECT count(*) FROM hits) = ${whole(ENOUGH)}`;
    return Prisma.sql`(
      WITH hits AS MATERIALIZED (
        SELECT ${text} WHERE ${fits} AND ${has("c", pieces)} LIMIT ${whole(ENOUGH)}
      ), latest AS (
        SELECT ${text} WHERE ${fits} AND ${tooMany} AND c."lastContactOn" IS NOT NULL ${LATEST} LIMIT ${whole(RANKED)}
      ), exact AS (
        SELECT ${text} WHERE ${sees} AND ${tooMany} AND ${has("c", [wholeWord(key)])}
        LIMIT ${whole(RANKED)}
      )
      SELECT * FROM hits UNION ALL SELECT * FROM latest UNION ALL SELECT * FROM exact)`;
  });
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT id FROM (${union(found)}) found
    ORDER BY said || ' ' NOT LIKE ${`% ${key} %`}, said NOT LIKE ${`% ${key}%`}, last DESC NULLS LAST, id
    LIMIT ${whole(RANKED)}`;
  return rows.map(({ id }) => id);
}

/** What a contact must have; `indexed` is what an index can be asked. */
interface OfContact {
  readonly fits: Prisma.Sql;
  readonly indexed: Prisma.Sql;
}

async function idsByContact(scope: Scope, { fits, indexed }: OfContact, id = Prisma.sql`c.id`): Promise<string[]> {
  const found = waysOfSeeing(scope).map(
    ({ sees }) => Prisma.sql`(
      SELECT ${id}, c."lastContactOn" AS last FROM "Contact" k JOIN "Customer" c ON c.id = k."customerId"
      WHERE ${sees} AND k."organizationId" = c."organizationId" AND ${fits} AND ${indexed}
      LIMIT ${whole(ENOUGH)})`,
  );
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT id FROM (${union(found)}) found ORDER BY last DESC NULLS LAST, id LIMIT ${whole(RANKED)}`;
  return rows.map(({ id }) => id);
}

const named = ({ pieces, like }: Pattern): OfContact => ({
  fits: Prisma.sql`k."searchText" LIKE ${like}`,
  indexed: has("k", pieces),
});

/** Whoever is called so and no longer: among many that begin so they would be cut off. */
const exactly = (key: string): OfContact => ({
  fits: Prisma.sql`k."searchText" || ' ' LIKE ${`% ${key} %`}`,
  indexed: has("k", [wholeWord(key)]),
});

/** A number that ends so; also a whole one that was kept without the country. */
const called = (digits: string): OfContact => ({
  fits: Prisma.sql`EXISTS (
    SELECT 1 FROM unnest(k.phones) phone, LATERAL (SELECT regexp_replace(phone, '[^0-9]', '', 'g') AS kept) number
    WHERE kept LIKE ${`%${digits}`} OR length(kept) > 6 AND ${digits} LIKE '%' || kept)`,
  indexed: Prisma.sql`phone_ends(k.phones) @> ${[digits.slice(-4)]}`,
});

const mailed = (mail: string): OfContact => ({
  fits: Prisma.sql`k."erasedAt" IS NULL`,
  indexed: Prisma.sql`lower(k.mail) = ${mail.toLowerCase()}`,
});

/** Those last in touch. */
export const readLatestCustomers = (scope: Scope, count: number): Promise<Customer[]> =>
  customersAmong(scope, latestIds(scope, count));

export const readLatestIds = async (scope: Scope, count: number): Promise<string[]> =>
  (await from(scope).$queryRaw<{ id: string }[]>(latestIds(scope, count))).map(({ id }) => id);

const latestIds = (scope: Scope, count: number): Prisma.Sql => {
  const found = waysOfSeeing(scope).flatMap(({ sees }) => {
    const seen = Prisma.sql`SELECT c.id, c."lastContactOn" AS last FROM "Customer" c WHERE ${sees}`;
    return ["NOT NULL", "NULL"].map(
      (last) => Prisma.sql`(${seen} AND c."lastContactOn" IS ${Prisma.raw(last)} ${LATEST} LIMIT ${whole(count)})`,
    );
  });
  return Prisma.sql`
    SELECT id FROM (${union(found)}) found ORDER BY last DESC NULLS LAST, id LIMIT ${whole(count)}`;
};

/** Of customers named so: enough of them when at least `limit` are found, and not yet in the order of their fit. */
export async function readIdsNamed(scope: Scope, typed: string, limit: number): Promise<string[]> {
  const key = nameKey(typed);
  if (key === "" || key.length > LONGEST) return [];
  const inside = containing(key);
  const within = async () => (inside ? idsFitting(scope, key, inside) : []);
  // Among a person's own customers the second look costs nothing; among all it is spared where the first is enough.
  const [begun, atOnce] = await Promise.all([
    idsFitting(scope, key, beginning(key)),
    waysOfSeeing(scope).some(({ many }) => many) ? undefined : within(),
  ]);
  const ids = new Set([...begun, ...(atOnce ?? (begun.length < limit ? await within() : []))]);
  const apart = ids.size === 0 ? eachWord(typed) : undefined;
  return apart ? await idsFitting(scope, key, apart) : [...ids];
}

/**
 * Customers whose name, short name, sound or initials begin so, or have it in them; for several words, those that have
 * each. Best first, among equals the one last in touch first.
 */
export async function readCustomersNamed(scope: Scope, typed: string, limit: number): Promise<Customer[]> {
  const found = await customersById(scope, await readIdsNamed(scope, typed, limit));
  return found
    .map((customer) => ({ customer, rank: closeness(customer, typed) ?? Number.MAX_SAFE_INTEGER }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ customer }) => customer);
}

/** Customers with a contact whose number ends with these digits. */
export async function readCustomersCalled(scope: Scope, typed: string, limit: number): Promise<Customer[]> {
  const digits = phoneDigits(typed);
  if (digits === undefined) return [];
  return customersById(scope, (await idsByContact(scope, called(digits))).slice(0, limit));
}

/** Customers in sight with a contact of one of these numbers, up to `limit` for each number. */
export async function readCustomersReached(
  scope: Scope,
  phones: readonly string[],
  limit: number,
): Promise<Customer[]> {
  const found = new Map<string, Customer>();
  for (const phone of phones)
    for (const customer of await readCustomersCalled(scope, phone, limit)) found.set(customer.id, customer);
  return [...found.values()];
}

/** Customers in sight with a contact of this mail address. */
export const readCustomersMailed = async (scope: Scope, mail: string, limit: number): Promise<Customer[]> =>
  customersById(scope, (await idsByContact(scope, mailed(mail))).slice(0, limit));

/** Customers with a contact whose name, sound or initials begin so. */
export async function readCustomersOfContact(scope: Scope, typed: string, limit: number): Promise<Customer[]> {
  const key = nameKey(typed);
  if ([...key].length < 2 || key.length > LONGEST) return [];
  return customersById(scope, (await idsByContact(scope, named(beginning(key)))).slice(0, limit));
}

/** Contacts with a name, sound or initials that begin so or have it in them, or a number that ends so; of the customer last in touch first. */
export async function readContactsNamed(scope: Scope, typed: string, limit: number): Promise<string[]> {
  const key = nameKey(typed);
  if (key === "") return [];
  const digits = phoneDigits(typed);
  const begin = digits === undefined ? named(beginning(key)) : called(digits);
  const ids = new Set(await idsByContact(scope, exactly(key), Prisma.sql`k.id`));
  for (const id of await idsByContact(scope, begin, Prisma.sql`k.id`)) ids.add(id);
  const inside = ids.size < limit ? containing(key) : undefined;
  if (inside) for (const id of await idsByContact(scope, named(inside), Prisma.sql`k.id`)) ids.add(id);
  return [...ids].slice(0, limit);
}

/** A name as it is compared, without the rest of its row. */
interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly searchText: string;
}
const CANDIDATE = Prisma.sql`
  c.id, c.name, coalesce(c."shortNames", '{}') AS "shortNames", c."searchText", c."lastContactOn" FROM "Customer" c`;

const readCandidates = (scope: Scope, parts: readonly Prisma.Sql[]): Promise<Candidate[]> =>
  ask(
    scope,
    Prisma.sql`
      SELECT id, name, "shortNames", "searchText" FROM (${union(parts)}) found
      ORDER BY "lastContactOn" DESC NULLS LAST, id`,
  );

/** Customers whose name sounds as typed, or is what was meant but for one slip of the hand; nearest first. */
export async function readNearestCustomers(scope: Scope, typed: string, count: number): Promise<Customer[]> {
  const key = nameKey(typed);
  if (key === "" || key.length > LONGEST) return [];
  const sound = soundOf(key);
  const heard = sound === key ? [] : await idsFitting(scope, sound, beginning(sound));
  if (heard.length > 0) return nearest(await customersById(scope, heard), typed, count);
  const { spared, likes } = mistyped(key);
  const fits = (patterns: readonly Pattern[]) => Prisma.sql`
    c."searchText" LIKE ANY (${patterns.map(({ like }) => like)}) AND c."searchText" LIKE ANY (${likes})`;
  const ways = waysOfSeeing(scope);
  const telling = spared.filter(isTelling);
  // One question to the index for all that is in sight, and none for the few customers of one's own.
  const parts = ways
    .filter(({ many }) => !many)
    .map(({ sees }) => Prisma.sql`(SELECT ${CANDIDATE} WHERE ${sees} AND ${fits(spared)})`);
  if (telling.length > 0 && ways.some(({ many }) => many)) {
    const one = telling.map(({ pieces }) => has("c", pieces));
    const seen = Prisma.sql`c."organizationId" = ${scope.organizationId}::uuid AND ${isSeen(scope)}`;
    parts.push(Prisma.sql`(
      SELECT ${CANDIDATE} WHERE (${Prisma.join(one, " OR ")}) AND ${fits(telling)} AND ${seen} LIMIT ${whole(ENOUGH)})`);
  }
  const candidates = parts.length === 0 ? [] : await readCandidates(scope, parts);
  return customersById(
    scope,
    nearest(candidates, typed, count).map(({ id }) => id),
  );
}

/** Whoever may be meant by the name that a line begins with, the one last in touch first. */
export async function readLineCandidates(scope: Scope, line: string): Promise<Candidate[]> {
  const { start, lookups } = lookupsOf(line);
  if (start === "") return [];
  const parts = waysOfSeeing(scope).flatMap(({ sees, many }) => {
    const seen = Prisma.sql`SELECT ${CANDIDATE} WHERE ${sees}`;
    if (!many) return [Prisma.sql`(${seen} AND c."searchText" LIKE ${`% ${start}%`})`];
    return lookups.map((lookup) => Prisma.sql`(${seen} AND ${found(lookup)} LIMIT ${whole(lookup.most)})`);
  });
  return readCandidates(scope, parts);
}

const found = ({ pieces, any }: Lookup): Prisma.Sql =>
  any ? Prisma.sql`c."searchPieces" && ${numbersOf(pieces)}::int[]` : has("c", pieces);

/** Returns how many there were. A key that another customer of the segment has by now gets a mark of its own. */
export async function renewCustomers(change: Change, most: number): Promise<number> {
  const { organizationId } = change;
  const old = await from(change).customer.findMany({
    where: { organizationId, OR: [{ searchMake: { lt: MAKE } }, { searchMake: { lt: BROUGHT_MAKE }, ...BROUGHT }] },
    select: { id: true, segmentId: true, name: true, shortNames: true, importId: true },
    orderBy: { id: "asc" },
    take: most,
  });
  const there = await from(change).customer.findMany({
    where: { organizationId, nameKey: { in: old.map(({ name }) => nameKey(name)) } },
    select: { id: true, segmentId: true, nameKey: true },
  });
  const rows = renewedOf(old, there);
  await from(change).$executeRaw`
    UPDATE "Customer" c SET "nameKey" = r."nameKey", "searchText" = r."searchText", "shortNames" = r."shortNames", "searchMake" = ${BROUGHT_MAKE}
    FROM jsonb_populate_recordset(NULL::"Customer", ${JSON.stringify(rows)}::jsonb) r WHERE c.id = r.id`;
  for (const { id, said, shortNames } of rows)
    if (said.join() !== shortNames.join())
      await audit(change, {
        ...{ what: "customer.changed", subject: `customer:${id}` },
        ...{ before: { shortNames: said }, after: { shortNames } },
      });
  return rows.length;
}

/** Returns how many there were. */
export async function renewContacts(change: Change, most: number): Promise<number> {
  const old = await from(change).contact.findMany({
    where: { organizationId: change.organizationId, searchMake: { lt: MAKE } },
    select: { id: true, name: true },
    take: most,
  });
  const rows = old.map(({ id, name }) => ({ id, searchText: searchTextOf(name) }));
  await from(change).$executeRaw`
    UPDATE "Contact" c SET "searchText" = r."searchText", "searchMake" = ${MAKE}
    FROM jsonb_populate_recordset(NULL::"Contact", ${JSON.stringify(rows)}::jsonb) r WHERE c.id = r.id`;
  return rows.length;
}
