import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { dateParts } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { calendarOf } from "../../domain/calendar.ts";
import { isAdmin } from "../../domain/roles.ts";
import { revise } from "../../notify/tell.ts";
import { changeFigures } from "../figures/public.ts";
import { enteredCard, holidaysCard, typedYear } from "./cards.ts";
import { type CheckedYear, confirmForm, listForm } from "./forms.ts";
import { changesTo, entered, judged, markOf, readDays, type YearDays, yearIn } from "./rules.ts";
import { type OrganizationFacts, organizationOf } from "./store.ts";
import { PROBLEM_TEXTS, refusals, texts } from "./texts.ts";

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
  const now = yearIn(calendar, year);
  const known = typedYear(now, ctx.language);
  return { ask: open(listForm, { year, seen: markOf(now) }, { seeds: { days: known === "" ? undefined : known } }) };
}

export async function submitList(
  ctx: Ctx,
  { days: typed }: ValuesIn<typeof listForm>,
  { year, seen }: { readonly year: number; readonly seen: string },
): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  const company = await organizationOf(ctx.scope);
  const read = readDays(typed, { year, weekend: company.calendar.weekend });
  if ("kind" in read) {
    return { fix: { days: PROBLEM_TEXTS[ctx.language][read.kind](read) } };
  }
  const now = yearIn(company.calendar, year);
  if (markOf(now) !== seen) {
    const errors = { days: sayOvertaken(now, year, ctx.language) };
    return { ask: open(listForm, { year, seen: markOf(now) }, { seeds: { days: typed }, errors }) };
  }
  return { ask: open(confirmForm, checkedOf(company, { year, ...read })) };
}

const sayOvertaken = ({ off, working }: YearDays, year: number, language: Language): string =>
  texts[language].overtaken({ year, off: off.length, working: working.length });

/** The days as they are looked over: with what would change by them now. */
const checkedOf = (
  { calendar, country, settings }: Pick<OrganizationFacts, "calendar" | "country" | "settings">,
  { year, off, working }: YearDays & { readonly year: number },
): CheckedYear => {
  const wanted = calendarOf(country, entered(settings.holidayYears, { country, year, off, working }));
  const changes = changesTo(calendar, wanted, year);
  const counts = { newlyOff: changes.off.length, newlyWorking: changes.working.length };
  return { year, country, off: [...off], working: [...working], ...counts };
};

export async function submitYear(ctx: Ctx, _: unknown, checked: CheckedYear): Promise<Outcome> {
  const { year, country, off, working } = checked;
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  return ctx.change(async (change) => {
    const company = await organizationOf(change);
    if (company.country !== country) return { refuse: refusals.otherCountry };
    if ("kind" in judged({ off, working }, company.calendar)) return { refuse: refusals.nothing };
    const again = checkedOf(company, checked);
    if (JSON.stringify(again) !== JSON.stringify(checked)) {
      const errors = { "": sayOvertaken(yearIn(company.calendar, year), year, ctx.language) };
      return { ask: open(confirmForm, again, { errors }) };
    }
    const before = company.settings.holidayYears;
    const wanted = { value: entered(before, { country, year, off, working }), seen: before };
    const changed = await changeFigures(change, { segment: undefined }, new Map([["holidayYears", wanted]]));
    if (!("moved" in changed)) return { refuse: refusals.changed };
    await revise(change, askedFor(year), ({ language }) => enteredCard(year, language));
    return { show: enteredCard(year, ctx.language) };
  });
}
