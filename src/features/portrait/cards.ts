import type { Button, Card, Fact, Line } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayMoneyShort } from "../../core/money.ts";
import { sayClass, sayKind } from "../../domain/customers.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { sayAllegiance } from "../../domain/satisfaction.ts";
import { sayStage } from "../../domain/stages.ts";
import { sayGrade, sayLoyalty, sayQuadrant } from "../../domain/worth.ts";
import { type Activity, KINDS, type Step, visitButton } from "../activities/public.ts";
import { type LatestAnswer, satisfactionButton } from "../answers/public.ts";
import { listOfCustomer } from "../cases/public.ts";
import { showActivities, showFactHistory } from "../chronicle/public.ts";
import { beginContact, type Contact, listContacts } from "../contacts/public.ts";
import { type Customer, moreOfCustomer, openCustomer, sayFlags } from "../customers/public.ts";
import { editFacts, type Facts, moveStanding, restCustomer, type StableFacts } from "../facts/public.ts";
import { beginHandover } from "../handover/public.ts";
import { type InfluenceMap, mapTable, sayDealWarnings } from "../influence/public.ts";
import { mergeButton } from "../merging/public.ts";
import { type Deal, dealAction, newDealAction } from "../pipeline/public.ts";
import { shareCustomer } from "../sharing/public.ts";
import { whyButton } from "../worth/public.ts";
import type { BirthdayAhead } from "./rules.ts";
import type { Home } from "./store.ts";
import { texts } from "./texts.ts";

/** Who reads a card, and on which day. */
export interface View {
  readonly language: Language;
  readonly today: PlainDate;
}

/** A customer with what stands on its card. */
export interface Portrait {
  readonly customer: Customer;
  /** Its team and segment; empty for who has but one of each. */
  readonly where: readonly string[];
  readonly facts: Pick<Facts, "warningReason" | "restReason" | "pinnedUntil" | "collected">;
  /** Whether the reader changes what is known, and shares it. */
  readonly mayChange: boolean;
  readonly contacts: readonly Contact[];
  readonly deals: readonly Deal[];
  /** Newest first. */
  readonly activities: readonly Activity[];
  /** Nearest day first. */
  readonly steps: readonly Step[];
  /** Nearest first. */
  readonly birthdays: readonly BirthdayAhead<Contact>[];
  /** Of open deals, the one that moved last first: those with somebody on them, and those that miss somebody. */
  readonly maps: readonly InfluenceMap[];
  /** How satisfied it said it is, the last time it was asked; null: never. */
  readonly satisfaction: LatestAnswer | null;
  /** Fees under way that the reader may see, each in one line. */
  readonly fees: readonly string[];
  /** What it complains of and still waits for. */
  readonly complaint: string | undefined;
}

/** The latest of them; more stand in the thread and behind a button. */
export const ACTIVITIES_SHOWN = 3;
/** Of deals, names and the like. */
const SHOWN = 3;
const MOST_FACTS = 6;
const MOST_IN_MENU = 5;

export function customerCard(portrait: Portrait, view: View, title = portrait.customer.name): Card {
  const t = texts[view.language];
  const { customer } = portrait;
  const text = noticesOf(portrait, view);
  const map = portrait.maps.find(({ people }) => people.length > 0);
  return {
    tone: customer.flags.includes("warning") ? "stopped" : portrait.complaint ? "waiting" : "plain",
    title,
    plain: t.plainCustomer({ name: title, owner: customer.ownerName ?? t.noOwner }),
    tags: sayFlags(customer, view.language),
    ...(text.length > 0 && { text }),
    facts: factsOf(portrait, view),
    lines: portrait.activities.map((activity) => lineOf(activity, view)),
    ...(map && { table: mapTable(map, view.language, shortened(map.deal.name, 12)) }),
    ...doingsOf(portrait, view.language),
  };
}

/** What one must know before anything else: why the warning, and that the customer rests. */
function noticesOf({ customer, facts, maps, complaint }: Portrait, { language, today }: View): string[] {
  const t = texts[language];
  const notices: string[] = [];
  if (customer.flags.includes("warning") && facts.warningReason) notices.push(t.warned({ why: facts.warningReason }));
  if (complaint) notices.push(complaint);
  const { restUntil } = customer;
  if (restUntil && restUntil >= today)
    notices.push(t.rests({ day: sayDate(restUntil, language, today), why: facts.restReason ?? "" }));
  return [...notices, ...sayDealWarnings(maps, language)];
}

/** What one does most stands on buttons, the rest in one menu that every platform shows whole; its last leads to more. */
function doingsOf({ customer, mayChange, deals }: Portrait, language: Language): Pick<Card, "buttons" | "menu"> {
  const t = texts[language];
  const { id } = customer;
  const menu: Button[] = mayChange
    ? [
        { label: t.edit, press: editFacts.with({ id }) },
        { label: t.standing, press: moveStanding.with({ id }) },
        { label: t.share, press: shareCustomer.with({ id }) },
        { label: t.handOver, press: beginHandover.with({ customerId: id }) },
        { label: t.further, press: moreOfCustomer.with({ id }) },
      ]
    : [
        ...restOf({ customer, mayChange, deals }, language).slice(0, MOST_IN_MENU - 1),
        { label: t.further, press: moreOfCustomer.with({ id }) },
      ];
  return {
    buttons: [
      { ...visitButton(id, t.logVisit), look: "primary" },
      { label: t.contacts, press: listContacts.with({ customerId: id }) },
      { label: t.newDeal, press: newDealAction.with({ customerId: id }) },
      { label: t.allActivities, press: showActivities.with({ id }) },
      whyButton(customer, language),
    ],
    menu,
  };
}

const restOf = (
  { customer: { id }, mayChange, deals }: Pick<Portrait, "customer" | "mayChange" | "deals">,
  language: Language,
): Button[] => {
  const t = texts[language];
  return [
    { label: t.addContact, press: beginContact.with({ customerId: id }) },
    satisfactionButton(id, language),
    ...(mayChange ? [{ label: t.rest, press: restCustomer.with({ id }) }] : []),
    { label: t.cases, press: listOfCustomer.with({ customerId: id }) },
    { label: t.history, press: showFactHistory.with({ of: "customer", id }) },
    ...deals.slice(0, SHOWN).map((deal) => ({ label: deal.name, press: dealAction.with({ id: deal.id }) })),
  ];
};

/** What one seldom does with a customer. */
export function moreCard(
  portrait: Pick<Portrait, "customer" | "mayChange" | "deals"> & {
    readonly about: StableFacts | null;
    readonly home: Home | null;
    readonly mayMerge: boolean;
  },
  { language, today }: View,
): Card {
  const t = texts[language];
  const { id, name } = portrait.customer;
  const title = t.moreTitle({ name });
  return {
    tone: "plain",
    title,
    plain: title,
    tags: sayFlags(portrait.customer, language),
    ...(portrait.home && { text: [t.belongs(portrait.home)] }),
    ...(portrait.about && { facts: stableFacts(portrait.about, { language, today }) }),
    buttons: [
      ...restOf(portrait, language),
      ...(portrait.mayMerge ? [mergeButton(id, language)] : []),
      { label: t.back, press: openCustomer.with({ id }) },
    ],
  };
}

/** What seldom changes, as far as it is known. */
function stableFacts(about: StableFacts, { language, today }: View): Fact[] {
  const t = texts[language];
  const { shortNames, kind, industry, region, city, address, source, firstContactOn } = about;
  const facts: readonly (readonly [label: string, value: string | null | undefined])[] = [
    [t.shortNames, shortNames.join(language === "zh" ? "、" : ", ")],
    [t.kind, [sayKind(kind, language), industry].filter(Boolean).join(" · ")],
    [t.region, [...new Set([region, city])].filter(Boolean).join(" ")],
    [t.address, address],
    [t.source, source],
    [t.firstContact, firstContactOn && sayDate(firstContactOn, language, today)],
  ];
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** In the order of what one asks first; what does not find room stands behind the buttons. */
function factsOf(portrait: Portrait, view: View): Fact[] {
  const { language, today } = view;
  const t = texts[language];
  const { customer, where, contacts, deals, steps, fees } = portrait;
  const say = (day: PlainDate) => sayDate(day, language, today);
  const [step] = steps;
  const { pinnedUntil, collected } = portrait.facts;
  const about = [
    sayClass(customer.lifecycleClass, language),
    customer.grade && sayGrade(customer.grade, language),
    customer.quadrant && sayQuadrant(customer.quadrant, language),
    customer.grade || customer.quadrant ? null : t.notReckoned,
    customer.loyalty && sayLoyalty(customer.loyalty, language),
    collected && collected.minor > 0n && t.collected({ amount: sayMoneyShort(collected, language) }),
    sayAnswer(portrait.satisfaction, view),
    customer.allegiance && sayAllegiance(customer.allegiance, language),
    pinnedUntil && t.pinnedUntil({ day: say(pinnedUntil) }),
    customer.industry,
    customer.city,
  ];
  const facts: Fact[] = [
    { label: t.owner, value: [customer.ownerName ?? t.noOwner, ...where].join(" · ") },
    { label: t.class, value: about.filter(Boolean).join(" · ") },
    { label: t.lastContact, value: sayLast(customer, view) },
    { label: t.nextContact, value: step ? sayStep(step, view) : t.noNext },
  ];
  const inDeals = few(
    deals.map((deal) => `${deal.name} ${sayStage(deal.stage, language)}`),
    language,
  );
  const underWay = few(fees, language);
  if (underWay) facts.push({ label: t.dealsAndFees, value: [inDeals, underWay].filter(Boolean).join(AND[language]) });
  else facts.push({ label: t.deals, value: inDeals ?? t.noDeals });
  const birthdays = few(
    portrait.birthdays.map((each) => sayAhead(each, view)),
    language,
  );
  if (birthdays) facts.push({ label: t.birthdays, value: birthdays });
  facts.push({ label: t.contacts, value: few(contacts.map(sayPerson), language) ?? t.noContacts });
  return facts.slice(0, MOST_FACTS);
}

const AND: Readonly<Record<Language, string>> = { en: "; ", zh: "；" };

/** What was promised, and that its day is over where it is. */
function sayStep({ what, dueOn }: Step, { language, today }: View): string {
  const day = sayDate(dueOn, language, today);
  return dueOn < today ? texts[language].wasDue({ what, day }) : `${what} · ${day}`;
}

function sayAnswer(answer: LatestAnswer | null, { language, today }: View): string | null {
  if (answer === null) return null;
  const t = texts[language];
  const { csi, recommend } = answer;
  const day = sayDate(answer.on, language, today);
  return csi === null ? t.recommends({ mark: recommend ?? 0, day }) : t.satisfied({ csi, day });
}

/** A few of them; undefined when there are none. A name and its title have a comma between them already. */
function few(all: readonly string[], language: Language): string | undefined {
  if (all.length === 0) return undefined;
  const more = all.length > SHOWN ? [texts[language].more({ count: all.length - SHOWN })] : [];
  return [...all.slice(0, SHOWN), ...more].join(language === "zh" ? "、" : "; ");
}

function sayLast({ lastContactOn, lastVisitOn }: Customer, { language, today }: View): string {
  const t = texts[language];
  const say = (day: PlainDate) => sayDate(day, language, today);
  if (!lastContactOn) return t.neverContacted;
  if (lastContactOn === lastVisitOn) return t.visitedOn({ day: say(lastContactOn) });
  return lastVisitOn ? t.lastVisited({ day: say(lastContactOn), visit: say(lastVisitOn) }) : say(lastContactOn);
}

function sayAhead({ person, on, lunar, wholeMonth }: BirthdayAhead<Contact>, { language, today }: View): string {
  const t = texts[language];
  if (wholeMonth) return t.birthdayInMonth({ who: person.name, now: on <= today, lunar });
  return t.birthdayOn({ who: person.name, day: sayDate(on, language, today), lunar });
}

const lineOf = ({ kind, happenedOn, said, step }: Activity, { language, today }: View): Line => ({
  text: [
    { bold: `${sayDate(happenedOn, language, today)} · ${KINDS[kind][language]}` },
    ` ${shortened(said || (step?.what ?? ""))}`,
  ],
});

const shortened = (said: string, most = 100): string =>
  [...said].length > most ? `${[...said].slice(0, most).join("")}…` : said;
