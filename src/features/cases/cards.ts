import type { Button, Card, Fact, Line, Tone } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { dateIn, sayDate, sayInstant, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayPerson } from "../../domain/names-people.ts";
import type { Office } from "../../domain/office.ts";
import { type Customer, customerLabel, offerOf, openCustomer, sayFlags } from "../customers/public.ts";
import {
  beginCase,
  listCases,
  listOfCustomer,
  lookAgain,
  meanCustomer,
  meet,
  type PendingCase,
  showCase,
  undoStep,
  whichCustomer,
} from "./forms.ts";
import {
  type Clock,
  type Duty,
  isMissed,
  type Left,
  lastStep,
  leftUntil,
  nearestDue,
  openClocks,
  problemOf,
  type ServiceCase,
} from "./rules.ts";
import { DUTY_NAMES, KINDS, texts } from "./texts.ts";

/** Who reads, when, and when the office is at work. */
export interface View {
  readonly language: Language;
  readonly zone: Zone;
  readonly now: Instant;
  readonly office: Office;
}

export const whoOf = ({ customer, contact }: ServiceCase, language: Language): string =>
  texts[language].who({ customer: customer.name, person: contact ? sayPerson(contact) : "" });

/** What is to be done and for whom, or what became of it. */
export function titleOf(one: ServiceCase, language: Language): string {
  const t = texts[language];
  const who = whoOf(one, language);
  const [next] = openClocks(one);
  if (one.undoneAt) return t.withdrawn({ kind: one.kind, who });
  return next ? t.waiting({ duty: next.duty, who }) : t.over({ kind: one.kind, who });
}

const toneOf = (one: ServiceCase, now: Instant): Tone => {
  if (one.undoneAt) return "past";
  const open = openClocks(one);
  if (open.length === 0) return "done";
  return open.some((clock) => isMissed(clock, now)) ? "stopped" : "waiting";
};

/** "3 h 20 min left", "已超 20 分钟". */
export function sayLeft(left: Left, language: Language): string {
  const t = texts[language];
  if ("days" in left) return left.late ? t.daysLate(left) : t.daysLeft(left);
  const parts = { hours: Math.floor(left.minutes / 60), minutes: left.minutes % 60 };
  if (left.minutes === 0) return t.dueNow;
  return left.late ? t.minutesLate(parts) : t.minutesLeft(parts);
}

function sayClock({ dueAt, metAt, metBy, note }: Clock, { language, zone, now, office }: View): string {
  const t = texts[language];
  if (metAt)
    return t.met({ time: sayInstant(metAt, language, zone), who: metBy ?? "", note: shortened(note ?? "", 120) });
  const left = leftUntil(office, dueAt, now);
  const said = { left: sayLeft(left, language), time: sayInstant(dueAt, language, zone) };
  return left.late ? t.since(said) : t.by(said);
}

/** What it is about, in the language of the reader where an answer says it, and in the customer's words. */
export const saidOf = ({ answer, said }: Pick<ServiceCase, "answer" | "said">, language: Language): string =>
  [...(answer ? [texts[language].answered(answer)] : []), ...(said === "" ? [] : [said])].join("\n");

/** What a customer said, where it is one of many things to read. */
export const shortened = (said: string, most: number): string =>
  [...said].length > most ? `${[...said].slice(0, most).join("")}…` : said;

function factsOf(one: ServiceCase, view: View): Fact[] {
  const t = texts[view.language];
  const clocks = one.undoneAt ? [] : one.clocks;
  const opened = { time: sayInstant(one.openedAt, view.language, view.zone), who: one.openedBy ?? "" };
  return [
    ...clocks.map((clock) => ({ label: DUTY_NAMES[clock.duty][view.language], value: sayClock(clock, view) })),
    { label: t.owner, value: one.customer.ownerName ?? t.noOwner },
    { label: t.opened, value: t.openedBy(opened) },
  ];
}

/** A case as it stands, with what can be done about it. */
export function caseCard(one: ServiceCase, view: View, { mayUndo = false, notice = "" } = {}): Card {
  const t = texts[view.language];
  const { id, version } = one;
  const title = titleOf(one, view.language);
  const open = openClocks(one).filter(({ duty }) => problemOf(one, duty) === undefined);
  const steps = open.map(
    ({ duty }, index): Button => ({
      label: t.button({ duty }),
      press: meet.with({ id, version, duty }),
      ...(index === 0 && { look: "primary" }),
    }),
  );
  const undo = { label: lastStep(one).duty === "close" ? t.reopen : t.undo, press: undoStep.with({ id, version }) };
  return {
    tone: toneOf(one, view.now),
    title,
    plain: `${title} · ${shortened(saidOf(one, view.language), 80)}`,
    tags: sayFlags(one.customer, view.language),
    text: [...(notice === "" ? [] : [notice]), saidOf(one, view.language)],
    facts: factsOf(one, view),
    buttons: [
      ...steps,
      ...(mayUndo && !one.undoneAt ? [undo] : []),
      { label: t.look, press: openCustomer.with({ id: one.customer.id }) },
    ],
    footer: t.asOf({ time: sayInstant(view.now, view.language, view.zone) }),
  };
}

/** What is still to be done, without whose it is: "Complaint to solve: the bearings are noisy · 4 h left". */
export function sayOpenCase(one: ServiceCase, { language, now, office }: View): string {
  const t = texts[language];
  const [next] = openClocks(one);
  const what = shortened(saidOf(one, language), 60);
  if (!next) return t.over({ kind: one.kind, who: what });
  return `${t.waiting({ duty: next.duty, who: what })} · ${sayLeft(leftUntil(office, next.dueAt, now), language)}`;
}

/** To the owner of the customer: what somebody else has noted. */
export function toldCard(one: ServiceCase, view: View): Card {
  const card = caseCard(one, view);
  if (one.openedBy === null) return card;
  const title = texts[view.language].toldTitle({ by: one.openedBy, what: card.title });
  return { ...card, title, plain: `${title} · ${shortened(saidOf(one, view.language), 80)}` };
}

/** To the owner of the customer: what somebody else took back. */
export function undoneCard(
  one: ServiceCase,
  { by, duty }: { readonly by: string; readonly duty: Duty | null },
  view: View,
): Card {
  const t = texts[view.language];
  const card = caseCard(one, view);
  const title =
    duty === null
      ? t.withdrew({ by, kind: one.kind, who: whoOf(one, view.language) })
      : t.tookBack({ by, duty, what: card.title });
  return { ...card, title, plain: `${title} · ${shortened(saidOf(one, view.language), 80)}` };
}

/** Where somebody was told of a case whose customer is out of their sight by now. */
export function elsewhereCard(language: Language): Card {
  const t = texts[language];
  return { tone: "past", title: t.elsewhere, plain: t.elsewhere, text: [t.elsewhereText] };
}

/** A case in two lines: whose it is and how long is left. `among`: with those of other customers. */
function lineOf(one: ServiceCase, { language, zone, now, office }: View, among = false): Line {
  const due = nearestDue(one);
  const clock = openClocks(one).find(({ dueAt }) => dueAt === due);
  const state =
    due && clock
      ? `${DUTY_NAMES[clock.duty][language]} ${sayLeft(leftUntil(office, due, now), language)}`
      : titleOf(one, language);
  const { customer } = one;
  const flags = among ? sayFlags(customer, language).slice(0, 1) : [];
  const opened = sayDate(dateIn(zone, one.openedAt), language, dateIn(zone, now));
  const about = [due ? customer.ownerName : opened, shortened(saidOf(one, language), 60)].filter(
    (part) => part !== null,
  );
  return {
    text: [{ bold: [...flags, KINDS[one.kind][language], whoOf(one, language)].join(" · ") }, `\n${state}`],
    detail: about.join(" · "),
    buttons: [{ label: texts[language].openCase, press: showCase.with({ id: one.id }) }],
  };
}

export interface Listing {
  readonly cases: readonly ServiceCase[];
  readonly next: string | undefined;
  /** This is not the first page. */
  readonly after: boolean;
  readonly total: number;
  readonly missed: number;
}

export function listCard({ cases, next, after, total, missed }: Listing, view: View): Card {
  const t = texts[view.language];
  const title = total === 0 ? t.listNone : t.listTitle({ count: total, missed });
  return {
    tone: missed > 0 ? "stopped" : total > 0 ? "waiting" : "plain",
    title,
    plain: title,
    ...(total === 0 && { text: [t.listNoneText] }),
    lines: cases.map((one) => lineOf(one, view, true)),
    buttons: [
      ...(next === undefined ? [] : [{ label: t.more, press: listCases.with({ after: next }) }]),
      ...(after ? [{ label: t.first, press: listCases.with({}) }] : []),
    ],
    footer: t.counts({ time: sayInstant(view.now, view.language, view.zone) }),
  };
}

/** On the Home of whoever has these customers. */
export function homeCard(listing: Listing, view: View): Card {
  const t = texts[view.language];
  const title = t.homeTitle({ count: listing.total, missed: listing.missed });
  return {
    ...listCard(listing, view),
    title,
    plain: title,
    buttons: [{ label: t.all, press: listCases.with({}) }],
  };
}

/** All that a customer has brought to us, the newest first. */
export function customerCases(
  customer: Pick<Customer, "id" | "name" | "flags">,
  { cases, next, total }: Listing,
  view: View,
): Card {
  const t = texts[view.language];
  const { id, name } = customer;
  const title = t.ofCustomer({ name, count: total });
  return {
    tone: "plain",
    title,
    plain: title,
    tags: sayFlags(customer, view.language),
    lines: cases.map((one) => lineOf(one, view)),
    buttons: [
      { label: t.newComplaint, press: beginCase.with({ kind: "complaint", customerId: id }) },
      { label: t.newInquiry, press: beginCase.with({ kind: "inquiry", customerId: id }) },
      ...(next === undefined ? [] : [{ label: t.more, press: listOfCustomer.with({ customerId: id, after: next }) }]),
      { label: t.look, press: openCustomer.with({ id }) },
    ],
    footer: t.asOf({ time: sayInstant(view.now, view.language, view.zone) }),
  };
}

/** Which customer is meant, with what was typed carried on. */
export function whichCard(
  {
    name,
    customers,
    several,
    pending,
    from = 0,
  }: {
    readonly name: string;
    readonly customers: readonly Customer[];
    readonly several: boolean;
    readonly pending: PendingCase;
    readonly from?: number;
  },
  { language, zone, now }: Omit<View, "office">,
): Card {
  const t = texts[language];
  const title = several ? t.which({ name }) : t.noneTitle({ name });
  const today = dateIn(zone, now);
  const { more, buttons } = offerOf(customers, from, {
    button: (customer) => ({
      label: customerLabel(customer, language, today),
      press: meanCustomer.with({ ...pending, customerId: customer.id }),
    }),
    next: (to) => whichCustomer.with({ ...pending, name, from: to }),
    language,
  });
  return {
    tone: "waiting",
    title,
    plain: title,
    text: [several ? t.whichDetail : t.noneDetail, ...more],
    buttons: [...buttons, { label: t.searchAgain, press: lookAgain.with(pending) }],
  };
}
