import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { newId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { isAdmin } from "../../domain/roles.ts";
import { SCALES, type SurveyItem } from "../../domain/satisfaction.ts";
import { changeFigures } from "../figures/public.ts";
import { sayItem, surveyCard } from "./cards.ts";
import { itemForm, scaleChoices } from "./forms.ts";
import { isSameItem, problemOf } from "./rules.ts";
import { organizationOf } from "./store.ts";
import { refusals, texts } from "./texts.ts";

type Handler<Input extends unknown[]> = (ctx: Ctx, ...input: Input) => Promise<Outcome>;
const forAdmins =
  <Input extends unknown[]>(handle: Handler<Input>): Handler<Input> =>
  async (ctx, ...input) =>
    isAdmin(ctx.scope) ? handle(ctx, ...input) : { refuse: refusals.notAdmin };

export const showSurvey = forAdmins(async ({ scope, language }) => ({
  show: surveyCard((await organizationOf(scope)).settings.survey, language),
}));

/** Weighs as much as a usual one does. */
const USUAL_WEIGHT = 15;

export const pressAdd = forAdmins(async ({ language }) => {
  const [scale] = scaleChoices(language);
  return { ask: open(itemForm, {}, { seeds: { weight: USUAL_WEIGHT, scale } }) };
});
export const pressEdit = forAdmins(async ({ language }, was: SurveyItem) => {
  const scale = scaleChoices(language).find(({ value }) => value === was.scale);
  return { ask: open(itemForm, { was }, { seeds: { ...was.name, weight: was.weight, scale } }) };
});

interface Kept {
  readonly before: readonly SurveyItem[];
  readonly after: readonly SurveyItem[];
  readonly title: string;
}
/** Puts the list in the place of the one that was looked at; the history of the figures takes it back. */
const keep = async ({ language }: Ctx, change: Change, { before, after, title }: Kept): Promise<Outcome> => {
  const wanted = new Map([["survey", { value: after, seen: before }]]);
  const changed = await changeFigures(change, { segment: undefined }, wanted);
  return "moved" in changed ? { replace: surveyCard(after, language, title) } : { refuse: refusals.changed };
};

interface Seen {
  readonly was?: SurveyItem | undefined;
}
export const submitItem = forAdmins((ctx, values: ValuesIn<typeof itemForm>, { was }: Seen) => {
  const { language } = ctx;
  const t = texts[language];
  const item: SurveyItem = {
    id: was?.id ?? newId(),
    name: { en: values.en.trim(), zh: values.zh.trim() },
    weight: values.weight,
    scale: SCALES.find((each) => each === values.scale) ?? "five",
  };
  return ctx.change(async (change): Promise<Outcome> => {
    const before = (await organizationOf(change)).settings.survey;
    if (was && !before.some((each) => isSameItem(each, was))) return { refuse: refusals.changed };
    const problem = problemOf(
      item,
      before.filter(({ id }) => id !== item.id),
    );
    if (problem) return { fix: { [language]: t[problem] } };
    const after = was ? before.map((each) => (each.id === item.id ? item : each)) : [...before, item];
    const name = sayItem(item, language);
    return keep(ctx, change, { before, after, title: was ? t.changed({ name }) : t.added({ name }) });
  });
});

export const pressRemove = forAdmins((ctx, was: SurveyItem) =>
  ctx.change(async (change): Promise<Outcome> => {
    const before = (await organizationOf(change)).settings.survey;
    const after = before.filter((each) => !isSameItem(each, was));
    if (after.length === before.length) return { refuse: refusals.changed };
    if (after.length === 0) return { refuse: refusals.last };
    const name = sayItem(was, ctx.language);
    return keep(ctx, change, { before, after, title: texts[ctx.language].removed({ name }) });
  }),
);
