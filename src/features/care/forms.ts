import { z } from "zod";
import { date, defineForm, text } from "../../chat/form.ts";
import { itemRef } from "./cards.ts";
import { texts } from "./texts.ts";

const params = itemRef.extend({ who: z.string() });
export type ItemAbout = z.output<typeof params>;
const sample: ItemAbout = {
  id: "00000000-0000-4000-8000-000000000000",
  v: 1,
  n: 1,
  who: "王总（宏达机电）".repeat(12),
};

export const dayForm = defineForm({
  id: "care.day",
  params,
  sample,
  build: (language, { who }) => {
    const t = texts[language];
    return { title: t.dayTitle, submit: t.save, intro: [[{ bold: who }]], fields: { on: date({ label: t.day }) } };
  },
});

export const dropForm = defineForm({
  id: "care.drop",
  params,
  sample,
  build: (language, { who }) => {
    const t = texts[language];
    const why = text({ label: t.why, hint: t.whyHint, max: 200 });
    return { title: t.dropTitle, submit: t.save, intro: [[{ bold: who }]], fields: { why } };
  },
});

export const writeForm = defineForm({
  id: "care.write",
  params,
  sample,
  build: (language, { who }) => {
    const t = texts[language];
    const said = text({ label: t.said, max: 2000, long: true });
    return { title: t.writeTitle, submit: t.save, intro: [[{ bold: who }]], fields: { said } };
  },
});
