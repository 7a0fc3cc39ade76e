import { z } from "zod";
import { type Button, type Card, defineAction, type Line } from "../../chat/card.ts";
import { sayInstant, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { type Currency, currency as currencyOf } from "../../core/money.ts";
import {
  COMPANY_FACTS,
  type Company,
  editCompany,
  sayFact,
  sayTeams,
  showSegments,
  type TeamsAfter,
} from "../company/public.ts";
import { teamsGoals } from "../goals/public.ts";
import { canGoBack, figuresOf, GROUP_NAMES, type Group, isSame, valueIn } from "./rules.ts";
import type { Entry, Moved, SegmentNamed, Standing } from "./store.ts";
import { GROUP_TITLES, nameOf, sayValue, texts } from "./texts.ts";

const segment = z.uuid().optional();
export const changeGroup = defineAction("figures.change", z.object({ group: z.enum(GROUP_NAMES), segment }));
export const showFigures = defineAction("figures.show", z.object({ segment }));
export const showHistory = defineAction("figures.history", z.object({ segment, after: z.uuid().optional() }));
export const undoChange = defineAction("figures.undo", z.object({ id: z.uuid(), segment }));

/** Of the organization when there is no segment. */
export type Whose = SegmentNamed | undefined;
export interface View {
  readonly language: Language;
  readonly zone: Zone;
}
const of = (whose: Whose) => (whose ? { segment: whose.id } : {});

/** More are found by their list. */
const MOST_IN_MENU = 10;

/** All figures by group, as far as they differ; and whose else there are to look at. */
export function figuresCard(
  whose: Whose,
  standing: Standing,
  {
    language,
    others,
    company,
  }: {
    readonly language: Language;
    readonly others: readonly Whose[];
    /** What the organization itself is: stands with its own figures. */
    readonly company?: Company;
  },
): Card {
  const t = texts[language];
  const title = whose ? t.titleOf({ segment: whose.name }) : t.title;
  const groups = GROUP_NAMES.filter((group) => figuresOf(group, whose?.id).length > 0);
  return {
    tone: "plain",
    title,
    plain: title,
    lines: [
      ...(company ? [companyLine(company, language)] : []),
      ...groups.map((group) => groupLine(group, whose, { standing, language })),
    ],
    buttons: [
      teamsGoals(language),
      { label: t.history, press: showHistory.with(of(whose)) },
      ...(others.length > MOST_IN_MENU ? elsewhere(others, whose, language) : []),
    ],
    ...(others.length > 0 &&
      others.length <= MOST_IN_MENU && { menu: others.map((other) => figuresButton(other, language)) }),
    footer: whose ? t.whatFollowsCompany : t.whatFollows,
  };
}

/** To whichever figures the person may change. */
export const openFigures = defineAction("figures.open", z.object({}));
export const companyFigures = (language: Language): Button => ({
  label: texts[language].company,
  press: openFigures.with({}),
});
/** To the form of a group of the organization's figures. */
export const groupButton = (group: Group, language: Language): Button => ({
  label: GROUP_TITLES[group][language],
  press: changeGroup.with({ group }),
});

const figuresButton = (whose: Whose, language: Language): Button => {
  const t = texts[language];
  return { label: whose ? t.figuresOf({ segment: whose.name }) : t.company, press: showFigures.with(of(whose)) };
};

/** Who changes all finds the others by the segments, with the organization's a press away. */
const elsewhere = (others: readonly Whose[], whose: Whose, language: Language): Button[] => [
  ...(whose && others.includes(undefined) ? [figuresButton(undefined, language)] : []),
  ...(others.includes(undefined) || !whose ? [{ label: texts[language].segments, press: showSegments.with({}) }] : []),
];
export const segmentFigures = (id: string, language: Language): Button => ({
  label: texts[language].titleShort,
  press: showFigures.with({ segment: id }),
});

const companyLine = (company: Company, language: Language): Line => {
  const t = texts[language];
  return {
    text: [{ bold: t.itself }],
    detail: COMPANY_FACTS.map((fact) => sayFact(fact, company[fact], language)).join(" · "),
    buttons: [{ label: t.change, press: editCompany.with({}) }],
  };
};

const groupLine = (
  group: Group,
  whose: Whose,
  { standing, language }: { readonly standing: Standing; readonly language: Language },
): Line => {
  const t = texts[language];
  const { now, below, currency } = standing;
  const changed = figuresOf(group, whose?.id).flatMap(([key]) => {
    const value = valueIn(now, key);
    return isSame(value, valueIn(below, key))
      ? []
      : `${nameOf(key)[language]} ${sayValue(key, value, { language, currency })}`;
  });
  const name = GROUP_TITLES[group][language];
  return {
    text: [{ bold: name }, ...(changed.length === 0 ? [{ quiet: ` · ${whose ? t.asCompany : t.asDelivered}` }] : [])],
    ...(changed.length > 0 && { detail: changed.join(" · ") }),
    buttons: [{ label: t.change, press: changeGroup.with({ group, ...of(whose) }) }],
  };
};

/** Several segments to choose from. */
export const whichCard = (segments: readonly SegmentNamed[], language: Language): Card => {
  const t = texts[language];
  return {
    tone: "plain",
    title: t.which,
    plain: t.which,
    lines: segments.map((each) => ({ text: [{ bold: each.name }], buttons: [figuresButton(each, language)] })),
  };
};

const sayMoved = (moved: readonly Moved[], { language, currency }: { language: Language; currency: Currency }) =>
  moved.map(({ key, before, after }) => {
    const say = (value: unknown) => sayValue(key, value, { language, currency });
    return `${nameOf(key)[language]} ${say(before)} → ${say(after)}`;
  });

interface Told {
  readonly moved: readonly Moved[];
  /** The change, to take it back by. */
  readonly entry: string;
  readonly currency: Currency;
  readonly teams?: TeamsAfter | undefined;
}
export const changedCard = (
  whose: Whose,
  { moved, entry, currency, teams }: Told,
  { language, undone = false }: { readonly language: Language; readonly undone?: boolean },
): Card => {
  const t = texts[language];
  const [title, text] = undone ? [t.undone] : moved.length > 0 ? [t.saved] : [t.same, t.sameDetail];
  const said = [...sayMoved(moved, { language, currency }), ...(teams ? sayTeams(teams, language) : [])];
  return {
    tone: "done",
    title,
    plain: [title, ...said].join(" · "),
    text: text === undefined ? said : [text],
    buttons: [
      figuresButton(whose, language),
      ...(moved.length > 0 ? [{ label: t.undo, press: undoChange.with({ id: entry, ...of(whose) }) }] : []),
      { label: t.history, press: showHistory.with(of(whose)) },
    ],
  };
};

/** The organization itself was changed by its form. */
export const companyChanged = (
  { moved, entry, teams }: Omit<Told, "currency">,
  facts: { readonly currency: string },
  language: Language,
): Card => changedCard(undefined, { moved, entry, teams, currency: currencyOf(facts.currency) }, { language });

export const historyCard = (
  whose: Whose,
  history: { readonly rows: readonly Entry[]; readonly next: string | null; readonly currency: Currency },
  { language, zone }: View,
): Card => {
  const t = texts[language];
  const { rows, next, currency } = history;
  const title = whose ? t.historyOf({ segment: whose.name }) : t.historyTitle;
  const more = next === null ? [] : [{ label: t.more, press: showHistory.with({ after: next, ...of(whose) }) }];
  return {
    tone: "plain",
    title,
    plain: title,
    ...(rows.length === 0 && { text: [t.historyEmpty] }),
    lines: rows.map(({ id, by, at, moved }) => ({
      text: sayMoved(moved, { language, currency }).join(" · ") || t.lookedOver,
      detail: `${by ?? t.operator} · ${sayInstant(at, language, zone)}`,
      ...(canGoBack(moved) && { buttons: [{ label: t.undo, press: undoChange.with({ id, ...of(whose) }) }] }),
    })),
    buttons: [figuresButton(whose, language), ...more],
  };
};
