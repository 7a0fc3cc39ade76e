import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { defineForm, text } from "../../chat/form.ts";
import { texts } from "./texts.ts";

/** Characters. */
const LONGEST = 40;

const name = z.string().max(LONGEST);
/** A festival as it was seen: it has no other identity. */
const festivalSeen = z.object({
  name: z.object({ en: name, zh: name }),
  calendar: z.enum(["solar", "lunar"]),
  month: z.int(),
  day: z.int(),
  leap: z.boolean(),
});

export const showFestivals = defineAction("festivals.show", z.object({}));
export const addFestival = defineAction("festivals.add", z.object({}));
export const editFestival = defineAction("festivals.edit", festivalSeen);
export const removeFestival = defineAction("festivals.remove", festivalSeen);

const longest = "元".repeat(LONGEST);
export const festivalForm = defineForm({
  id: "festivals.put",
  params: z.object({ was: festivalSeen.optional() }),
  sample: { was: { name: { en: longest, zh: longest }, calendar: "lunar", month: 12, day: 30, leap: false } },
  build: (language, { was }) => {
    const t = texts[language];
    const names = {
      en: text({ label: t.nameEn, hint: t.nameHint, max: LONGEST }),
      zh: text({ label: t.nameZh, hint: t.nameHint, max: LONGEST }),
    };
    return {
      title: was ? t.editTitle : t.addTitle,
      submit: t.save,
      fields: {
        ...(language === "zh" ? { zh: names.zh, en: names.en } : names),
        day: text({ label: t.day, hint: t.dayHint, placeholder: t.dayExample, max: 40 }),
      },
    };
  },
});
