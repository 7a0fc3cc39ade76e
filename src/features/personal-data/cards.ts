import type { Button, Card, Fact } from "../../chat/card.ts";
import { dateIn, type PlainDate, sayDate, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { sayBirthday } from "../../domain/when-birthday.ts";
import { KINDS, sayMood } from "../activities/public.ts";
import { sayAnswer } from "../answers/public.ts";
import { CASE_NAMES, DUTY_NAMES } from "../cases/public.ts";
import { type Contact, openContact, sayChannel } from "../contacts/public.ts";
import { type Customer, openCustomer, sayFlags } from "../customers/public.ts";
import type { Held } from "../dossiers/public.ts";
import type { Sharing } from "../erasures/public.ts";
import { sayPlace } from "../influence/public.ts";
import { beginErasing, exportHeld } from "./forms.ts";
import type { Erased } from "./store.ts";
import { PLACES, texts } from "./texts.ts";

/** A card with a number or an address of the person, called as they are. */
type Also = Pick<Sharing, "id" | "name" | "customer">;

/** Other cards named on a card, each with its button. */
const ALSO_SHOWN = 3;
export const sayAlso = (
  also: readonly Also[],
  language: Language,
  say: (one: Also) => string = (one) => texts[language].alsoCard(one),
): string => {
  const t = texts[language];
  const more = also.length - ALSO_SHOWN;
  return [...also.slice(0, ALSO_SHOWN).map(say), ...(more > 0 ? [t.alsoMore({ count: more })] : [])].join(t.comma);
};
const openAlso = (also: readonly Also[], say: (one: Also) => string): Button[] =>
  also.slice(0, ALSO_SHOWN).map((one) => ({ label: say(one), press: openContact.with({ id: one.id }) }));

/** All that is held about a contact, with the fees in which they stand as far as the reader may see them. */
export interface Dossier {
  readonly contact: Contact;
  readonly customer: Customer;
  readonly held: Held;
  readonly fees: readonly string[];
  /** The cards that became part of theirs. */
  readonly merged: readonly Contact[];
  /** Other cards of theirs, as it seems, that the reader sees. */
  readonly also: readonly Also[];
  /** What was done to their card, each in one line. */
  readonly log: readonly string[];
}

/** What the card of a contact holds, each fact in words. */
function factsHeld(contact: Contact, language: Language): string[] {
  const t = texts[language];
  const { title, department, phones, mail, handle, birthday, family, likes, taboos, hours, channel } = contact;
  const all = [
    ...[title, department, ...phones, mail, handle, birthday && sayBirthday(birthday, language)],
    ...[family, likes, taboos, channel && sayChannel(channel, language), hours],
    contact.publicSector && t.publicSector,
    contact.doNotContact && [t.doNotContact, contact.noContactReason].filter(Boolean).join(" · "),
  ];
  return all.flatMap((fact) => fact || []);
}

/** Kinds of places that a card counts; the sheet has all. */
const PLACES_COUNTED = 6;

type Named = Held["named"];
const byPlace = (named: Named): [Named[number]["where"], Named][] =>
  [...new Set(named.map(({ where }) => where))].map((place) => [place, named.filter(({ where }) => where === place)]);

/** Where else texts name the person, with how many each; nothing where none does. */
function namedFact({ named }: Held, language: Language): Fact[] {
  const t = texts[language];
  const places = byPlace(named);
  if (places.length === 0) return [];
  const counted = places.slice(0, PLACES_COUNTED).map(([where, all]) => `${PLACES[where][language]} ${all.length}`);
  const more = places.length > PLACES_COUNTED ? [t.moreInFile] : [];
  return [{ label: t.named, value: [...counted, ...more].join(t.comma) }];
}

export function heldCard(
  { contact, customer, held, fees, merged, also }: Dossier,
  { language, mayErase }: { readonly language: Language; readonly mayErase: boolean },
): Card {
  const t = texts[language];
  const { id } = contact;
  const title = t.title({ who: sayPerson(contact) });
  const count = (many: number, say: (p: { count: number }) => string) => (many === 0 ? "" : say({ count: many }));
  const places: Fact[] = [
    { label: t.contact, value: count(factsHeld(contact, language).length, t.facts) },
    { label: t.activities, value: count(held.activities.length, t.times) },
    { label: t.cases, value: count(held.cases.length, t.noted) },
    { label: t.answers, value: count(held.answers.length, t.answered) },
    { label: t.steps, value: count(held.steps.length, t.promised) },
    { label: t.tasks, value: count(held.tasks.length, t.tasksNamed) },
    { label: t.deals, value: held.places.map(({ deal }) => deal).join(t.comma) },
    { label: t.fees, value: count(fees.length, t.feesKept) },
    { label: t.entries, value: count(held.entries, t.feesKept) },
  ];
  const empty = places.filter(({ value }) => value === "").map(({ label }) => label);
  const facts: Fact[] = [
    ...places.filter(({ value }) => value !== ""),
    ...(merged.length > 0 ? [{ label: t.merged, value: merged.map(({ name }) => name).join(t.comma) }] : []),
    ...(also.length > 0 ? [{ label: t.also, value: sayAlso(also, language) }] : []),
    ...namedFact(held, language),
  ];
  return {
    tone: "plain",
    title,
    plain: `${title} · ${customer.name}`,
    tags: sayFlags(customer, language),
    ...(empty.length > 0 && { text: [t.nothingIn({ places: empty.join(t.comma) })] }),
    facts,
    buttons: [
      { label: t.export, press: exportHeld.with({ id }), look: "primary" },
      { label: t.open, press: openContact.with({ id }) },
      ...(mayErase ? [{ label: t.begin, press: beginErasing.with({ id }), look: "danger" as const }] : []),
      ...openAlso(also, t.alsoCard),
    ],
  };
}

/** Who reads the text, where and when. */
interface Reader {
  readonly language: Language;
  readonly zone: Zone;
  readonly today: PlainDate;
}

function activityLine(
  { on, kind, said, outcome, mood }: Held["activities"][number],
  { language, today }: Pick<Reader, "language" | "today">,
): string {
  const felt = mood === null ? null : texts[language].mood({ mood: sayMood(mood, language) });
  return [sayDate(on, language, today), KINDS[kind][language], said, outcome, felt].filter(Boolean).join(" · ");
}

type Section = readonly [name: string, lines: readonly string[]];

/** What is kept as theirs. */
function ownSections({ contact, held, fees }: Dossier, { language, zone, today }: Reader): Section[] {
  const t = texts[language];
  const say = (day: PlainDate) => sayDate(day, language, today);
  const cases = held.cases.map(({ openedAt, kind, said, done }) =>
    [
      `${say(dateIn(zone, openedAt))} · ${CASE_NAMES[kind][language]}`,
      said,
      ...done.map(({ duty, note }) => t.did({ duty: DUTY_NAMES[duty][language], note })),
    ].join(" · "),
  );
  const tasks = held.tasks.map(({ dueOn, what, answer }) =>
    [say(dueOn), what, ...(answer === null ? [] : [answer])].join(" · "),
  );
  return [
    [t.contact, factsHeld(contact, language)],
    [t.activities, held.activities.map((activity) => activityLine(activity, { language, today }))],
    [t.cases, cases],
    [t.answers, held.answers.map((answer) => `${say(answer.on)} · ${sayAnswer(answer, language)}`)],
    [t.steps, held.steps.map(({ dueOn, what }) => `${say(dueOn)} · ${what}`)],
    [t.tasks, tasks],
    [t.deals, held.places.map(({ deal, ...place }) => `${deal} · ${sayPlace(place, language)}`)],
    [t.fees, fees],
  ];
}

/** Where else they stand: on cards that became theirs, in texts about others, in the log. */
function otherSections({ held, merged, also, log }: Dossier, { language, today }: Reader): Section[] {
  const t = texts[language];
  const cards = merged.map((one) => [one.name, ...factsHeld(one, language)].join(" · "));
  const named = byPlace(held.named).map(([where, all]): Section => {
    const lines = all.map(({ on, texts: said }) =>
      [...(on === null ? [] : [sayDate(on, language, today)]), ...said].join(" · "),
    );
    return [t.namedIn({ place: PLACES[where][language] }), lines];
  });
  return [
    ...(cards.length === 0 ? [] : [[t.merged, cards] as const]),
    ...(also.length === 0 ? [] : [[t.also, also.map(t.alsoCard)] as const]),
    ...named,
    [t.entries, log],
  ];
}

/** The whole of it as a text that the person it is about can read. */
export function heldText(dossier: Dossier, reader: Reader): string {
  const { contact, customer } = dossier;
  const t = texts[reader.language];
  const sections = [...ownSections(dossier, reader), ...otherSections(dossier, reader)];
  return [
    `${sayPerson(contact)} · ${customer.name} · ${reader.today}`,
    "",
    ...sections.flatMap(([name, lines]) => [t.section({ name }), ...(lines.length === 0 ? [t.none] : lines), ""]),
  ].join("\r\n");
}

export const exportedCard = (language: Language): Card => {
  const title = texts[language].exported;
  return { tone: "done", title, plain: title };
};

export function erasedCard(
  customer: Customer,
  { texts: mended, entries, also }: Erased & Pick<Dossier, "also">,
  language: Language,
): Card {
  const t = texts[language];
  // Whoever is erased is named here no more.
  const where = (one: Also) => one.customer;
  const title = t.erased({ customer: customer.name });
  return {
    tone: "done",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    facts: [
      { label: t.mendedTexts, value: t.mended({ count: mended }) },
      { label: t.mendedEntries, value: t.mended({ count: entries }) },
      ...(also.length > 0 ? [{ label: t.also, value: sayAlso(also, language, where) }] : []),
    ],
    buttons: [{ label: t.openCustomer, press: openCustomer.with({ id: customer.id }) }, ...openAlso(also, where)],
    footer: t.kept,
  };
}
