import { fromColumn, type PlainDate, type Zone } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { currency, type Money, money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import type { Column } from "./texts.ts";

/** Who asked, as they are when the sheet is written: what they may no longer see is not in it. */
export interface Asker {
  readonly scope: Scope;
  readonly name: string;
  readonly language: Language;
  readonly zone: Zone;
}

export type Cell = string | number | { readonly day: PlainDate } | Money | undefined;
/** A row by its columns. */
export type Row = { readonly [C in Column]?: Cell };
/** Rows after an id. `ids` are those that were read, as some may not be seen; what is read whole has none. */
export interface Rows<R extends Row = Row> {
  readonly rows: readonly R[];
  readonly ids?: readonly string[];
}
/** What a page of a list is read by. */
export interface Wanted extends Pick<Asker, "language" | "zone"> {
  readonly after: string | undefined;
  /** The asker's day. */
  readonly day: PlainDate;
}

/** A list that can be had as a sheet. */
interface Declared<C extends Column, R extends Row> {
  readonly name: InBoth;
  /** What it counts, as the sheet itself says it. */
  readonly counts: InBoth;
  /** Other words for it that people type. */
  readonly words: readonly string[];
  /** In the order of the sheet. */
  readonly columns: readonly C[];
  /** Whose it is: others find nothing in it, and are not offered it. Everybody's when absent. */
  readonly offeredTo?: (scope: Scope) => boolean;
  /** What the asker may see of it, and nothing else. */
  read(scope: Scope, wanted: Wanted): Promise<Rows<R>>;
}
export type List = Declared<Column, Row>;

/** Each of the columns has to be read. */
export const defineList = <const C extends Column>(list: Declared<C, { readonly [K in C]: Cell }>): List => list;

/** Rows read at once: each page is a query of its own, so that nothing is held open for long. */
export const AT_ONCE = 1_000;

/** Also where the last row of the page before is gone by now, or out of sight. */
export const page = <Where>(where: Where, after: string | undefined) => ({
  where: { AND: [where, after === undefined ? {} : { id: { gt: after } }] },
  orderBy: { id: "asc" as const },
  take: AT_ONCE,
});
export const dayOf = (column: Date | null) => (column ? { day: fromColumn(column) } : undefined);
export const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);
/** An amount fills two columns, itself and its currency. */
export const amountOf = <C extends "amount" | "net" | "price" | "yearly">(
  column: C,
  minor: bigint | null,
  code: string | null,
) => {
  const amount = minor === null || code === null ? undefined : money(minor, currency(code));
  return { [column]: amount, currency: amount?.currency } as Readonly<Record<C, Money | undefined>> & {
    readonly currency: string | undefined;
  };
};
