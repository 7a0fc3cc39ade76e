import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { choice, date, defineForm, type Search, text } from "../../chat/form.ts";
import { findReach } from "../assignees/public.ts";
import { searchCustomers } from "../finding/public.ts";
import { LONGEST_ANSWER, LONGEST_TASK } from "./rules.ts";
import { texts } from "./texts.ts";

/** A task as it was seen; `d` on the list of a day. */
export const taskRef = z.object({ id: z.uuid(), v: z.int(), d: z.literal(1).optional() });
export type TaskRef = z.output<typeof taskRef>;

export const finishTask = defineAction("tasks.done", taskRef);
export const postponeTask = defineAction("tasks.later", taskRef);
export const declineTask = defineAction("tasks.cannot", taskRef);
export const takeBackTask = defineAction("tasks.back", taskRef);
/** Opens the form with what a task that came to nothing said. */
export const giveAgain = defineAction("tasks.again", z.object({ id: z.uuid() }));
export const SIDES = ["mine", "given"] as const;
export type Side = (typeof SIDES)[number];
export const listTasks = defineAction("tasks.list", z.object({ of: z.enum(SIDES), after: z.uuid().optional() }));

const searchReach: Search<unknown> = async (ctx, typed) =>
  (await findReach(ctx.scope, typed)).map(({ id: value, name: label, teams }) => ({
    value,
    label,
    ...(teams !== "" && { detail: teams }),
  }));

export const giveForm = defineForm({
  id: "tasks.give",
  params: z.object({}),
  sample: {},
  build: (language) => {
    const t = texts[language];
    return {
      title: t.giveTitle,
      submit: t.give,
      fields: {
        to: choice({ label: t.to, search: searchReach }),
        what: text({ label: t.what, placeholder: t.whatExample, max: LONGEST_TASK, long: true }),
        by: date({ label: t.by }),
        customer: choice({ label: t.customer, hint: t.customerHint, search: searchCustomers, optional: true }),
      },
    };
  },
});

const params = taskRef.extend({ what: z.string() });
export type TaskAbout = z.output<typeof params>;
const sample: TaskAbout = {
  id: "00000000-0000-4000-8000-000000000000",
  v: 1,
  d: 1,
  what: "样".repeat(LONGEST_TASK),
};

export const doneForm = defineForm({
  id: "tasks.done",
  params,
  sample,
  build: (language, { what }) => {
    const t = texts[language];
    const answer = text({ label: t.word, hint: t.wordHint, max: LONGEST_ANSWER, long: true, optional: true });
    return { title: t.doneTitle, submit: t.save, intro: [[{ bold: what }]], fields: { answer } };
  },
});

export const laterForm = defineForm({
  id: "tasks.later",
  params,
  sample,
  build: (language, { what }) => {
    const t = texts[language];
    const why = text({ label: t.why, hint: t.laterHint, max: LONGEST_ANSWER, optional: true });
    return {
      title: t.laterTitle,
      submit: t.save,
      intro: [[{ bold: what }]],
      fields: { on: date({ label: t.newDay }), why },
    };
  },
});

export const cannotForm = defineForm({
  id: "tasks.cannot",
  params,
  sample,
  build: (language, { what }) => {
    const t = texts[language];
    const why = text({ label: t.why, hint: t.cannotHint, max: LONGEST_ANSWER, long: true });
    return { title: t.cannotTitle, submit: t.save, intro: [[{ bold: what }]], fields: { why } };
  },
});
