import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { type Choice, choice, defineForm, type Search } from "../../chat/form.ts";
import { LANGUAGES, type Language } from "../../core/language.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { findZones, REMINDER_TIMES } from "./rules.ts";
import { LANGUAGE_NAMES, texts } from "./texts.ts";

export const changeSettings = defineAction("settings.change", z.object({}));

export const searchZones: Search<unknown> = async (ctx, typed) => findZones(typed, ctx.language, ctx.now);

export const AS_COMPANY = "company";
/** Nobody's own hour: it moves when the company's does. */
export const asCompany = (time: string, language: Language): Choice => ({
  value: AS_COMPANY,
  label: texts[language].asCompany({ time }),
});

/** `time`: one that is set already and not among the hours offered. `platforms`: when there are several to choose from. */
const params = z.object({
  companyTime: z.string(),
  time: z.string().optional(),
  platforms: z.array(z.string()).optional(),
});

export const settingsForm = defineForm({
  id: "settings.own",
  params,
  sample: { companyTime: "08:30", time: "08:15", platforms: ["y".repeat(20), "z".repeat(20)] },
  build: (language, { companyTime, time, platforms }) => {
    const t = texts[language];
    const where = platforms?.map((value) => ({ value, label: sayPlatform(value, language) }));
    const times = time === undefined ? REMINDER_TIMES : [...new Set([...REMINDER_TIMES, time])].sort();
    return {
      title: t.title,
      submit: t.save,
      fields: {
        language: choice({
          label: t.language,
          options: LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
        }),
        zone: choice({ label: t.zone, hint: t.zoneHint, search: searchZones }),
        time: choice({
          label: t.time,
          hint: t.timeHint,
          options: [asCompany(companyTime, language), ...times.map((value) => ({ value, label: value }))],
        }),
        ...(where && { platform: choice({ label: t.platform, hint: t.platformHint, options: where }) }),
      },
    };
  },
});
