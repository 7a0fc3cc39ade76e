import type { Ctx, Outcome } from "../../chat/feature.ts";
import { type FieldErrors, type Fields, open, type SeedsOf } from "../../chat/form.ts";
import { dateIn, firstOfMonth, type PlainDate } from "../../core/dates.ts";
import { type Currency, currency, type Money, money, parseMoney } from "../../core/money.ts";
import { goalsCard, historyCard, setCard, whichCard } from "./cards.ts";
import { type GoalParams, goalForm } from "./forms.ts";
import { fieldOf, isNoGoal, laterThan, maySetSome, monthsFrom } from "./rules.ts";
import {
  currencyOf,
  type Goals,
  readEntry,
  readGoals,
  readHistory,
  readTeamsToSet,
  setGoals,
  type TeamOfGoals,
} from "./store.ts";
import { newerStands, refusals, sayGoal, texts } from "./texts.ts";

const PAGE = 8;

interface OfTeam {
  readonly teamId: string;
}
interface From {
  readonly from?: PlainDate | undefined;
}
/** A team that is another's looks like one that is not there. */
const teamIn = async (ctx: Ctx, { teamId }: OfTeam): Promise<TeamOfGoals | undefined> =>
  maySetSome(ctx.scope) ? (await readTeamsToSet(ctx.scope, teamId))[0] : undefined;

/** "/goal 120万": this month's of the one team, or of which; alone it shows them. */
export async function goalCommand(ctx: Ctx, typed: string): Promise<Outcome> {
  if (!maySetSome(ctx.scope)) return { refuse: refusals.notYours };
  const [team, ...others] = await readTeamsToSet(ctx.scope);
  if (!team) return { refuse: refusals.noTeam };
  if (others.length > 0) return { show: whichCard([team, ...others], typed.trim().slice(0, 100), ctx.language) };
  return typed.trim() === "" ? show(ctx, team, {}) : ask(ctx, team, { typed: typed.trim() });
}

export async function pressShow(ctx: Ctx, given: OfTeam & From): Promise<Outcome> {
  const team = await teamIn(ctx, given);
  return team ? show(ctx, team, given) : { refuse: refusals.notYours };
}

async function show(ctx: Ctx, team: TeamOfGoals, { from }: From): Promise<Outcome> {
  const today = dateIn(team.zone, ctx.now);
  const months = monthsFrom(from, today);
  const goals = await readGoals(ctx.scope, team.id, months);
  const isLater = months[0] !== firstOfMonth(today);
  return { show: goalsCard(team, { months, goals, later: laterThan(months, today), isLater }, ctx.language) };
}

interface Typed {
  readonly typed?: string | undefined;
}
export async function pressChange(ctx: Ctx, given: OfTeam & From & Typed): Promise<Outcome> {
  const team = await teamIn(ctx, given);
  return team ? ask(ctx, team, given) : { refuse: refusals.notYours };
}

async function ask(ctx: Ctx, team: TeamOfGoals, { from, typed }: From & Typed): Promise<Outcome> {
  const months = monthsFrom(from, dateIn(team.zone, ctx.now));
  const [goals, own] = [await readGoals(ctx.scope, team.id, months), await currencyOf(ctx.scope)];
  const params = paramsOf(team, { months, goals, own });
  const seeds = seedsOf(params);
  const [first] = params.months;
  if (!first || !typed) return { ask: open(goalForm, params, { seeds }) };
  const amount = parseMoney(typed, currency(first.currency));
  const field = fieldOf(first.month);
  if (typeof amount === "string")
    return { ask: open(goalForm, params, { seeds, errors: { [field]: texts[ctx.language].notAnAmount } }) };
  return { ask: open(goalForm, params, { seeds: { ...seeds, [field]: amount } }) };
}

const paramsOf = (
  { id: teamId, name }: TeamOfGoals,
  { months, goals, own }: { readonly months: readonly PlainDate[]; readonly goals: Goals; readonly own: Currency },
): GoalParams => ({
  teamId,
  name,
  months: months.map((month) => {
    const goal = goals.get(month);
    return { month, currency: goal?.currency ?? own, ...(goal && { minor: goal.minor.toString() }) };
  }),
});
const seenIn = ({ currency: code, minor }: GoalParams["months"][number]): Money | undefined =>
  minor === undefined ? undefined : money(BigInt(minor), currency(code));
const seedsOf = ({ months }: GoalParams): SeedsOf<Fields> =>
  Object.fromEntries(months.map((each) => [fieldOf(each.month), seenIn(each)]));

type Values = Readonly<Record<string, unknown>>;
const amountIn = (value: unknown): Money | undefined =>
  typeof value === "object" && value !== null && "minor" in value ? (value as Money) : undefined;

export async function submitGoals(ctx: Ctx, typed: Values, params: GoalParams): Promise<Outcome> {
  const team = await teamIn(ctx, params);
  if (!team) return { refuse: refusals.notYours };
  const t = texts[ctx.language];
  const given = params.months.map((each) => ({ each, value: amountIn(typed[fieldOf(each.month)]) }));
  const nothing = given.filter(({ value }) => value && isNoGoal(value));
  if (nothing.length > 0)
    return { fix: Object.fromEntries(nothing.map(({ each }) => [fieldOf(each.month), t.notNothing])) };
  const wanted = new Map(given.map(({ each, value }) => [each.month, { value, seen: seenIn(each) }]));
  return ctx.change(async (change) => {
    const set = await setGoals(change, team.id, wanted);
    if ("moved" in set) return { show: setCard(team.id, set, ctx.language) };
    const goals = new Map(set.overtaken.flatMap(({ month, before }) => (before ? [[month, before]] : [])));
    return again(ctx, { params, typed, overtaken: set.overtaken.map(({ month }) => month), goals });
  });
}

/** Somebody else was faster: the form comes again with what was typed, and says what stands by now. */
const again = (
  ctx: Ctx,
  {
    params,
    typed,
    overtaken,
    goals,
  }: { params: GoalParams; typed: Values; overtaken: readonly PlainDate[]; goals: Goals },
): Outcome => {
  const months = params.months.map((each) => {
    if (!overtaken.includes(each.month)) return each;
    const [goal, { month, currency: code }] = [goals.get(each.month), each];
    return { month, currency: goal?.currency ?? code, ...(goal && { minor: goal.minor.toString() }) };
  });
  const say = (month: PlainDate) => texts[ctx.language].overtaken({ value: sayGoal(goals.get(month), ctx.language) });
  const errors: FieldErrors = Object.fromEntries(overtaken.map((month) => [fieldOf(month), say(month)]));
  const seeds: SeedsOf<Fields> = Object.fromEntries(
    months.map(({ month }) => [fieldOf(month), amountIn(typed[fieldOf(month)])]),
  );
  return { ask: open(goalForm, { ...params, months }, { seeds, errors }) };
};

export async function pressHistory(
  ctx: Ctx,
  { after, ...given }: OfTeam & { readonly after?: string | undefined },
): Promise<Outcome> {
  const team = await teamIn(ctx, given);
  if (!team) return { refuse: refusals.notYours };
  const page = { size: PAGE, ...(after !== undefined && { after }) };
  return { show: historyCard(team, await readHistory(ctx.scope, team.id, page), ctx) };
}

export async function pressUndo(ctx: Ctx, { id, ...given }: OfTeam & { readonly id: string }): Promise<Outcome> {
  const team = await teamIn(ctx, given);
  if (!team) return { refuse: refusals.notYours };
  return ctx.change(async (change) => {
    const entry = await readEntry(change, team.id, id);
    if (!entry) return { refuse: refusals.goneEntry };
    const back = new Map(entry.moved.map(({ month, before, after }) => [month, { value: before, seen: after }]));
    const set = await setGoals(change, team.id, back);
    if ("moved" in set)
      return set.moved.length === 0
        ? { refuse: refusals.alreadyUndone }
        : { show: setCard(team.id, { ...set, undone: true }, ctx.language) };
    const [first] = set.overtaken;
    return { refuse: first ? newerStands(first.month, first.before) : refusals.alreadyUndone };
  });
}
