import type { Card } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { type Customer, openCustomer, sayFlags } from "../customers/public.ts";
import { texts } from "./texts.ts";

export function givenCard(customer: Customer, who: string, language: Language): Card {
  const t = texts[language];
  const title = t.given({ who, customer: customer.name });
  return {
    tone: "plain",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    text: [t.givenDetail],
    buttons: [{ label: t.open, press: openCustomer.with({ id: customer.id }) }],
  };
}

export function takenBackCard(customer: Customer, who: string, language: Language): Card {
  const t = texts[language];
  const title = t.takenBack({ who, customer: customer.name });
  return { tone: "past", title, plain: title, tags: sayFlags(customer, language), text: [t.takenBackDetail] };
}
