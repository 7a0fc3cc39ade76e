import type { Card, Line } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { dateIn, type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { type Stage, sayStage } from "../../domain/stages.ts";
import type { Reader } from "../../notify/tell.ts";
import { sayFlags } from "../customers/public.ts";
import { type Deal, dealAction, extendButton, nextStage, stageButton } from "../pipeline/public.ts";
import type { TimedDeal } from "./store.ts";
import { texts } from "./texts.ts";

const MOST_LINES = 12;

export interface Warned {
  readonly deal: TimedDeal;
  readonly day: PlainDate;
  /** False: counted without holidays nobody has published. */
  readonly announced: boolean;
}

const rest = (count: number, language: Language) =>
  count > MOST_LINES ? { footer: texts[language].more({ count: count - MOST_LINES }) } : {};

/** For the owner: these fall back unless something is done. */
export function warningCard(warned: readonly Warned[], { language, zone }: Reader, now: Instant): Card {
  const t = texts[language];
  const title = t.warnTitle({ count: warned.length });
  const today = dateIn(zone, now);
  const lineOf = ({ deal, day }: Warned): Line => ({
    text: [{ bold: deal.name }],
    detail: (deal.stage === "p90" ? t.warnNinety : t.warnLine)({
      stage: sayStage(deal.stage, language),
      day: sayDate(day, language, today),
    }),
    buttons: [{ label: t.open, press: dealAction.with({ id: deal.id }) }, extendButton(deal, language)],
  });
  return {
    tone: "waiting",
    title,
    plain: `${title}: ${warned
      .slice(0, 3)
      .map(({ deal }) => deal.name)
      .join(", ")}`,
    text: [t.warnDetail, ...(warned.some(({ announced }) => !announced) ? [t.weekendsOnly] : [])],
    lines: warned.slice(0, MOST_LINES).map(lineOf),
    ...rest(warned.length, language),
  };
}

/** For the owner: these are back in that column. */
export function fellCard(deals: readonly TimedDeal[], to: Stage, { language }: Reader): Card {
  const t = texts[language];
  const title = t.fellTitle({ count: deals.length, stage: sayStage(to, language) });
  const next = nextStage(to) ?? to;
  const lineOf = (deal: TimedDeal): Line => ({
    text: [{ bold: deal.name }],
    detail: t.fellLine({ stage: sayStage(deal.stage, language) }),
    buttons: [stageButton(deal, next, language)],
  });
  return {
    tone: "stopped",
    title,
    plain: `${title}: ${deals
      .slice(0, 3)
      .map(({ name }) => name)
      .join(", ")}`,
    text: [to === "p50" ? t.fellNinety : t.fellDetail],
    lines: deals.slice(0, MOST_LINES).map(lineOf),
    ...rest(deals.length, language),
  };
}

/** For the owner: a manager keeps the deal where it is. */
export function heldCard(
  deal: Pick<Deal, "name" | "customerFlags">,
  held: { readonly who: string; readonly day: string; readonly why: string },
  language: Language,
): Card {
  const title = texts[language].heldBy({ ...held, deal: deal.name });
  return {
    ...{ tone: "plain", title, plain: title, tags: sayFlags({ flags: deal.customerFlags }, language) },
    text: [held.why],
  };
}
