import type { Button, Card } from "../../chat/card.ts";
import type { PlainDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { beginCustomer, type CalledSo, openCustomer, showCalledSo } from "./forms.ts";
import { customerLabel, offerOf } from "./public.ts";
import type { Customer } from "./rules.ts";
import { texts } from "./texts.ts";

/** Who reads a card, and on which day. */
export interface View {
  readonly language: Language;
  readonly today: PlainDate;
}

const openButton = (customer: Customer, { language, today }: View): Button => ({
  label: customerLabel(customer, language, today),
  press: openCustomer.with({ id: customer.id }),
});

const MOST_SHOWN = 4;
const createButton = (name: string | undefined, language: Language): Button => ({
  label: name === undefined ? texts[language].createNew : texts[language].createNamed({ name }),
  press: beginCustomer.with(name === undefined ? {} : { name }),
});

/** Which of those called so is meant. */
export function whichCard(found: readonly Customer[], called: CalledSo, view: View): Card {
  const { language } = view;
  const title = texts[language].whichTitle(called);
  const { more, buttons } = offerOf(found, called.from, {
    button: (one) => openButton(one, view),
    next: (from) => showCalledSo.with({ ...called, from }),
    language,
  });
  return {
    tone: "plain",
    title,
    plain: title,
    ...(more.length > 0 && { text: more }),
    buttons: [...buttons, createButton(called.name, language)],
  };
}

/** Customers to choose among, each with a button that opens it; one more than are shown says that there are more. */
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
    ...(customers.length > MOST_SHOWN && { footer: t.moreFit }),
    buttons: [
      ...customers.slice(0, MOST_SHOWN).map((customer) => openButton(customer, view)),
      createButton(name, view.language),
    ],
  };
}
