import type { Card, Fact } from "../../chat/card.ts";
import { type PlainDate, plainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { currency, money, sayMoney } from "../../core/money.ts";
import { CUSTOMER_KINDS, sayKind } from "../../domain/customers.ts";
import { ALLEGIANCES, sayAllegiance } from "../../domain/satisfaction.ts";
import { isEmpty, type Row } from "../../domain/uniting.ts";
import { GRADES, LOYALTIES, QUADRANTS, sayGrade, sayLoyalty, sayQuadrant } from "../../domain/worth.ts";
import { type Customer, openCustomer, sayFlags } from "../customers/public.ts";
import { setApart } from "../duplicates/public.ts";
import { comparedCard, listed, partedCard, sayMoves, unitedCard } from "../uniting/public.ts";
import { compareCustomers, mergeCustomers, undoMerge } from "./forms.ts";
import { dropped, filled } from "./rules.ts";
import { COLUMNS, MOVES, texts } from "./texts.ts";

/** Two customers side by side, and what would become of them. */
export interface Preview {
  readonly kept: Customer;
  readonly gone: Customer;
  readonly rows: { readonly kept: Row; readonly gone: Row };
  readonly moving: ReadonlyMap<string, number>;
  /** Of the reader. */
  readonly today: PlainDate;
}

const sayColumns = (
  columns: readonly string[],
  row: Row,
  { language, today }: { readonly language: Language; readonly today: PlainDate },
): string =>
  listed(
    Object.entries(COLUMNS).flatMap(([column, name]) =>
      isEmpty(row[column]) || !columns.includes(column)
        ? []
        : [`${name[language]} ${sayValue(column, row, { language, today })}`],
    ),
    language,
  );

/** In words, what is one of a few. */
const sayOne =
  <One extends string>(all: readonly One[], say: (one: One, language: Language) => string) =>
  (value: string, language: Language): string | undefined => {
    const one = all.find((each) => each === value);
    return one && say(one, language);
  };
const CHOSEN: Readonly<Record<string, (value: string, language: Language) => string | undefined>> = {
  kind: sayOne(CUSTOMER_KINDS, sayKind),
  pinnedGrade: sayOne(GRADES, sayGrade),
  pinnedQuadrant: sayOne(QUADRANTS, sayQuadrant),
  pinnedLoyalty: sayOne(LOYALTIES, sayLoyalty),
  pinnedAllegiance: sayOne(ALLEGIANCES, sayAllegiance),
};

const sayValue = (
  column: string,
  row: Row,
  { language, today }: { readonly language: Language; readonly today: PlainDate },
): string => {
  const value = String(row[column]);
  const said = CHOSEN[column]?.(value, language);
  if (said !== undefined) return said;
  if (column === "restUntil" || column === "pinnedUntil") return sayDate(plainDate(value), language, today);
  return column === "yearlyMinor" ? sayMoney(money(BigInt(value), currency(String(row.yearlyCurrency)))) : value;
};

const movesOf = (moving: ReadonlyMap<string, number>, language: Language): string =>
  sayMoves(moving, MOVES, language) || texts[language].movesNone;

export function previewCard({ kept, gone, rows, moving, today }: Preview, language: Language, changed = false): Card {
  const t = texts[language];
  const say = (one: Customer) => t.owned({ name: one.name, owner: one.ownerName ?? t.noOwner, city: one.city ?? "" });
  const taken = sayColumns(filled(rows.kept, rows.gone), rows.gone, { language, today });
  const lost = sayColumns(dropped(rows.kept, rows.gone), rows.gone, { language, today });
  const facts: Fact[] = [
    { label: t.stays, value: say(kept) },
    { label: t.goes, value: say(gone) },
    { label: t.filled, value: taken || t.filledNone },
    ...(lost === "" ? [] : [{ label: t.dropped, value: lost }]),
    { label: t.moves, value: movesOf(moving, language) },
    { label: t.found, value: t.foundAs({ gone: gone.name }) },
  ];
  const ids = { keep: kept.id, gone: gone.id };
  return comparedCard(t, {
    title: t.title({ gone: gone.name, kept: kept.name }),
    tags: sayFlags({ flags: [...kept.flags, ...gone.flags] }, language),
    facts,
    changed,
    merge: mergeCustomers.with({ ...ids, versions: [kept.version, gone.version] }),
    turn: compareCustomers.with({ keep: gone.id, gone: kept.id }),
    apart: setApart(kept.id, gone.id, language),
  });
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
  return unitedCard(t, {
    title: t.merged({ gone, kept: kept.name }),
    tags: sayFlags(kept, language),
    moves: movesOf(moving, language),
    open: openCustomer.with({ id: kept.id }),
    undo: undoMerge.with({ id }),
    until: t.until({ time: until }),
  });
}

/** To whoever had the one that went, where somebody else has the one that stays; and as that was undone. */
export function ownerCard(
  {
    gone,
    to,
    by,
    back,
  }: { readonly gone: Pick<Customer, "name" | "flags">; readonly back: boolean } & Readonly<
    Record<"to" | "by", string>
  >,
  language: Language,
): Card {
  const t = texts[language];
  const said = { gone: gone.name, to, by };
  const [title, detail] = back ? [t.backWithYou(said), t.backText] : [t.wentTo(said), t.wentText(said)];
  return { tone: "plain", title, plain: `${title} · ${detail}`, tags: sayFlags(gone, language), text: [detail] };
}

export function undoneCard(
  { kept, gone }: { readonly kept: Customer; readonly gone: Customer },
  language: Language,
): Card {
  const t = texts[language];
  const open = [kept, gone].map(({ id, name }) => ({ label: name, press: openCustomer.with({ id }) }));
  const tags = sayFlags({ flags: [...kept.flags, ...gone.flags] }, language);
  return partedCard(t, { title: t.undone({ gone: gone.name, kept: kept.name }), tags, open });
}
