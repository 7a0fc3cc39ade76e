import { z } from "zod";
import { type Button, type Card, defineAction } from "../../chat/card.ts";
import { type PlainDate, plainDate, sayInstant, sayMonth, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { Moved } from "./rules.ts";
import type { Entry, Goals, TeamOfGoals } from "./store.ts";
import { sayGoal, texts } from "./texts.ts";

const from = z.iso
  .date()
  .transform((text) => plainDate(text))
  .optional();
/** To the goals of the teams one sets them for. */
export const openGoals = defineAction("goals.open", z.object({}));
export const showGoals = defineAction("goals.show", z.object({ teamId: z.uuid(), from }));
export const changeGoals = defineAction(
  "goals.change",
  z.object({ teamId: z.uuid(), from, typed: z.string().max(100).optional() }),
);
export const showHistory = defineAction("goals.history", z.object({ teamId: z.uuid(), after: z.uuid().optional() }));
export const undoGoals = defineAction("goals.undo", z.object({ teamId: z.uuid(), id: z.uuid() }));

export const teamsGoals = (language: Language): Button => ({
  label: texts[language].button,
  press: openGoals.with({}),
});

/** To one team's, where it has none for the month. */
export const setButton = (teamId: string, language: Language): Button => ({
  label: texts[language].set,
  press: changeGoals.with({ teamId }),
});

export function goalsCard(
  { id: teamId, name: team }: TeamOfGoals,
  {
    months,
    goals,
    later,
    isLater,
  }: {
    readonly months: readonly PlainDate[];
    readonly goals: Goals;
    readonly later: PlainDate | undefined;
    readonly isLater: boolean;
  },
  language: Language,
): Card {
  const t = texts[language];
  const title = t.title({ team });
  const [first] = months;
  const here = first !== undefined && isLater ? { from: first } : {};
  return {
    tone: "plain",
    title,
    plain: title,
    facts: months.map((month) => ({ label: sayMonth(month, language), value: sayGoal(goals.get(month), language) })),
    buttons: [
      { label: t.change, press: changeGoals.with({ teamId, ...here }), look: "primary" },
      ...(isLater ? [{ label: t.now, press: showGoals.with({ teamId }) }] : []),
      ...(later === undefined ? [] : [{ label: t.later, press: showGoals.with({ teamId, from: later }) }]),
      { label: t.history, press: showHistory.with({ teamId }) },
    ],
    footer: t.footer,
  };
}

const MOST_BUTTONS = 5;

/** Several teams: whose goals; what was typed with the command goes along. */
export function whichCard(teams: readonly TeamOfGoals[], typed: string, language: Language): Card {
  const title = texts[language].which;
  const buttons = teams.map(
    ({ id: teamId, name }): Button => ({
      label: name,
      press: typed === "" ? showGoals.with({ teamId }) : changeGoals.with({ teamId, typed }),
    }),
  );
  return {
    tone: "plain",
    title,
    plain: title,
    buttons: buttons.slice(0, MOST_BUTTONS),
    menu: buttons.slice(MOST_BUTTONS),
  };
}

const sayMoved = (moved: readonly Moved[], language: Language): string[] =>
  moved.map(
    ({ month, before, after }) =>
      `${sayMonth(month, language)} ${sayGoal(before, language)} → ${sayGoal(after, language)}`,
  );

export function setCard(
  teamId: string,
  { moved, entry, undone = false }: { moved: readonly Moved[]; entry: string; undone?: boolean },
  language: Language,
): Card {
  const t = texts[language];
  const title = moved.length === 0 ? t.same : undone ? t.undone : t.saved;
  const said = sayMoved(moved, language);
  return {
    tone: "done",
    title,
    plain: [title, ...said].join(" · "),
    text: said,
    buttons: [
      { label: t.own, press: showGoals.with({ teamId }) },
      ...(moved.length > 0 ? [{ label: t.undo, press: undoGoals.with({ teamId, id: entry }) }] : []),
      { label: t.history, press: showHistory.with({ teamId }) },
    ],
  };
}

export function historyCard(
  { id: teamId, name: team }: TeamOfGoals,
  { rows, next }: { readonly rows: readonly Entry[]; readonly next: string | null },
  { language, zone }: { readonly language: Language; readonly zone: Zone },
): Card {
  const t = texts[language];
  const title = t.historyTitle({ team });
  return {
    tone: "plain",
    title,
    plain: title,
    ...(rows.length === 0 && { text: [t.historyEmpty] }),
    lines: rows.map(({ id, by, at, moved }) => ({
      text: sayMoved(moved, language).join(" · "),
      detail: `${by ?? t.operator} · ${sayInstant(at, language, zone)}`,
      buttons: [{ label: t.undo, press: undoGoals.with({ teamId, id }) }],
    })),
    buttons: [
      { label: t.own, press: showGoals.with({ teamId }) },
      ...(next === null ? [] : [{ label: t.more, press: showHistory.with({ teamId, after: next }) }]),
    ],
  };
}
