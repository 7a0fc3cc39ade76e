import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { sayDate } from "../../core/dates.ts";
import type { InBoth } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import type { OwnFestival } from "../../domain/festivals.ts";
import { nextYearDay } from "../../domain/lunar.ts";
import { isAdmin } from "../../domain/roles.ts";
import { typedBirthday } from "../../domain/when-birthday.ts";
import { changeFigures } from "../figures/public.ts";
import { festivalsCard, sayFestival } from "./cards.ts";
import { festivalForm } from "./forms.ts";
import { isSameFestival, problemOf, readDay } from "./rules.ts";
import { organizationOf } from "./store.ts";
import { refusals, texts } from "./texts.ts";

type Handler<Input extends unknown[]> = (ctx: Ctx, ...input: Input) => Promise<Outcome>;
const forAdmins =
  <Input extends unknown[]>(handle: Handler<Input>): Handler<Input> =>
  async (ctx, ...input) =>
    isAdmin(ctx.scope) ? handle(ctx, ...input) : { refuse: refusals.notAdmin };

const cardOf = async (ctx: Ctx, scope: Scope, title?: string) => {
  const { country, settings } = await organizationOf(scope);
  const { today, language } = ctx;
  return festivalsCard(settings.festivals, { country, today, language, ...(title !== undefined && { title }) });
};

export const showFestivals = forAdmins(async (ctx) => ({ show: await cardOf(ctx, ctx.scope) }));

export const pressAdd = forAdmins(async () => ({ ask: open(festivalForm, {}) }));
export const pressEdit = forAdmins(async (ctx, was: OwnFestival) => {
  const day = typedBirthday({ ...was, year: null }, ctx.language);
  return { ask: open(festivalForm, { was }, { seeds: { ...was.name, day } }) };
});

/** Puts the list in the place of the one that was looked at; the history of the figures takes it back. */
const keep = async (
  ctx: Ctx,
  change: Change,
  { before, after, title }: { before: readonly OwnFestival[]; after: readonly OwnFestival[]; title: string },
): Promise<Outcome> => {
  const wanted = new Map([["festivals", { value: after, seen: before }]]);
  const changed = await changeFigures(change, { segment: undefined }, wanted);
  return "moved" in changed ? { replace: await cardOf(ctx, change, title) } : { refuse: refusals.changed };
};

const nextSaid = (festival: OwnFestival, { language, today }: Pick<Ctx, "language" | "today">): string =>
  sayDate(nextYearDay(festival, today), language, today);

const named = ({ en, zh }: InBoth): InBoth => ({ en: en.trim(), zh: zh.trim() });

export const submitFestival = forAdmins(
  async (ctx, values: ValuesIn<typeof festivalForm>, { was }: { readonly was?: OwnFestival | undefined }) => {
    const { today, language } = ctx;
    const t = texts[language];
    const day = readDay(values.day, today);
    if (!day) return { fix: { day: t.noDay } };
    const festival = { name: named(values), ...day };
    return ctx.change(async (change): Promise<Outcome> => {
      const { country, settings } = await organizationOf(change);
      const own = settings.festivals;
      if (was && !own.some((each) => isSameFestival(each, was))) return { refuse: refusals.changed };
      const problem = problemOf(festival, { own, country, today, ...(was && { was }) });
      if (problem) return { fix: { [language]: t[problem] } };
      const after = was ? own.map((each) => (isSameFestival(each, was) ? festival : each)) : [...own, festival];
      const said = { name: sayFestival(festival, language), on: nextSaid(festival, ctx) };
      return keep(ctx, change, { before: own, after, title: was ? t.changed(said) : t.added(said) });
    });
  },
);

export const pressRemove = forAdmins((ctx, was: OwnFestival) =>
  ctx.change(async (change): Promise<Outcome> => {
    const own = (await organizationOf(change)).settings.festivals;
    const after = own.filter((each) => !isSameFestival(each, was));
    if (after.length === own.length) return { refuse: refusals.changed };
    const title = texts[ctx.language].removed({ name: sayFestival(was, ctx.language) });
    return keep(ctx, change, { before: own, after, title });
  }),
);
