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

export const segmentForm = defineForm({
  id: "setup.segment",
  params: z.object({ id: z.uuid().optional() }),
  sample: { id: "00000000-0000-4000-8000-000000000000" },
  build: (language, { id }) => {
    const t = texts[language];
    return {
      title: id === undefined ? t.newSegment : t.renameSegment,
      submit: t.save,
      fields: { name: text({ label: t.segmentName, hint: t.segmentHint, max: 60 }) },
    };
  },
});
