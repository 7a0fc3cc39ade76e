import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { choice, defineForm, number, text } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { SCALES } from "../../domain/satisfaction.ts";
import { HEAVIEST } from "./rules.ts";
import { SCALE_NAMES, texts } from "./texts.ts";

/** Characters of a name, as the settings keep it. */
const LONGEST = 30;

const name = z.string().max(LONGEST);
/** An item as it was seen: what somebody changed meanwhile is not written over. */
const itemSeen = z.object({
  id: z.string().max(40),
  name: z.object({ en: name, zh: name }),
  weight: z.int(),
  scale: z.enum(SCALES),
});

export const showSurvey = defineAction("survey.show", z.object({}));
export const addItem = defineAction("survey.add", z.object({}));
export const editItem = defineAction("survey.edit", itemSeen);
export const removeItem = defineAction("survey.remove", itemSeen);

/** The scales to choose among. */
export const scaleChoices = (language: Language) =>
  SCALES.map((scale) => ({ value: scale, label: SCALE_NAMES[scale][language] }));

const longest = "元".repeat(LONGEST);
export const itemForm = defineForm({
  id: "survey.put",
  params: z.object({ was: itemSeen.optional() }),
  sample: {
    was: {
      id: "00000000-0000-4000-8000-000000000000",
      name: { en: longest, zh: longest },
      weight: HEAVIEST,
      scale: "five",
    },
  },
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
        weight: number({ label: t.weight, hint: t.weightHint, min: 1, max: HEAVIEST, whole: true }),
        scale: choice({ label: t.scale, options: scaleChoices(language) }),
      },
    };
  },
});
