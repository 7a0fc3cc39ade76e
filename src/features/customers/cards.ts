import type { Button, Card, Fact, Line } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { sayStage } from "../../domain/stages.ts";
import { type Activity, KINDS, type Step, visitButton } from "../activities/public.ts";
import { beginContact, type Contact } from "../contacts/public.ts";
import { type Deal, dealAction } from "../pipeline/public.ts";
import { beginCustomer, openCustomer } from "./forms.ts";
import { customerLabel, sayFlags } from "./public.ts";
import type { Customer } from "./rules.ts";
import { CLASSES, texts } from "./texts.ts";

/** Who reads a card, and on which day. */
export interface View {
  readonly language: Language;
  readonly today: PlainDate;
}

/** A customer with what stands on its card. */
export interface Portrait {
  readonly customer: Customer;
  readonly contacts: readonly Contact[];
  readonly deals: readonly Deal[];
  /** Newest first. */
  readonly activities: readonly Activity[];
  /** Nearest day first. */
  readonly steps: readonly Step[];
}

const SHOWN = 3;

export function customerCard(portrait: Portrait, view: View, title = portrait.customer.name): Card {
  const t = texts[view.language];
  const { customer } = portrait;
  return {
    tone: customer.flags.includes("warning") ? "stopped" : "plain",
    title,
    plain: t.plainCustomer({ name: title, owner: customer.ownerName ?? t.noOwner }),
    tags: sayFlags(customer, view.language),
    facts: factsOf(portrait, view),
    lines: portrait.activities.slice(0, SHOWN).map((activity) => lineOf(activity, view)),
    buttons: [
      { ...visitButton(customer.id, t.logVisit), look: "primary" },
      { label: t.addContact, press: beginContact.with({ customerId: customer.id }) },
    ],
    menu: portrait.deals.slice(0, SHOWN).map(({ id, name }) => ({ label: name, press: dealAction.with({ id }) })),
  };
}

function factsOf({ customer, contacts, deals, steps }: Portrait, { language, today }: View): Fact[] {
  const t = texts[language];
  const say = (day: PlainDate) => sayDate(day, language, today);
  const { lastContactOn, lastVisitOn } = customer;
  const [step] = steps;
  const separator = language === "zh" ? "、" : ", ";
  const few = (all: readonly string[], none: string, between: string = separator) => {
    const more = all.length > SHOWN ? [t.more({ count: all.length - SHOWN })] : [];
    return all.length === 0 ? none : [...all.slice(0, SHOWN), ...more].join(between);
  };
  const place = [CLASSES[customer.lifecycleClass][language], customer.industry, customer.city];
  let last: string = t.neverContacted;
  if (lastContactOn && lastContactOn === lastVisitOn) last = t.visitedOn({ day: say(lastContactOn) });
  else if (lastContactOn && lastVisitOn) last = t.lastVisited({ day: say(lastContactOn), visit: say(lastVisitOn) });
  else if (lastContactOn) last = say(lastContactOn);
  return [
    { label: t.owner, value: customer.ownerName ?? t.noOwner },
    { label: t.class, value: place.filter((part) => part !== null).join(" · ") },
    { label: t.lastContactLabel, value: last },
    { label: t.nextContactLabel, value: step ? `${step.what} · ${say(step.dueOn)}` : t.noNext },
    {
      label: t.deals,
      value: few(
        deals.map((deal) => `${deal.name} ${sayStage(deal.stage, language)}`),
        t.noDeals,
      ),
    },
    {
      label: t.contacts,
      value: few(
        contacts.map(sayPerson),
        t.noContacts,
        // A name and its title have a comma between them already.
        language === "zh" ? separator : "; ",
      ),
    },
  ];
}

const lineOf = ({ kind, happenedOn, said, step }: Activity, { language, today }: View): Line => ({
  text: [
    { bold: `${sayDate(happenedOn, language, today)} · ${KINDS[kind][language]}` },
    ` ${shortened(said || (step?.what ?? ""))}`,
  ],
});

const shortened = (said: string): string => ([...said].length > 100 ? `${[...said].slice(0, 100).join("")}…` : said);

const openButton = (customer: Customer, { language, today }: View): Button => ({
  label: customerLabel(customer, language, today),
  press: openCustomer.with({ id: customer.id }),
});

/** Customers to choose among, each with a button that opens it. */
export function listCard(
  { title, detail, customers, name }: { title: string; detail?: string; customers: readonly Customer[]; name?: string },
  view: View,
): Card {
  const t = texts[view.language];
  return {
    tone: "plain",
    title,
    plain: title,
    ...(detail !== undefined && { text: [detail] }),
    buttons: [
      ...customers.slice(0, 4).map((customer) => openButton(customer, view)),
      {
        label: name === undefined ? t.createNew : t.createNamed({ name }),
        press: beginCustomer.with(name === undefined ? {} : { name }),
      },
    ],
  };
}
