import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open } from "../../chat/form.ts";
import type { Scope } from "../../core/scope.ts";
import { STAGES, sayStage } from "../../domain/stages.ts";
import { cardNow } from "../importing/public.ts";
import { type ImportView, planImport, readImport } from "../imports/public.ts";
import { type StagesAsked, stagesForm } from "./forms.ts";
import {
  fieldOf,
  MOST_WORDS,
  moreOn,
  readSaid,
  readWords,
  type SaidOf,
  type StageWord,
  writeSaid,
  writeWords,
} from "./rules.ts";
import { readUnknownStages } from "./store.ts";
import { texts } from "./texts.ts";

const NONE_UNKNOWN = { en: texts.en.noneUnknown, zh: texts.zh.noneUnknown };

export async function pressStages(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  return pageOf(ctx, { id, after: 0, said: new Map() });
}

/** Words nobody knows, then those of which somebody said before what they mean. */
const wordsOf = async (scope: Scope, { id, mapping }: ImportView): Promise<readonly StageWord[]> => {
  const unknown = await readUnknownStages(scope, id);
  const said = Object.keys(mapping?.stages ?? {}).filter((word) => !unknown.some((one) => one.word === word));
  return [...unknown, ...said.map((word) => ({ word, rows: 0 }))];
};

/** Some of them at a time. */
const pageOf = async (
  { scope, language }: Ctx,
  { id, after, said }: { readonly id: string; readonly after: number; readonly said: SaidOf },
): Promise<Outcome> => {
  const view = await readImport(scope, id);
  if (view?.state !== "planned") return { refuse: NONE_UNKNOWN };
  const all = await wordsOf(scope, view);
  const words = all.slice(after, after + MOST_WORDS);
  if (words.length === 0) return { refuse: NONE_UNKNOWN };
  const known = new Map(Object.entries(view.mapping?.stages ?? {}));
  const seeds = Object.fromEntries(
    words.flatMap(({ word }, place) => {
      const value = known.get(word);
      return value ? [[fieldOf(place), { value, label: sayStage(value, language) }]] : [];
    }),
  );
  const later = all.length - after - words.length;
  const params = { id, words: writeWords(words), after, later, said: writeSaid(said), version: view.version };
  return { ask: open(stagesForm, params, { seeds }) };
};

export async function submitStages(
  ctx: Ctx,
  values: Readonly<Record<string, string | boolean | undefined>>,
  { id, words, after, later, said: before, version }: StagesAsked,
): Promise<Outcome> {
  const view = await readImport(ctx.scope, id);
  if (!view?.mapping) return { refuse: NONE_UNKNOWN };
  if (view.version !== version) return pageOf(ctx, { id, after: 0, said: new Map() });
  const here = readWords(words).map((_, place) => {
    const stage = STAGES.find((one) => one === values[fieldOf(place)]);
    return [after + place, stage] as const;
  });
  const said: SaidOf = new Map([...readSaid(before), ...here]);
  if (later > 0 && values[moreOn(after)] === true) return pageOf(ctx, { id, after: after + here.length, said });
  const all = await wordsOf(ctx.scope, view);
  const stages = new Map(Object.entries(view.mapping.stages ?? {}));
  const meant = [...said].map(([place, is]) => {
    const word = all[place]?.word ?? "";
    const was = stages.get(word);
    // What was said of a word is taken back where it is left empty now.
    if (is) stages.set(word, is);
    else stages.delete(word);
    return is ?? was;
  });
  if (meant.every((one) => one === undefined)) return { fix: { [fieldOf(0)]: texts[ctx.language].chooseOne } };
  const mapping = { ...view.mapping, stages: Object.fromEntries(stages) };
  return ctx.change(async (change): Promise<Outcome> => {
    await planImport(change, id, mapping);
    const card = await cardNow(change, id, ctx);
    return card ? { replace: card } : { refuse: NONE_UNKNOWN };
  });
}
