import type { Line } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { opensWeek, type Silence, silenceOf, weekBefore } from "./rules.ts";
import { organizationOf, readReps, readTold } from "./store.ts";
import { texts } from "./texts.ts";

export { markTold as markSilencesTold } from "./store.ts";

/** A rep who has logged nothing for so many weeks that their manager hears of it. */
export interface Silent extends Silence {
  readonly id: MemberId;
  readonly name: string;
}

/** Reps of these teams whose silence the manager has not been told of: once, until they have logged something again. */
export async function silentReps(
  scope: Scope,
  {
    teamIds,
    managerId,
    today,
  }: { readonly teamIds: readonly string[]; readonly managerId: MemberId; readonly today: PlainDate },
): Promise<Silent[]> {
  const { calendar, settingsFor } = await organizationOf(scope);
  const silent = (await readReps(scope, { teamIds, today })).flatMap((rep) => {
    const { silentWeeks: weeks } = settingsFor(rep.teamId).discipline;
    const silence = rep.id === managerId ? undefined : silenceOf(rep, { today, calendar, weeks });
    return silence ? [{ ...rep, ...silence }] : [];
  });
  if (silent.length === 0) return [];
  const told = await readTold(scope, { managerId, members: silent.map(({ id }) => id) });
  return silent.filter(({ id, lastOn }) => {
    const toldOn = told.get(id);
    return toldOn === undefined || (lastOn !== null && toldOn <= lastOn);
  });
}

export const silentLine = ({ name, weeks, since }: Silent, language: Language, today: PlainDate): Line => ({
  text: ["🔕 ", { bold: texts[language].silent({ name, weeks, since: sayDate(since, language, today) }) }],
});

export interface Logged {
  readonly days: number;
  readonly of: number;
}

/** On the first working day of a week, for reps who logged on fewer days of the week before than they should. */
export async function loggedBefore(
  scope: Scope,
  { members, today }: { readonly members: readonly MemberId[]; readonly today: PlainDate },
): Promise<ReadonlyMap<MemberId, Logged>> {
  const { calendar, settingsFor } = await organizationOf(scope);
  if (!opensWeek(today, calendar)) return new Map();
  return new Map(
    (await readReps(scope, { members, today })).flatMap((rep): [MemberId, Logged][] => {
      const { logDaysPerWeek: daysPerWeek } = settingsFor(rep.teamId).discipline;
      const week = weekBefore(rep, { today, calendar, daysPerWeek });
      return week.days < week.of ? [[rep.id, week]] : [];
    }),
  );
}

export const sayLogged = (logged: Logged, language: Language): string => texts[language].logged(logged);
