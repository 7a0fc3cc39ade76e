import { z } from "zod";
import { type Button, type Card, defineAction } from "../../chat/card.ts";
import { dateOf, type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { WorkCalendar } from "../../domain/calendar.ts";
import { festivalsButton } from "../festivals/public.ts";
import { calendarYear, forgottenIn, spansOf, type YearDays, yearIn } from "./rules.ts";
import { texts } from "./texts.ts";

export const enterYear = defineAction("holidays.enter", z.object({ year: calendarYear }));
export const showHolidays = defineAction("holidays.show", z.object({}));

/** More stretches than anybody reads. */
const MOST_SPANS = 20;

/** "Fri 1 Jan – Sun 3 Jan, …", in the words of the year itself. */
export const saySpans = (days: readonly PlainDate[], year: number, language: Language): string => {
  const t = texts[language];
  const say = (day: PlainDate) => sayDate(day, language, dateOf(year, 1, 1));
  const spans = spansOf(days);
  if (spans.length === 0) return t.none;
  const said = spans
    .slice(0, MOST_SPANS)
    .map(([from, to]) => (from === to ? say(from) : t.span({ from: say(from), to: say(to) })));
  const more = spans.length - said.length;
  return said.join(t.separator) + (more > 0 ? `${t.separator}${t.more({ count: more })}` : "");
};

/** Festivals that are probably forgotten; undefined when the list is plausible. */
export const sayForgotten = (
  year: number,
  days: YearDays & { readonly country: string },
  language: Language,
): string | undefined => {
  const names = forgottenIn(year, days, days.country).map(({ name }) => name[language]);
  return names.length === 0 ? undefined : texts[language].forgotten({ names: names.join(texts[language].separator) });
};

/** A year as it would be typed in. */
export const typedYear = ({ off, working }: YearDays, language: Language): string => {
  const t = texts[language];
  const line =
    (say: (p: { span: string }) => string) =>
    ([from, to]: readonly [PlainDate, PlainDate]) =>
      say({ span: from === to ? from : t.typedSpan({ from, to }) });
  return [...spansOf(off).map(line(t.typedOff)), ...spansOf(working).map(line(t.typedWork))].join("\n");
};

/** What is known of these years, and how to enter what is not. */
export const holidaysCard = (calendar: WorkCalendar, years: readonly number[], language: Language): Card => {
  const t = texts[language];
  const missing = years.filter((year) => !calendar.announced(year));
  return {
    tone: missing.length > 0 ? "waiting" : "plain",
    title: t.title,
    plain: [t.title, ...missing.map((year) => t.notKnown({ year }))].join(" · "),
    lines: years.map((year) => {
      const { off, working } = yearIn(calendar, year);
      const known = calendar.announced(year);
      return {
        text: known ? t.known({ year, off: off.length, working: working.length }) : t.notKnown({ year }),
        ...(known && { detail: saySpans(off, year, language) }),
        buttons: [enterButton(year, language, known)],
      };
    }),
    buttons: [festivalsButton(language)],
    footer: t.countedBy,
  };
};

const enterButton = (year: number, language: Language, known = false): Button => {
  const t = texts[language];
  return {
    label: known ? t.change({ year }) : t.enter({ year }),
    press: enterYear.with({ year }),
    ...(!known && { look: "primary" }),
  };
};
export const holidaysButton = (language: Language): Button => ({
  label: texts[language].title,
  press: showHolidays.with({}),
});

export const askCard = ({ year, country }: { year: number; country: string }, language: Language): Card => {
  const t = texts[language];
  const title = t.askTitle({ year });
  return {
    tone: "waiting",
    title,
    plain: title,
    text: [t.askText, ...(country === "CN" ? [t.askChina] : [])],
    buttons: [enterButton(year, language)],
    footer: t.askAgain,
  };
};

/** In place of the question, and after the form. */
export const enteredCard = (year: number, language: Language): Card => {
  const t = texts[language];
  const title = t.saved({ year });
  return {
    tone: "done",
    title,
    plain: title,
    text: [t.savedDetail],
    buttons: [holidaysButton(language)],
    footer: t.undoHint,
  };
};
