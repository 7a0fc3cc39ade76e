import { z } from "zod";
import { type Button, type Card, defineAction, type Line, type Rich, type Tone } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { dateIn, sayDate, sayInstant } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Reader } from "../../notify/tell.ts";
import { lineOfPaper, openPaper, sayEvent, showWaiting } from "../approvals/public.ts";
import type { DecidedFor } from "../papers/public.ts";
import { type Absence, type Colleague, daysOf, hasBegun, isStoodFor } from "./rules.ts";
import { texts } from "./texts.ts";

const seen = z.object({ id: z.uuid(), version: z.int() });
/** A colleague's; one's own where there is none. */
export const showAbsences = defineAction("absence.show", z.object({ id: z.uuid().optional() }));
export const addAbsenceOf = defineAction("absence.add", z.object({ id: z.uuid() }));
export const changeAbsence = defineAction("absence.change", seen);
export const endAbsence = defineAction("absence.end", seen);

/** For one's own days away. */
export const absenceButton = (language: Language): Button => ({
  label: texts[language].label,
  press: showAbsences.with({}),
});

interface View {
  readonly language: Language;
  readonly now: Instant;
}

/** "周一 11月30日 至 周五 12月4日", as the one who is away counts days. */
export const sayDays = (absence: Absence, { language, now }: View): string => {
  const { from, until } = daysOf(absence);
  const today = dateIn(absence.away.zone, now);
  const say = (day: typeof from) => sayDate(day, language, today);
  return from === until ? say(from) : texts[language].span({ from: say(from), until: say(until) });
};

const lastDay = (absence: Absence, { language, now }: View): string =>
  sayDate(daysOf(absence).until, language, dateIn(absence.away.zone, now));

const whole = (absence: Absence, view: View) => ({
  name: absence.away.name,
  standIn: absence.standIn.name,
  days: sayDays(absence, view),
});

const said = (tone: Tone, title: string, text: readonly Rich[] = []): Card => ({
  tone,
  title,
  plain: title,
  ...(text.length > 0 && { text }),
});

const buttonsOf = (absence: Absence, view: View): Button[] => {
  const t = texts[view.language];
  const press = endAbsence.with({ id: absence.id, version: absence.version });
  const ending = hasBegun(absence, view.now)
    ? { label: t.end, confirm: { title: t.end, text: t.endConfirm(whole(absence, view)), yes: t.end, no: t.no } }
    : {
        label: t.callOff,
        confirm: { title: t.callOff, text: t.callOffConfirm(whole(absence, view)), yes: t.callOff, no: t.no },
      };
  return [
    { ...ending, press },
    { label: t.change, press: changeAbsence.with({ id: absence.id, version: absence.version }) },
  ];
};

/** Now and later, with what can be done about it. */
export const absencesCard = (
  { of, own, absences, title }: { of: Colleague; own: boolean; absences: readonly Absence[]; title?: string },
  view: View,
): Card => {
  const t = texts[view.language];
  const none = own ? t.noneOwn : t.none(of);
  const heading = title ?? (absences.length === 0 ? none : own ? t.titleOwn : t.title(of));
  return {
    ...said(title === undefined ? "plain" : "done", heading),
    lines: absences.map(
      (absence): Line => ({
        text: t.line(whole(absence, view)),
        ...(!isStoodFor(absence) && { detail: t.nobodyIn(whole(absence, view)) }),
        buttons: buttonsOf(absence, view),
      }),
    ),
    buttons: [{ label: t.add, press: addAbsenceOf.with({ id: of.id }) }],
    ...(absences.length > 0 && { counts: t.counts }),
  };
};

export const savedTitle = (absence: Absence, me: MemberId, view: View): string => {
  const t = texts[view.language];
  return absence.standIn.id === me ? t.saved : t.savedTold(whole(absence, view));
};

/** To the stand-in, when it is arranged and when it begins. */
export const standInCard = (absence: Absence, view: View): Card => {
  const t = texts[view.language];
  const isNow = hasBegun(absence, view.now);
  const title = isNow ? t.youStandInNow(whole(absence, view)) : t.youStandIn(whole(absence, view));
  return {
    ...said(isNow ? "waiting" : "plain", title, [t.youStandInText(absence.away)]),
    ...(isNow && { buttons: [{ label: t.waiting, press: showWaiting.with({}) }] }),
  };
};

/** To whoever is away: when it begins, and when somebody else has entered it. */
export const awayCard = (absence: Absence, view: View, by?: string): Card => {
  const t = texts[view.language];
  const text = [...(by === undefined ? [] : [t.youAreAwayBy({ name: by })]), t.youAreAwayText];
  return { ...said("plain", t.youAreAway(whole(absence, view)), text), buttons: buttonsOf(absence, view) };
};

/** To somebody who stood in. */
export const standsNoMoreCard = (absence: Absence, isBack: boolean, { language }: Pick<View, "language">): Card => {
  const t = texts[language];
  return said("past", t.standsNoMore(absence.away), [isBack ? t.standsNoMoreText(absence.away) : t.standsNoMoreOther]);
};

/** To whoever can choose another. */
export const nobodyCard = (absence: Absence, view: View): Card => {
  const t = texts[view.language];
  return {
    ...said("stopped", t.nobodyTitle(whole(absence, view)), [t.nobodyText(whole(absence, view))]),
    buttons: buttonsOf(absence, view).slice(1),
  };
};

/** To who is back: what was signed in their name. */
export const backCard = (
  absence: Absence,
  { decided, count }: { readonly decided: readonly DecidedFor[]; readonly count: number },
  { language, zone, member }: Reader,
): Card => {
  const t = texts[language];
  const summary = count === 0 ? t.decidedNone : t.decided({ count });
  return {
    ...said("done", t.back, [t.backText({ standIn: absence.standIn.name }), summary]),
    lines: decided.map(
      ({ face, subject, subjectId, what, by, at }): Line => ({
        text: t.decidedLine({ what: sayEvent(what, language), heading: lineOfPaper({ face }, { language, member }) }),
        detail: t.decidedDetail({ number: face.number, by, at: sayInstant(at, language, zone) }),
        buttons: [{ label: t.open, press: openPaper.with({ subject, id: subjectId }) }],
      }),
    ),
    ...(count > decided.length && { footer: t.decidedMore({ shown: decided.length, count }) }),
  };
};

/** Lines on a person's Home. */
const HOME_LINES = 6;

/** Who is away around the one who looks: themselves first, then those they stand in for. */
export const homeCard = (absences: readonly Absence[], me: MemberId, view: View): Card => {
  const t = texts[view.language];
  const rank = ({ away, standIn }: Absence) => (away.id === me ? 0 : standIn.id === me ? 1 : 2);
  const sorted = absences.toSorted((a, b) => rank(a) - rank(b));
  const line = (absence: Absence): Line => {
    const say = [t.homeOwn, t.homeFor, t.homeOther][rank(absence)] ?? t.homeOther;
    return {
      text: say(whole(absence, view)),
      ...(rank(absence) === 0 && { buttons: buttonsOf(absence, view) }),
    };
  };
  const more = sorted.length - HOME_LINES;
  return {
    ...said("plain", t.homeAway),
    lines: sorted.slice(0, HOME_LINES).map(line),
    counts: t.homeCounts,
    ...(more > 0 && { footer: t.homeMore({ count: more }) }),
  };
};

/** "away until Fri 4 Dec, Emma stands in": beside a name. */
export const sayAway = (absence: Absence, view: View): string => {
  const t = texts[view.language];
  if (!hasBegun(absence, view.now)) return t.awayLater(whole(absence, view));
  return t.awayNow({ until: lastDay(absence, view), standIn: absence.standIn.name });
};
