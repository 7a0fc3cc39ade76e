import { z } from "zod";
import {
  amount,
  type Choice,
  check,
  choice,
  defineForm,
  type Field,
  type Fields,
  number,
  type Search,
  text,
} from "../../chat/form.ts";
import { sayWeekday } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { currency } from "../../core/money.ts";
import { type Figure, type FigureKey, fieldOf, figuresOf, GROUP_NAMES, type Group } from "./rules.ts";
import { readSegments, type SegmentNamed } from "./store.ts";
import { FIGURE_NAMES, GROUP_TITLES, sayValue, texts } from "./texts.ts";

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.number())]);
const params = z.object({
  /** Of a segment, by its name; of the organization when absent. */
  segment: z.uuid().optional(),
  name: z.string().optional(),
  currency: z.string().length(3),
  /** By figure: what stood when the form was opened, and what holds when it is left empty. */
  seen: z.record(z.string(), value),
  below: z.record(z.string(), value),
});
export type FigureParams = z.output<typeof params>;

const optional = true;
const fieldFor = (key: FigureKey, figure: Figure, given: { language: Language; params: FigureParams }): Field => {
  const { language } = given;
  const t = texts[language];
  const label = FIGURE_NAMES[key][language];
  const standing = sayValue(key, given.params.below[key], { language, currency: currency(given.params.currency) });
  const hint = t.emptyIs({ value: standing });
  const { min = 0, max = 0 } = figure;
  switch (figure.kind) {
    case "number":
      return number({ label, hint, min, max, whole: true, optional });
    case "rhythm":
      return number({ label, hint: t.zeroIsNone({ value: standing }), min, max, whole: true, optional });
    case "time":
      return text({ label, hint, max: 10, optional });
    case "ahead":
      return text({ label, hint: t.aheadHint({ value: standing }), max: 60, optional });
    case "amount":
      return amount({ label, hint, currency: currency(given.params.currency), optional });
    case "check":
      return check({ label });
    case "weekday":
      return choice({ label, hint, options: weekdays(language), optional });
    default:
      return figure.kind satisfies never;
  }
};
const weekdays = (language: Language) =>
  ([1, 2, 3, 4, 5, 6, 7] as const).map((day) => ({ value: String(day), label: sayWeekday(day, language) }));

const longest = (group: Group): FigureParams => {
  const each = figuresOf(group, undefined).map(([key, { kind }]) => [
    key,
    kind === "ahead" ? [60, 30, 21, 14, 7, 3, 0] : "100000000000000",
  ]);
  return {
    currency: "CNY",
    seen: Object.fromEntries(each),
    below: Object.fromEntries(each),
  };
};

const formOf = (group: Group) =>
  defineForm({
    id: `figures.${group}`,
    params,
    sample: longest(group),
    build: (language, given) => {
      const fields: Fields = Object.fromEntries(
        figuresOf(group, given.segment).map(([key, figure]) => [
          fieldOf(key),
          fieldFor(key, figure, { language, params: given }),
        ]),
      );
      const title = GROUP_TITLES[group][language];
      return { title, submit: texts[language].save, ...(given.name !== undefined && { intro: [given.name] }), fields };
    },
  });

/** One form a group. */
export const FORMS = new Map(GROUP_NAMES.map((group) => [group, formOf(group)]));

export const segmentChoice = ({ id, name }: SegmentNamed): Choice => ({ value: id, label: name });

/** Segments a team can be made in: an admin chooses among all. */
export const findSegments: Search<unknown> = async (ctx, typed) =>
  ctx.scope.roles.has("admin") ? (await readSegments(ctx.scope, { typed })).map(segmentChoice) : [];
