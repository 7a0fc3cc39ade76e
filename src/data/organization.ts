import { type Zone, zone } from "../core/dates.ts";
import type { Language } from "../core/language.ts";
import { type Currency, currency } from "../core/money.ts";
import type { Scope } from "../core/scope.ts";
import { calendarOf, type WorkCalendar } from "../domain/calendar.ts";
import { type CompanySettings, type Settings, settingsOf } from "../domain/settings.ts";
import { from } from "./client.ts";

/** What holds for the whole organization of a scope. */
export interface OrganizationFacts {
  readonly name: string;
  /** ISO 3166. */
  readonly country: string;
  readonly currency: Currency;
  readonly zone: Zone;
  readonly language: Language;
  /** The figures that are the same everywhere; those that a segment may set for itself are asked for by team. */
  readonly settings: CompanySettings;
  readonly segments: SegmentSettings;
  /** What holds for a team's customers, deals and papers. */
  settingsFor(teamId: string): Settings;
  readonly calendar: WorkCalendar;
}

/** What holds in each segment, by its id; `others` in those that set nothing for themselves. */
export interface SegmentSettings {
  readonly own: ReadonlyMap<string, Settings>;
  readonly others: Settings;
}

const OWN_FIGURES = {
  where: { settings: { not: {} } },
  select: { id: true, settings: true, teams: { select: { id: true } } },
} as const;

/** Hours for which what changed much at once can be taken back. */
export const undoHoursOf = async (scope: Scope): Promise<number> => (await organizationOf(scope)).settings.undoHours;

/** Reads the organization of the scope. @throws when it does not exist. */
export const organizationOf = async (scope: Scope): Promise<OrganizationFacts> => {
  const row = await from(scope).organization.findUniqueOrThrow({
    where: { id: scope.organizationId },
    include: { segments: OWN_FIGURES },
  });
  const settings = settingsOf(row.settings);
  const own = new Map(row.segments.map((segment) => [segment.id, settingsOf(row.settings, segment.settings)]));
  const segmentOf = new Map(row.segments.flatMap(({ id, teams }) => teams.map((team) => [team.id, id])));
  return {
    name: row.name,
    country: row.country,
    currency: currency(row.currency),
    zone: zone(row.zone),
    language: row.language,
    settings,
    segments: { own, others: settings },
    settingsFor: (teamId) => own.get(segmentOf.get(teamId) ?? "") ?? settings,
    calendar: calendarOf(row.country, settings.holidayYears),
  };
};
