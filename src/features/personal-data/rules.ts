import { z } from "zod";
import type { MemberId } from "../../core/ids.ts";
import type { InBoth } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import type { CustomerKind } from "../../domain/customers.ts";
import { nameKey } from "../../domain/names.ts";
import { longerNames, mayBeOne, type NamedPerson, type PersonMention, peopleIn } from "../../domain/names-people.ts";
import { givenAway, marksOf, namings, replaced, writtenAs } from "../../domain/names-written.ts";
import { list, type Row } from "../../domain/uniting.ts";
import { foundAnew, isWritten, mended, mendedRow, mendedSaid, textsIn, type Walk } from "../../domain/written-rows.ts";

/** Who stands in the books where a person was. */
export const ERASED: InBoth = { en: "erased contact", zh: "已抹除的联系人" };

/** Of the customer: its owner's manager, and whoever administers and sees it, erase on request. */
export function mayErase(
  { teamId }: { readonly teamId: string; readonly ownerId: MemberId | null },
  { roles, teamIds }: Scope,
): boolean {
  if (roles.has("manager") && teamIds.includes(teamId)) return true;
  return roles.has("admin") || roles.has("segment_admin");
}

const told = z.string().nullable();
const named = z.object({ id: z.string(), name: z.string(), title: told });
const subject = named.extend({
  ...{ phones: z.array(z.string()).readonly(), mail: told, handle: told },
  others: z.array(z.string()).readonly().default([]),
});
/** Somebody who is to go, with everything that gives them away in a text. */
export type Subject = Readonly<z.infer<typeof subject>>;

/** Somebody who goes: as whom they are known and were before, who else is there, and what names their customer. */
export const leaverSchema = z.object({
  contact: subject.extend({ family: told, likes: told, taboos: told, hours: told, noContactReason: told }),
  former: z.array(subject).readonly(),
  people: z.array(named).readonly(),
  about: z.array(z.string()).readonly(),
  /** What names others who are called the same, with their customers. */
  namesakes: z.array(z.string()).readonly().default([]),
  /** Their birthday, as cards say it. */
  birthday: z.array(z.string()).readonly().default([]),
  /** What stands for them. */
  by: z.string(),
});
export type Leaver = Readonly<z.infer<typeof leaverSchema>>;

/** The longest first: a shorter one may be a part of it. */
const namesOf = ({ contact, former }: Leaver): readonly Subject[] =>
  [contact, ...former].toSorted((one, other) => other.name.length - one.name.length);

/** A text without them, where they are spoken of as at their customer. */
export const without =
  (leaver: Leaver) =>
  (text: string): string =>
    namesOf(leaver).reduce((left, subject) => withoutPerson(left, { ...leaver, subject }), text);

/** A text without them, where what they are called may be somebody else: their name, numbers and addresses alone go. */
const withoutName =
  (leaver: Leaver) =>
  (text: string): string =>
    namesOf(leaver).reduce((left, each) => replaced(left, givenAway(each, text), leaver.by), text);

/**
 * What is of no customer without them: where theirs is named also what they are called there, else the name itself
 * alone, unless it is that of somebody else who is called the same and whose customer is named.
 */
const mendingElsewhere = (leaver: Leaver) => {
  const { isAtTheirs, isOfNamesake, isMarked } = tellingsIn(leaver);
  const elsewhere = withoutName(leaver);
  return (walk: Walk, atTheirs: (copy: unknown) => (text: string) => string) =>
    (copy: unknown): unknown => {
      if (isAtTheirs(copy)) return walk(copy, atTheirs(copy));
      return isOfNamesake(copy) && !textsIn(copy, walk).some(isMarked) ? copy : walk(copy, elsewhere);
    };
};
/** The same of a row, or a text: a task, a request, the name of a file. */
export const withoutElsewhere = (leaver: Leaver): ((row: unknown) => unknown) =>
  mendingElsewhere(leaver)(mendedRow, () => without(leaver));

/** Which of the names are others', though theirs is in them. Who is known by them, as their secretary is, tells of them. */
export const othersOf = (subject: Subject, names: readonly string[]): string[] =>
  longerNames(subject, names).filter((name) => replaced(name, writtenAs(subject).knownBy, "") === name);

/** What a colleague who is known by them, or by a number of theirs, is called without them. */
export const renamed = (leaver: Leaver, name: string): string =>
  tellingsIn(leaver).isMarked(name)
    ? without(leaver)(name)
    : namesOf(leaver).reduce((left, each) => replaced(left, writtenAs(each).knownBy, leaver.by), name);

/** Of others' cards, what is theirs: a number they share is their number too. */
const THEIRS = new Set(["phones", "mail", "handle"]);

/** How it is told whether a value speaks of them, or of somebody who is called the same. */
const tellingsIn = (leaver: Leaver) => {
  const away = (text: string) =>
    namesOf(leaver).reduce(
      (left, each) => replaced(left, [...writtenAs(each).name, ...marksOf(each, text)], leaver.by),
      text,
    );
  const says = (words: readonly string[]) => (value: unknown) => {
    const text = JSON.stringify(value) ?? "";
    return words.some((word) => text.includes(word));
  };
  // Of somebody who is their own customer the name says no more than it does of anybody.
  const tells = (word: string) => [...word].length > 1 && away(word) === word;
  return {
    away,
    isAtTheirs: says(leaver.about.filter(tells)),
    isOfNamesake: says(leaver.namesakes.filter(tells)),
    isMarked: (text: string) =>
      namesOf(leaver).some((each) => marksOf(each, text).some((mark) => text.search(mark) >= 0)),
  };
};

/**
 * A row about others without them. There a name alone may be anybody's: it is theirs where their customer is named too,
 * or one of their numbers or addresses stands with it.
 */
export const withoutAtOthers = (leaver: Leaver) => {
  const { away, isAtTheirs, isMarked } = tellingsIn(leaver);
  const isTheirs = ([key, value]: [string, unknown]) =>
    THEIRS.has(key) || (key === "name" && namesOf(leaver).some(({ name }) => name === value));
  const mend = (value: unknown, key = ""): unknown => {
    if (typeof value === "string") return isWritten(key, value) ? away(value) : value;
    if (Array.isArray(value)) return value.map((each) => mend(each, key));
    if (typeof value !== "object" || value === null) return value;
    const left = Object.entries(value).map(([each, inner]) => [
      each,
      isTheirs([each, inner]) ? inner : mend(inner, each),
    ]);
    return foundAnew(value, Object.fromEntries(left));
  };
  return (row: unknown): unknown => (isAtTheirs(row) || textsIn(row, mendedRow).some(isMarked) ? mend(row) : row);
};

/** What takes them out of the copies of what was said. @param mendTexts goes through what people read of a card */
export const scrubbingOf = (leaver: Leaver, mendTexts: Walk) => {
  const { about, by, contact } = leaver;
  const away = without(leaver);
  const atTheirs = (copy: unknown) => {
    const facts = factsOf(leaver, JSON.stringify(copy).includes(contact.id));
    return (text: string) => replaced(away(text), facts, by);
  };
  const mending = mendingElsewhere(leaver);
  const mendAs = (walk: Walk) => mending(walk, atTheirs);
  const mendCells = mendAs((cells, mend) => mended(cells, mend));
  const mendLook = mendAs((look, mend) =>
    mended(look, (text, key) => (key === "name" || key === "file" ? mend(text) : text)),
  );
  return {
    ...{ about, by, named: namesOf(leaver).flatMap(tellingOf) },
    mendCard: mendAs(mendTexts),
    mendLooks: (looks: unknown) => eachCells(mendLook(looks), mendCells),
    mendSaid: (row: unknown): unknown => {
      const knowing = bringing(leaver, row);
      return knowing === leaver
        ? saidWithout(leaver, mendAs(mendedSaid))(row)
        : scrubbingOf(knowing, mendTexts).mendSaid(row);
    },
    mendAtOthers: withoutAtOthers(leaver),
  };
};

/** Rows at the head of a sheet are of one customer each. */
const eachCells = (looks: unknown, mendCells: (cells: unknown) => unknown): unknown => {
  if (Array.isArray(looks)) return looks.map((each) => eachCells(each, mendCells));
  if (typeof looks !== "object" || looks === null) return looks;
  return Object.fromEntries(
    Object.entries(looks).map(([key, each]) => [key, key === "cells" ? mendCells(each) : eachCells(each, mendCells)]),
  );
};

/** Of a row of a sheet, as far as it is asked here. */
const said = z.object({
  values: z.looseObject({ customer: z.looseObject({ name: z.string() }).optional(), contact: z.unknown().optional() }),
  traces: z.array(z.looseObject({ id: z.string() })).nullable(),
});
/** The same person beside whoever the row brings by a longer name, whom nobody may know yet. */
const bringing = (leaver: Leaver, row: unknown): Leaver => {
  const { name } = personIn(Object(said.parse(row).values.contact));
  const isNew = (one: Subject) => othersOf(one, [name]).some((other) => !one.others.includes(other));
  const beside = (one: Subject) => [...new Set([...one.others, ...othersOf(one, [name])])];
  if (!namesOf(leaver).some(isNew)) return leaver;
  const former = leaver.former.map((one) => ({ ...one, others: beside(one) }));
  return { ...leaver, contact: { ...leaver.contact, others: beside(leaver.contact) }, former };
};
/** What a row of a sheet says without them: at another customer the same name alone is somebody else's. */
const saidWithout = (leaver: Leaver, mend: (row: unknown) => unknown) => {
  const { isAtTheirs } = tellingsIn(leaver);
  const atOthers = withoutAtOthers(leaver);
  const nobody = { name: leaver.by, key: leaver.by, sound: leaver.by, phones: [] };
  return (row: unknown): unknown => {
    const { values, traces } = said.parse(row);
    const isTheirCustomer = isAtTheirs(row);
    if (isOf(leaver, values.contact, isTheirCustomer)) {
      const ids = new Set(namesOf(leaver).map(({ id }) => id));
      const blank = (trace: Record<string, unknown> & { readonly id: string }) =>
        ids.has(trace.id)
          ? { ...trace, before: blanked(trace.before, leaver.by), after: blanked(trace.after, leaver.by) }
          : trace;
      const left = { ...Object(row), values: { ...values, contact: nobody }, traces: traces?.map(blank) ?? null };
      return mend(left);
    }
    return isTheirCustomer || !values.customer?.name ? mend(row) : atOthers(row);
  };
};

/** What gives somebody away wherever it stands. */
export const tellingOf = ({ id, name, phones, mail, handle }: Subject): string[] => [
  id,
  name,
  ...[mail, handle].filter((each) => each !== null),
  ...phones.map((phone) => phone.replace(/\D/g, "").slice(-4)),
];

/** As whom somebody was known before they became one with another, from the row that was kept of it. */
export const personIn = (row: Row): Subject & { readonly id: string } => {
  const text = (column: string) => (typeof row[column] === "string" ? row[column] : null);
  const [id, name] = [text("id") ?? "", text("name") ?? ""];
  return {
    id,
    name,
    title: text("title"),
    phones: list(row.phones),
    mail: text("mail"),
    handle: text("handle"),
    others: [],
  };
};

/**
 * Whether the row of a contact is of them: by their name at their customer, or wherever it may be theirs, by a number
 * or an address. Elsewhere the same name alone is somebody else's too.
 */
export const isOf = (leaver: Leaver, row: unknown, isTheirCustomer: boolean): boolean => {
  if (typeof row !== "object" || row === null || !("phones" in row)) return false;
  const one = personIn(row as Row);
  const marks = (each: Subject) => [...each.phones, ...(each.mail === null ? [] : [each.mail.toLowerCase()])];
  return namesOf(leaver).some(
    (each) =>
      (isTheirCustomer && nameKey(each.name) === nameKey(one.name)) ||
      (mayBeOne(each, one) && marks(each).some((mark) => marks(one).includes(mark))),
  );
};

/** Customers that are one person: their name may be the person's. */
const ONE_PERSON = new Set<CustomerKind>(["person", "sole_trader"]);
type Called = Readonly<{ kind: CustomerKind; name: string; shortNames: readonly string[] }>;
/** Also what a sheet brought in as a company, and is called but as they are. */
export const isOnePerson = ({ kind, name }: Called, leaver: Leaver): boolean =>
  ONE_PERSON.has(kind) || namesOf(leaver).some((each) => each.name === name.trim());
/** Which names of the customer tell of them on every card: a company keeps its founder's, but no number of theirs. */
export const callsThem = (customer: Called, leaver: Leaver): ((said: string) => boolean) =>
  isOnePerson(customer, leaver) ? (said) => names(leaver, said) : tellingsIn(leaver).isMarked;
export const isNamedAfter = (customer: Called, leaver: Leaver): boolean =>
  [customer.name, ...customer.shortNames].some(callsThem(customer, leaver));

/** Whether a text names them. */
export const names = (leaver: Leaver, text: string): boolean => without(leaver)(text) !== text;

/**
 * The text without the person: their name, what they are called where that means nobody else at the customer ("王总"),
 * their numbers and addresses. What describes a person without naming them stays; no rule can know that.
 */
function withoutPerson(
  text: string,
  { subject, people, by }: { readonly subject: Subject; readonly people: readonly NamedPerson[]; readonly by: string },
): string {
  let left = text;
  const theirs = peopleIn(text, people).filter((each) => each.ids.length === 1 && each.ids[0] === subject.id);
  const said = text.toLowerCase();
  const near = theirs.length === 0 ? [] : subject.others.filter((other) => said.includes(other.toLowerCase()));
  const others = namings(near).flatMap((each) => [...text.matchAll(each)]);
  const isOther = ({ start, end }: PersonMention) =>
    others.some(({ index, 0: { length } }) => {
      const goesOn = index < start || index + length > end;
      return index <= start && start < index + length && goesOn;
    });
  const mentions = theirs.filter((each) => !isOther(each));
  for (const { start, end } of [...mentions].reverse()) left = left.slice(0, start) + by + left.slice(end);
  return replaced(left, givenAway(subject, text), by);
}

/** What was told of them in words, where a copy repeats it; a day is their birthday in what is of them alone. */
const factsOf = ({ contact, birthday }: Leaver, isOfThem: boolean): RegExp[] => {
  const { family, likes, taboos, hours, noContactReason } = contact;
  return namings([family, likes, taboos, hours, noContactReason, ...(isOfThem ? birthday : [])]);
};

/** What an entry about the person alone keeps: that it was, of whom, and which facts; of their values nothing. */
const KEPT = new Set(["id", "organizationId", "customerId", "contactId", "createdAt"]);
export function blanked(value: unknown, by: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, KEPT.has(key) ? each : key === "name" ? by : null]),
  );
}
