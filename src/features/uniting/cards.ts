import type { ActionCall, Button, Card, Fact } from "../../chat/card.ts";
import type { InBoth, Language } from "../../core/language.ts";

/** What the cards of two that become one say, whatever the two are. */
interface Words {
  readonly changed: string;
  readonly merge: string;
  readonly confirmTitle: string;
  readonly confirm: string;
  readonly no: string;
  readonly turn: string;
  readonly moves: string;
  readonly open: string;
  readonly undo: string;
  readonly undoneText: string;
}

export const listed = (parts: readonly string[], language: Language): string =>
  parts.join(language === "zh" ? "、" : ", ");

/** What people call the rows of a table; `one` of them in English. */
export type Countable = InBoth & { readonly one: string };

/** "3 visits, 1 deal"; "" when nothing moves along. */
export const sayMoves = (
  moving: ReadonlyMap<string, number>,
  names: Readonly<Record<string, Countable>>,
  language: Language,
): string =>
  listed(
    [...moving].flatMap(([table, count]) => {
      const name = names[table];
      if (count === 0 || name === undefined) return [];
      return [`${count} ${language === "en" && count === 1 ? name.one : name[language]}`];
    }),
    language,
  );

/** The two side by side, and what would become of them. */
export const comparedCard = (
  t: Words,
  compared: {
    readonly title: string;
    /** Flags of the customers it is about. */
    readonly tags: readonly string[];
    readonly facts: readonly Fact[];
    /** Somebody changed one of them since it was looked at. */
    readonly changed: boolean;
    readonly merge: ActionCall;
    readonly turn: ActionCall;
    readonly apart: Button;
  },
): Card => {
  const { title, tags, facts, changed, merge, turn, apart } = compared;
  const confirm = { title: t.confirmTitle, text: t.confirm, yes: t.merge, no: t.no };
  return {
    tone: "waiting",
    title,
    plain: title,
    tags,
    ...(changed && { text: [t.changed] }),
    facts,
    buttons: [{ label: t.merge, look: "primary", press: merge, confirm }, { label: t.turn, press: turn }, apart],
  };
};

export const unitedCard = (
  t: Words,
  united: {
    readonly title: string;
    readonly tags: readonly string[];
    readonly moves: string;
    readonly open: ActionCall;
    readonly undo: ActionCall;
    /** Until when it can be undone, in words. */
    readonly until: string;
  },
): Card => ({
  tone: "done",
  title: united.title,
  plain: united.title,
  tags: united.tags,
  facts: [{ label: t.moves, value: united.moves }],
  buttons: [
    { label: t.open, look: "primary", press: united.open },
    { label: t.undo, press: united.undo },
  ],
  footer: united.until,
});

/** They are two again. @param open each of them */
export const partedCard = (
  t: Words,
  { title, tags, open }: { readonly title: string; readonly tags: readonly string[]; readonly open: readonly Button[] },
): Card => ({
  tone: "done",
  title,
  plain: title,
  tags,
  text: [t.undoneText],
  buttons: open,
});
