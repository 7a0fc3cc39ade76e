import { fromColumn, type PlainDate, type Zone } from "../../core/dates.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { customerInSight, memberSeesCustomer, worksIn } from "../../data/scope.ts";
import type { Reason } from "../../domain/care.ts";
import { type CustomerFlag, sortFlags } from "../../domain/customers.ts";
import { type YearDay, yearDaysOn } from "../../domain/lunar.ts";
import { CADENCE_UNTIL_RECKONED, type Quadrant } from "../../domain/worth.ts";
import {
  type BirthdayAt,
  type BySegment,
  birthdayKey,
  type Detail,
  leastOf,
  partsOf,
  type QuietCustomer,
  type Rhythms,
  worthOf,
} from "./rules.ts";

export { organizationOf, type SegmentSettings } from "../../data/organization.ts";

interface Owned {
  readonly memberId: string;
  readonly customerId: string;
  readonly flags: readonly string[];
  readonly quadrant: Quadrant | null;
}
const ownedBy = (row: Owned) => ({
  memberId: asMemberId(row.memberId),
  customerId: row.customerId,
  worth: worthOf(row),
});

type SegmentDay = BirthdayAt & { readonly segment: string | null };

/** Each date of either calendar that falls on one of the days, in columns. */
const columnsOf = (days: readonly SegmentDay[]) => {
  const dates = days.flatMap((day) => yearDaysOn(day.on).map((date): YearDay & SegmentDay => ({ ...date, ...day })));
  const column = <Key extends keyof (YearDay & SegmentDay)>(key: Key) => dates.map((date) => date[key]);
  return {
    calendars: column("calendar"),
    months: column("month"),
    days: column("day"),
    leaps: column("leap"),
    ons: column("on"),
    aheads: column("ahead"),
    segments: column("segment"),
  };
};

/** Birthdays on those days of people at customers of the members; never of people who want no contact. */
export async function readBirthdays(
  scope: Scope,
  { members, days }: { readonly members: readonly MemberId[]; readonly days: BySegment<readonly BirthdayAt[]> },
): Promise<Reason[]> {
  const b = columnsOf(partsOf(days).flatMap(([segment, own]) => own.map((day) => ({ ...day, segment }))));
  const own = [...days.own.keys()];
  const rows = await from(scope).$queryRaw<(Owned & { contactId: string; on: Date; ahead: number })[]>`
    SELECT c."ownerId" AS "memberId", c.id AS "customerId", k.id AS "contactId", b."on", b.ahead,
           coalesce(c.flags::text[], '{}') AS flags, c.quadrant::text AS quadrant
    FROM unnest(${b.calendars}::text[], ${b.months}::int[], ${b.days}::int[], ${b.leaps}::boolean[], ${b.ons}::date[],
                ${b.aheads}::int[], ${b.segments}::uuid[]) AS b(calendar, month, day, leap, "on", ahead, segment)
    JOIN "Contact" k ON k."organizationId" = ${scope.organizationId}::uuid
      AND k."birthdayCalendar" = b.calendar::"BirthdayCalendar" AND k."birthMonth" = b.month AND k."birthDay" = b.day
      AND k."birthLeap" = b.leap
    JOIN "Customer" c ON c.id = k."customerId"
    WHERE c."ownerId" = ANY(${[...members]}::uuid[]) AND NOT k."doNotContact"
      AND ${worksIn(Prisma.sql`c."ownerId"`, Prisma.sql`c."segmentId"`)}
      AND b.segment IS NOT DISTINCT FROM (CASE WHEN c."segmentId" = ANY(${own}::uuid[]) THEN c."segmentId" END)`;
  return rows.map((row) => {
    const about = { ...ownedBy(row), contactId: row.contactId, dueOn: fromColumn(row.on) };
    return { ...about, kind: "birthday", nextStepId: null, onceKey: birthdayKey({ ...about, ahead: row.ahead }) };
  });
}

/** Open steps that members promised for days until `to` (and from `since`), with customers they still look after. */
export async function readDueSteps(
  scope: Scope,
  {
    members,
    since,
    to,
  }: { readonly members: readonly MemberId[]; readonly since: PlainDate | null; readonly to: PlainDate },
): Promise<Reason[]> {
  const rows = await from(scope).$queryRaw<(Owned & { id: string; contactId: string | null; dueOn: Date })[]>`
    SELECT s."memberId", s."customerId", s.id, s."contactId", s."dueOn", coalesce(c.flags::text[], '{}') AS flags,
           c.quadrant::text AS quadrant
    FROM "NextStep" s
    JOIN "Customer" c ON c.id = s."customerId"
    LEFT JOIN "Contact" k ON k.id = s."contactId"
    WHERE s."organizationId" = ${scope.organizationId}::uuid AND s.state = 'open'
      AND s."memberId" = ANY(${[...members]}::uuid[])
      AND s."dueOn" <= ${to}::date AND s."dueOn" >= coalesce(${since}::date, '-infinity')
      AND k."doNotContact" IS NOT TRUE
      AND ${memberSeesCustomer(Prisma.sql`s."memberId"`, Prisma.sql`c`)}
    ORDER BY s."dueOn", s.id`;
  return rows.map((row) => ({
    ...ownedBy(row),
    kind: "next_step",
    contactId: row.contactId,
    nextStepId: row.id,
    dueOn: fromColumn(row.dueOn),
    onceKey: `next_step:${row.id}:${row.memberId}`,
  }));
}

/**
 * Customers of the members that may be due for a call or a visit; not the lost, not those at rest, not where everybody
 * known wants no contact. Who was never contacted counts from the first day they were known.
 */
export async function readQuiet(
  scope: Scope,
  asked: {
    readonly members: readonly MemberId[];
    readonly today: PlainDate;
    readonly zone: Zone;
    readonly settings: BySegment<Rhythms>;
  },
): Promise<QuietCustomer[]> {
  const { segments, names, calls, visits, idle } = leastOf(asked.settings);
  const own = [...asked.settings.own.keys()];
  const rows = await from(scope).$queryRaw<
    (Owned & { segmentId: string; lastContactOn: Date; lastVisitOn: Date; matters: boolean })[]
  >`
    SELECT * FROM (
      SELECT c."ownerId" AS "memberId", c.id AS "customerId", c."segmentId", coalesce(c.flags::text[], '{}') AS flags,
        c.quadrant::text AS quadrant, q.call, q.visit, q.idle, coalesce(c."lastContactOn", k.since) AS "lastContactOn",
        coalesce(c."lastVisitOn", k.since) AS "lastVisitOn",
        c.grade IN ('A', 'B') OR EXISTS (SELECT 1 FROM "Deal" d WHERE d."customerId" = c.id AND d.stage NOT IN ('won', 'lost')) AS matters
      FROM "Customer" c
      JOIN unnest(${segments}::uuid[], ${names}::text[], ${calls}::int[], ${visits}::int[], ${idle}::int[])
        AS q(segment, quadrant, call, visit, idle)
        ON coalesce(c.quadrant, ${CADENCE_UNTIL_RECKONED}::"Quadrant") = q.quadrant::"Quadrant"
        AND q.segment IS NOT DISTINCT FROM (CASE WHEN c."segmentId" = ANY(${own}::uuid[]) THEN c."segmentId" END)
      CROSS JOIN LATERAL (SELECT coalesce(c."firstContactOn", (c."createdAt" AT TIME ZONE ${asked.zone})::date) AS since) k
      WHERE c."organizationId" = ${scope.organizationId}::uuid AND c."ownerId" = ANY(${[...asked.members]}::uuid[])
        AND c."lifecycleClass" <> 'lost' AND (c."restUntil" IS NULL OR c."restUntil" < ${asked.today}::date)
      OFFSET 0) quiet
    WHERE ("lastContactOn" <= ${asked.today}::date - call OR "lastVisitOn" <= ${asked.today}::date - visit
        OR matters AND "lastContactOn" <= ${asked.today}::date - idle)
      AND ${worksIn(Prisma.sql`quiet."memberId"`, Prisma.sql`quiet."segmentId"`)}
      AND NOT EXISTS (
        SELECT 1 FROM "Contact" k WHERE k."organizationId" = ${scope.organizationId}::uuid
          AND k."customerId" = quiet."customerId" HAVING bool_and(k."doNotContact"))`;
  return rows.map((row) => ({
    id: row.customerId,
    memberId: asMemberId(row.memberId),
    segmentId: row.segmentId,
    quadrant: row.quadrant,
    worth: worthOf(row),
    lastContactOn: fromColumn(row.lastContactOn),
    lastVisitOn: fromColumn(row.lastVisitOn),
    matters: row.matters === true,
  }));
}

export interface BirthdayOf {
  readonly on: PlainDate;
  readonly lunar: boolean;
  readonly contact: string;
  readonly customer: string;
}

/** Birthdays on those days at the customers of a team that the scope may see, the nearest first. */
export async function readTeamBirthdays(
  scope: Scope,
  { teamId, days }: { readonly teamId: string; readonly days: readonly PlainDate[] },
): Promise<BirthdayOf[]> {
  const b = columnsOf(days.map((on) => ({ on, ahead: 0, segment: null })));
  const rows = await from(scope).$queryRaw<{ on: Date; lunar: boolean; contact: string; customer: string }[]>`
    SELECT b."on", b.calendar = 'lunar' AS lunar, k.name AS contact, c.name AS customer
    FROM unnest(${b.calendars}::text[], ${b.months}::int[], ${b.days}::int[], ${b.leaps}::boolean[], ${b.ons}::date[])
      AS b(calendar, month, day, leap, "on")
    JOIN "Contact" k ON k."organizationId" = ${scope.organizationId}::uuid
      AND k."birthdayCalendar" = b.calendar::"BirthdayCalendar" AND k."birthMonth" = b.month AND k."birthDay" = b.day
      AND k."birthLeap" = b.leap
    JOIN "Customer" c ON c.id = k."customerId"
    WHERE c."teamId" = ${teamId}::uuid AND c."ownerId" IS NOT NULL AND NOT k."doNotContact"
      AND ${customerInSight(scope, Prisma.sql`c`)}
    ORDER BY b."on", c.name, k.name`;
  return rows.map((row) => ({ ...row, on: fromColumn(row.on) }));
}

interface CustomerRow extends Pick<Detail, "ownerId" | "segmentId"> {
  readonly id: string;
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly flags: readonly CustomerFlag[];
  readonly lifecycleClass: string;
  readonly lastVisitOn: Date | null;
  readonly lastOn: Date | null;
  readonly kind: string | null;
}
interface PersonRow {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly title: string | null;
  readonly lunar: boolean;
  readonly monthOnly: boolean;
}
interface StepRow {
  readonly id: string;
  readonly memberId: string;
  readonly customerId: string;
  readonly what: string;
}

/** What lines about these reasons say on that day, by the reason's key; all of one day, of any number of members. */
export async function readDetails(
  scope: Scope,
  { reasons, today }: { readonly reasons: readonly Reason[]; readonly today: PlainDate },
): Promise<ReadonlyMap<string, Detail>> {
  // Asked of none, too: the time would tell whoever hands something over whether a colleague's day is empty.
  const { organizationId } = scope;
  const customerIds = [...new Set(reasons.map(({ customerId }) => customerId))];
  const stepIds = reasons.flatMap(({ nextStepId }) => nextStepId ?? []);
  const promising = [...new Set(reasons.flatMap(({ nextStepId, memberId }) => (nextStepId ? [memberId] : [])))];
  const customers = await from(scope).$queryRaw<CustomerRow[]>`
    SELECT c.id, c.name, coalesce(c."shortNames", '{}') AS "shortNames", coalesce(c.flags::text[], '{}') AS flags,
      c."lifecycleClass"::text, c."lastVisitOn", c."ownerId", c."segmentId",
      greatest(l."happenedOn", CASE WHEN c."lastContactOn" < ${today}::date THEN c."lastContactOn" END) AS "lastOn",
      CASE WHEN l."happenedOn" >= coalesce(CASE WHEN c."lastContactOn" < ${today}::date THEN c."lastContactOn" END,
        l."happenedOn") THEN l.kind::text END AS kind
    FROM "Customer" c
    LEFT JOIN LATERAL (
      SELECT a."happenedOn", a.kind FROM "Activity" a
      WHERE a."organizationId" = ${organizationId}::uuid AND a."customerId" = c.id AND a."undoneAt" IS NULL
        AND a."happenedOn" < ${today}::date
      ORDER BY a."happenedOn" DESC LIMIT 1) l ON true
    WHERE c."organizationId" = ${organizationId}::uuid AND c.id = ANY(${customerIds}::uuid[])`;
  const people = await from(scope).$queryRaw<PersonRow[]>`
    SELECT id, "customerId", name, title, "birthdayCalendar" = 'lunar' AS lunar,
      "birthMonth" IS NOT NULL AND "birthDay" IS NULL AS "monthOnly"
    FROM "Contact"
    WHERE "organizationId" = ${organizationId}::uuid AND "customerId" = ANY(${customerIds}::uuid[]) AND NOT "doNotContact"
    ORDER BY "createdAt", id`;
  const due = await from(scope).$queryRaw<StepRow[]>`
    SELECT id, "memberId", "customerId", what FROM "NextStep"
    WHERE "organizationId" = ${organizationId}::uuid AND "memberId" = ANY(${promising}::uuid[]) AND state = 'open'
      AND "dueOn" <= ${today}::date
    ORDER BY "dueOn", id`;
  const own = await from(scope).$queryRaw<StepRow[]>`
    SELECT id, "memberId", "customerId", what FROM "NextStep" WHERE id = ANY(${stepIds}::uuid[])`;
  return detailsFrom(reasons, { customers, people, due, own });
}

function detailsFrom(
  reasons: readonly Reason[],
  read: {
    readonly customers: readonly CustomerRow[];
    readonly people: readonly PersonRow[];
    readonly due: readonly StepRow[];
    readonly own: readonly StepRow[];
  },
): Map<string, Detail> {
  const customers = new Map(read.customers.map((customer) => [customer.id, customer]));
  const byId = new Map(read.people.map((person) => [person.id, person]));
  const first = new Map([...read.people].reverse().map((person) => [person.customerId, person]));
  const own = new Map(read.own.map((step) => [step.id, step]));
  const due = new Map<string, StepRow[]>();
  for (const step of read.due) {
    const key = `${step.memberId} ${step.customerId}`;
    due.set(key, [...(due.get(key) ?? []), step]);
  }
  const promised = ({ nextStepId, memberId, customerId }: Reason): string[] => {
    const step = nextStepId === null ? undefined : own.get(nextStepId);
    if (!step) return [];
    const others = (due.get(`${memberId} ${customerId}`) ?? []).filter(({ id }) => id !== step.id);
    return [step, ...others].map(({ what }) => what);
  };
  return new Map(
    reasons.flatMap((reason): [string, Detail][] => {
      const customer = customers.get(reason.customerId);
      if (!customer) return [];
      const { lastOn, lastVisitOn, kind, lifecycleClass, ownerId, segmentId } = customer;
      const detail = {
        ...{ ownerId, segmentId },
        customer: customer.shortNames[0] ?? customer.name,
        flags: sortFlags(customer.flags),
        person: (reason.contactId === null ? first.get(customer.id) : byId.get(reason.contactId)) ?? null,
        lifecycleClass,
        promised: promised(reason),
        last: lastOn && { on: fromColumn(lastOn), kind },
        lastVisitOn: lastVisitOn && fromColumn(lastVisitOn),
      };
      return [[reason.onceKey, detail]];
    }),
  );
}
