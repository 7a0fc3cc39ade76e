import { addDays, daysBetween, type PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { isWorkingDay } from "../../domain/calendar.ts";
import type { Reason } from "../../domain/care.ts";
import type { Settings } from "../../domain/settings.ts";
import { birthMonthsToldOn, bornIn } from "../birth-months/public.ts";
import { type BySegment, birthdayKey, birthdaysToldOn, periodicReasons, type QuietCustomer, worthOf } from "./rules.ts";
import {
  type BirthdayOf,
  organizationOf,
  readBirthdays,
  readDueSteps,
  readQuiet,
  readTeamBirthdays,
  type SegmentSettings,
} from "./store.ts";

export { reasonLine, reasonOf, whoOf } from "./cards.ts";
export { birthdayKeys, type Detail, worthOf } from "./rules.ts";
export { type BirthdayOf, organizationOf, readDetails as detailsOf } from "./store.ts";

/**
 * Everything that calls for care on a day, for many members at once; on a day that is not worked only what is due that
 * very day. What was told before is among it: whoever asks knows what that was.
 */
export async function reasonsFor(
  scope: Scope,
  { members, today }: { readonly members: readonly MemberId[]; readonly today: PlainDate },
): Promise<Reason[]> {
  const { segments, calendar, zone } = await organizationOf(scope);
  const works = isWorkingDay(calendar, today).value;
  const told = (settings: Settings) => birthdaysToldOn(today, { days: settings.birthdayDays, calendar });
  const birthdays = await readBirthdays(scope, { members, days: inSegments(segments, told) });
  const months = birthMonthsToldOn(today, { calendar });
  const inMonths = (await bornIn(scope, { members, months })).map(reasonInMonth);
  const steps = await readDueSteps(scope, { members, since: works ? null : today, to: today });
  const quiet = works
    ? await readQuiet(scope, { members, today, zone, settings: inSegments(segments, (own) => own) })
    : [];
  const settingsOf = ({ segmentId }: QuietCustomer) => segments.own.get(segmentId) ?? segments.others;
  const periodic = quiet.flatMap((each) => periodicReasons(each, { today, settings: settingsOf(each) }));
  return [...birthdays, ...inMonths, ...steps, ...periodic];
}

function reasonInMonth({ on, flags, quadrant, ...born }: Awaited<ReturnType<typeof bornIn>>[number]): Reason {
  const about = { ...born, dueOn: on };
  const onceKey = birthdayKey({ ...about, ahead: 0 });
  return { ...about, kind: "birthday", nextStepId: null, worth: worthOf({ flags, quadrant }), onceKey };
}

/** Every day ahead of a birthday that any segment is told on. */
export const birthdayDaysIn = ({ own, others }: SegmentSettings): number[] => [
  ...new Set([others, ...own.values()].flatMap(({ birthdayDays }) => birthdayDays)),
];

const inSegments = <T>({ own, others }: SegmentSettings, of: (settings: Settings) => T): BySegment<T> => ({
  own: new Map([...own].map(([id, settings]) => [id, of(settings)])),
  others: of(others),
});

/** Birthdays at a team's customers from one day to another, both included; the nearest first. */
export const teamBirthdays = (
  scope: Scope,
  { teamId, from, to }: { readonly teamId: string; readonly from: PlainDate; readonly to: PlainDate },
): Promise<BirthdayOf[]> => {
  const days = Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
  return readTeamBirthdays(scope, { teamId, days });
};
