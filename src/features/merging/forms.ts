import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { choice, defineForm, type Search } from "../../chat/form.ts";
import { searchCustomers } from "../finding/public.ts";
import { texts } from "./texts.ts";

const id = z.uuid();
/** Opens the form that says with whom a customer is merged: whoever knows that two are one need not wait to be asked. */
export const beginMerge = defineAction("merging.begin", z.object({ id }));

/** The one that stays. */
const about = z.object({ id, name: z.string() });
export type About = z.output<typeof about>;

const searchOthers: Search<About> = async (ctx, typed, params) =>
  (await searchCustomers(ctx, typed, params)).filter(({ value }) => value !== params.id);

export const mergeWithForm = defineForm({
  id: "merging.with",
  params: about,
  sample: { id: "00000000-0000-4000-8000-000000000000", name: "宏达机电".repeat(20) },
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.withTitle,
      submit: t.withSubmit,
      intro: [[{ bold: params.name }], t.withIntro],
      fields: { other: choice({ label: t.withOther, search: searchOthers }) },
    };
  },
});

/** Two customers, the one that stays first. */
export const compareCustomers = defineAction("merging.compare", z.object({ keep: z.uuid(), gone: z.uuid() }));
/** What was looked at before it was decided: either has changed since when its version is another. */
export const mergeCustomers = defineAction(
  "merging.merge",
  z.object({ keep: z.uuid(), gone: z.uuid(), versions: z.tuple([z.int(), z.int()]) }),
);
export const undoMerge = defineAction("merging.undo", z.object({ id: z.uuid() }));
