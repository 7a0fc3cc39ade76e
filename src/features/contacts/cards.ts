import type { Card, Fact } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { sayPerson } from "../../domain/names-people.ts";
import type { Birthday } from "../../domain/when-birthday.ts";
import { type Customer, openCustomer, sayFlags } from "../customers/public.ts";
import { beginContact } from "./forms.ts";
import type { NewContact } from "./store.ts";
import { texts } from "./texts.ts";

const sayBirthday = ({ calendar, month, day, leap }: Birthday, language: Language): string =>
  calendar === "lunar"
    ? texts[language].lunarBirthday({ month, day, leap })
    : texts[language].solarBirthday({ month, day });

export function addedCard(contact: NewContact, customer: Customer, language: Language): Card {
  const t = texts[language];
  const called = sayPerson({ name: contact.name, title: contact.title ?? null });
  const title = t.contactAdded({ contact: called, customer: customer.name });
  const facts: Fact[] = [];
  if (contact.phone !== undefined) facts.push({ label: t.phoneLabel, value: contact.phone });
  if (contact.birthday) facts.push({ label: t.birthdayLabel, value: sayBirthday(contact.birthday, language) });
  if (contact.publicSector) facts.push({ label: t.publicSector, value: t.publicSectorHint });
  return {
    tone: "done",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    facts,
    buttons: [
      { label: t.openCard, press: openCustomer.with({ id: customer.id }) },
      { label: t.addAnother, press: beginContact.with({ customerId: customer.id }) },
    ],
  };
}
