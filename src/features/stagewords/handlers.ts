import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open } from "../../chat/form.ts";
import { STAGES } from "../../domain/stages.ts";
import { cardNow } from "../importing/public.ts";
import { planImport, readImport } from "../imports/public.ts";
import { stagesForm } from "./forms.ts";
import { fieldOf, readWords, writeWords } from "./rules.ts";
import { readUnknownStages } from "./store.ts";
import { texts } from "./texts.ts";

const NONE_UNKNOWN = { en: texts.en.noneUnknown, zh: texts.zh.noneUnknown };

export async function pressStages(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const view = await readImport(ctx.scope, id);
  const words = view?.state === "planned" ? await readUnknownStages(ctx.scope, id) : [];
  return words.length > 0 ? { ask: open(stagesForm, { id, words: writeWords(words) }) } : { refuse: NONE_UNKNOWN };
}

export async function submitStages(
  ctx: Ctx,
  values: Readonly<Record<string, string | undefined>>,
  { id, words }: { readonly id: string; readonly words: string },
): Promise<Outcome> {
  const said = readWords(words).flatMap(({ word }, place) => {
    const stage = STAGES.find((one) => one === values[fieldOf(place)]);
    return stage ? [[word, stage] as const] : [];
  });
  if (said.length === 0) return { fix: { [fieldOf(0)]: texts[ctx.language].chooseOne } };
  const mapping = (await readImport(ctx.scope, id))?.mapping;
  if (!mapping) return { refuse: NONE_UNKNOWN };
  return ctx.change(async (change): Promise<Outcome> => {
    await planImport(change, id, { ...mapping, stages: { ...mapping.stages, ...Object.fromEntries(said) } });
    const card = await cardNow(change, id, ctx);
    return card ? { replace: card } : { refuse: NONE_UNKNOWN };
  });
}
