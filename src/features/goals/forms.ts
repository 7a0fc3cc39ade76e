import { z } from "zod";
import { amount, defineForm, type Fields } from "../../chat/form.ts";
import { addMonths, plainDate, sayMonth } from "../../core/dates.ts";
import { currency } from "../../core/money.ts";
import { fieldOf, MONTHS } from "./rules.ts";
import { texts } from "./texts.ts";

const day = z.iso.date().transform((text) => plainDate(text));
const params = z.object({
  teamId: z.uuid(),
  name: z.string(),
  /** In the order of their months: the goal as it stood when the form was opened, or only the currency it is set in. */
  months: z
    .array(z.object({ month: day, currency: z.string().length(3), minor: z.string().regex(/^\d+$/).optional() }))
    .max(MONTHS),
});
export type GoalParams = z.output<typeof params>;

const FIRST = plainDate("2026-12-01");
export const goalForm = defineForm({
  id: "goals.set",
  params,
  sample: {
    teamId: "0192f0c1-7d3e-7000-8000-000000000001",
    name: "华".repeat(60),
    months: Array.from({ length: MONTHS }, (_, index) => ({
      month: addMonths(FIRST, index),
      currency: "CNY",
      minor: "100000000000000",
    })),
  },
  build: (language, { name, months }) => {
    const t = texts[language];
    const fields: Fields = Object.fromEntries(
      months.map(({ month, currency: code }) => [
        fieldOf(month),
        amount({ label: sayMonth(month, language), currency: currency(code), optional: true }),
      ]),
    );
    return { title: t.formTitle, submit: t.save, intro: [t.intro({ team: name })], fields };
  },
});
