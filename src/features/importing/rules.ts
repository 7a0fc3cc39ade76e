import type { ColumnGuess, Mapping } from "../imports/public.ts";

/** A, B … Z, AA: how sheets name their columns. */
export const letterOf = (column: number): string =>
  (column < 26 ? "" : letterOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** The guess, with what a person chose in its place: an empty field is not in the file. */
export const corrected = (
  mapping: Mapping,
  guess: Pick<ColumnGuess, "unsure">,
  chosen: {
    readonly columns: Readonly<Record<string, string | undefined>>;
    readonly dayOrder: "day" | "month" | undefined;
  },
): Mapping => {
  const columns = Object.fromEntries(
    Object.entries(chosen.columns).flatMap(([field, column]) =>
      column === undefined ? [] : [[field, Number(column)]],
    ),
  );
  const { dayOrder } = chosen;
  const asked = dayOrder ? Object.fromEntries(guess.unsure.map((field) => [field, dayOrder])) : {};
  return { ...mapping, columns, dayOrders: { ...mapping.dayOrders, ...asked } };
};
