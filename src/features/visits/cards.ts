import { z } from "zod";
import { type Button, type Card, defineAction } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { kindOf, type View } from "../activities/public.ts";
import { beginCustomer, type CalledSo, type Customer, calledSo, customerLabel, offerOf } from "../customers/public.ts";
import { texts } from "./texts.ts";

const id = z.uuid();
/** A line whose customer is being asked for: what follows the name, and what stood before it. */
export const pendingLine = z.object({
  kind: kindOf,
  line: z.string(),
  happenedOn: z.string().optional(),
});
export type PendingLine = z.output<typeof pendingLine>;
/** "This customer is meant": logs the line that was typed. */
export const meanCustomer = defineAction("visits.customer", pendingLine.extend({ customerId: id }));
/** More of those called so. */
export const whichCustomer = defineAction("visits.which", pendingLine.extend(calledSo.shape));
/** Opens the form with the line in it, to look for the customer there. */
export const lookAgain = defineAction("visits.look", pendingLine);

/** For a customer that may be meant, carrying the line on. */
const customerButton = (customer: Customer, pending: PendingLine, { language, today }: View): Button => ({
  label: customerLabel(customer, language, today),
  press: meanCustomer.with({ ...pending, customerId: customer.id }),
});

export interface Asking {
  readonly name: string;
  readonly customers: readonly Customer[];
  readonly pending: PendingLine;
}

export function whichCard(
  found: readonly Customer[],
  { pending, ...called }: CalledSo & Pick<Asking, "pending">,
  view: View,
): Card {
  const t = texts[view.language];
  const { name } = called;
  const { more, buttons } = offerOf(found, called.from, {
    button: (one) => customerButton(one, pending, view),
    next: (from) => whichCustomer.with({ ...pending, ...called, from }),
    language: view.language,
  });
  const title = t.which({ name });
  return {
    tone: "waiting",
    title,
    plain: title,
    text: [t.whichDetail, ...more],
    buttons: [...buttons, { label: t.look, press: lookAgain.with(pending) }],
  };
}

export function noneCard({ name, customers, pending }: Asking, view: View): Card {
  const t = texts[view.language];
  const title = t.noneTitle({ name });
  return {
    tone: "waiting",
    title,
    plain: title,
    text: [customers.length > 0 ? t.noneDetail : t.noneAlone],
    buttons: [
      ...customers.slice(0, 3).map((one) => customerButton(one, pending, view)),
      {
        label: t.create({ name }),
        press: beginCustomer.with({ name, carried: pending }),
        // Where a name comes near, a slip of the finger is likelier than a new customer.
        ...(customers.length === 0 && { look: "primary" }),
      },
      { label: t.look, press: lookAgain.with(pending) },
    ],
  };
}

/** Logs a line typed before its customer was there. */
export const carriedButton = (customerId: string, pending: PendingLine, language: Language): Button => ({
  label: texts[language].logLine,
  press: meanCustomer.with({ ...pending, customerId }),
  look: "primary",
});
