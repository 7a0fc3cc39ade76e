import type { Card, Fact } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import type { Row } from "../../domain/uniting.ts";
import { type Customer, openCustomer } from "../customers/public.ts";
import { setApart } from "../duplicates/public.ts";
import { compareCustomers, mergeCustomers, undoMerge } from "./forms.ts";
import { dropped, filled } from "./rules.ts";
import { COLUMNS, MOVES, texts } from "./texts.ts";

/** Two customers side by side, and what would become of them. */
export interface Preview {
  readonly kept: Customer;
  readonly gone: Customer;
  readonly rows: { readonly kept: Row; readonly gone: Row };
  readonly moving: ReadonlyMap<string, number>;
}

const joined = (parts: readonly string[], language: Language): string => parts.join(language === "zh" ? "、" : ", ");

const sayColumns = (columns: readonly string[], row: Row, language: Language): string =>
  joined(
    columns.flatMap((column) => {
      const name = COLUMNS[column]?.[language];
      return name === undefined ? [] : [`${name} ${String(row[column])}`];
    }),
    language,
  );

function sayMoves(moving: ReadonlyMap<string, number>, language: Language): string {
  const t = texts[language];
  const said = [...moving].flatMap(([table, count]) => {
    const name = MOVES[table]?.[language];
    return count === 0 || name === undefined ? [] : [`${count} ${name}`];
  });
  return joined(said, language) || t.movesNone;
}

export function previewCard({ kept, gone, rows, moving }: Preview, language: Language, changed = false): Card {
  const t = texts[language];
  const say = (one: Customer) => t.owned({ name: one.name, owner: one.ownerName ?? t.noOwner, city: one.city ?? "" });
  const lost = sayColumns(dropped(rows.kept, rows.gone), rows.gone, language);
  const facts: Fact[] = [
    { label: t.stays, value: say(kept) },
    { label: t.goes, value: say(gone) },
    { label: t.filled, value: sayColumns(filled(rows.kept, rows.gone), rows.gone, language) || t.filledNone },
    ...(lost === "" ? [] : [{ label: t.dropped, value: lost }]),
    { label: t.moves, value: sayMoves(moving, language) },
    { label: t.found, value: t.foundAs({ gone: gone.name }) },
  ];
  const title = t.title({ gone: gone.name, kept: kept.name });
  const confirm = { title: t.confirmTitle, text: t.confirm, yes: t.merge, no: t.no };
  const ids = { keep: kept.id, gone: gone.id };
  return {
    tone: "waiting",
    title,
    plain: title,
    ...(changed && { text: [t.changed] }),
    facts,
    buttons: [
      {
        label: t.merge,
        look: "primary",
        press: mergeCustomers.with({ ...ids, versions: [kept.version, gone.version] }),
        confirm,
      },
      { label: t.turn, press: compareCustomers.with({ keep: gone.id, gone: kept.id }) },
      setApart(kept.id, gone.id, language),
    ],
  };
}

interface Done {
  readonly id: string;
  readonly kept: Customer;
  readonly gone: string;
  readonly moving: ReadonlyMap<string, number>;
  /** As the reader's clock has it. */
  readonly until: string;
}

export function mergedCard({ id, kept, gone, moving, until }: Done, language: Language): Card {
  const t = texts[language];
  const title = t.merged({ gone, kept: kept.name });
  return {
    tone: "done",
    title,
    plain: title,
    facts: [{ label: t.moves, value: sayMoves(moving, language) }],
    buttons: [
      { label: t.open, look: "primary", press: openCustomer.with({ id: kept.id }) },
      { label: t.undo, press: undoMerge.with({ id }) },
    ],
    footer: t.until({ time: until }),
  };
}

export function undoneCard(
  { kept, gone }: { readonly kept: Customer; readonly gone: Customer },
  language: Language,
): Card {
  const t = texts[language];
  const title = t.undone({ gone: gone.name, kept: kept.name });
  return {
    tone: "done",
    title,
    plain: title,
    text: [t.undoneText],
    buttons: [kept, gone].map(({ id, name }) => ({ label: name, press: openCustomer.with({ id }) })),
  };
}
