import { z } from "zod";
import { date, defineForm, text } from "../../chat/form.ts";
import { texts } from "./texts.ts";

const params = z.object({ id: z.uuid(), name: z.string() });
const sample = { id: "00000000-0000-4000-8000-000000000000", name: "宏达机电三年续约".repeat(10) };

/** The owner gives a reason and a new date, once. */
export const extendForm = defineForm({
  id: "fallback.extend",
  params,
  sample,
  build: (language, about) => {
    const t = texts[language];
    return {
      title: t.extendTitle,
      submit: t.save,
      intro: [[{ bold: about.name }]],
      fields: { until: date({ label: t.until }), why: text({ label: t.why, max: 300, long: true }) },
    };
  },
});

/** A manager holds a deal. */
export const holdForm = defineForm({
  id: "fallback.hold",
  params,
  sample,
  build: (language, about) => {
    const t = texts[language];
    return {
      title: t.holdTitle,
      submit: t.save,
      intro: [[{ bold: about.name }]],
      fields: { until: date({ label: t.heldUntil }), why: text({ label: t.why, max: 300, long: true }) },
    };
  },
});
