import type { Instant } from "../../core/clock.ts";
import { addDays, type PlainDate, type PlainTime, weekday } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { InBoth } from "../../core/language.ts";
import { addWorkingDays, isWorkingDay, type WorkCalendar } from "../../domain/calendar.ts";
import type { CareKind, Reason } from "../../domain/care.ts";

export type CareState = "open" | "done" | "later" | "not_needed";

/** A reason that is on somebody's list, or about to be put on it. */
export interface Item extends Reason {
  readonly id: string;
  /** The first day it is to be shown; put off, a later one. */
  readonly showOn: PlainDate;
  /** The last day on whose list it stood; null before the first. */
  readonly listedOn: PlainDate | null;
  readonly rank: number;
  readonly state: CareState;
  /** Why it was not needed. */
  readonly reason: string | null;
  /** "Later, today": shown once more at this instant. */
  readonly laterAt: Instant | null;
  readonly activityId: string | null;
  readonly version: number;
}

export const isClosed = ({ state }: Item): boolean => state === "done" || state === "not_needed";
/** Neither closed nor put off to another day, or to an hour that is still to come. */
export const isOpen = ({ state }: Item): boolean => state === "open";

/** What is asked of one thing about one customer: each has one line on a list. */
const subjectOf = ({ kind, contactId, customerId }: Reason): string =>
  kind === "birthday" ? `birthday:${contactId}` : `${kind}:${customerId}`;

/** A birthday that is still to come calls for preparation, not for a call today. */
export const isAhead = ({ kind, dueOn }: Pick<Reason, "kind" | "dueOn">, today: PlainDate): boolean =>
  kind === "birthday" && dueOn > today;

const ORDER: readonly CareKind[] = ["birthday", "next_step", "periodic_visit", "periodic_call", "no_activity"];
/** Birthdays of today, promises, birthdays to come, visits, calls, what was let lie. */
const kindRank = (reason: Reason, today: PlainDate): number =>
  isAhead(reason, today) ? 1.5 : ORDER.indexOf(reason.kind);

/** Most important first: the kind, then how much the customer matters, then what waits longest. */
export const byImportance =
  (today: PlainDate) =>
  (a: Reason, b: Reason): number =>
    kindRank(a, today) - kindRank(b, today) ||
    a.worth - b.worth ||
    compare(a.dueOn, b.dueOn) ||
    compare(a.onceKey, b.onceKey);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How many lists full of periodic calls and visits are made at once: a backlog is worked off day by day. */
const LISTS_FULL = 2;

export interface Planning {
  readonly today: PlainDate;
  /** On the list of today already, in its order. */
  readonly listed: readonly Item[];
  /** Not done on the lists before, or put off to today. */
  readonly carried: readonly Item[];
  /** Put off to a day after today: nothing new about the same. */
  readonly putOff: readonly Item[];
  /** Reasons that were never on a list. */
  readonly fresh: readonly Item[];
  /** Lines shown at once. */
  readonly lines: number;
}

/**
 * The list of a day, in its order: what stands on it keeps its place, the rest follows by importance. One line for each
 * contact's birthday, one for each other kind and customer; no call is asked for where today brings people together
 * anyway; calls and visits fill what two lists hold and leave the rest for the days after.
 */
export function planDay({ today, listed, carried, putOff, fresh, lines }: Planning): Item[] {
  const taken = new Set([...listed, ...putOff].map(subjectOf));
  const isNew = (item: Item) => {
    const subject = subjectOf(item);
    return !taken.has(subject) && taken.add(subject);
  };
  const order = byImportance(today);
  const newest = fresh.filter(({ kind }) => kind === "birthday").sort(order);
  const rest = fresh.filter(({ kind }) => kind !== "birthday").sort(order);
  const candidates = [...newest, ...[...carried].sort(order), ...rest].filter(isNew);
  const isSmall = ({ kind }: Item) => kind === "periodic_call" || kind === "no_activity";
  const meets = (item: Item) => !isSmall(item) && !isAhead(item, today);
  const met = new Set([...listed, ...candidates].filter(meets).map(({ customerId }) => customerId));
  const isPeriodic = ({ kind, listedOn }: Item) =>
    (kind.startsWith("periodic") || kind === "no_activity") && listedOn === null;
  const wanted = candidates.filter((item) => !(isPeriodic(item) && isSmall(item) && met.has(item.customerId)));
  const fixed = wanted.filter((item) => !isPeriodic(item));
  const room = Math.max(0, LISTS_FULL * lines - listed.length - fixed.length);
  const filling = wanted.filter(isPeriodic).sort(order).slice(0, room);
  return [...listed, ...[...fixed, ...filling].sort(order)];
}

/** The first day whose undone items are still repeated on a working day's list. */
export const repeatedSince = (
  today: PlainDate,
  { calendar, days }: { readonly calendar: WorkCalendar; readonly days: number },
): PlainDate => addWorkingDays(calendar, today, -(days - 1)).value;

/**
 * The days on which a line was first shown that a digest on `today` tells: those that have left the daily lists since
 * the digest before. `from` is among them, `to` is not; undefined when there are none. Days off in between lose none.
 */
export function leftSince(
  today: PlainDate,
  {
    before,
    calendar,
    days,
  }: {
    /** The day of the digest before. */
    readonly before: PlainDate | undefined;
    readonly calendar: WorkCalendar;
    /** Working days on whose lists a line is shown. */
    readonly days: number;
  },
): { readonly from: PlainDate; readonly to: PlainDate } | undefined {
  const last = before ?? addWorkingDays(calendar, today, -1).value;
  const from = repeatedSince(last, { calendar, days });
  const to = repeatedSince(today, { calendar, days });
  return from < to ? { from: earliest(from, today), to } : undefined;
}

/** After a long outage nobody wants to read what was missed before. */
const LONGEST_BACK = 14;
const earliest = (from: PlainDate, today: PlainDate): PlainDate => {
  const limit = addDays(today, -LONGEST_BACK);
  return from < limit ? limit : from;
};

/** The hour at which what was put off to "today" is told again. */
export const LATER_TODAY = "17:00" as PlainTime;

/** What "tomorrow" and "next week" mean: the next working day, and the first one from next Monday on. */
export function laterDays(
  today: PlainDate,
  calendar: WorkCalendar,
): { readonly tomorrow: PlainDate; readonly nextWeek: PlainDate } {
  const monday = addDays(today, 8 - weekday(today));
  const nextWeek = isWorkingDay(calendar, monday).value ? monday : addWorkingDays(calendar, monday, 1).value;
  return { tomorrow: addWorkingDays(calendar, today, 1).value, nextWeek };
}

export type DoneKind = "call" | "visit" | "meeting" | "message";
const SPOKEN: readonly (readonly [RegExp, DoneKind])[] = [
  [/拜访|面谈|见面|上门|再访|回访.*(厂|现场)|\bvisit|\bsee (him|her|them)|\bmeet (him|her|them)/i, "visit"],
  [/会议|开会|\bmeeting/i, "meeting"],
  [/微信|消息|邮件|发送|发[一份给]|寄|\bsend|\bmail|\bmessage/i, "message"],
];

/** As what it is logged when it is done; a promise says it itself. */
export function doneAs(kind: CareKind, what: string): DoneKind {
  if (kind === "periodic_visit") return "visit";
  if (kind === "birthday") return "message";
  if (kind === "periodic_call" || kind === "no_activity") return "call";
  return SPOKEN.find(([words]) => words.test(what))?.[1] ?? "call";
}

/** What the log says of it until somebody writes a line. */
export const SAID: Readonly<Record<Exclude<CareKind, "next_step">, InBoth>> = {
  birthday: { en: "Birthday wishes", zh: "生日问候" },
  periodic_call: { en: "Kept in touch", zh: "日常问候" },
  periodic_visit: { en: "Went by", zh: "定期拜访" },
  no_activity: { en: "Kept in touch", zh: "日常问候" },
};

/** A list as far as it matters whose it is. */
interface Owned {
  readonly owner: MemberId;
  readonly items: readonly Item[];
  readonly details: ReadonlyMap<string, { readonly ownerId: string | null; readonly segmentId: string }>;
}
interface StandIn {
  readonly id: MemberId;
  readonly segmentIds: readonly string[];
}

/** What a stand-in has of it: the lines about customers the owner owns, within the stand-in's segments. */
export const takenOver = <List extends Owned>(list: List, { segmentIds }: StandIn): List => ({
  ...list,
  items: list.items.filter(({ onceKey }) => {
    const about = list.details.get(onceKey);
    const isWithin = segmentIds.length === 0 || segmentIds.includes(about?.segmentId ?? "");
    return isWithin && about?.ownerId === list.owner;
  }),
});

/** Who is told of a list: whoever stands in, unless nothing of it is for them to see. */
export const toldOf = (list: Owned & { readonly gone: { readonly standIn: StandIn } | undefined }): MemberId =>
  list.gone && takenOver(list, list.gone.standIn).items.length > 0 ? list.gone.standIn.id : list.owner;

/** Where to open a list: a page of it, the last where there are fewer, or the one with an item. */
export interface Spot {
  readonly page?: number;
  readonly item?: string;
}
interface Paged {
  readonly items: readonly Item[];
  /** On a page. */
  readonly lines: number;
  /** What else stands on the first page, before the items. */
  readonly before: number;
}
const onFirst = ({ lines, before }: Paged): number => Math.max(0, lines - before);
export const pageAt = (list: Paged, at: Spot): number => {
  const of = (index: number) => Math.max(0, Math.ceil((index + 1 - onFirst(list)) / list.lines));
  if (at.item !== undefined) return of(list.items.findIndex(({ id }) => id === at.item));
  return Math.min(at.page ?? 0, of(list.items.length - 1));
};
/** Which items stand on a page: from the first on, up to before the last. */
export const pageOf = (list: Paged, page: number): readonly [number, number] => {
  const end = onFirst(list) + page * list.lines;
  return [page === 0 ? 0 : end - list.lines, Math.min(list.items.length, end)];
};
