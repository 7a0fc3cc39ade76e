import { addDays, daysBetween, type PlainDate } from "../../core/dates.ts";
import { type MemberId, steadyChoice } from "../../core/ids.ts";
import { addWorkingDays, isWorkingDay, type WorkCalendar } from "../../domain/calendar.ts";
import type { Reason } from "../../domain/care.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import type { Settings } from "../../domain/settings.ts";
import { CADENCE_UNTIL_RECKONED, type Quadrant } from "../../domain/worth.ts";

/** What is told apart by the customer's segment: `others` where a segment has nothing of its own. */
export interface BySegment<T> {
  readonly own: ReadonlyMap<string, T>;
  readonly others: T;
}
/** Each with the segment it is for; null for all that have nothing of their own. */
export const partsOf = <T>({ own, others }: BySegment<T>): (readonly [string | null, T])[] => [[null, others], ...own];

/** A birthday to look for: the day it is on, and how many days ahead of it one is told. */
export interface BirthdayAt {
  readonly on: PlainDate;
  readonly ahead: number;
}

/**
 * The birthdays that a reminder of that day is about: the day itself always; on working days also those to come, with
 * the last of the days ahead that has been reached by then. A day ahead that is not worked counts for the working day
 * before it; one that was missed in an outage is made up for, since it was told to nobody.
 */
export function birthdaysToldOn(
  day: PlainDate,
  { days, calendar }: { readonly days: readonly number[]; readonly calendar: WorkCalendar },
): BirthdayAt[] {
  const told: BirthdayAt[] = days.includes(0) ? [{ on: day, ahead: 0 }] : [];
  const nearestFirst = days.filter((ahead) => ahead > 0).sort((a, b) => a - b);
  const furthest = nearestFirst.at(-1);
  if (furthest === undefined || !isWorkingDay(calendar, day).value) return told;
  const next = addWorkingDays(calendar, day, 1).value;
  for (let on = addDays(day, 1); daysBetween(next, on) < furthest; on = addDays(on, 1)) {
    const ahead = nearestFirst.find((each) => each > daysBetween(next, on));
    if (ahead !== undefined) told.push({ on, ahead });
  }
  return told;
}

export interface Rhythm {
  /** Days between two contacts. */
  readonly days: number;
  /** By how much of it the day wanders, in percent. */
  readonly wander: number;
}

/** The fewest and the most days a rhythm wanders to. */
export function reach({ days, wander }: Rhythm): { readonly least: number; readonly most: number } {
  const span = Math.floor((days * wander) / 100);
  return { least: Math.max(1, days - span), most: days + span };
}

/**
 * When a rhythm that began on `since` last ran out, and for the how manieth time; undefined while it has not. The day
 * wanders within ±`wander` percent, always the same for the same customer and beginning.
 */
export function ranOut(
  rhythm: Rhythm,
  { key, since, today }: { readonly key: string; readonly since: PlainDate; readonly today: PlainDate },
): { readonly dueOn: PlainDate; readonly times: number } | undefined {
  const { least, most } = reach(rhythm);
  const length = least + steadyChoice(`${key}:${since}`, most - least + 1);
  const times = Math.floor(daysBetween(since, today) / length);
  return times < 1 ? undefined : { dueOn: addDays(since, times * length), times };
}

export type Rhythms = Pick<Settings, "cadence" | "cadenceWander" | "discipline">;

/** In columns: the fewest days after which a call or visit may be due, by segment and quadrant; null for none. */
export const leastOf = (settings: BySegment<Rhythms>) => {
  const least = (days: number | null, { cadenceWander: wander }: Rhythms) =>
    days === null ? null : reach({ days, wander }).least;
  const rows = partsOf(settings).flatMap(([segment, own]) =>
    Object.entries(own.cadence).map(([name, { call, visit }]) => ({
      segment,
      name,
      call: least(call, own),
      visit: least(visit, own),
      idle: own.discipline.activityDays,
    })),
  );
  return {
    segments: rows.map(({ segment }) => segment),
    names: rows.map(({ name }) => name),
    calls: rows.map(({ call }) => call),
    visits: rows.map(({ visit }) => visit),
    idle: rows.map(({ idle }) => idle),
  };
};

/** A customer whose rhythm may have run out. */
export interface QuietCustomer {
  readonly id: string;
  readonly memberId: MemberId;
  readonly segmentId: string;
  readonly quadrant: Quadrant | null;
  readonly worth: number;
  readonly lastContactOn: PlainDate;
  readonly lastVisitOn: PlainDate;
  /** Of grade A or B, or with an open deal. */
  readonly matters: boolean;
}

/**
 * The periodic call and visit of a customer, as far as they are due; where neither is, that nothing was done with one
 * that matters for longer than may be.
 */
export function periodicReasons(
  customer: QuietCustomer,
  { today, settings }: { readonly today: PlainDate; readonly settings: Rhythms },
): Reason[] {
  const cadence = settings.cadence[customer.quadrant ?? CADENCE_UNTIL_RECKONED];
  const rhythms = [
    { kind: "periodic_visit", days: cadence.visit, since: customer.lastVisitOn },
    { kind: "periodic_call", days: cadence.call, since: customer.lastContactOn },
  ] as const;
  const due = rhythms.flatMap(({ kind, days, since }) => {
    if (days === null) return [];
    const key = `${kind}:${customer.id}`;
    const out = ranOut({ days, wander: settings.cadenceWander }, { key, since, today });
    if (!out) return [];
    const { id: customerId, memberId, worth } = customer;
    const onceKey = [key, since, out.times, memberId].join(":");
    return [{ kind, memberId, customerId, contactId: null, nextStepId: null, dueOn: out.dueOn, onceKey, worth }];
  });
  return due.length > 0 || !customer.matters ? due : idleReasons(customer, { today, settings });
}

function idleReasons(
  { id: customerId, memberId, worth, lastContactOn: since }: QuietCustomer,
  { today, settings }: { readonly today: PlainDate; readonly settings: Rhythms },
): Reason[] {
  const key = `no_activity:${customerId}`;
  const out = ranOut({ days: settings.discipline.activityDays, wander: 0 }, { key, since, today });
  if (!out) return [];
  const onceKey = [key, since, out.times, memberId].join(":");
  const about = { memberId, customerId, contactId: null, nextStepId: null, dueOn: out.dueOn };
  return [{ ...about, kind: "no_activity", onceKey, worth }];
}

/** The keys under which a birthday may have been told, for every day ahead: "not needed" on one is meant for all. */
export const birthdayKeys = (
  { contactId, dueOn, memberId }: Pick<Reason, "contactId" | "dueOn" | "memberId">,
  days: readonly number[],
): string[] => days.map((ahead) => birthdayKey({ contactId, dueOn, memberId, ahead }));

export const birthdayKey = (
  birthday: Pick<Reason, "contactId" | "dueOn" | "memberId"> & { readonly ahead: number },
): string => ["birthday", birthday.contactId, birthday.dueOn, birthday.ahead, birthday.memberId].join(":");

/** Not reckoned yet: behind all that is known to be worth something. */
const QUADRANTS: readonly (Quadrant | null)[] = ["high", "sub", "latent", null, "low"];

/** Flags first, then the quadrant: lower matters more. */
export function worthOf({
  flags,
  quadrant,
}: {
  readonly flags: readonly string[];
  readonly quadrant: Quadrant | null;
}): number {
  const flagged = flags.includes("vip") || flags.includes("key_account") ? 0 : flags.includes("important") ? 1 : 2;
  return flagged * 10 + QUADRANTS.indexOf(quadrant);
}

/** What a line says about a reason beside the reason itself. */
export interface Detail {
  /** By its short name. */
  readonly customer: string;
  /** Warning first. */
  readonly flags: readonly CustomerFlag[];
  /** The person it is about, or to ask for at the customer; null when nobody is known there. */
  readonly person: {
    readonly name: string;
    readonly title: string | null;
    readonly lunar: boolean;
    /** Of their birthday only the month is known. */
    readonly monthOnly: boolean;
  } | null;
  readonly lifecycleClass: string;
  /** What was promised: of a next step, every open promise to the customer that is due. */
  readonly promised: readonly string[];
  /** The last contact before today; the kind where it was logged. */
  readonly last: { readonly on: PlainDate; readonly kind: string | null } | null;
  readonly lastVisitOn: PlainDate | null;
  /** Whose customer it is, and in which segment. */
  readonly ownerId: string | null;
  readonly segmentId: string;
}
