import type { Button, Card, Line } from "../../chat/card.ts";
import { sayInstant, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayFlags } from "../customers/public.ts";
import { listRecalls, undoHandover } from "./forms.ts";
import { FEW, type Recall } from "./rules.ts";
import { texts } from "./texts.ts";

export const undoButton = (id: string, language: Language): Button => {
  const t = texts[language];
  return {
    label: t.undo,
    press: undoHandover.with({ id }),
    confirm: { title: t.undo, text: t.undoConfirm, yes: t.undoYes, no: t.cancel },
  };
};

export const recallsButton = (language: Language): Button => ({
  label: texts[language].list,
  press: listRecalls.with({}),
});

/** The first few of so many. */
export const sayFew = (names: readonly string[], language: Language, count = names.length): string => {
  const t = texts[language];
  const shown = names.slice(0, FEW);
  const few = shown.join(language === "zh" ? "、" : ", ");
  if (few === "") return t.customers({ count });
  return count > shown.length ? t.andMore({ few, count, rest: count - shown.length }) : few;
};

interface View {
  readonly language: Language;
  readonly zone: Zone;
  /** How long a handover can be taken back. */
  readonly hours: number;
}
const recallLine = ({ id, count, customers, to, by, at }: Recall, { language, zone }: View): Line => {
  const names = customers.map(({ name }) => name);
  const flags = sayFlags({ flags: customers.flatMap((each) => each.flags) }, language);
  return {
    text: [...flags.map((flag) => `${flag} · `), { bold: sayFew(names, language, count) }],
    detail: texts[language].way({ count, to, by, time: sayInstant(at, language, zone) }),
    buttons: [undoButton(id, language)],
  };
};

/** What was handed over lately, and the reader may take back. */
export const recallsCard = (
  { rows, next }: { readonly rows: readonly Recall[]; readonly next: string | null },
  view: View,
): Card => {
  const t = texts[view.language];
  if (rows.length === 0) {
    const detail = t.noneText(view);
    return { tone: "past", title: t.none, plain: `${t.none} · ${detail}`, text: [detail] };
  }
  return {
    tone: "plain",
    title: t.title,
    plain: t.title,
    lines: rows.map((one) => recallLine(one, view)),
    counts: t.counts(view),
    ...(next && { buttons: [{ label: t.more, press: listRecalls.with({ after: next }) }] }),
  };
};
