import type { Ctx, Outcome } from "../../chat/feature.ts";
import { typeAnswer } from "../answers/public.ts";
import { maySurvey } from "../survey/public.ts";
import { type Row, resultsCard } from "./cards.ts";
import type { Shown } from "./forms.ts";
import { ofQuestions, periodOf, resultOf, usualWay } from "./rules.ts";
import { readGroups, readMarks, readTotals } from "./store.ts";

const PAGE = 10;
/** All that a year touches. */
const MONTHS = 13;

/** "/satisfaction 宏达" opens the questions for a customer; alone it shows how satisfied all are. */
export const typeSatisfaction = (ctx: Ctx, typed: string): Promise<Outcome> =>
  typed.trim() === "" ? pressShow(ctx, { way: usualWay(ctx.scope), months: 3, page: 0 }) : typeAnswer(ctx, typed);

export async function pressShow(ctx: Ctx, shown: Shown): Promise<Outcome> {
  const period = periodOf(shown.months, ctx.today);
  const totals = await readTotals(ctx.scope, period);
  const size = shown.way === "month" ? MONTHS : PAGE;
  const found = totals.answers === 0 ? [] : await readRows(ctx, { ...shown, period, size });
  const results = { shown, period, totals, rows: found.slice(0, size), more: found.length > size };
  return { show: resultsCard({ ...results, mayAsk: maySurvey(ctx.scope) }, ctx) };
}

async function readRows(
  { scope, language }: Ctx,
  { way, period, page, size }: Shown & { readonly period: ReturnType<typeof periodOf>; readonly size: number },
): Promise<Row[]> {
  if (way !== "item") {
    const groups = await readGroups(scope, { way, period, page, size });
    return groups.map((group) => ({ name: group.name, answers: group.answers, ...resultOf(group) }));
  }
  const questions = ofQuestions(await readMarks(scope, period)).slice(page * size);
  return questions.map(({ name, csi, answers }) => ({ name: name[language], csi, nps: null, answers }));
}
