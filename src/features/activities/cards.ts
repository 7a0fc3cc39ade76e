import { z } from "zod";
import { type Button, type Card, defineAction, type Fact } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { beginContact, type Contact } from "../contacts/public.ts";
import { type Customer, sayFlags } from "../customers/public.ts";
import type { StageHint } from "../pipeline/public.ts";
import { beginActivity } from "./forms.ts";
import type { Activity } from "./rules.ts";
import { sayMood, texts } from "./texts.ts";

const id = z.uuid();
export const undo = defineAction("activities.undo", z.object({ id }));
export const edit = defineAction("activities.edit", z.object({ id }));
export const repeat = defineAction("activities.repeat", z.object({ id }));
/** Whom a surname meant that fits several. */
const whom = z.object({ id, version: z.int(), contactId: id });
export type Whom = z.output<typeof whom>;
export const sayWhom = defineAction("activities.whom", whom);

/** Who reads a card, and on which day. */
export interface View {
  readonly language: Language;
  readonly today: PlainDate;
}

export interface ShownActivity {
  readonly activity: Activity;
  readonly customer: Customer;
  readonly met: readonly Contact[];
  readonly how: "logged" | "again" | "edited";
  /** Earlier promises it kept. */
  readonly fulfilled?: number;
  /** Undefined: no stage was named; null: no deal could move there. */
  readonly hint?: StageHint | null | undefined;
  /** A person the line speaks of whom nobody or several fit. */
  readonly unclear?: { readonly said: string; readonly people: readonly Contact[] } | undefined;
}

/** The answer to a logged visit: what was understood, with what corrects it. */
export function activityCard(shown: ShownActivity, view: View): Card {
  const t = texts[view.language];
  const { activity, customer, met } = shown;
  const who = t.who({ customer: customer.name, people: met.map(sayPerson) });
  const title = t[shown.how]({ kind: activity.kind, who });
  const facts = factsOf(shown, view);
  const next = facts.find(({ label }) => label === t.next);
  return {
    tone: "done",
    title,
    plain: [title, ...(next ? [`${next.label} ${String(next.value)}`] : [])].join(" · "),
    tags: sayFlags(customer, view.language),
    ...(activity.said && { text: [activity.said] }),
    facts,
    buttons: buttonsOf(shown, view).slice(0, 5),
  };
}

function factsOf({ activity, fulfilled = 0, hint, unclear }: ShownActivity, { language, today }: View): Fact[] {
  const t = texts[language];
  const facts: Fact[] = [];
  const add = (label: string, value: string) => facts.push({ label, value });
  if (activity.happenedOn !== today) add(t.day, sayDate(activity.happenedOn, language, today));
  const { step } = activity;
  if (step) add(t.next, t.nextOn({ what: step.what, day: sayDate(step.dueOn, language, today) }));
  if (hint === null) add(t.deal, t.noDeal);
  if (hint) add(t.deal, sayHint(hint, language));
  if (unclear) add(t.contact, sayUnclear(unclear, language));
  if (fulfilled > 0) add(t.fulfilled, t.fulfilledSteps({ count: fulfilled }));
  if (activity.mood !== null) add(t.mood, sayMood(activity.mood, language));
  return facts;
}

function sayHint({ deal, move, missing }: StageHint, language: Language): string {
  const t = texts[language];
  if (missing.length === 0) return t.dealReady({ deal, move });
  return t.dealMissing({ deal, move, count: missing.length, missing: missing.join(language === "zh" ? "、" : ", ") });
}

/** Where criteria are missing, the form that opens is there to fill them in. */
const hintButton = ({ button, to, missing }: StageHint, language: Language): Button =>
  to === "p50" && missing.length > 0 ? { ...button, label: texts[language].fillIn({ count: missing.length }) } : button;

function sayUnclear({ said, people }: NonNullable<ShownActivity["unclear"]>, language: Language): string {
  const t = texts[language];
  if (people.length === 0) return t.unknownPerson({ said });
  return t.whoIs({ said, names: people.map(sayPerson).join(language === "zh" ? "、" : "; ") });
}

function buttonsOf({ activity, customer, hint, unclear }: ShownActivity, { language }: View): Button[] {
  const t = texts[language];
  const { id, version } = activity;
  const whom = (unclear?.people ?? []).slice(0, 2).map((contact) => ({
    label: t.itIs({ name: sayPerson(contact) }),
    press: sayWhom.with({ id, version, contactId: contact.id }),
  }));
  const unknown = unclear && unclear.people.length === 0;
  return [
    ...(hint ? [hintButton(hint, language)] : []),
    ...whom,
    ...(unknown
      ? [
          {
            label: t.addPerson({ said: unclear.said }),
            press: beginContact.with({ customerId: customer.id, name: unclear.said }),
          },
        ]
      : []),
    { label: t.edit, press: edit.with({ id }) },
    { label: t.undo, press: undo.with({ id }) },
  ];
}

export function undoneCard({ activity, customer, met }: Omit<ShownActivity, "how">, { language }: View): Card {
  const t = texts[language];
  const title = t.undone({ kind: activity.kind, who: t.who({ customer: customer.name, people: met.map(sayPerson) }) });
  return {
    tone: "past",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    text: [t.undoneDetail],
    buttons: [{ label: t.logAgain, press: repeat.with({ id: activity.id }) }],
  };
}

/** A button that opens the form for a visit, on the cards of others. */
export const visitButton = (customerId: string, label: string): Button => ({
  label,
  press: beginActivity.with({ customerId }),
});
