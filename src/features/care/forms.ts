import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { date, defineForm, text } from "../../chat/form.ts";
import { texts } from "./texts.ts";

/** An item as it was seen; `n` on the card of what was put off until now. Short names: a menu entry carries little. */
export const itemRef = z.object({ id: z.uuid(), v: z.int(), n: z.literal(1).optional() });
export type ItemRef = z.output<typeof itemRef>;

export const markDone = defineAction("care.done", itemRef);
export const laterToday = defineAction("care.today", itemRef);
export const laterTomorrow = defineAction("care.next", itemRef);
export const laterNextWeek = defineAction("care.week", itemRef);
export const laterOnDay = defineAction("care.day", itemRef);
export const notNeeded = defineAction("care.drop", itemRef);
export const writeLine = defineAction("care.write", itemRef);
/** `of`: a colleague's whom one stands in for. */
export const showDay = defineAction("care.show", z.object({ page: z.int().min(0), of: z.uuid().optional() }));

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
