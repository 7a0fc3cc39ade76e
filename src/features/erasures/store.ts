import type { Instant } from "../../core/clock.ts";
import { dateIn, type PlainDate } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { ask, from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { isSeen } from "../../data/scope.ts";
import { type Erasures, type Known, keyedHash, namesAt, waysTo } from "../../domain/erased.ts";
import { mayBeOne } from "../../domain/names-people.ts";
import { waysToWrite } from "../../domain/phones.ts";
import { may } from "../acquaintances/public.ts";

type Person = Known & { readonly id: string; readonly name: string; readonly title: string | null };
interface Leaver {
  /** The person, and whoever became part of them. */
  readonly people: readonly Person[];
  /** What their customer is called. */
  readonly customers: readonly string[];
}

/** What keeps somebody who is erased from coming in again, without saying who they are: hashes, keyed. */
export const marksOf = async (scope: Scope, { people, customers }: Leaver): Promise<string[]> => {
  const { country } = await organizationOf(scope);
  const key = await keyOf(scope);
  // The same person at another customer shares nothing with themselves.
  const others = (await readSharing(scope, people)).filter((one) => !people.some((each) => mayBeOne(each, one)));
  const shared = new Set(others.flatMap((one) => waysTo(one, country)));
  const words = people.flatMap((one) => [
    ...namesAt(one, customers),
    ...waysTo(one, country).filter((way) => !shared.has(way)),
  ]);
  return [...new Set(words.map((each) => keyedHash(key, each)))];
};

const keyOf = async ({ database, organizationId }: Scope): Promise<string> => {
  const [found] = await ask<{ key: string }>(
    { database },
    Prisma.sql`SELECT "erasureKey" AS key FROM "Organization" WHERE id = ${organizationId}::uuid`,
  );
  if (!found) throw new Error("There is no organization of this scope.");
  return found.key;
};

/** Another card with a number or an address of theirs. */
export interface Sharing extends Omit<Person, "handle"> {
  readonly customer: string;
}
/**
 * Others with a number or an address of theirs: that of a switchboard is nobody's own.
 * @param sees asked of a customer called c
 */
const readSharing = async (
  scope: Scope,
  people: readonly Pick<Person, "id" | "phones" | "mail">[],
  sees = Prisma.sql`TRUE`,
): Promise<Sharing[]> => {
  const { country } = await organizationOf(scope);
  const phones = people.flatMap((one) => one.phones.flatMap((phone) => waysToWrite(phone, country)));
  const mails = people.flatMap(({ mail }) => (mail ? [mail.toLowerCase()] : []));
  return ask(
    scope,
    Prisma.sql`
    SELECT k.id, k.name, k.title, COALESCE(k.phones, '{}') AS phones, k.mail, c.name AS customer
    FROM "Contact" k JOIN "Customer" c ON c.id = k."customerId"
    WHERE k."organizationId" = ${scope.organizationId}::uuid AND k."erasedAt" IS NULL AND ${sees}
      AND k.id <> ALL(${people.map(({ id }) => id)}::uuid[])
      AND (whole_numbers(k.phones) && ${phones}::text[] OR lower(k.mail) = ANY(${mails}::text[]))
    ORDER BY c.name, k.name, k.id`,
  );
};

/** Those among them at customers that are seen. */
export const sharingSeen = (scope: Scope, people: Parameters<typeof readSharing>[1]): Promise<Sharing[]> =>
  readSharing(scope, people, isSeen(scope));

interface Wanted {
  /** Asked of a customer called c. */
  readonly sees: Prisma.Sql;
  /** Asked of an erasure called e, before its customer is looked for. */
  readonly which: Prisma.Sql;
}
/** Erasures at customers that are seen, also at what these went into; the last first. */
const readSeen = (scope: Scope, { sees, which }: Wanted): Promise<{ at: Instant; marks: string[] }[]> =>
  ask(
    scope,
    Prisma.sql`
    SELECT e.at, e.marks FROM "Erasure" e
    WHERE e."organizationId" = ${scope.organizationId}::uuid AND ${which} AND EXISTS (
      WITH RECURSIVE went AS (
        SELECT e."customerId" AS id
        UNION SELECT m."keptId" FROM went w JOIN "Merge" m ON m."goneId" = w.id
          AND m."organizationId" = e."organizationId" AND m."undoneAt" IS NULL)
      SELECT 1 FROM "Customer" c WHERE c.id IN (SELECT id FROM went) AND ${sees})
    ORDER BY e.at DESC`,
  );

/**
 * Who was erased at customers that are seen, as far as it can be told of somebody who comes in; undefined where nobody
 * was.
 */
const readErasures = async (scope: Scope, sees: Prisma.Sql): Promise<Erasures | undefined> => {
  const rows = await readSeen(scope, { sees, which: Prisma.sql`cardinality(e.marks) > 0` });
  if (rows.length === 0) return undefined;
  const { zone, country } = await organizationOf(scope);
  const key = await keyOf(scope);
  const days = new Map(
    rows.toReversed().flatMap(({ at, marks }) => marks.map((mark) => [mark, dateIn(zone, at)] as const)),
  );
  return {
    dayOf: (person, customers) =>
      wordsOf(person, customers, country)
        .map((words) => days.get(keyedHash(key, words)))
        .find((day) => day !== undefined),
  };
};

const wordsOf = (person: Known, customers: readonly string[], country: string): string[] => [
  ...namesAt(person, customers),
  ...waysTo(person, country),
];

/** Whoever erases on request, whatever they see, brings nobody back unawares. @param sees as they meet customers */
export const erasuresFor = async (
  scope: Scope,
  { scope: person, takesErased }: { readonly scope: Scope; readonly takesErased: boolean },
  sees: Prisma.Sql,
): Promise<Erasures | undefined> =>
  takesErased ? undefined : readErasures(scope, may(person, "admin") ? Prisma.sql`TRUE` : sees);

/** The day on which whoever this seems to be was erased on request, where that was at a customer one sees. */
export const erasedOn = async (
  scope: Scope,
  person: Known,
  customers: readonly string[],
): Promise<PlainDate | undefined> => {
  const { zone, country } = await organizationOf(scope);
  const key = await keyOf(scope);
  const marks = wordsOf(person, customers, country).map((words) => keyedHash(key, words));
  const [last] = await readSeen(scope, { sees: isSeen(scope), which: Prisma.sql`e.marks && ${marks}::text[]` });
  return last && dateIn(zone, last.at);
};

/** Whether anybody was erased who could come in again. */
export const anyErased = async (scope: Scope): Promise<boolean> =>
  (
    await ask(
      scope,
      Prisma.sql`
      SELECT 1 FROM "Erasure"
      WHERE "organizationId" = ${scope.organizationId}::uuid AND cardinality(marks) > 0 LIMIT 1`,
    )
  ).length > 0;

const erasuresOf = ({ organizationId }: Scope) => `erasures:${organizationId}`;

/** Whoever writes down what was read before waits until this erasure is there to be seen. */
export const holdErasures = async (change: Change): Promise<void> => {
  await from(change).$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${erasuresOf(change)}, 0))::text`;
};

/** A number that grows with each. */
export const erasuresSoFar = ({ organizationId, database }: Scope): Promise<number> =>
  from({ database }).erasure.count({ where: { organizationId } });

/** Whether what was read at that number names nobody who was erased since, nor will until this change is kept. */
export const noneErasedSince = async (change: Change, number: number): Promise<boolean> => {
  await from(change).$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${erasuresOf(change)}, 0))::text`;
  return (await erasuresSoFar(change)) === number;
};
