import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { dateParts } from "../../core/dates.ts";
import { calendarOf } from "../../domain/calendar.ts";
import { isAdmin } from "../../domain/roles.ts";
import { revise } from "../../notify/tell.ts";
import { changeFigures } from "../figures/public.ts";
import { enteredCard, holidaysCard, typedYear } from "./cards.ts";
import { type CheckedYear, confirmForm, listForm } from "./forms.ts";
import { changesTo, entered, judged, readDays, yearIn } from "./rules.ts";
import { organizationOf } from "./store.ts";
import { PROBLEM_TEXTS, refusals } from "./texts.ts";

/** What the cards that ask for a year are remembered by. */
export const askedFor = (year: number): string => `holidays:${year}`;

export async function showHolidays(ctx: Ctx): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  const { calendar } = await organizationOf(ctx.scope);
  const { year } = dateParts(ctx.today);
  return { show: holidaysCard(calendar, [year, year + 1], ctx.language) };
}

export async function pressEnter(ctx: Ctx, { year }: { readonly year: number }): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  const { calendar } = await organizationOf(ctx.scope);
  const known = typedYear(yearIn(calendar, year), ctx.language);
  return { ask: open(listForm, { year }, { seeds: { days: known === "" ? undefined : known } }) };
}

export async function submitList(
  ctx: Ctx,
  { days: typed }: ValuesIn<typeof listForm>,
  { year }: { readonly year: number },
): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  const read = readDays(typed, year);
  if ("kind" in read) {
    return { fix: { days: PROBLEM_TEXTS[ctx.language][read.kind](read) } };
  }
  const { calendar, country, settings } = await organizationOf(ctx.scope);
  const { off, working } = changesTo(calendar, calendarOf(country, entered(settings.holidays, year, read)), year);
  const changes = { newlyOff: off.length, newlyWorking: working.length };
  return { ask: open(confirmForm, { year, country, off: [...read.off], working: [...read.working], ...changes }) };
}

export async function submitYear(ctx: Ctx, _: unknown, { year, off, working }: CheckedYear): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  if ("kind" in judged({ off, working })) return { refuse: refusals.nothing };
  return ctx.change(async (change) => {
    const { settings } = await organizationOf(change);
    const before = settings.holidays;
    const after = entered(before, year, { off, working });
    const keys = ["off", "working", "years"] as const;
    const wanted = new Map(keys.map((key) => [`holidays.${key}`, { value: after[key], seen: before[key] }]));
    const changed = await changeFigures(change, { segment: undefined }, wanted);
    if (!("moved" in changed)) return { refuse: refusals.changed };
    await revise(change, askedFor(year), ({ language }) => enteredCard(year, language));
    return { show: enteredCard(year, ctx.language) };
  });
}
