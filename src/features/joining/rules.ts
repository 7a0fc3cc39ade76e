import { nameKey } from "../../domain/names.ts";
import { isEmpty, list, onlyChanged, type Place, type Row, same } from "../../domain/uniting.ts";

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

const signsOf = ({ name, phones, mail }: Known): readonly (readonly [Likeness, string])[] => [
  ["name", nameKey(name)],
  ...phones
    .map((phone) => phone.replace(/\D/g, "").slice(-11))
    .filter((digits) => digits.length > 6)
    .map((digits) => ["phone", digits] as const),
  ...(mail ? [["mail", mail.toLowerCase()] as const] : []),
];

/** The contacts of one customer that look like one. What three or more have is a switchboard, and no sign. */
export function alikeAmong<Person extends Known>(people: readonly Person[]): Alike<Person>[] {
  const having = new Map<string, Person[]>();
  for (const person of people)
    for (const [likeness, said] of signsOf(person)) {
      const key = `${likeness} ${said}`;
      having.set(key, [...(having.get(key) ?? []), person]);
    }
  const pairs = new Map<string, Alike<Person>>();
  for (const [key, [one, other, third]] of having) {
    if (!one || !other || one.id === other.id || third) continue;
    const likeness = LIKENESSES.find((each) => key.startsWith(each)) ?? "name";
    const pair = `${one.id} ${other.id}`;
    pairs.set(pair, { one, other, likenesses: [...(pairs.get(pair)?.likenesses ?? []), likeness] });
  }
  return [...pairs.values()];
}

const BIRTHDAY = ["birthdayCalendar", "birthYear", "birthMonth", "birthDay", "birthLeap"];
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
  if (isEmpty(kept.birthdayCalendar)) for (const column of BIRTHDAY) after[column] = gone[column] ?? null;
  return onlyChanged(after, kept);
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
  const birthday = !isEmpty(gone.birthdayCalendar) && BIRTHDAY.some((column) => !same(after[column], gone[column]));
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
