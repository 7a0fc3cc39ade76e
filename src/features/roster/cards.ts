import { z } from "zod";
import { type Card, defineAction, type Line } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { sayRoles } from "../../domain/roles.ts";
import { beginPaste } from "../pasting/public.ts";
import type { Problem, Row } from "./rules.ts";
import { texts } from "./texts.ts";

export const addListed = defineAction("roster.add", z.object({ id: z.uuid() }));

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

/** `sought`: their accounts are looked up now. */
export const addedCard = (names: readonly string[], sought: boolean, language: Language): Card => {
  const t = texts[language];
  const title = t.added({ count: names.length });
  const few = names.slice(0, 10).join(language === "zh" ? "、" : ", ");
  return {
    tone: "done",
    title,
    plain: title,
    text: [names.length > 10 ? `${few} …` : few, sought ? t.soughtText : t.addedText],
    buttons: [{ label: t.another, press: beginPaste.with({}) }],
  };
};
