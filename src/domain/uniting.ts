/** Where a row refers to what was united. */
export interface Place {
  readonly table: string;
  readonly column: string;
  /** What tells the rows of one apart: their id, or the rest of a key in which the other may have a row too. */
  readonly key: string;
}

/** A row of a table as JSON has it, by column. */
export type Row = Readonly<Record<string, unknown>>;

export const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
export const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === "";

export const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Whether a column that a merge changed was changed again since; `but` those that change by themselves. */
export const isEdited = (kept: Row, after: Row, but: ReadonlySet<string> = new Set()): boolean =>
  Object.keys(after).some((column) => !but.has(column) && !same(kept[column], after[column]));

/** What becomes of a row, without what stays as it is. */
export const onlyChanged = (after: Row, kept: Row): Row =>
  Object.fromEntries(Object.entries(after).filter(([column, value]) => !same(value, kept[column] ?? null)));
