import { z } from "zod";
import { choice, date, defineForm, type Search } from "../../chat/form.ts";
import { choiceProblem, mayArrange } from "./rules.ts";
import { calledSo, readColleague, readColleagues } from "./store.ts";
import { texts } from "./texts.ts";

/** Who is away; of an absence that is changed, which, and as it was seen. */
const about = z.object({
  member: z.uuid(),
  name: z.string().max(60),
  own: z.boolean(),
  change: z.object({ id: z.uuid(), version: z.int() }).optional(),
});
export type About = z.output<typeof about>;

/** Colleagues who fit; those that the asker may not arrange anything for have none. */
const findStandIns: Search<About> = async (ctx, typed, { member }) => {
  const away = await readColleague(ctx.scope, member);
  if (!away || !mayArrange(ctx.scope, away)) return [];
  const fit = (await readColleagues(ctx.scope)).filter((one) => choiceProblem(one, away) === undefined);
  const called = await calledSo(ctx.scope, fit, typed);
  return called.map(({ id, name }) => ({ value: id, label: name }));
};

const SAMPLE = "00000000-0000-4000-8000-000000000000";
export const absenceForm = defineForm({
  id: "absence.set",
  params: about,
  sample: { member: SAMPLE, name: "欧阳".repeat(30), own: false, change: { id: SAMPLE, version: 1_000_000 } },
  build: (language, { name, own, change }) => {
    const t = texts[language];
    return {
      title: change ? t.changeTitle : t.formTitle,
      submit: t.save,
      intro: [own ? t.introOwn : t.introOther({ name })],
      fields: {
        from: date({ label: t.from }),
        until: date({ label: t.until, hint: t.untilHint }),
        standIn: choice({ label: t.standIn, hint: t.standInHint, search: findStandIns }),
      },
    };
  },
});
