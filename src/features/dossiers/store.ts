import type { Instant } from "../../core/clock.ts";
import { fromColumn, type PlainDate, plainDate, type Zone } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { feeInSight, visibleCustomers, workedDeals } from "../../data/scope.ts";
import type { ActivityKind } from "../../domain/activities.ts";
import { type SaidInAnswer, saidIn } from "../answers/public.ts";
import type { CaseKind, Duty } from "../cases/public.ts";
import type { Standing } from "../influence/public.ts";
import { type Of, type Reading, readSource, SOURCES } from "../written/public.ts";

/** What is held about a contact beside what its card says. */
export interface Held {
  readonly activities: readonly {
    readonly on: PlainDate;
    readonly kind: ActivityKind;
    readonly said: string;
    readonly outcome: string | null;
    readonly mood: number | null;
  }[];
  readonly steps: readonly { readonly dueOn: PlainDate; readonly what: string }[];
  /** Where they stand on the influence maps. */
  readonly places: readonly (Pick<Standing, "role" | "attitude" | "influence"> & { readonly deal: string })[];
  /** What they asked or complained of, and what was done about it. */
  readonly cases: readonly {
    readonly openedAt: Instant;
    readonly kind: CaseKind;
    readonly said: string;
    readonly done: readonly { readonly duty: Duty; readonly note: string }[];
  }[];
  /** How satisfied they said they are. */
  readonly answers: readonly (SaidInAnswer & { readonly on: PlainDate })[];
  /** Of those that the reader gave or was given: nobody else knows of a task. */
  readonly tasks: readonly { readonly dueOn: PlainDate; readonly what: string; readonly answer: string | null }[];
  readonly feeIds: readonly string[];
  readonly entries: number;
  /** Where else a text names them, in the order it is told. */
  readonly named: readonly Naming[];
}

/** Where a text stands, as a reader knows it. */
export type Where = (typeof READINGS)[keyof typeof READINGS]["where"];
interface Naming {
  readonly where: Where;
  /** Null for what holds of no day. */
  readonly on: PlainDate | null;
  readonly texts: readonly string[];
}

/** Whose it is, and how their name is told in a text: in what is of their customer, and where no customer is named. */
interface About {
  readonly contactId: string;
  readonly customerId: string;
  readonly of: Of;
  /** The person, and whoever became part of them. */
  readonly people: readonly string[];
  /** Of the reader, in which an instant has its day. */
  readonly zone: Zone;
  readonly names: (text: string) => boolean;
  readonly namesElsewhere: (text: string) => boolean;
}

/** More than anybody has; a file is not endless. */
const MOST = 5000;

export async function readHeld(scope: Scope, about: About): Promise<Held> {
  const { organizationId } = scope;
  const { contactId } = about;
  const contact = { id: contactId, customer: visibleCustomers(scope) };
  const activities = await from(scope).activity.findMany({
    where: { organizationId, undoneAt: null, contacts: { some: { contactId, contact } } },
    select: { happenedOn: true, kind: true, said: true, outcome: true, mood: true },
    orderBy: [{ happenedOn: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const steps = await from(scope).nextStep.findMany({
    where: { organizationId, contactId },
    select: { dueOn: true, what: true },
    orderBy: [{ dueOn: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const places = await from(scope).influence.findMany({
    where: { organizationId, contactId, contact, deal: workedDeals(scope) },
    select: { role: true, attitude: true, influence: true, deal: { select: { name: true } } },
  });
  const given = await from(scope).feeRecipient.findMany({
    where: { organizationId, contactId },
    select: { feeId: true },
    take: MOST,
  });
  return {
    activities: activities.map(({ happenedOn, ...activity }) => ({ on: fromColumn(happenedOn), ...activity })),
    steps: steps.map(({ dueOn, what }) => ({ dueOn: fromColumn(dueOn), what })),
    places: places.map(({ deal, ...place }) => ({ deal: deal.name, ...place })),
    cases: await readCases(scope, contactId),
    answers: await readAnswers(scope, contactId),
    tasks: await readTasks(scope, about),
    feeIds: given.map(({ feeId }) => feeId),
    entries: await from(scope).auditEntry.count({ where: { organizationId, subject: `contact:${contactId}` } }),
    named: await readNamed(scope, about),
  };
}

async function readCases(scope: Scope, contactId: string): Promise<Held["cases"]> {
  const rows = await from(scope).serviceCase.findMany({
    where: {
      ...{ organizationId: scope.organizationId, contactId, undoneAt: null },
      customer: visibleCustomers(scope),
    },
    select: {
      ...{ openedAt: true, kind: true, said: true },
      clocks: { where: { metAt: { not: null } }, select: { duty: true, note: true }, orderBy: { metAt: "asc" } },
    },
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.map(({ clocks, ...row }) => ({
    ...row,
    done: clocks.flatMap(({ duty, note }) => (note === null ? [] : [{ duty, note }])),
  }));
}

async function readAnswers(scope: Scope, contactId: string): Promise<Held["answers"]> {
  const rows = await from(scope).surveyAnswer.findMany({
    where: {
      ...{ organizationId: scope.organizationId, contactId, undoneAt: null },
      customer: visibleCustomers(scope),
    },
    orderBy: [{ answeredOn: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.map((row) => ({ on: fromColumn(row.answeredOn), ...saidIn(row) }));
}

async function readTasks(scope: Scope, { customerId, names, namesElsewhere }: About): Promise<Held["tasks"]> {
  const { organizationId } = scope;
  const memberId = scope.memberId ?? "";
  const rows = await from(scope).task.findMany({
    where: {
      organizationId,
      AND: [{ OR: [{ giverId: memberId }, { assigneeId: memberId }] }, { OR: [{ customerId }, { customerId: null }] }],
    },
    select: { customerId: true, dueOn: true, what: true, answer: true },
    orderBy: [{ dueOn: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows
    .filter((row) => [row.what, row.answer ?? ""].some(row.customerId === null ? namesElsewhere : names))
    .map(({ dueOn, what, answer }) => ({ dueOn: fromColumn(dueOn), what, answer }));
}

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

/** How the tables in which an erasure looks are told; tasks have a section of their own. */
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
/** Each text once, and none that another has in it. */
const apart = (texts: readonly string[]): string[] =>
  [...new Set(texts)].filter((text, _, all) => !all.some((other) => other !== text && other.includes(text)));

/** What an erasure would mend, as far as the reader may see it: by the same tables, the same rows and the same names. */
async function readNamed(scope: Scope, about: About): Promise<Naming[]> {
  const { customerId, of, zone, names, namesElsewhere } = about;
  const deals = await from(scope).deal.findMany({
    where: { AND: [workedDeals(scope), { customerId }] },
    select: { id: true },
  });
  const seeing = { scope, ...about, deals: deals.map(({ id }) => id) };
  const found: Naming[] = [];
  for (const source of SOURCES.filter(({ table }) => table !== "Task")) {
    const reading = READING.get(source.table);
    if (!reading) throw new Error(`nobody has said how ${source.table} is told`);
    const rows = await readSource(scope, source, { of, ...readingOf(reading, seeing, zone) });
    for (const { on, heading, texts } of rows) {
      const naming = stringsIn(texts).filter(source.elsewhere ? namesElsewhere : names);
      if (naming.length === 0) continue;
      const said = apart([...(heading === null ? [] : [heading]), ...naming]);
      found.push({ where: reading.where, on: on === null ? null : plainDate(on), texts: said });
    }
  }
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}
