import type { Button, Card, Fact } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { currency, money, sayMoney } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { type Allegiance, sayAllegiance } from "../../domain/satisfaction.ts";
import { type Grade, type Loyalty, type Quadrant, sayGrade, sayLoyalty, sayQuadrant } from "../../domain/worth.ts";
import { answersButton } from "../answers/public.ts";
import { showFactHistory } from "../chronicle/public.ts";
import { openCustomer, sayFlags } from "../customers/public.ts";
import { pinButtons } from "../pinning/public.ts";
import { explainWorth } from "./forms.ts";
import { holds, roundedLimit } from "./rules.ts";
import type { Pin, Worth } from "./store.ts";
import { texts, WHY } from "./texts.ts";

/** Who reads a card, and on which day. */
interface View {
  readonly language: Language;
  readonly today: PlainDate;
  readonly scope: Scope;
}
type Reckoned = NonNullable<Worth["reckoned"]>;

/** Stands on a customer's card, and asks why it is worth what it says. */
export const whyButton = (
  { id, grade, quadrant }: Pick<Worth, "id" | "grade" | "quadrant">,
  language: Language,
): Button => {
  const t = texts[language];
  const said = grade ?? (quadrant && sayQuadrant(quadrant, language));
  return { label: said ? t.why({ said }) : t.whyNone, press: explainWorth.with({ id }) };
};

/** What a customer is worth, each figure with what it was compared with. */
export function worthCard(worth: Worth, view: View): Card {
  const { language, today, scope } = view;
  const t = texts[language];
  const { id, name, reckoned, pin } = worth;
  const said = sayWorth(worth, language);
  const title = said ? t.title({ name, said }) : t.titleNone({ name });
  const text = [...(pin ? [sayPin(pin, worth, view)] : []), ...noticesOf(reckoned, language)];
  return {
    tone: "plain",
    title,
    plain: title,
    tags: sayFlags(worth, language),
    ...(text.length > 0 && { text }),
    facts: reckoned ? factsOf(reckoned, { language, today }) : [],
    buttons: [
      ...pinButtons(worth, { language, scope }),
      answersButton(id, language),
      { label: t.history, press: showFactHistory.with({ of: "customer", id }) },
      { label: t.back, press: openCustomer.with({ id }) },
    ],
    ...(reckoned && { footer: t.asOf({ day: sayDate(reckoned.on, language, today) }) }),
  };
}

interface Said {
  readonly grade: Grade | null;
  readonly quadrant: Quadrant | null;
  readonly loyalty: Loyalty | null;
  readonly allegiance: Allegiance | null;
}
const sayWorth = ({ grade, quadrant, loyalty, allegiance }: Said, language: Language): string =>
  [
    grade && texts[language].gradeIs({ grade: sayGrade(grade, language) }),
    quadrant && sayQuadrant(quadrant, language),
    loyalty && sayLoyalty(loyalty, language),
    allegiance && sayAllegiance(allegiance, language),
  ]
    .filter((part) => part !== null)
    .join(" · ");

function sayPin(pin: Pin, { reckoned }: Worth, { language, today }: View): string {
  const t = texts[language];
  const said = t.pinned({
    said: sayWorth(pin, language),
    day: sayDate(pin.until, language, today),
    by: pin.by ?? t.somebody,
    why: pin.reason,
  });
  const without = {
    grade: pin.grade && (reckoned?.grade ?? null),
    quadrant: pin.quadrant && (reckoned?.quadrant ?? null),
    loyalty: pin.loyalty && (reckoned?.loyalty ?? null),
    allegiance: pin.allegiance && (reckoned?.allegiance ?? null),
  };
  return `${said}${t.without({ said: sayWorth(without, language) || t.nothingYet })}`;
}

/** What is not known, why, and what helps; and what was not counted. */
function noticesOf(reckoned: Worth["reckoned"], language: Language): string[] {
  const t = texts[language];
  if (!reckoned) return [t.notYet];
  const notices: string[] = [];
  if (reckoned.highFromMinor === null) notices.push(t.nothingCollected);
  if (reckoned.promisingFromMinor === null) notices.push(t.nothingAhead);
  if (reckoned.leftOut.length > 0) notices.push(t.leftOut({ currencies: reckoned.leftOut.join(t.and) }));
  return notices;
}

function factsOf(reckoned: Reckoned, { language, today }: Omit<View, "scope">): Fact[] {
  const t = texts[language];
  const say = (minor: bigint) => sayMoney(money(minor, currency(reckoned.currency)));
  const { collectedMinor, openMinor, yearlyMinor, purchases, services, cycleDays, lastBoughtOn } = reckoned;
  const compared = (amount: bigint, limit: bigint | null): string => {
    if (limit === null) return "";
    const high = amount >= limit;
    return t.compared({ high, from: say(roundedLimit(limit, high)) });
  };
  const potential = openMinor + yearlyMinor;
  const parts = potential > 0n ? t.parts({ open: say(openMinor), yearly: say(yearlyMinor) }) : "";
  const loyalty =
    reckoned.loyalty === null || cycleDays === null || lastBoughtOn === null
      ? t.noRhythm({ purchases, services })
      : t.rhythm({
          said: sayLoyalty(reckoned.loyalty, language),
          days: cycleDays,
          last: sayDate(lastBoughtOn, language, today),
        });
  return [
    { label: t.grade, value: sayWhyGrade(reckoned, language) },
    { label: t.current, value: `${say(collectedMinor)}${compared(collectedMinor, reckoned.highFromMinor)}` },
    { label: t.potential, value: `${say(potential)}${parts}${compared(potential, reckoned.promisingFromMinor)}` },
    { label: t.loyalty, value: loyalty },
    { label: t.satisfaction, value: saySatisfaction(reckoned, { language, today }) },
  ];
}

/** What it said and when, and what that makes it, or why nothing. */
function saySatisfaction(
  { csi, recommend, answeredOn, leaving, allegiance, on, ...limits }: Reckoned,
  { language, today }: Omit<View, "scope">,
): string {
  const t = texts[language];
  if (answeredOn === null) return t.notAsked;
  const day = sayDate(answeredOn, language, today);
  const marks = recommend === null ? "" : t.recommends({ mark: recommend });
  if (csi === null) return t.notRated({ day, marks });
  const said = t.said({ csi, day, marks });
  if (!holds(answeredOn, limits, on)) return t.tooOld({ said, days: limits.holdsDays });
  if (allegiance === null) return leaving === null ? t.nobodyKnows({ said }) : said;
  const { highCsi: high, lowCsi: low } = limits;
  return t.allegiance({ said, class: sayAllegiance(allegiance, language), is: WHY[allegiance][language], high, low });
}

function sayWhyGrade({ grade, largerShare, collectedMinor, gradeA, gradeB }: Reckoned, language: Language): string {
  const t = texts[language];
  if (grade === null || largerShare === null) return t.nothingYet;
  if (collectedMinor === 0n) return t.gradeOfNothing;
  return largerShare === 0
    ? t.gradeOfLargest({ grade: sayGrade(grade, language) })
    : t.gradeOf({ grade: sayGrade(grade, language), share: largerShare, gradeA, gradeB });
}
