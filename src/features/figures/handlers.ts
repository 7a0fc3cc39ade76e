import type { Ctx, Outcome } from "../../chat/feature.ts";
import { type FieldErrors, type Fields, open, type SeedsOf } from "../../chat/form.ts";
import { sayWeekday, type Weekday } from "../../core/dates.ts";
import type { InBoth } from "../../core/language.ts";
import { type Currency, currency as currencyOf, money } from "../../core/money.ts";
import type { Change } from "../../core/scope.ts";
import { readCompany, takeBackFacts } from "../company/public.ts";
import { goalCommand, maySetSome } from "../goals/public.ts";
import { changedCard, figuresCard, historyCard, type Whose, whichCard } from "./cards.ts";
import { type FigureParams, FORMS } from "./forms.ts";
import { canGoBack, type Figure, fieldOf, figuresOf, type Group, mayChange, readValue, valueIn } from "./rules.ts";
import {
  type Changed,
  changeFigures,
  type Entry,
  type Of,
  readEntry,
  readHistory,
  readSegments,
  readStanding,
  type Standing,
} from "./store.ts";
import { nameOf, newerStands, noSense, PROBLEM_TEXTS, refusals, sayValue, texts } from "./texts.ts";

const PAGE = 8;

interface Asked {
  readonly segment?: string | undefined;
}
/** Whose figures are asked for; a segment that is another's looks like one that is not there. */
const whoseIn = async (ctx: Ctx, { segment }: Asked): Promise<{ readonly whose: Whose } | undefined> => {
  if (!mayChange(ctx.scope, segment)) return undefined;
  if (segment === undefined) return { whose: undefined };
  const [whose] = await readSegments(ctx.scope, { ids: [segment] });
  return whose && { whose };
};
const of = (whose: Whose) => ({ segment: whose?.id });

/** Those of the organization for an admin, of the own segment for its admin; a manager has the goals of the team. */
export async function openFigures(ctx: Ctx): Promise<Outcome> {
  if (ctx.scope.roles.has("admin")) return pressShow(ctx, {});
  if (!ctx.scope.roles.has("segment_admin"))
    return maySetSome(ctx.scope) ? goalCommand(ctx, "") : { refuse: refusals.notYours };
  const segments = await readSegments(ctx.scope, { ids: ctx.scope.segmentIds });
  const [only, ...more] = segments;
  if (!only) return { refuse: refusals.notYours };
  return more.length > 0 ? { show: whichCard(segments, ctx.language) } : pressShow(ctx, { segment: only.id });
}

export async function pressShow(ctx: Ctx, asked: Asked): Promise<Outcome> {
  const found = await whoseIn(ctx, asked);
  if (!found) return { refuse: refusals.notYours };
  const { whose } = found;
  const mine = ctx.scope.roles.has("admin")
    ? [undefined, ...(await readSegments(ctx.scope))]
    : await readSegments(ctx.scope, { ids: ctx.scope.segmentIds });
  const others = mine.filter((each) => each?.id !== whose?.id);
  const standing = await readStanding(ctx.scope, of(whose));
  const company = whose ? undefined : await readCompany(ctx.scope);
  return { show: figuresCard(whose, standing, { language: ctx.language, others, ...(company && { company }) }) };
}

export async function pressChange(ctx: Ctx, { group, ...asked }: Asked & { readonly group: Group }): Promise<Outcome> {
  const found = await whoseIn(ctx, asked);
  const form = FORMS.get(group);
  if (!found || !form || figuresOf(group, asked.segment).length === 0) return { refuse: refusals.notYours };
  const { whose } = found;
  const standing = await readStanding(ctx.scope, of(whose));
  const params = paramsOf(group, whose, standing);
  return { ask: open(form, params, { seeds: seedsOf(group, params, ctx) }) };
}

const paramsOf = (group: Group, whose: Whose, { now, below, currency }: Standing): FigureParams => {
  const values = (from: Standing["now"]) =>
    Object.fromEntries(figuresOf(group, whose?.id).map(([key]) => [key, valueIn(from, key)])) as FigureParams["seen"];
  return {
    ...(whose && { segment: whose.id, name: whose.name }),
    currency,
    seen: values(now),
    below: values(below),
  };
};

const seedsOf = (
  group: Group,
  { segment, seen, currency }: FigureParams,
  ctx: Pick<Ctx, "language">,
): SeedsOf<Fields> =>
  Object.fromEntries(
    figuresOf(group, segment).map(([key, figure]) => [
      fieldOf(key),
      seedOf(figure, seen[key], { currency: currencyOf(currency), language: ctx.language }),
    ]),
  );
const seedOf = (
  { kind }: Figure,
  value: unknown,
  { currency, language }: { readonly currency: Currency; readonly language: Ctx["language"] },
) => {
  switch (kind) {
    case "rhythm":
      return value === null ? 0 : Number(value);
    case "amount":
      return money(BigInt(String(value)), currency);
    case "weekday":
      return { value: String(value), label: sayWeekday(Number(value) as Weekday, language) };
    case "ahead":
      return Array.isArray(value) ? value.join(language === "zh" ? "、" : ", ") : "";
    case "check":
      return value === true;
    case "number":
      return Number(value);
    case "time":
      return String(value);
    default:
      return kind satisfies never;
  }
};

type Typed = Readonly<Record<string, unknown>>;
export const submitGroup =
  (group: Group) =>
  async (ctx: Ctx, typed: Typed, params: FigureParams): Promise<Outcome> => {
    const found = await whoseIn(ctx, params);
    if (!found) return { refuse: refusals.notYours };
    const read = readAll(ctx, { group, typed, params });
    if ("fix" in read) return read;
    return ctx.change(async (change) => {
      const changed = await changeFigures(change, of(found.whose), read.wanted);
      if ("overtaken" in changed) return overtaken(ctx, { group, typed, params, changed });
      if ("clash" in changed) return { fix: { [fieldOf(changed.clash.key)]: sayClash(ctx, changed.clash) } };
      const currency = currencyOf(params.currency);
      return { show: changedCard(found.whose, { ...changed, currency }, { language: ctx.language }) };
    });
  };

interface Given {
  readonly group: Group;
  readonly typed: Typed;
  readonly params: FigureParams;
}
/** The figures whose value is another than the one the form was opened with. */
const readAll = (
  ctx: Ctx,
  { group, typed, params }: Given,
): { readonly fix: FieldErrors } | { readonly wanted: Parameters<typeof changeFigures>[2] } => {
  const t = texts[ctx.language];
  const wanted = new Map<string, { value: unknown; seen: unknown }>();
  const fix: Record<string, string> = {};
  for (const [key, figure] of figuresOf(group, params.segment)) {
    const read = readValue(figure, typed[fieldOf(key)]);
    if (read === null) fix[fieldOf(key)] = figure.kind === "time" ? t.badTime : t.badAhead({ max: figure.max ?? 0 });
    else {
      const seen = params.seen[key];
      const value = read === undefined ? params.below[key] : read.value;
      if (JSON.stringify(value) !== JSON.stringify(seen)) wanted.set(key, { value: read?.value, seen });
    }
  }
  return Object.keys(fix).length > 0 ? { fix } : { wanted };
};

/** Somebody else was faster: the form comes again with what was typed, and says what stands by now. */
const overtaken = (
  ctx: Ctx,
  { group, typed, params, changed }: Given & { readonly changed: Extract<Changed, { overtaken: unknown }> },
): Outcome => {
  const form = FORMS.get(group);
  if (!form) return { refuse: refusals.notYours };
  const currency = currencyOf(params.currency);
  const errors = Object.fromEntries(
    changed.overtaken.map(({ key, after }) => [
      fieldOf(key),
      texts[ctx.language].overtaken({ value: sayValue(key, after, { language: ctx.language, currency }) }),
    ]),
  );
  const now = Object.fromEntries(changed.overtaken.map(({ key, after }) => [key, after])) as FigureParams["seen"];
  const again = { ...params, seen: { ...params.seen, ...now } };
  const known = seedsOf(group, again, ctx);
  const kept: Readonly<Record<string, unknown>> = Object.fromEntries(
    figuresOf(group, params.segment).map(([key, { kind }]) => {
      const value = typed[fieldOf(key)];
      if (kind !== "weekday" || value === undefined) return [fieldOf(key), value];
      return [fieldOf(key), { value: String(value), label: sayWeekday(Number(value) as Weekday, ctx.language) }];
    }),
  );
  return { ask: open(form, again, { seeds: { ...known, ...kept } as SeedsOf<Fields>, errors }) };
};

const sayClash = (ctx: Ctx, { problem, segment }: Extract<Changed, { clash: unknown }>["clash"]): string => {
  const said = PROBLEM_TEXTS[problem][ctx.language];
  return segment === undefined ? said : texts[ctx.language].clashThere({ segment, problem: said });
};

export async function pressHistory(
  ctx: Ctx,
  { after, ...asked }: Asked & { after?: string | undefined },
): Promise<Outcome> {
  const found = await whoseIn(ctx, asked);
  if (!found) return { refuse: refusals.notYours };
  const history = await readHistory(ctx.scope, of(found.whose), { size: PAGE, ...(after !== undefined && { after }) });
  const { currency } = await readStanding(ctx.scope, of(found.whose));
  return { show: historyCard(found.whose, { ...history, currency }, ctx) };
}

export async function pressUndo(ctx: Ctx, { id, ...asked }: Asked & { readonly id: string }): Promise<Outcome> {
  const found = await whoseIn(ctx, asked);
  if (!found) return { refuse: refusals.notYours };
  const { whose } = found;
  return ctx.change(async (change) => {
    const entry = await readEntry(change, of(whose), id);
    if (!entry || !canGoBack(entry.moved)) return { refuse: refusals.goneEntry };
    const changed = await takeBack(change, of(whose), entry);
    const { currency } = await readStanding(change, of(whose));
    if ("overtaken" in changed) return { refuse: sayNewer(changed.overtaken, currency) };
    if ("counted" in changed) return { refuse: refusals.counted };
    if ("clash" in changed) return { refuse: noSense(PROBLEM_TEXTS[changed.clash.problem]) };
    if (changed.moved.length === 0) return { refuse: refusals.alreadyUndone };
    return { show: changedCard(whose, { ...changed, currency }, { language: ctx.language, undone: true }) };
  });
}

/** Of figures or of the organization itself, whichever the entry tells of. */
const takeBack = async (
  change: Change,
  of: Of,
  { moved, followed, teams, itself }: Entry,
): Promise<Changed | { readonly counted: true }> => {
  const back = new Map(
    moved.map(
      ({ key, before, after }) => [key, { value: followed.includes(key) ? undefined : before, seen: after }] as const,
    ),
  );
  if (!itself) return changeFigures(change, of, back);
  const changed = await takeBackFacts(change, { moved, teams });
  return changed === "counted" ? { counted: true } : changed;
};

const sayNewer = (
  overtaken: readonly { readonly key: string; readonly after: unknown }[],
  currency: Currency,
): InBoth => {
  const [first] = overtaken;
  if (!first) return refusals.alreadyUndone;
  const say = (language: Ctx["language"]) => sayValue(first.key, first.after, { language, currency });
  return newerStands(nameOf(first.key), { en: say("en"), zh: say("zh") });
};
