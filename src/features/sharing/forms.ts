import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { choices, defineForm, type Search } from "../../chat/form.ts";
import { MOST_SHARES } from "./rules.ts";
import { findColleagues } from "./store.ts";
import { texts } from "./texts.ts";

const id = z.uuid();
/** Opens the form that says with whom a customer is shared. */
export const shareCustomer = defineAction("sharing.begin", z.object({ id }));

/** `known`: with whom it was shared when the form was opened. */
const about = z.object({ id, name: z.string(), known: z.array(id) });
export type About = z.output<typeof about>;
const SAMPLE = "00000000-0000-4000-8000-000000000000";

const searchColleagues: Search<About> = async (ctx, typed, params) =>
  (await findColleagues(ctx.scope, params.id, typed)).map(({ id: value, name }) => ({ value, label: name }));

export const shareForm = defineForm({
  id: "sharing.share",
  params: about,
  sample: { id: SAMPLE, name: "宏达机电".repeat(20), known: Array<string>(MOST_SHARES).fill(SAMPLE) },
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.title,
      submit: t.save,
      intro: [[{ bold: params.name }], t.intro],
      fields: { colleagues: choices({ label: t.colleagues, search: searchColleagues, optional: true }) },
    };
  },
});
