import type { Card } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayAllegiance } from "../../domain/satisfaction.ts";
import { sayGrade, sayLoyalty, sayQuadrant } from "../../domain/worth.ts";
import { type Customer, openCustomer, sayFlags } from "../customers/public.ts";
import type { Pinned } from "./rules.ts";
import { texts } from "./texts.ts";

/** To the owner: what a manager has decided, or that it counts no more. */
export const pinnedCard = (
  customer: Pick<Customer, "id" | "name" | "flags">,
  { pinnedGrade, pinnedQuadrant, pinnedLoyalty, pinnedAllegiance, pinnedUntil, pinReason }: Pinned,
  { language, today, by }: { readonly language: Language; readonly today: PlainDate; readonly by: string },
): Card => {
  const t = texts[language];
  const { id, name } = customer;
  const said = [
    pinnedGrade && sayGrade(pinnedGrade, language),
    pinnedQuadrant && sayQuadrant(pinnedQuadrant, language),
    pinnedLoyalty && sayLoyalty(pinnedLoyalty, language),
    pinnedAllegiance && sayAllegiance(pinnedAllegiance, language),
  ]
    .filter((part) => part !== null)
    .join(" · ");
  const title = pinnedUntil === null ? t.releasedBy({ name, by }) : t.pinnedBy({ name, by, said });
  const detail =
    pinnedUntil === null
      ? t.countsAgain
      : t.untilDay({ day: sayDate(pinnedUntil, language, today), why: pinReason ?? "" });
  return {
    tone: pinnedUntil === null ? "past" : "plain",
    title,
    plain: `${title} · ${detail}`,
    tags: sayFlags(customer, language),
    text: [detail],
    buttons: [{ label: t.look, press: openCustomer.with({ id }) }],
  };
};
