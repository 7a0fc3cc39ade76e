import { currency } from "../core/money.ts";
import { parseAmount } from "../domain/cells.ts";
import type { RowDraft } from "./rows.ts";
import type { Unpacker } from "./zip.ts";

/** A cell that spans rows; what stands in it stands in its first row alone. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly column: number;
}

/** Bytes of a packed sheet beyond which nobody has merged cells by hand: it is not read twice. */
const LARGEST = 2_000_000;
const MERGED = /<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']/g;
/** A tag may begin in one piece and end in the next. */
const LONGEST_TAG = 200;

export const isTooLarge = (zip: Unpacker, part: string): boolean => (zip.entries.get(part)?.packed ?? 0) > LARGEST;
/** Of a tag that tells of a cell: it spans several rows. */
export const spansRows = (attributes: string): boolean => {
  const [, from, to] = /\sref=["'][A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']/.exec(attributes) ?? [];
  return from !== to;
};

/** Cells of a sheet that span several rows: the file tells of them after all its rows. */
export const readSpans = async (zip: Unpacker, part: string): Promise<readonly Span[]> => {
  const spans: Span[] = [];
  let rest = "";
  for await (const piece of zip.text(part)) {
    const text = rest + piece;
    let read = 0;
    for (const match of text.matchAll(MERGED)) {
      const [tag, letters = "", from, to] = match;
      if (from !== to) spans.push({ from: Number(from), to: Number(to), column: columnOf(letters) });
      read = match.index + tag.length;
    }
    rest = text.slice(Math.max(read, text.length - LONGEST_TAG));
  }
  return spans.toSorted((a, b) => a.from - b.from);
};

export const columnOf = (letters: string): number => {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
};

/** An amount that spans rows is that of all of them together, also one as text ("50万", "¥500,000"): it is not said again. */
const isNumber = (text: string): boolean =>
  /^-?[\d,.]+%?$/.test(text) || !NO_AMOUNT.has(parseAmount(text, currency("CNY")));
/** "2024-04-01" is no range. */
const NO_AMOUNT: ReadonlySet<unknown> = new Set(["not_a_number", "range"]);

/** Says in each row what stands in a cell that spans it. */
export class Spanning {
  #open: (Span & { readonly text: string })[] = [];
  #next = 0;
  readonly #spans: readonly Span[];

  constructor(spans: readonly Span[]) {
    this.#spans = spans;
  }

  /** Of a row that has something of its own. */
  fill(row: number, draft: RowDraft): void {
    this.#open = this.#open.filter(({ to }) => to >= row);
    for (const { column, text } of this.#open) if (draft.at(column) === "") draft.set(column, text);
    for (let span = this.#spans[this.#next]; span && span.from <= row; span = this.#spans[this.#next]) {
      this.#next += 1;
      const text = span.from === row ? draft.at(span.column) : "";
      if (text !== "" && !isNumber(text)) this.#open.push({ ...span, text });
    }
  }
}
