import { z } from "zod";
import { type Button, type Card, defineAction, type Line } from "../../chat/card.ts";
import { clipLine } from "../../chat/clip.ts";
import type { Language } from "../../core/language.ts";
import { sayRoles } from "../../domain/roles.ts";
import { beginPaste } from "../pasting/public.ts";
import { nextStepButton } from "../team/public.ts";
import { type Filling, type Problem, type Row, unknownTeam } from "./rules.ts";
import { texts } from "./texts.ts";

export const addListed = defineAction("roster.add", z.object({ id: z.uuid() }));
export const makeTeams = defineAction("roster.makeTeams", z.object({ id: z.uuid() }));
export const undoListed = defineAction("roster.undo", z.object({ id: z.uuid() }));

/** What becomes of a row. */
export type Planned = Row & {
  readonly known: string | null;
  /** Whose account is closed. */
  readonly closed?: boolean;
  /** Known by the name alone: it may be a namesake. */
  readonly byName?: boolean;
  /** The asker may not look them up. */
  readonly unseen?: boolean;
  /** What of them nobody knew. */
  readonly filling?: Filling | null;
};
export interface Plan {
  readonly rows: readonly Planned[];
  /** Lines that are about nobody. */
  readonly left: readonly string[];
  readonly added: readonly Row[];
  readonly filled: readonly Filling[];
  /** Teams that whoever pasted the list can make, and who would be in each. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
}

const SHOWN = 12;

const sayProblem = (problem: Problem, language: Language): string => {
  const t = texts[language];
  if ("word" in problem) return t[problem.kind](problem);
  return problem.kind === "sameReach" ? t.sameReach({ name: problem.of }) : t[problem.kind];
};

const sayKnown = (name: string, { closed, byName, unseen, filling = null }: Planned, language: Language): string => {
  const t = texts[language];
  if (unseen) return t.knownUnseen;
  if (closed) return byName ? t.closedNamesake({ name }) : t.knownClosed({ name });
  const told = filling ? [filling.mail, filling.phone].filter((part) => part !== null) : [];
  return filling ? t.willFill({ name, told: few(told, language) }) : t.known({ name });
};

const lineOf = (row: Planned, language: Language): Line => {
  const { entry, problem, known, remarks = [] } = row;
  const t = texts[language];
  const { name, mail, phone, roles, teams } = entry;
  const about = [mail, phone, ...teams, sayRoles(roles, language)].filter((part) => part !== null && part !== "");
  const verdict = problem
    ? `✗ ${sayProblem(problem, language)}`
    : known
      ? `= ${sayKnown(known, row, language)}`
      : `✓ ${t.willBe}`;
  const said = !problem && remarks.length > 0 ? [verdict, t.remarkLeft({ words: remarks.join(" ") })] : [verdict];
  return { text: [{ bold: name || "—" }, about.map((part) => ` · ${part}`).join("")], detail: said.join(t.pause) };
};

/** Several with the same reason are one line. */
const linesOf = (rows: readonly Planned[], language: Language): readonly { line: Line; count: number }[] => {
  const alike = new Map<string | Planned, Planned[]>();
  for (const row of rows) {
    const key = row.problem ? sayProblem(row.problem, language) : row;
    alike.set(key, [...(alike.get(key) ?? []), row]);
  }
  const t = texts[language];
  return [...alike.values()].map((some) => {
    const [first, ...others] = some as [Planned, ...Planned[]];
    const line = lineOf(first, language);
    if (others.length === 0) return { line, count: 1 };
    const names = few(
      some.map(({ entry }) => entry.name || entry.mail || entry.phone || "—"),
      language,
    );
    const text = [{ bold: t.linesAlike({ count: some.length }) }, ` · ${names}`];
    return { line: { ...line, text }, count: some.length };
  });
};

const sayMissing = (missing: Plan["missing"], language: Language): string => {
  const t = texts[language];
  const teams = [...missing].map(([team, people]) =>
    t.missingTeam({ team, people: people[0] ?? "", count: people.length }),
  );
  return t.missingTeams({ teams: few(teams, language) });
};

/** The dry run: the refused first, with the reason, most alike before few; then who is known, then who will be added. */
export const planCard = (
  { rows, left: nobody, added, filled, missing }: Plan,
  id: string | undefined,
  language: Language,
): Card => {
  const t = texts[language];
  const rank = ({ problem, known, filling, remarks }: Planned) =>
    problem ? 0 : filling || remarks ? 1 : known ? 2 : 3;
  const waits = (row: Planned) => missing.size > 0 && unknownTeam(row) !== undefined;
  const lines = linesOf(
    rows.filter((row) => !waits(row)).toSorted((a, b) => rank(a) - rank(b)),
    language,
  ).toSorted((a, b) => b.count - a.count);
  const left = lines.slice(SHOWN).reduce((sum, { count }) => sum + count, 0);
  const waiting = rows.filter(waits).length;
  const refused = rows.filter(({ problem }) => problem).length - waiting;
  const known = rows.length - refused - waiting - added.length - filled.length;
  const title = t.planTitle({ add: added.length, fill: filled.length, known, waiting, refused });
  return {
    tone: id === undefined ? "stopped" : "waiting",
    title,
    plain: title,
    text: [
      ...(missing.size > 0 ? [sayMissing(missing, language)] : []),
      ...(refused > 0 ? [t.refusedText] : []),
      ...(nobody.length > 0 ? [t.nobodyLeft({ lines: few(nobody.map(quoted), language) })] : []),
    ],
    lines: lines.slice(0, SHOWN).map(({ line }) => line),
    buttons: [...planButtons({ added, filled, missing }, id, language), { label: t.again, press: beginPaste.with({}) }],
    ...(left > 0 && { footer: t.andMore({ count: left }) }),
  };
};

/** The teams first: without them, their people would have to be pasted once more. */
const planButtons = (
  { added, filled, missing }: Pick<Plan, "added" | "filled" | "missing">,
  id: string | undefined,
  language: Language,
): readonly Button[] => {
  const t = texts[language];
  if (id === undefined) return [];
  const make = { label: t.makeTeams({ count: missing.size }), press: makeTeams.with({ id }), look: "primary" } as const;
  const add = { label: t.add({ count: added.length, fill: filled.length }), press: addListed.with({ id }) };
  if (missing.size === 0) return [{ ...add, look: "primary" }];
  return added.length + filled.length > 0 ? [make, add] : [make];
};

/** A line of a sheet in short. */
const quoted = (line: string): string => `“${clipLine(line.replace(/\s+/g, " "), 30)}”`;
const few = (names: readonly string[], language: Language): string => {
  const first = names.slice(0, 10).join(language === "zh" ? "、" : ", ");
  return names.length > 10 ? `${first} …` : first;
};

interface Added {
  readonly id: string;
  /** Their accounts are looked up now; undefined: that was said before. */
  readonly sought: boolean | undefined;
  /** Until when it can be undone; undefined: no more. */
  readonly until: string | undefined;
  /** Of how many who were here something was filled in. */
  readonly filled: number;
}
export const addedCard = (names: readonly string[], { id, sought, until, filled }: Added, language: Language): Card => {
  const t = texts[language];
  const title = names.length + filled > 0 ? t.added({ count: names.length, fill: filled }) : t.usedUp;
  const confirm = { title: t.undoTitle, text: t.undoText, yes: t.undo, no: t.undoNo };
  return {
    tone: "done",
    title,
    plain: title,
    text: [
      ...(names.length > 0 ? [few(names, language)] : []),
      ...(sought === undefined ? [] : [sought ? t.soughtText : t.addedText]),
    ],
    buttons: [
      nextStepButton(language),
      { label: t.another, press: beginPaste.with({}) },
      ...(names.length > 0 && until !== undefined
        ? [{ label: t.undo, press: undoListed.with({ id }), look: "danger", confirm } as const]
        : []),
    ],
    ...(names.length > 0 && until !== undefined && { footer: t.undoUntil({ time: until }) }),
  };
};

/** A list that is kept no longer. */
export const goneCard = (language: Language): Card => {
  const t = texts[language];
  return {
    ...{ tone: "past", title: t.noMore, plain: t.noMore },
    buttons: [{ label: t.another, press: beginPaste.with({}) }],
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
