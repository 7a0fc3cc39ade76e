import { type Zone, zone } from "../core/dates.ts";
import type { Language } from "../core/language.ts";
import { type Currency, currency } from "../core/money.ts";
import type { Scope } from "../core/scope.ts";
import { calendarOf, type WorkCalendar } from "../domain/calendar.ts";
import { type Settings, settingsOf } from "../domain/settings.ts";
import { from } from "./client.ts";

/** What holds for the whole organization of a scope. */
export interface OrganizationFacts {
  readonly name: string;
  /** ISO 3166. */
  readonly country: string;
  readonly currency: Currency;
  readonly zone: Zone;
  readonly language: Language;
  readonly settings: Settings;
  readonly calendar: WorkCalendar;
}

/** Reads the organization of the scope. @throws when it does not exist. */
export const organizationOf = async (scope: Scope): Promise<OrganizationFacts> => {
  const row = await from(scope).organization.findUniqueOrThrow({ where: { id: scope.organizationId } });
  const settings = settingsOf(row.settings);
  return {
    name: row.name,
    country: row.country,
    currency: currency(row.currency),
    zone: zone(row.zone),
    language: row.language,
    settings,
    calendar: calendarOf(row.country, settings.holidays),
  };
};
