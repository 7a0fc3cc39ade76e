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
  const wanted = calendarOf(country, entered(settings.holidayYears, { country, year, ...read }));
  const { off, working } = changesTo(calendar, wanted, year);
  const changes = { newlyOff: off.length, newlyWorking: working.length };
  return { ask: open(confirmForm, { year, country, off: [...read.off], working: [...read.working], ...changes }) };
}

export async function submitYear(ctx: Ctx, _: unknown, { year, country, off, working }: CheckedYear): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  if ("kind" in judged({ off, working })) return { refuse: refusals.nothing };
  return ctx.change(async (change) => {
    const company = await organizationOf(change);
    if (company.country !== country) return { refuse: refusals.otherCountry };
    const before = company.settings.holidayYears;
    const wanted = { value: entered(before, { country, year, off, working }), seen: before };
    const changed = await changeFigures(change, { segment: undefined }, new Map([["holidayYears", wanted]]));
    if (!("moved" in changed)) return { refuse: refusals.changed };
    await revise(change, askedFor(year), ({ language }) => enteredCard(year, language));
    return { show: enteredCard(year, ctx.language) };
  });
}
