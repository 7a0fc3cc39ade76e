import { newId } from "../core/ids.ts";
import { type Ground, isSame, isUnknown, type KnownContact, type KnownCustomer, type Step, withOne } from "./intake.ts";
import { callBy, isHotline } from "./intake-whom.ts";
import { marksOf } from "./marks.ts";
import { nameKey } from "./names.ts";
import { mayBeOne, titledName } from "./names-people.ts";
import { mayBothBe } from "./names-titles.ts";
import { phoneMark } from "./phones.ts";
import type { ContactValues, Reason, RowValues } from "./row-values.ts";
import { PERSON } from "./sheet-specs.ts";
import { type Birthday, bothBirthdays, typedBirthday } from "./when-birthday.ts";

export const CONTACT_FACTS = [
  ...["title", "department", "mail", "phones"],
  ...["birthdayCalendar", "birthYear", "birthMonth", "birthDay", "birthLeap"],
  ...["handle", "family", "likes", "taboos", "channel", "hours", "publicSector", "doNotContact", "noContactReason"],
] as const;

/** What a sheet calls a fact. */
export const fieldOf = (fact: string): string => (fact.startsWith("birth") ? "birthday" : (FIELDS[fact] ?? fact));
const FIELDS: Readonly<Record<string, string>> = {
  ...{ phones: "phone", priceMinor: "price", channel: "contactChannel", shortNames: "shortName" },
};

export const putContact = (step: Step, customer: KnownCustomer): "made" | "filled" | "same" => {
  const { values, ground, writes, why, traces } = step;
  const said = values.contact;
  if (!said) return "same";
  const { name, key, sound, phones, mail } = said;
  const { known, by, namesake } = knownAs(said, customer.contacts, ground.country);
  const title = said.title ?? (by === "by_title" ? titledName(name)?.title : undefined);
  const facts = { ...factsOf(said), title: title ?? null };
  if (known) {
    if (known.key !== key) why.push({ code: by, value: known.name });
    const filled = fillContact(step, { known, facts, birthday: said.birthday, phones, mine: customer.mine });
    if (filled === "filled") reach(ground, customer, { phones: known.phones, mail: known.facts.mail });
    return filled;
  }
  if (!customer.mine) {
    why.splice(0, why.length, { code: "not_yours", value: customer.ownerName });
    return "same";
  }
  const [called, bare] = [
    [values.customer.name, customer.name, ...customer.shortNames],
    titledName(name)?.name ?? name,
  ];
  const erased = ground.erasures?.dayOf(said, called) ?? ground.erasures?.dayOf({ ...said, name: bare }, called);
  if (erased) {
    why.push({ code: ERASED_BEFORE, value: erased });
    return "same";
  }
  if (namesake) why.push({ code: "namesake", value: namesake.name });
  saySharing(step, said, customer.contacts);
  const id = newId();
  writes.make("Contact", () => ({
    id,
    organizationId: ground.organizationId,
    customerId: customer.id,
    name,
    searchText: sound,
    phones,
    ...facts,
    version: 1,
    createdAt: ground.at,
  }));
  reach(ground, customer, { phones, mail });
  traces.push({ table: "Contact", id, version: 1, before: null });
  customer.contacts = withOne(customer.contacts, { id, name, key, phones, version: 1, facts });
  if (said.unnamed) why.push({ code: "unnamed", value: name });
  else if (customer.madeIn !== step.row) why.push({ code: "contact_made", value: name });
  return "made";
};

/** With whom somebody new shares a number or an address, by the first few of them; what many customers have is nobody's. */
const saySharing = ({ ground, why }: Step, said: ContactValues, contacts: readonly KnownContact[]): void => {
  const isOwn = marksOf(said, ground.country).some((mark) => !isHotline(ground.calledBy.get(mark)));
  const sharing = isOwn ? contacts.filter((one) => sharesNumber(said, one, ground.country)) : [];
  const [named, more] = [sharing.slice(0, SHARING_NAMED), sharing.length - SHARING_NAMED];
  if (named.length === 0) return;
  const value = named.map(({ name }) => name).join("、");
  why.push({ code: "shared_number", value, ...(more > 0 && { instead: String(more) }) });
};
const SHARING_NAMED = 2;

/** Whoever is called so, else whom somebody of this name became part of. */
export const calledSo = (key: string, contacts: readonly KnownContact[]): KnownContact | undefined =>
  contacts.find((one) => one.key === key) ?? contacts.find(({ formerKeys }) => formerKeys?.includes(key));

/**
 * By name, without the title behind it too; by phone or mail, which several have of a switchboard, only the one whose
 * name that may be: any where none is said.
 */
const knownAs = (said: ContactValues, contacts: readonly KnownContact[], country: string): KnownAs => {
  const called = contacts.filter(({ key, formerKeys }) => key === said.key || formerKeys?.includes(said.key));
  const alike = called.filter((one) => !isNamesake(said, one, country));
  const named = alike.find((one) => sharesNumber(said, one, country)) ?? calledSo(said.key, alike);
  if (named) return { known: named, by: "became_part" };
  const others = called.length > 0 ? contacts.filter((one) => !called.includes(one)) : contacts;
  const key = untitledKey(said);
  const alikeUntitled = said.unnamed ? [] : others.filter((one) => one.key.startsWith(key) && untitledKey(one) === key);
  const titled = alikeUntitled.filter((one) => !isAnother(said, one, country));
  if (titled.length === 1) return { known: titled[0], by: "by_title" };
  const { name, title = null } = said;
  const [first, second] = others.filter(
    (one) =>
      sharesNumber(said, one, country) &&
      (said.unnamed ?? mayBeOne({ name, title }, { name: one.name, title: one.facts.title as string | null })),
  );
  const namesake = called[0] ?? alikeUntitled.find((one) => !titled.includes(one));
  return { known: second ? undefined : first, by: "by_phone", namesake };
};
interface KnownAs {
  readonly known: KnownContact | undefined;
  readonly by: "became_part" | "by_title" | "by_phone";
  /** Somebody else of the same name. */
  readonly namesake?: KnownContact | undefined;
}
/** Somebody else of that name: a number or an address is known of both and none is the same, and so are their titles. */
const isNamesake = (said: ContactValues, one: KnownContact, country: string): boolean =>
  said.title !== undefined &&
  typeof one.facts.title === "string" &&
  nameKey(said.title) !== nameKey(one.facts.title) &&
  ((said.phones.length > 0 && one.phones.length > 0) || (said.mail !== undefined && Boolean(one.facts.mail))) &&
  !sharesNumber(said, one, country);
/** Somebody else, though but a title behind it tells the names apart: the titles contradict, or the numbers are others. */
const isAnother = (said: ContactValues, one: KnownContact, country: string): boolean => {
  if (sharesNumber(said, one, country)) return false;
  const [title, known] = [said.title ?? titledName(said.name)?.title, one.facts.title ?? titledName(one.name)?.title];
  const contradict = title !== undefined && typeof known === "string" && !mayBothBe(title, known);
  return contradict || (said.phones.length > 0 && one.phones.length > 0);
};
/** The key of a name without a title behind it: that of 王磊 is that of 王磊销售经理. */
const untitledKey = ({ name, key }: Pick<KnownContact, "name" | "key">): string => {
  const bare = titledName(name)?.name;
  return bare === undefined ? key : nameKey(bare);
};

/** One phone or mail is the same. */
const sharesNumber = ({ phones, mail }: ContactValues, one: KnownContact, country: string): boolean =>
  phones.some((phone) => isAmong(phone, one.phones, country)) || (mail !== undefined && one.facts.mail === mail);

/** The same number may be written with its country and without. */
const isAmong = (phone: string, phones: readonly string[], country: string): boolean => {
  if (phones.includes(phone)) return true;
  const mark = phoneMark(phone, country);
  return phones.some((one) => phoneMark(one, country) === mark);
};

const birthFacts = (birthday: Birthday | undefined) => ({
  birthdayCalendar: birthday?.calendar ?? null,
  birthYear: birthday?.year ?? null,
  birthMonth: birthday?.month ?? null,
  birthDay: birthday?.day ?? null,
  birthLeap: birthday?.leap ?? false,
});
type BirthFacts = { readonly [Fact in keyof ReturnType<typeof birthFacts>]: ReturnType<typeof birthFacts>[Fact] };
const birthdayOf = (facts: BirthFacts): Birthday | undefined => {
  const { birthdayCalendar: calendar, birthYear: year, birthMonth: month, birthDay: day, birthLeap: leap } = facts;
  return calendar === null || month === null ? undefined : { calendar, year, month, day, leap };
};

const factsOf = ({ birthday, ...said }: ContactValues): Record<string, unknown> => ({
  title: said.title ?? null,
  department: said.department ?? null,
  mail: said.mail ?? null,
  ...birthFacts(birthday),
  handle: said.handle ?? null,
  family: said.family ?? null,
  likes: said.likes ?? null,
  taboos: said.taboos ?? null,
  channel: said.channel ?? null,
  hours: said.hours ?? null,
  publicSector: said.publicSector ?? false,
  doNotContact: said.doNotContact ?? false,
  noContactReason: said.noContactReason ?? null,
});

/** From now on the customer is met under these. */
export const reach = (
  { reached, calledBy, country }: Pick<Ground, "reached" | "calledBy" | "country">,
  customer: KnownCustomer,
  { phones, mail }: { readonly phones: readonly string[]; readonly mail: unknown },
): void => {
  for (const mark of marksOf({ phones, ...(typeof mail === "string" && { mail }) }, country)) {
    if (!reached.has(mark)) reached.set(mark, customer);
    callBy(calledBy, mark, customer.key);
  }
};

interface Met {
  readonly known: KnownContact;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly birthday: Birthday | undefined;
  readonly phones: readonly string[];
  readonly mine: boolean;
}
/** A birthday that is unknown, or known in part, as it is with what the sheet says; where the two differ it stays. */
const birthdayWith = ({ why }: Step, { known, birthday }: Pick<Met, "known" | "birthday">): Record<string, unknown> => {
  if (!birthday) return {};
  const was = birthdayOf(known.facts as BirthFacts);
  const is = was ? bothBirthdays(was, birthday) : birthday;
  if (!is) why.push({ code: "kept", field: "birthday", value: typedBirthday(birthday, "en") });
  return !is || (was && is.year === was.year && is.day === was.day) ? {} : birthFacts(is);
};

const fillContact = (step: Step, { known, facts, birthday, phones, mine }: Met): "filled" | "same" => {
  const { row, ground, writes, why, traces } = step;
  const fill: Record<string, unknown> = {};
  for (const [fact, said] of Object.entries(facts)) {
    if (fact.startsWith("birth") || isUnknown(said) || isSame(known.facts[fact], said)) continue;
    if (isUnknown(known.facts[fact])) fill[fact] = said;
    else why.push({ code: "kept", field: fieldOf(fact), value: String(said) });
  }
  Object.assign(fill, birthdayWith(step, { known, birthday }));
  const more = phones.filter((phone) => !isAmong(phone, known.phones, ground.country));
  if (more.length > 0) fill.phones = [...known.phones, ...more];
  if (!mine || Object.keys(fill).length === 0) return "same";
  const fields = new Set(Object.keys(fill).map(fieldOf));
  for (const field of fields) why.push({ code: "filled", field });
  const all = { ...known.facts, phones: known.phones };
  const before = Object.fromEntries(Object.keys(fill).map((fact) => [fact, Reflect.get(all, fact)]));
  const { phones: numbers = known.phones, ...others } = fill;
  known.facts = { ...known.facts, ...others };
  known.phones = numbers as readonly string[];
  const pending = writes.pending.get(known.id);
  if (pending) Object.assign(pending, fill);
  else {
    known.version += 1;
    writes.changed.Contact.set(known.id, {
      id: known.id,
      version: known.version,
      phones: known.phones,
      ...known.facts,
    });
    const after = { ...fill, importId: ground.importId, row };
    writes.filled.push({ what: "contact.filled", subject: `contact:${known.id}`, before, after });
    traces.push({ table: "Contact", id: known.id, version: known.version, before, after: fill });
  }
  return "filled";
};

const OF_CONTACTS: ReadonlySet<string> = new Set(Object.keys(PERSON));
const ERASED_BEFORE = "erased_before";

interface Judged {
  readonly values: RowValues;
  /** What was noted as the row was read. */
  readonly noted: readonly Reason[];
  readonly why: readonly Reason[];
}
/** A row without somebody who is not to come in again: nothing of theirs is kept, also not in what is said of the row. */
export const withoutErased = ({ values, noted, why }: Judged): Pick<Judged, "values" | "why"> => {
  if (!why.some(({ code }) => code === ERASED_BEFORE)) return { values, why: [...why, ...noted] };
  const { contact: _, ...rest } = values;
  // A line may name others beside them: it was left without them when it was decided.
  return {
    values: values.activity ? values : rest,
    why: [...why, ...noted.filter(({ field = "" }) => !OF_CONTACTS.has(field))],
  };
};
