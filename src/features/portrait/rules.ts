import { addDays, type PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { seesAllSegments } from "../../domain/roles.ts";
import type { Birthday } from "../../domain/when-birthday.ts";
import { nextBirthday } from "../../domain/when-birthday.ts";

interface Born {
  readonly name: string;
  readonly title: string | null;
  readonly birthday: Birthday | null;
  readonly doNotContact: boolean;
}

export interface BirthdayAhead<Person> {
  readonly person: Person;
  readonly on: PlainDate;
  readonly lunar: boolean;
  /** Only the month is known: some day from `on`. */
  readonly wholeMonth: boolean;
}

/** The birthdays of the next days, the nearest first; not of people who want no contact. */
export function birthdaysAhead<Person extends Born>(
  people: readonly Person[],
  { today, days }: { readonly today: PlainDate; readonly days: number },
): BirthdayAhead<Person>[] {
  const last = addDays(today, days);
  return people
    .flatMap((person): BirthdayAhead<Person>[] => {
      if (!person.birthday || person.doNotContact) return [];
      const { on, wholeMonth } = nextBirthday(person.birthday, today);
      return on <= last ? [{ person, on, wholeMonth, lunar: person.birthday.calendar === "lunar" }] : [];
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Who sees customers of several teams, or of several segments, is told where one is. */
export const isToldWhere = (scope: Pick<Scope, "roles" | "teamIds" | "segmentIds">) => {
  const all = seesAllSegments([...scope.roles]);
  const segment = all || scope.segmentIds.length > 1;
  return { segment, team: segment || scope.teamIds.length > 1 || scope.roles.has("segment_admin") };
};
