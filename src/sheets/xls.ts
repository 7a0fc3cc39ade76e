import type { SheetRow } from "../core/sheet.ts";
import { NO_RESULT } from "../domain/cells.ts";
import { type BiffRecord, BiffText, recordsOf, shortNumber, shortText } from "./biff.ts";
import { CompoundFile } from "./compound.ts";
import { type Span, Spanning } from "./merged.ts";
import { lookOfFormat, type NumberLook, sayNumber } from "./numbers.ts";
import { SheetProblem } from "./problem.ts";
import { type OpenSheet, RowDraft } from "./rows.ts";

const [BOF, EOF, FILEPASS, BOUNDSHEET, SST] = [0x809, 0x0a, 0x2f, 0x85, 0xfc];
const [FORMAT, XF, DATEMODE] = [0x41e, 0xe0, 0x22];
const [NUMBER, RK, MULRK, LABELSST, LABEL, BOOLERR] = [0x203, 0x27e, 0xbd, 0xfd, 0x204, 0x205];
const [FORMULA, STRING] = [0x06, 0x207];
const [MERGED, ROW] = [0xe5, 0x208];
/** Of a row, where it is: it has no height. */
const UNSEEN = 0x20;
const BIFF8 = 0x600;

interface Workbook {
  readonly sheets: { readonly name: string; readonly at: number; readonly isHidden?: true }[];
  readonly strings: string[];
  readonly formats: Map<number, string>;
  readonly styles: number[];
  from1904: boolean;
}

/** Opens the sheets of an .xls file. @throws SheetProblem when it is no such file, or one that is not read */
export const openXls = (bytes: Buffer): OpenSheet[] => {
  const file = new CompoundFile(bytes);
  if (file.has("EncryptedPackage")) throw new SheetProblem("password");
  if (file.has("_VBA_PROJECT_CUR")) throw new SheetProblem("macros");
  if (!file.has("Workbook")) throw new SheetProblem(file.has("Book") ? "too_old" : "not_a_sheet");
  const stream = file.read("Workbook");
  const book = readBook(stream);
  const looks = book.styles.map((id) => lookOfFormat(id, book.formats.get(id)));
  const sheets = book.sheets.map(
    ({ name, at, isHidden }): OpenSheet => ({
      name,
      ...(isHidden && { isHidden }),
      async *rows() {
        yield* new SheetReader(book, looks).read(stream, at);
      },
    }),
  );
  return sheets.toSorted((a, b) => Number(a.isHidden ?? false) - Number(b.isHidden ?? false));
};

const readBook = (stream: Buffer): Workbook => {
  const book: Workbook = { sheets: [], strings: [], formats: new Map(), styles: [], from1904: false };
  for (const record of recordsOf(stream)) {
    if (record.id === EOF) break;
    takeIn(book, record);
  }
  return book;
};

const takeIn = (book: Workbook, { id, body, pieces }: BiffRecord): void => {
  if (id === BOF && number16(body, 0) !== BIFF8) throw new SheetProblem("too_old");
  if (id === FILEPASS) throw new SheetProblem("password");
  if (id === DATEMODE) book.from1904 = number16(body, 0) === 1;
  if (id === FORMAT) book.formats.set(number16(body, 0), shortText(body, 2, 2));
  if (id === XF) book.styles.push(number16(body, 2));
  // Charts and macro sheets are not what people mean to hand in.
  if (id === BOUNDSHEET && number16(body, 4) < 3) {
    const isHidden = number16(body, 4) !== 0;
    book.sheets.push({ name: shortText(body, 6, 1), at: body.readUInt32LE(0), ...(isHidden && { isHidden }) });
  }
  if (id === SST) {
    const texts = new BiffText(pieces, 8);
    const count = body.length < 8 ? 0 : body.readUInt32LE(4);
    for (let each = 0; each < count; each += 1) book.strings.push(texts.text());
  }
};

const number16 = (body: Buffer, at: number): number => {
  if (at + 2 > body.length) throw new SheetProblem("broken");
  return body.readUInt16LE(at);
};

interface Cell {
  readonly column: number;
  readonly text: string;
  /** Undefined: not a formula. */
  readonly known?: boolean;
}

class SheetReader {
  readonly #book: Workbook;
  readonly #looks: readonly NumberLook[];
  readonly #rows = new Map<number, Cell[]>();
  readonly #spans: Span[] = [];
  readonly #hidden = new Set<number>();
  /** The formula whose text a record brings before the next cell. */
  #open: { readonly row: number; readonly column: number } | undefined;

  constructor(book: Workbook, looks: readonly NumberLook[]) {
    this.#book = book;
    this.#looks = looks;
  }

  *read(stream: Buffer, at: number): Generator<SheetRow> {
    let [first, depth] = [true, 0];
    for (const record of recordsOf(stream, at)) {
      if (first && record.id !== BOF) throw new SheetProblem("broken");
      first = false;
      if (record.id === BOF) depth += 1;
      else if (record.id === EOF) depth -= 1;
      else if (depth === 1) this.#take(record);
      if (depth === 0) break;
    }
    this.#closeOpen();
    yield* this.#inOrder();
  }

  *#inOrder(): Generator<SheetRow> {
    const [draft, spanning] = [new RowDraft(), new Spanning(this.#spans.toSorted((a, b) => a.from - b.from))];
    for (const [row, cells] of [...this.#rows].sort(([a], [b]) => a - b)) {
      draft.begin(row + 1, { hidden: this.#hidden.has(row) });
      for (const { column, text, known } of cells.toSorted((a, b) => a.column - b.column)) {
        if (known !== undefined) draft.formula(column, known);
        draft.set(column, text);
      }
      if (!draft.isEmpty) spanning.fill(row + 1, draft);
      const finished = draft.finished();
      if (finished) yield finished;
    }
  }

  #take({ id, body }: BiffRecord): void {
    if (id === MERGED) this.#merge(body);
    if (id === ROW && body.length >= 14 && (number16(body, 12) & UNSEEN) !== 0) this.#hidden.add(number16(body, 0));
    if (id === STRING && this.#open) {
      this.#add(this.#open.row, { column: this.#open.column, text: shortText(body, 0, 2), known: true });
      this.#open = undefined;
    }
    if (![NUMBER, RK, MULRK, LABELSST, LABEL, BOOLERR, FORMULA].includes(id)) return;
    this.#closeOpen();
    if (body.length < 10 && id !== BOOLERR && id !== LABEL) throw new SheetProblem("broken");
    const [row, column, style] = [number16(body, 0), number16(body, 2), number16(body, 4)];
    const add = (text: string) => this.#add(row, { column, text });
    if (id === NUMBER) add(this.#number(doubleAt(body, 6), style));
    else if (id === RK) add(this.#number(shortNumber(body.readInt32LE(6)), style));
    else if (id === LABELSST) add(this.#book.strings[body.readUInt32LE(6)] ?? "");
    else if (id === LABEL) add(shortText(body, 6, 2));
    else if (id === BOOLERR) add(truth(body[6], body[7]));
    else if (id === FORMULA) this.#formula(row, column, body);
    else this.#several(row, column, body);
  }

  #merge(body: Buffer): void {
    for (let at = 2; at + 8 <= body.length; at += 8) {
      const [from, to, column] = [number16(body, at) + 1, number16(body, at + 2) + 1, number16(body, at + 4)];
      if (from !== to) this.#spans.push({ from, to, column });
    }
  }

  /** Of a formula that comes to a text, and whose text does not come, the file does not hold the result. */
  #closeOpen(): void {
    if (this.#open) this.#add(this.#open.row, { column: this.#open.column, text: NO_RESULT, known: false });
    this.#open = undefined;
  }

  #several(row: number, column: number, body: Buffer): void {
    for (let at = 4, next = column; at + 8 <= body.length; at += 6, next += 1)
      this.#add(row, {
        column: next,
        text: this.#number(shortNumber(body.readInt32LE(at + 2)), body.readUInt16LE(at)),
      });
  }

  #formula(row: number, column: number, body: Buffer): void {
    if (body.length < 14) throw new SheetProblem("broken");
    const add = (text: string) => this.#add(row, { column, text, known: true });
    if (body.readUInt16LE(12) !== 0xffff) add(this.#number(doubleAt(body, 6), number16(body, 4)));
    else if (body[6] === 0) this.#open = { row, column };
    else if (body[6] === 3) add("");
    else add(truth(body[8], body[6] === 2 ? 1 : 0));
  }

  #number(value: number, style: number): string {
    return sayNumber(value, this.#looks[style] ?? "plain", this.#book.from1904);
  }

  #add(row: number, cell: Cell): void {
    const cells = this.#rows.get(row);
    if (cells) cells.push(cell);
    else this.#rows.set(row, [cell]);
  }
}

const doubleAt = (body: Buffer, at: number): number => {
  if (at + 8 > body.length) throw new SheetProblem("broken");
  return body.readDoubleLE(at);
};

const ERRORS: Readonly<Record<number, string>> = {
  0: "#NULL!",
  7: "#DIV/0!",
  15: "#VALUE!",
  23: "#REF!",
  29: "#NAME?",
  36: "#NUM!",
  42: "#N/A",
};
const truth = (value: number | undefined, isError: number | undefined): string =>
  isError === 1 ? (ERRORS[value ?? 0] ?? "#N/A") : value === 1 ? "TRUE" : "FALSE";
