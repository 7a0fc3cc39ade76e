import type { Card, Fact } from "../../chat/card.ts";
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
import { sayPlace } from "../influence/public.ts";
import { beginErasing, exportHeld } from "./forms.ts";
import type { Erased } from "./store.ts";
import { texts } from "./texts.ts";

/** All that is held about a contact, with the fees in which they stand as far as the reader may see them. */
export interface Dossier {
  readonly contact: Contact;
  readonly customer: Customer;
  readonly held: Held;
  readonly fees: readonly string[];
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

export function heldCard(
  { contact, customer, held, fees }: Dossier,
  { language, mayErase }: { readonly language: Language; readonly mayErase: boolean },
): Card {
  const t = texts[language];
  const { id } = contact;
  const title = t.title({ who: sayPerson(contact) });
  const count = (many: number, say: (p: { count: number }) => string) => (many === 0 ? t.none : say({ count: many }));
  const facts: Fact[] = [
    { label: t.contact, value: count(factsHeld(contact, language).length, t.facts) },
    { label: t.activities, value: count(held.activities.length, t.times) },
    { label: t.cases, value: count(held.cases.length, t.noted) },
    { label: t.answers, value: count(held.answers.length, t.answered) },
    { label: t.steps, value: count(held.steps.length, t.promised) },
    { label: t.tasks, value: count(held.tasks.length, t.tasksNamed) },
    { label: t.deals, value: held.places.map(({ deal }) => deal).join(language === "zh" ? "、" : "; ") || t.none },
    { label: t.fees, value: count(fees.length, t.feesKept) },
    { label: t.entries, value: count(held.entries, t.feesKept) },
  ];
  return {
    tone: "plain",
    title,
    plain: `${title} · ${customer.name}`,
    tags: sayFlags(customer, language),
    facts,
    buttons: [
      { label: t.export, press: exportHeld.with({ id }), look: "primary" },
      { label: t.open, press: openContact.with({ id }) },
      ...(mayErase ? [{ label: t.begin, press: beginErasing.with({ id }), look: "danger" as const }] : []),
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

/** The whole of it as a text that the person it is about can read. */
export function heldText({ contact, customer, held, fees }: Dossier, { language, zone, today }: Reader): string {
  const t = texts[language];
  const section = (name: string, lines: readonly string[]) => [
    t.section({ name }),
    ...(lines.length === 0 ? [t.none] : lines),
    "",
  ];
  const say = (day: PlainDate) => sayDate(day, language, today);
  return [
    `${sayPerson(contact)} · ${customer.name} · ${today}`,
    "",
    ...section(t.contact, factsHeld(contact, language)),
    ...section(
      t.activities,
      held.activities.map((activity) => activityLine(activity, { language, today })),
    ),
    ...section(
      t.cases,
      held.cases.map(({ openedAt, kind, said, done }) =>
        [
          `${say(dateIn(zone, openedAt))} · ${CASE_NAMES[kind][language]}`,
          said,
          ...done.map(({ duty, note }) => t.did({ duty: DUTY_NAMES[duty][language], note })),
        ].join(" · "),
      ),
    ),
    ...section(
      t.answers,
      held.answers.map((answer) => `${say(answer.on)} · ${sayAnswer(answer, language)}`),
    ),
    ...section(
      t.steps,
      held.steps.map(({ dueOn, what }) => `${say(dueOn)} · ${what}`),
    ),
    ...section(
      t.tasks,
      held.tasks.map(({ dueOn, what, answer }) => [say(dueOn), what, ...(answer === null ? [] : [answer])].join(" · ")),
    ),
    ...section(
      t.deals,
      held.places.map(({ deal, ...place }) => `${deal} · ${sayPlace(place, language)}`),
    ),
    ...section(t.fees, fees),
  ].join("\r\n");
}

export const exportedCard = (language: Language): Card => {
  const title = texts[language].exported;
  return { tone: "done", title, plain: title };
};

export function erasedCard(customer: Customer, { texts: mended, entries }: Erased, language: Language): Card {
  const t = texts[language];
  const title = t.erased({ customer: customer.name });
  return {
    tone: "done",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    facts: [
      { label: t.mendedTexts, value: t.mended({ count: mended }) },
      { label: t.mendedEntries, value: t.mended({ count: entries }) },
    ],
    buttons: [{ label: t.openCustomer, press: openCustomer.with({ id: customer.id }) }],
    footer: t.kept,
  };
}
