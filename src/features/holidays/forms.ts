import { z } from "zod";
import { defineForm, text } from "../../chat/form.ts";
import { dateOf, plainDate } from "../../core/dates.ts";
import { sayForgotten, saySpans } from "./cards.ts";
import { calendarYear, MOST_DAYS } from "./rules.ts";
import { texts } from "./texts.ts";

const day = z.iso.date().transform(plainDate);

export const listForm = defineForm({
  id: "holidays.list",
  /** `seen`: the year's days as they stood when it was opened. */
  params: z.object({ year: calendarYear, seen: z.string() }),
  sample: { year: 2027, seen: "01-01/01-03,".repeat(MOST_DAYS) },
  build: (language, { year }) => {
    const t = texts[language];
    return {
      title: t.formTitle({ year }),
      submit: t.check,
      intro: [t.intro],
      fields: { days: text({ label: t.days, hint: t.daysHint, max: 1000, long: true }) },
    };
  },
});

const checked = z.object({
  year: calendarYear,
  country: z.string().length(2),
  off: z.array(day).max(MOST_DAYS),
  working: z.array(day).max(MOST_DAYS),
  /** How many days would be worked or not, other than now. */
  newlyOff: z.int(),
  newlyWorking: z.int(),
});
export type CheckedYear = z.output<typeof checked>;

/** What was understood, before it is entered. */
export const confirmForm = defineForm({
  id: "holidays.confirm",
  params: checked,
  sample: {
    year: 2027,
    country: "CN",
    off: Array.from({ length: 60 }, (_, index) => dateOf(2027, 1 + Math.floor(index / 5), 1 + 2 * (index % 5))),
    working: Array.from({ length: 60 }, (_, index) => dateOf(2027, 1 + Math.floor(index / 5), 11 + 2 * (index % 5))),
    newlyOff: 100,
    newlyWorking: 100,
  },
  build: (language, { year, country, off, working, newlyOff, newlyWorking }) => {
    const t = texts[language];
    const forgotten = sayForgotten(year, { off, working, country }, language);
    return {
      title: t.checkTitle({ year }),
      submit: t.enterThem,
      facts: [
        { label: t.off, value: saySpans(off, year, language) },
        { label: t.working, value: saySpans(working, year, language) },
        {
          label: t.changes,
          value: newlyOff + newlyWorking === 0 ? t.nothingNew : t.newDays({ off: newlyOff, working: newlyWorking }),
        },
      ],
      ...(forgotten !== undefined && { intro: [forgotten] }),
      fields: {},
    };
  },
});
