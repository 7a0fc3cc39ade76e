import type { SheetLook } from "../../core/sheet.ts";
import type { DayOrder } from "../../domain/cells.ts";
import { dayOrdersOf, type FieldName, fieldsOf, NEEDED, type SheetKind } from "../../domain/sheet-columns.ts";
import type { Mapping } from "../imports/public.ts";

/** With more, each with the columns to choose from, a form grows larger than every chat takes. */
export const MOST_FIELDS = 8;

/** The fields that a form asks for: those that are needed, those that have a column, then others, as there is room. */
export const fieldsAsked = (kind: SheetKind, columns: Readonly<Record<string, number | undefined>>): FieldName[] => {
  const all = fieldsOf(kind);
  const place = (field: FieldName) => (NEEDED[kind].includes(field) ? 0 : columns[field] === undefined ? 2 : 1);
  const asked = all.toSorted((a, b) => place(a) - place(b)).slice(0, MOST_FIELDS);
  return all.filter((field) => asked.includes(field));
};

/** A, B … Z, AA: how sheets name their columns. */
export const letterOf = (column: number): string =>
  (column < 26 ? "" : letterOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

interface Corrected {
  readonly mapping: Mapping;
  /** Days in it can be read in several ways, and nobody has said in which. */
  readonly asksForOrder: boolean;
}
/**
 * The guess, with what a person chose in its place: a field that was asked for and is empty is not in the file. Days are
 * ordered as the column that was chosen tells; where it does not, as the person says.
 */
export const corrected = (
  mapping: Mapping,
  look: SheetLook,
  chosen: {
    readonly asked: readonly string[];
    readonly columns: Readonly<Record<string, string | undefined>>;
    readonly dayOrder: DayOrder | undefined;
  },
): Corrected => {
  const kept = Object.entries(mapping.columns).filter(([field]) => !chosen.asked.includes(field));
  const named = Object.entries(chosen.columns).flatMap(([field, column]) =>
    column === undefined ? [] : [[field, Number(column)] as const],
  );
  const columns = Object.fromEntries([...kept, ...named]);
  const { dayOrder } = chosen;
  const { dayOrders, unsure } = dayOrdersOf(look, mapping.kind, columns);
  const asked = dayOrder ? Object.fromEntries(unsure.map((field) => [field, dayOrder])) : {};
  return {
    mapping: { ...mapping, columns, dayOrders: { ...dayOrders, ...asked } },
    asksForOrder: unsure.length > 0 && !dayOrder,
  };
};
