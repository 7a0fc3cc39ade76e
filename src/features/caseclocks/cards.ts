import type { Card } from "../../chat/card.ts";
import { sayInstant } from "../../core/dates.ts";
import { type CaseView, type Clock, caseCard, type ServiceCase, saidOf, shortened, whoOf } from "../cases/public.ts";
import { texts } from "./texts.ts";

/** Whom it is told, by how far up they stand. */
export type Hears = "owner" | "manager" | "head";

interface Missed {
  readonly one: ServiceCase;
  readonly clock: Clock;
  /** When it was to be told; undefined when it is told in time. */
  readonly lateSince: Date | undefined;
}

/** A case of which something was missed, with why the reader hears of it. */
export function missedCard({ one, clock, lateSince }: Missed, hears: Hears, view: CaseView): Card {
  const { language, zone } = view;
  const t = texts[language];
  const title = t.title({ duty: clock.duty, who: whoOf(one, language) });
  const due = sayInstant(clock.dueAt, language, zone);
  const owner = one.customer.ownerName;
  const toManager = owner === null ? t.whyNobody({ due }) : t.why({ owner, due });
  const why = { owner: t.yours({ due }), manager: toManager, head: t.again({ owner: owner ?? t.nobody, due }) }[hears];
  const late = lateSince ? [t.late({ time: sayInstant(lateSince, language, zone) })] : [];
  const card = caseCard(one, view, { notice: [why, ...late].join("\n") });
  return { ...card, title, plain: `${title} · ${shortened(saidOf(one, language), 80)}` };
}
