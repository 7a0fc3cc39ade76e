import type { Card, Line } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { type Customer, nameInList, sayFlags } from "../customers/public.ts";
import { compareCustomers } from "../merging/public.ts";
import { listDuplicates, undoApart } from "./forms.ts";
import { setApart } from "./public.ts";
import type { Pair } from "./store.ts";
import { SIGNS, texts } from "./texts.ts";

interface Listed {
  readonly rows: readonly Pair[];
  readonly next: string | undefined;
  /** This is not the first page. */
  readonly after: boolean;
  /** As the reader's clock has it; undefined when nothing was ever found. */
  readonly asOf: string | undefined;
}

export function listCard({ rows, next, after, asOf }: Listed, language: Language): Card {
  const t = texts[language];
  const none = rows.length === 0 && !after;
  const title = none ? t.none : t.title;
  return {
    tone: "plain",
    title,
    plain: title,
    ...(none && { text: [t.noneText] }),
    lines: rows.map((pair) => lineOf(pair, language)),
    buttons: [
      ...(next === undefined ? [] : [{ label: t.more, press: listDuplicates.with({ after: next }) }]),
      ...(after ? [{ label: t.again, press: listDuplicates.with({}) }] : []),
    ],
    ...(asOf !== undefined && { footer: t.asOf({ time: asOf }) }),
  };
}

function lineOf({ one, other, likenesses }: Pair, language: Language): Line {
  const t = texts[language];
  const say = (side: Pair["one"]) =>
    t.side({ name: nameInList(side, language), owner: side.ownerName ?? t.noOwner, city: side.city ?? "" });
  const signs = likenesses.map((each) => SIGNS[each][language]).join(language === "zh" ? "、" : ", ");
  return {
    text: [{ bold: say(one) }, "\n", { bold: say(other) }],
    detail: signs,
    buttons: [
      { label: t.compare, press: compareCustomers.with({ keep: one.id, gone: other.id }) },
      setApart(one.id, other.id, language),
    ],
  };
}

type Told = Readonly<Record<"one" | "other", Pick<Customer, "id" | "name" | "flags">>>;

/** Told apart; one tap beside another is taken back for as long as the card stands. */
export function apartCard({ one, other }: Told, language: Language): Card {
  const t = texts[language];
  const title = t.apart({ one: one.name, other: other.name });
  return {
    tone: "done",
    title,
    plain: title,
    tags: sayFlags({ flags: [...one.flags, ...other.flags] }, language),
    text: [t.apartText],
    buttons: [
      { label: t.back, press: listDuplicates.with({}) },
      { label: t.undo, press: undoApart.with({ one: one.id, other: other.id }) },
    ],
  };
}

export function againCard({ one, other }: Told, language: Language): Card {
  const t = texts[language];
  const title = t.maybeOne({ one: one.name, other: other.name });
  return {
    tone: "done",
    title,
    plain: title,
    tags: sayFlags({ flags: [...one.flags, ...other.flags] }, language),
    buttons: [
      { label: t.compare, press: compareCustomers.with({ keep: one.id, gone: other.id }) },
      { label: t.back, press: listDuplicates.with({}) },
    ],
  };
}
