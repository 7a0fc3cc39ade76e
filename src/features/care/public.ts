import type { Instant } from "../../core/clock.ts";
import { dateIn, instantAt, type PlainDate, type Zone } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { isWorkingDay } from "../../domain/calendar.ts";
import { revise } from "../../notify/tell.ts";
import { type Gone, goneOf } from "../absence/public.ts";
import { loggedBefore } from "../discipline/public.ts";
import { birthdayDaysIn, detailsOf, organizationOf, reasonsFor } from "../occasions/public.ts";
import { type Task, tasksOfDay } from "../tasks/public.ts";
import { type DayList, dayCard, nowCard, pastCard } from "./cards.ts";
import { type Item, LATER_TODAY, laterDays, planDay, repeatedSince } from "./rules.ts";
import {
  type CareCount,
  countCare,
  readFresh,
  readItems,
  readMember,
  readSaid,
  readToldDay,
  type ToldDay,
} from "./store.ts";

export { organizationOf } from "../occasions/public.ts";
export { type DayList, dayCard, nowCard } from "./cards.ts";
export { byImportance, type Item, leftSince, toldOf } from "./rules.ts";
export { keepList, type ToldDay } from "./store.ts";

/** What is remembered as the card of a member's day, and as that of what was put off to its evening. */
export const dayOf = (memberId: MemberId, day: PlainDate): string => `care:${memberId}:${day}`;
export const eveningOf = (memberId: MemberId, day: PlainDate): string => `care-later:${memberId}:${day}`;

/** The lists of many members for a day that is the same for all, each in its order; nothing is kept by this. */
export async function planFor(
  scope: Scope,
  { members, today }: { readonly members: readonly MemberId[]; readonly today: PlainDate },
): Promise<ReadonlyMap<MemberId, Item[]>> {
  const { settings, segments, calendar } = await organizationOf(scope);
  const works = isWorkingDay(calendar, today).value;
  const since = works ? repeatedSince(today, { calendar, days: settings.digestWorkingDays }) : today;
  const reasons = await reasonsFor(scope, { members, today });
  const fresh = await readFresh(scope, { reasons, birthdayDays: birthdayDaysIn(segments), today });
  const items = await readItems(scope, { members, today, since });
  const lists = new Map(members.map((member) => [member, { fresh: [] as Item[], items: [] as typeof items }]));
  for (const item of fresh) lists.get(item.memberId)?.fresh.push(item);
  for (const item of items) lists.get(item.memberId)?.items.push(item);
  return new Map(
    [...lists].map(([member, own]) => {
      const listed = own.items.filter(({ listedOn }) => listedOn === today);
      const before = own.items.filter(({ listedOn }) => listedOn !== today);
      const carried = before.filter(({ apt, showOn }) => apt && showOn <= today && (works || showOn === today));
      const putOff = before.filter(({ showOn }) => showOn > today);
      return [member, planDay({ today, listed, carried, putOff, fresh: own.fresh, lines: settings.reminderLines })];
    }),
  );
}

export interface Whose {
  readonly memberId: MemberId;
  readonly day: PlainDate;
}

/** What the cards of a day say, for the items of any number of members. */
export async function describe(
  scope: Scope,
  { items, day }: { readonly items: readonly Item[]; readonly day: PlainDate },
): Promise<Described> {
  const { settings, calendar } = await organizationOf(scope);
  return {
    today: day,
    details: await detailsOf(scope, { reasons: items, today: day }),
    said: await readSaid(scope, items),
    lines: settings.reminderLines,
    announced: isWorkingDay(calendar, day).announced,
    ...laterDays(day, calendar),
  };
}
type Described = Omit<DayList, "owner" | "gone" | "items" | "tasks" | "logged" | "told" | "time" | "evening" | "zone">;

/** One member's list, as it stands at an instant in their zone. */
export const listOf = (
  described: Described,
  list: {
    readonly owner: MemberId;
    readonly gone: Gone | undefined;
    readonly items: readonly Item[];
    readonly tasks: readonly Task[];
    readonly logged: DayList["logged"];
    readonly told: ToldDay | null;
  },
  at: { readonly now: Instant; readonly zone: Zone; readonly time: string },
): DayList => ({
  ...described,
  ...list,
  time: at.time,
  zone: at.zone,
  evening: eveningAhead(described.today, at),
});

/** The hour to which things are put off, on the day of the list's owner; null when it has come, or on another day. */
const eveningAhead = (
  day: PlainDate,
  { now, zone }: { readonly now: Instant; readonly zone: Zone },
): Instant | null => {
  const evening = instantAt(day, LATER_TODAY, zone);
  return dateIn(zone, now) === day && now < evening ? evening : null;
};

/** By whose clock the days of a list count: its owner's, whoever works it off. */
export interface OwnClock {
  readonly zone: Zone;
  readonly today: PlainDate;
}
export async function clockOf(scope: Scope, memberId: MemberId, now: Instant): Promise<OwnClock> {
  const { zone } = await readMember(scope, memberId);
  return { zone, today: dateIn(zone, now) };
}

/** What stands on the lists of members for a day, each in its order. */
export async function listedOn(
  scope: Scope,
  { members, day }: { readonly members: readonly MemberId[]; readonly day: PlainDate },
): Promise<Item[]> {
  const items = await readItems(scope, { members, today: day, since: day });
  return items.filter((item) => item.listedOn === day);
}

/** The list of a member and day as it was told, or, where it was not told yet, as it would be now. */
export async function readDay(scope: Scope, { memberId, day }: Whose, now: Instant): Promise<DayList> {
  const { zone, reminderTime } = await readMember(scope, memberId);
  const time = reminderTime ?? (await organizationOf(scope)).settings.reminderTime;
  const told = await readToldDay(scope, memberId, day);
  const isOver = told !== null || day < dateIn(zone, now);
  const members = [memberId];
  const items = isOver
    ? await listedOn(scope, { members, day })
    : ((await planFor(scope, { members, today: day })).get(memberId) ?? []);
  const gone = (await goneOf(scope, members)).get(memberId);
  const tasks = (await tasksOfDay(scope, { members, day })).get(memberId) ?? [];
  const logged = (await loggedBefore(scope, { members, today: day })).get(memberId);
  const list = { owner: memberId, gone, items, tasks, logged, told };
  return listOf(await describe(scope, { items, day }), list, { now, zone, time });
}

/** Brings the cards of a member's day up to date, wherever they stand. */
export async function reviseDay(change: Change, whose: Whose, list: DayList): Promise<void> {
  await revise(change, dayOf(whose.memberId, whose.day), (reader) => dayCard(list, reader));
  await revise(change, eveningOf(whose.memberId, whose.day), (reader) => nowCard(list, reader));
}

/** The same of today, of members whose list something was put on or taken off. */
export async function reviseToday(change: Change, members: readonly MemberId[]): Promise<void> {
  for (const memberId of new Set(members)) {
    const { today: day } = await clockOf(change, memberId, change.at);
    await reviseDay(change, { memberId, day }, await readDay(change, { memberId, day }, change.at));
  }
}

/** A day is over, what was open on it is on the list of `today`: nothing on its cards can be pressed any more. */
export async function closeDay(
  change: Change,
  whose: Whose,
  over: { readonly list: DayList; readonly today: PlainDate },
): Promise<void> {
  const card = (reader: Parameters<typeof pastCard>[1]) => pastCard(over.list, reader, over.today);
  await revise(change, dayOf(whose.memberId, whose.day), card);
  await revise(change, eveningOf(whose.memberId, whose.day), card);
}

/** How a team kept its customers company from one day to another, both included: lines of each member's daily reminders done, and left undone. */
export const careFigures = (
  scope: Scope,
  { teamId, from, to }: { readonly teamId: string; readonly from: PlainDate; readonly to: PlainDate },
): Promise<CareCount[]> => countCare(scope, { teamId, since: from, to });
