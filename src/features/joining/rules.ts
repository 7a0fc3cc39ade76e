import { nameKey } from "../../domain/names.ts";
import { isMobile, phoneMark } from "../../domain/phones.ts";
import { isEmpty, list, onlyChanged, type Place, type Row, same } from "../../domain/uniting.ts";
import { type Birthday, bothBirthdays } from "../../domain/when-birthday.ts";

/** Every place that moves along when a contact becomes part of another. A test compares it with the schema. */
export const PLACES: readonly Place[] = [
  { table: "ActivityContact", column: "contactId", key: "activityId" },
  { table: "NextStep", column: "contactId", key: "id" },
  { table: "CareItem", column: "contactId", key: "id" },
  { table: "ServiceCase", column: "contactId", key: "id" },
  { table: "SurveyAnswer", column: "contactId", key: "id" },
  { table: "Influence", column: "contactId", key: "dealId" },
  { table: "FeeRecipient", column: "contactId", key: "feeId" },
];
/** Places that stay: that somebody was erased is on record where they were. */
export const STAYING: readonly string[] = ["Erasure.contactId"];

/** By what two contacts look like one. */
export const LIKENESSES = ["name", "phone", "mail"] as const;
export type Likeness = (typeof LIKENESSES)[number];

interface Known {
  readonly id: string;
  readonly name: string;
  readonly phones: readonly string[];
  readonly mail: string | null;
}
export interface Alike<Person> {
  readonly one: Person;
  readonly other: Person;
  readonly likenesses: readonly Likeness[];
}

interface Sign {
  readonly likeness: Likeness;
  readonly said: string;
  /** More than two may have it without being one: a switchboard, the mailbox of a department. */
  readonly common: boolean;
}

/** Fewer digits are an extension, or the number of a service. */
const FEWEST_DIGITS = 7;
const signsOf = ({ name, phones, mail }: Known, country: string): readonly Sign[] => [
  { likeness: "name", said: nameKey(name), common: false },
  ...phones
    .filter((phone) => phone.replace(/\D/g, "").length >= FEWEST_DIGITS)
    .map((phone): Sign => ({ likeness: "phone", said: phoneMark(phone, country), common: !isMobile(phone, country) })),
  ...(mail ? [{ likeness: "mail", said: mail.toLowerCase(), common: true } as const] : []),
];

/** The two in the order in which they are kept. */
export const inOrder = (one: string, other: string) => (one < other ? [one, other] : [other, one]) as [string, string];
export const pairKey = (one: string, other: string): string => inOrder(one, other).join(" ");

/**
 * The contacts of one customer that look like one; of several each with the next. What three or more have in common is
 * no sign where it may be a switchboard.
 * @param apart `pairKey` of those that somebody told apart
 */
export function alikeAmong<Person extends Known>(
  people: readonly Person[],
  country: string,
  apart: ReadonlySet<string> = new Set(),
): Alike<Person>[] {
  const having = new Map<string, { readonly sign: Sign; readonly persons: Set<Person> }>();
  for (const person of people)
    for (const sign of signsOf(person, country)) {
      const key = `${sign.likeness} ${sign.said}`;
      const { persons } = having.get(key) ?? { persons: new Set<Person>() };
      having.set(key, { sign, persons: persons.add(person) });
    }
  const pairs = new Map<string, Alike<Person>>();
  for (const { sign, persons } of having.values()) {
    if (sign.common && persons.size > 2) continue;
    for (const [one, other] of eachWithNext([...persons], apart)) {
      const key = pairKey(one.id, other.id);
      const likenesses = pairs.get(key)?.likenesses ?? [];
      pairs.set(key, { one, other, likenesses: [...new Set([...likenesses, sign.likeness])] });
    }
  }
  return [...pairs.values()];
}

const eachWithNext = <Person extends Known>(persons: readonly Person[], apart: ReadonlySet<string>) =>
  persons.flatMap((one, at) => {
    const next = persons.slice(at + 1).find((other) => !apart.has(pairKey(one.id, other.id)));
    return next ? [[one, next] as const] : [];
  });

/** Whether any numbers can be the same at all: such end alike however they are written. */
export const endAlike = (people: readonly Pick<Known, "phones">[]): boolean => {
  const ends = people.flatMap(({ phones }) => [...new Set(phones.map((phone) => phone.slice(-4)))]);
  return new Set(ends).size < ends.length;
};

const BIRTHDAY = ["birthdayCalendar", "birthYear", "birthMonth", "birthDay", "birthLeap"];
const birthdayOf = (row: Row): Birthday | undefined => {
  const { birthdayCalendar: calendar, birthYear: year = null, birthMonth: month, birthDay: day = null } = row;
  return isEmpty(calendar) ? undefined : ({ calendar, year, month, day, leap: row.birthLeap === true } as Birthday);
};
const columnsOf = ({ calendar, year, month, day, leap }: Birthday): Row => ({
  ...{ birthdayCalendar: calendar, birthYear: year, birthMonth: month, birthDay: day, birthLeap: leap },
});
/** What is known of either; of the one that stays where the two differ. */
const birthdayOfBoth = (kept: Birthday | undefined, gone: Birthday | undefined): Birthday | undefined =>
  kept && gone ? (bothBirthdays(kept, gone) ?? kept) : (kept ?? gone);

const PLAIN = ["title", "department", "mail", "handle", "channel", "hours"];
const NOTES = ["likes", "taboos", "family"];
const MOST_PHONES = 5;
/** Characters that the form takes. */
const LONGEST_NOTE = 300;

/** Notes of both, as what one must not do with a person is not to get lost. */
function noteOf(kept: unknown, gone: unknown): unknown {
  if (isEmpty(kept) || isEmpty(gone)) return isEmpty(kept) ? (gone ?? null) : kept;
  const [one, other] = [String(kept), String(gone)];
  if (one.includes(other)) return one;
  const both = `${one}；${other}`;
  return [...both].length > LONGEST_NOTE ? one : both;
}

/** Of those of the one that stays none is lost, however many a sheet has brought. */
const phonesOf = (kept: readonly string[], gone: readonly string[]): string[] =>
  [...new Set([...kept, ...gone])].slice(0, Math.max(MOST_PHONES, kept.length));

/** The columns of the one that stays that change by what is known of the other. */
export function combine(kept: Row, gone: Row): Row {
  const after: Record<string, unknown> = {
    phones: phonesOf(list(kept.phones), list(gone.phones)),
    doNotContact: kept.doNotContact === true || gone.doNotContact === true,
    noContactReason: kept.noContactReason ?? gone.noContactReason ?? null,
    publicSector: kept.publicSector === true || gone.publicSector === true,
  };
  for (const column of NOTES) after[column] = noteOf(kept[column], gone[column]);
  for (const column of filled(kept, gone)) after[column] = gone[column] ?? null;
  const birthday = birthdayOfBoth(birthdayOf(kept), birthdayOf(gone));
  return onlyChanged({ ...after, ...(birthday && columnsOf(birthday)) }, kept);
}

const filled = (kept: Row, gone: Row): string[] =>
  PLAIN.filter((column) => isEmpty(kept[column]) && !isEmpty(gone[column]));

/** Columns of the one that goes that are kept with the merge alone. */
export function dropped(kept: Row, gone: Row): string[] {
  const differs = (column: string) => !isEmpty(gone[column]) && !same(kept[column], gone[column]);
  const after = { ...kept, ...combine(kept, gone) };
  const lost = [...PLAIN, ...NOTES].filter(
    (column) => differs(column) && !String(after[column]).includes(String(gone[column])),
  );
  const phones = list(gone.phones).some((phone) => !list(after.phones).includes(phone));
  const [born, saidOfGone] = [birthdayOf(after), birthdayOf(gone)];
  const birthday = born && saidOfGone && !bothBirthdays(born, saidOfGone);
  return [
    ...(differs("name") ? ["name"] : []),
    ...(phones ? ["phones"] : []),
    ...lost,
    ...(birthday ? ["birthday"] : []),
  ];
}

/** What the one that stays gains, as facts that a person knows by name. */
export const gained = (kept: Row, gone: Row): string[] => {
  const columns = Object.keys(combine(kept, gone));
  return [...new Set(columns.map((column) => (BIRTHDAY.includes(column) ? "birthday" : column)))];
};
