import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open } from "../../chat/form.ts";
import { STAGES, sayStage } from "../../domain/stages.ts";
import { cardNow } from "../importing/public.ts";
import { planImport, readImport } from "../imports/public.ts";
import { stagesForm } from "./forms.ts";
import { fieldOf, MOST_WORDS, readWords, writeWords } from "./rules.ts";
import { readUnknownStages } from "./store.ts";
import { texts } from "./texts.ts";

const NONE_UNKNOWN = { en: texts.en.noneUnknown, zh: texts.zh.noneUnknown };

export async function pressStages(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const view = await readImport(ctx.scope, id);
  if (view?.state !== "planned") return { refuse: NONE_UNKNOWN };
  const known = new Map(Object.entries(view.mapping?.stages ?? {}));
  const said = [...known.keys()].map((word) => ({ word, rows: 0 }));
  const words = [...(await readUnknownStages(ctx.scope, id)), ...said].slice(0, MOST_WORDS);
  if (words.length === 0) return { refuse: NONE_UNKNOWN };
  const seeds = Object.fromEntries(
    words.flatMap(({ word }, place) => {
      const value = known.get(word);
      return value ? [[fieldOf(place), { value, label: sayStage(value, ctx.language) }]] : [];
    }),
  );
  return { ask: open(stagesForm, { id, words: writeWords(words) }, { seeds }) };
}

export async function submitStages(
  ctx: Ctx,
  values: Readonly<Record<string, string | undefined>>,
  { id, words }: { readonly id: string; readonly words: string },
): Promise<Outcome> {
  const mapping = (await readImport(ctx.scope, id))?.mapping;
  if (!mapping) return { refuse: NONE_UNKNOWN };
  const stages = new Map(Object.entries(mapping.stages ?? {}));
  const said = readWords(words).map(({ word }, place) => {
    const [was, is] = [stages.get(word), STAGES.find((one) => one === values[fieldOf(place)])];
    // What was said of a word is taken back where it is left empty now.
    if (is) stages.set(word, is);
    else stages.delete(word);
    return is ?? was;
  });
  if (said.every((one) => one === undefined)) return { fix: { [fieldOf(0)]: texts[ctx.language].chooseOne } };
  return ctx.change(async (change): Promise<Outcome> => {
    await planImport(change, id, { ...mapping, stages: Object.fromEntries(stages) });
    const card = await cardNow(change, id, ctx);
    return card ? { replace: card } : { refuse: NONE_UNKNOWN };
  });
}
