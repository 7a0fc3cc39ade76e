import { z } from "zod";
import { type Card, defineAction, type Line } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { sayRoles } from "../../domain/roles.ts";
import { beginPaste } from "../pasting/public.ts";
import type { Problem, Row } from "./rules.ts";
import { texts } from "./texts.ts";

export const addListed = defineAction("roster.add", z.object({ id: z.uuid() }));
export const undoListed = defineAction("roster.undo", z.object({ id: z.uuid() }));

/** What becomes of a row. */
export type Planned = Row & { readonly known: string | null };
export interface Plan {
  readonly rows: readonly Planned[];
  readonly added: readonly Row[];
}

const SHOWN = 12;

const sayProblem = (problem: Problem, language: Language): string => {
  const t = texts[language];
  return problem.kind === "unknown" ? t.unknown({ word: problem.word }) : t[problem.kind];
};

const lineOf = ({ entry, problem, known }: Planned, language: Language): Line => {
  const t = texts[language];
  const { name, mail, phone, roles, teams } = entry;
  const about = [mail, phone, ...teams, sayRoles(roles, language)].filter((part) => part !== null && part !== "");
  const verdict = problem
    ? `✗ ${sayProblem(problem, language)}`
    : known
      ? `= ${t.known({ name: known })}`
      : `✓ ${t.willBe}`;
  return { text: [{ bold: name || "—" }, ` · ${about.join(" · ")}`], detail: verdict };
};

/** The dry run: the refused first, with the reason; then who is known, then who will be added. */
export const planCard = ({ rows, added }: Plan, id: string | undefined, language: Language): Card => {
  const t = texts[language];
  const rank = ({ problem, known }: Planned) => (problem ? 0 : known ? 1 : 2);
  const shown = rows.toSorted((a, b) => rank(a) - rank(b));
  const refused = rows.filter(({ problem }) => problem).length;
  const title = t.planTitle({ add: added.length, known: rows.length - refused - added.length, refused });
  return {
    tone: added.length > 0 ? "waiting" : "stopped",
    title,
    plain: title,
    ...(refused > 0 && { text: [t.refusedText] }),
    lines: shown.slice(0, SHOWN).map((row) => lineOf(row, language)),
    buttons: [
      ...(id !== undefined
        ? [{ label: t.add({ count: added.length }), press: addListed.with({ id }), look: "primary" as const }]
        : []),
      { label: t.again, press: beginPaste.with({}) },
    ],
    ...(rows.length > SHOWN && { footer: t.andMore({ count: rows.length - SHOWN }) }),
  };
};

const few = (names: readonly string[], language: Language): string => {
  const first = names.slice(0, 10).join(language === "zh" ? "、" : ", ");
  return names.length > 10 ? `${first} …` : first;
};

interface Added {
  readonly id: string;
  /** Their accounts are looked up now. */
  readonly sought: boolean;
  /** Until when it can be undone. */
  readonly until: string;
}
export const addedCard = (names: readonly string[], { id, sought, until }: Added, language: Language): Card => {
  const t = texts[language];
  const title = t.added({ count: names.length });
  const confirm = { title: t.undoTitle, text: t.undoText, yes: t.undo, no: t.undoNo };
  return {
    tone: "done",
    title,
    plain: title,
    text: [few(names, language), sought ? t.soughtText : t.addedText],
    buttons: [
      { label: t.another, press: beginPaste.with({}) },
      { label: t.undo, press: undoListed.with({ id }), look: "danger", confirm },
    ],
    footer: t.undoUntil({ time: until }),
  };
};

/** Who went, and who stays as they have been at work since. */
export const undoneCard = (gone: readonly string[], stayed: readonly string[], language: Language): Card => {
  const t = texts[language];
  const title = t.undone({ count: gone.length });
  const lines = [
    ...(gone.length > 0 ? [few(gone, language)] : []),
    ...(stayed.length > 0 ? [t.stayed({ names: stayed.join(language === "zh" ? "、" : ", ") })] : []),
  ];
  return {
    ...{ tone: "past", title, plain: title, text: lines },
    buttons: [{ label: t.another, press: beginPaste.with({}) }],
  };
};
