import type { ActionCall, Button } from "../../chat/card.ts";
import type { Choice } from "../../chat/form.ts";
import { type PlainDate, sayDate, sayDay } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { sayFlag, sortFlags } from "../../domain/customers.ts";
import type { Customer } from "./rules.ts";
import { readCustomer } from "./store.ts";
import { texts } from "./texts.ts";

export { beginCustomer, type CalledSo, calledSo, moreOfCustomer, openCustomer } from "./forms.ts";
export type { Customer } from "./rules.ts";
export {
  holdCustomer,
  readCustomer as customerById,
  readCustomersAmong as customersAmong,
  readCustomersById as customersById,
  restoreContactDays,
  touchCustomer,
} from "./store.ts";

/**
 * What `read` finds of a customer, or of the one it became part of: a button from before a merge still opens something.
 * For looking and for opening forms; what changes goes by the id and version that were seen.
 */
export async function throughMerges<T>(
  scope: Scope,
  id: string,
  read: (id: string) => Promise<T | null | undefined>,
): Promise<T | null> {
  const found = await read(id);
  if (found) return found;
  const kept = await readCustomer(scope, id);
  return (kept && (await read(kept.id))) ?? null;
}

/** A customer as something to choose, told apart by city and last contact. */
export function customerChoice(customer: Customer, language: Language, today: PlainDate): Choice {
  const contact = customer.lastContactOn
    ? texts[language].lastContact({ day: sayDate(customer.lastContactOn, language, today) })
    : texts[language].neverContacted;
  return {
    value: customer.id,
    label: nameInList(customer, language),
    detail: [customer.city, contact].filter((part) => part !== null).join(" · "),
  };
}

/** So that what tells customers apart still stands on a button. Characters. */
const LONGEST_ON_BUTTON = 24;

/**
 * A customer on a button, which a phone cuts off after some 18 characters: name, city, day of the last contact; of its
 * flags there is room for a warning alone.
 */
export function customerLabel(
  { name, city, lastContactOn, flags }: Customer,
  language: Language,
  today: PlainDate,
): string {
  const letters = [...name];
  const short = letters.length > LONGEST_ON_BUTTON ? `${letters.slice(0, LONGEST_ON_BUTTON).join("")}…` : name;
  const contact = lastContactOn ? sayDay(lastContactOn, language, today) : texts[language].neverContacted;
  const marked = flags.includes("warning") ? `⚠️ ${short}` : short;
  return [marked, city, contact].filter((part) => part !== null).join(" · ");
}

/** More that are called alike are counted, but for very many. */
export const MOST_CALLED = 50;
const OFFERED = 4;

/** Of those called so the next few, and a way to the rest: where all have one name, nothing typed tells them apart. */
export function offerOf<Found>(
  found: readonly Found[],
  from: number,
  offer: { button(one: Found): Button; next(from: number): ActionCall; readonly language: Language },
): { readonly more: string[]; readonly buttons: Button[] } {
  const t = texts[offer.language];
  const [to, rest] = [from + OFFERED, found.length - from - OFFERED];
  return {
    more: found.length > MOST_CALLED ? [t.manyMore] : rest > 0 ? [t.moreCalledSo({ count: rest })] : [],
    buttons: [
      ...found.slice(from, to).map((one) => offer.button(one)),
      ...(rest > 0 ? [{ label: t.nextPage, press: offer.next(to) }] : []),
    ],
  };
}

/** Flags as they stand on a card, warning first. */
export const sayFlags = (customer: Pick<Customer, "flags">, language: Language): string[] =>
  sortFlags(customer.flags).map((flag) => sayFlag(flag, language));

/** A name where it stands among others: after the first of its flags. */
export const nameInList = ({ name, flags }: Pick<Customer, "name" | "flags">, language: Language): string =>
  [...sayFlags({ flags }, language).slice(0, 1), name].join(" · ");
