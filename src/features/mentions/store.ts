import { type PlainDate, plainDate, type Zone } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { feeInSight, workedDeals } from "../../data/scope.ts";
import type { Of } from "../../data/sources.ts";
import { type Reading, readAtOthers, readSource, SOURCES } from "../written/public.ts";

/** Where a text stands, as a reader knows it. */
export type Where = (typeof READINGS)[keyof typeof READINGS]["where"] | "others";
export interface Naming {
  readonly where: Where;
  /** Null for what holds of no day. */
  readonly on: PlainDate | null;
  readonly texts: readonly string[];
}

/** Whose it is, and how their name is told in a text of their customer. */
export interface About {
  readonly contactId: string;
  readonly customerId: string;
  readonly of: Of;
  /** The person, and whoever became part of them. */
  readonly people: readonly string[];
  /** Of the reader, in which an instant has its day. */
  readonly zone: Zone;
  readonly names: (text: string) => boolean;
  /** A row of no customer without the person: the same where it does not name them. */
  readonly withoutElsewhere: (row: unknown) => unknown;
  /** A row about another customer without the person: the same where it does not name them. */
  readonly withoutAtOthers: (row: unknown) => unknown;
}

/** Deals of which something that may name the person was written, whosever they are. */
const readDealsTelling = async (scope: Scope, telling: readonly string[]): Promise<string[]> => {
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT d.id FROM "Deal" d WHERE d."organizationId" = ${scope.organizationId}::uuid
      AND concat(d.name, ' ', d."firstMeetingAt", ' ', d.criteria) ILIKE ANY(${[...telling]})
    UNION SELECT m."dealId" FROM "DealMove" m WHERE m."organizationId" = ${scope.organizationId}::uuid
      AND concat(m.why, ' ', m.reason) ILIKE ANY(${[...telling]})`;
  return rows.map(({ id }) => id);
};

interface Seeing {
  readonly scope: Scope;
  readonly contactId: string;
  readonly people: readonly string[];
  /** The deals of the customer that the reader may see. */
  readonly deals: readonly string[];
}
interface Told {
  readonly where: string;
  /** The column of its day, or of its instant. */
  readonly day?: string;
  readonly at?: string;
  readonly heading?: string;
  /** Which rows of `t`: what the reader may see, and what is not told as the person's own already. */
  readonly sees?: (seeing: Seeing) => Prisma.Sql;
}

const isLive = Prisma.sql`t."undoneAt" IS NULL`;
const ofOthers = ({ contactId }: Seeing) => Prisma.sql`t."contactId" IS DISTINCT FROM ${contactId}::uuid`;
const amongDeals = (column: "id" | "dealId") => (seeing: Seeing) =>
  Prisma.sql`t.${Prisma.raw(`"${column}"`)} = ANY(${[...seeing.deals]}::uuid[])`;
const feeSeen = ({ scope }: Seeing) => Prisma.sql`EXISTS (
  SELECT 1 FROM "Approval" a JOIN "Fee" f ON f.id = a."subjectId"
  WHERE a.id = t."approvalId" AND ${feeInSight(scope, Prisma.sql`f`)})`;

/** How the tables in which an erasure looks are told. */
const READINGS = {
  Activity: {
    where: "activities",
    day: "happenedOn",
    sees: ({ contactId }) => Prisma.sql`${isLive} AND NOT EXISTS (
      SELECT 1 FROM "ActivityContact" m WHERE m."activityId" = t.id AND m."contactId" = ${contactId}::uuid)`,
  },
  NextStep: { where: "steps", day: "dueOn", sees: ofOthers },
  Deal: { where: "deals", at: "createdAt", heading: "name", sees: amongDeals("id") },
  DealMove: { where: "deals", day: "movedOn", sees: amongDeals("dealId") },
  Fee: {
    where: "papers",
    at: "createdAt",
    heading: "number",
    sees: ({ scope }) => feeInSight(scope, Prisma.sql`t`),
  },
  ApprovalEvent: { where: "papers", at: "at", sees: feeSeen },
  ApprovalStep: { where: "papers", at: "decidedAt", sees: feeSeen },
  // Told by one to the other, and to nobody else.
  Handover: {
    where: "handovers",
    at: "at",
    sees: ({ scope }) => Prisma.sql`${scope.memberId}::uuid IN (t."toId", t."byId")`,
  },
  Merge: {
    where: "merged",
    at: "at",
    sees: ({ people }) => Prisma.sql`${isLive} AND t."keptId" <> ALL(${[...people]}::uuid[])`,
  },
  CareItem: {
    where: "care",
    day: "dueOn",
    sees: ({ scope }) => Prisma.sql`t."memberId" = ${scope.memberId}::uuid`,
  },
  ServiceCase: {
    where: "cases",
    at: "openedAt",
    sees: (seeing) => Prisma.sql`${isLive} AND ${ofOthers(seeing)}`,
  },
  CaseClock: {
    where: "cases",
    at: "metAt",
    sees: ({ contactId }) => Prisma.sql`EXISTS (SELECT 1 FROM "ServiceCase" c
      WHERE c.id = t."caseId" AND c."undoneAt" IS NULL AND c."contactId" IS DISTINCT FROM ${contactId}::uuid)`,
  },
  AccountRequest: {
    where: "requests",
    at: "createdAt",
    sees: ({ scope }) => Prisma.sql`${scope.memberId}::uuid IN (t."requesterId", t."decidedById")`,
  },
  SurveyAnswer: {
    where: "answers",
    day: "answeredOn",
    sees: (seeing) => Prisma.sql`${isLive} AND ${ofOthers(seeing)}`,
  },
  // Tasks of the customer itself have a section of their own.
  Task: {
    where: "others",
    day: "dueOn",
    sees: ({ scope }) => Prisma.sql`${scope.memberId}::uuid IN (t."giverId", t."assigneeId")`,
  },
  Erasure: {
    where: "erasures",
    at: "at",
    sees: ({ scope }) => Prisma.sql`t."memberId" = ${scope.memberId}::uuid`,
  },
  Import: {
    where: "imports",
    at: "createdAt",
    sees: ({ scope }) => Prisma.sql`t."memberId" = ${scope.memberId}::uuid`,
  },
  Customer: { where: "customer" },
  Contact: { where: "people", heading: "name" },
} as const satisfies Record<string, Told>;
const READING = new Map<string, Told & { readonly where: Where }>(Object.entries(READINGS));

const column = (name: string) => Prisma.raw(`t."${name}"`);
const readingOf = ({ day, at, heading, sees }: Told, seeing: Seeing, zone: Zone): Reading => ({
  on: day ? column(day) : at ? Prisma.sql`(${column(at)} AT TIME ZONE ${zone})::date` : Prisma.sql`NULL`,
  heading: heading ? column(heading) : Prisma.sql`NULL`,
  sees: sees?.(seeing) ?? Prisma.sql`TRUE`,
});

const stringsIn = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};
/** The texts of a row that are others without the person. */
const changedIn = (row: unknown, without: (row: unknown) => unknown): string[] => {
  const left = stringsIn(without(row));
  return stringsIn(row).filter((text, n) => text !== left[n]);
};
/** Each text once, and none that another has in it. */
const apart = (texts: readonly string[]): string[] =>
  [...new Set(texts)].filter((text, _, all) => !all.some((other) => other !== text && other.includes(text)));

/** What an erasure would mend, as far as the reader may see it: by the same tables, the same rows and the same names. */
export async function readNamed(scope: Scope, about: About): Promise<Naming[]> {
  const { customerId, of, zone, names, withoutElsewhere } = about;
  const deals = await from(scope).deal.findMany({
    where: { AND: [workedDeals(scope), { customerId }] },
    select: { id: true },
  });
  const seeing = { scope, ...about, deals: deals.map(({ id }) => id) };
  const found: Naming[] = [];
  for (const source of SOURCES.filter(({ table }) => table !== "Task")) {
    const reading = readingFor(source.table);
    const rows = await readSource(scope, source, { of, ...readingOf(reading, seeing, zone) });
    for (const { on, heading, texts } of rows) {
      const naming = source.elsewhere ? changedIn(texts, withoutElsewhere) : stringsIn(texts).filter(names);
      if (naming.length > 0) found.push(namingOf(reading.where, { on, heading, naming }));
    }
  }
  found.push(...(await readNamedAtOthers(scope, about)));
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

/** The same of what is about other customers the reader sees: there a name alone may be anybody's. */
async function readNamedAtOthers(scope: Scope, about: About): Promise<Naming[]> {
  const { of, zone, withoutAtOthers } = about;
  const told = await readDealsTelling(scope, of.telling);
  const deals = await from(scope).deal.findMany({
    where: { AND: [workedDeals(scope), { id: { in: told } }] },
    select: { id: true },
  });
  const seeing = { scope, ...about, deals: deals.map(({ id }) => id) };
  const found: Naming[] = [];
  for (const source of SOURCES.filter(({ elsewhere }) => !elsewhere)) {
    const rows = await readAtOthers(scope, source, { of, ...readingOf(readingFor(source.table), seeing, zone) });
    for (const { on, heading, texts } of rows) {
      const naming = changedIn(texts, withoutAtOthers);
      if (naming.length > 0) found.push(namingOf("others", { on, heading, naming }));
    }
  }
  return found;
}

const readingFor = (table: string) => {
  const reading = READING.get(table);
  if (!reading) throw new Error(`nobody has said how ${table} is told`);
  return reading;
};
const namingOf = (
  where: Where,
  { on, heading, naming }: { on: string | null; heading: string | null; naming: readonly string[] },
): Naming => ({
  where,
  on: on === null ? null : plainDate(on),
  texts: apart([...(heading === null ? [] : [heading]), ...naming]),
});
