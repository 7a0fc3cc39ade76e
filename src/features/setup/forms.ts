import { z } from "zod";
import { choice, defineForm, type Search, text } from "../../chat/form.ts";
import { LANGUAGES } from "../../core/language.ts";
import { findCountries, findCurrencies } from "../company/public.ts";
import { LANGUAGE_NAMES, searchZones } from "../settings/public.ts";
import { texts } from "./texts.ts";

const searchCountries: Search<unknown> = async (ctx, typed) => findCountries(typed, ctx.language);
const searchCurrencies: Search<unknown> = async (ctx, typed) => findCurrencies(typed, ctx.language);

export const companyForm = defineForm({
  id: "setup.company",
  params: z.object({ version: z.int() }),
  sample: { version: 1_000_000 },
  build: (language) => {
    const t = texts[language];
    return {
      title: t.companyTitle,
      submit: t.save,
      fields: {
        name: text({ label: t.companyName, max: 100 }),
        country: choice({ label: t.country, hint: t.countryHint, search: searchCountries }),
        currency: choice({ label: t.currency, hint: t.currencyHint, search: searchCurrencies }),
        zone: choice({ label: t.zone, hint: t.zoneHint, search: searchZones }),
        language: choice({
          label: t.language,
          hint: t.languageHint,
          options: LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
        }),
      },
    };
  },
});

/** Characters. */
const LONGEST_SEGMENT = 60;

export const segmentForm = defineForm({
  id: "setup.segment",
  /** Strict: a form that was drawn before it carried `seen` would make a second segment of the one it shows. */
  params: z.strictObject({
    /** The segment that is renamed, as it was seen. */
    seen: z.object({ id: z.uuid(), name: z.string().max(LONGEST_SEGMENT) }).optional(),
  }),
  sample: { seen: { id: "00000000-0000-4000-8000-000000000000", name: "名".repeat(LONGEST_SEGMENT) } },
  build: (language, { seen }) => {
    const t = texts[language];
    return {
      title: seen ? t.renameSegment : t.newSegment,
      submit: t.save,
      fields: { name: text({ label: t.segmentName, hint: t.segmentHint, max: LONGEST_SEGMENT }) },
    };
  },
});
