import type { SheetRow } from "../core/sheet.ts";
import { columnOf, isTooLarge, readSpans, Spanning, spansRows } from "./merged.ts";
import { lookOfFormat, type NumberLook, sayNumber } from "./numbers.ts";
import { SheetProblem } from "./problem.ts";
import { type OpenSheet, RowDraft } from "./rows.ts";
import { attributesOf, type XmlListener, XmlScanner } from "./xml.ts";
import { Unpacker } from "./zip.ts";

/** What the cells of all sheets refer to. */
interface Workbook {
  readonly strings: readonly string[];
  readonly looks: readonly NumberLook[];
  readonly from1904: boolean;
}
interface Reading extends Workbook {
  /** Hears of cells that span rows and were not spread over them. */
  unspread(cells: number): void;
}

/** Opens the sheets of an .xlsx file. @throws SheetProblem when it is no such file, or one that is not read */
export const openXlsx = async (bytes: Buffer): Promise<OpenSheet[]> => {
  const zip = new Unpacker(bytes);
  const names = [...zip.entries.keys()];
  if (names.some((name) => /vbaProject|xl\/macrosheets\//i.test(name))) throw new SheetProblem("macros");
  if (!zip.entries.has("xl/workbook.xml"))
    throw new SheetProblem(
      names.some((name) => /workbook\.bin$|^content\.xml$|^Index\//.test(name)) ? "other_sheet" : "not_a_sheet",
    );
  const { sheets, from1904 } = await readBook(zip);
  const targets = await readTargets(zip);
  const strings = await readStrings(zip, targets.byType.get("sharedStrings") ?? "xl/sharedStrings.xml");
  const looks = await readLooks(zip, targets.byType.get("styles") ?? "xl/styles.xml");
  const opened = sheets.flatMap(({ name, id, isHidden }) => {
    const part = targets.byId.get(id);
    if (!part || !zip.entries.has(part)) return [];
    let merged = 0;
    const unspread = (cells: number): void => {
      merged = cells;
    };
    const rows = () => readRows(zip, part, { strings, looks, from1904, unspread });
    return [{ name, rows, merged: () => merged, ...(isHidden && { isHidden }) }];
  });
  return opened.toSorted((a, b) => Number(a.isHidden ?? false) - Number(b.isHidden ?? false));
};

const scan = async (text: AsyncIterable<string>, listener: Partial<XmlListener>): Promise<void> => {
  const nothing = () => undefined;
  const scanner = new XmlScanner({ open: nothing, close: nothing, text: nothing, ...listener });
  for await (const piece of text) scanner.write(piece);
  scanner.end();
};

const readBook = async (zip: Unpacker) => {
  const sheets: { name: string; id: string; isHidden?: true }[] = [];
  let from1904 = false;
  await scan(zip.text("xl/workbook.xml"), {
    open(name, attributes) {
      if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(attributesOf(attributes).date1904 ?? "");
      if (name !== "sheet") return;
      const { name: called = "", id = "", state } = attributesOf(attributes);
      const isHidden = state === "hidden" || state === "veryHidden";
      sheets.push({ name: called, id, ...(isHidden && { isHidden }) });
    },
  });
  return { sheets, from1904 };
};

/** Where the parts are that the workbook names by id or by type. */
const readTargets = async (zip: Unpacker) => {
  const byId = new Map<string, string>();
  const byType = new Map<string, string>();
  await scan(zip.text("xl/_rels/workbook.xml.rels"), {
    open(name, attributes) {
      if (name !== "Relationship") return;
      const { Id = "", Type = "", Target = "" } = attributesOf(attributes);
      const part = Target.startsWith("/") ? Target.slice(1) : `xl/${Target.replace(/^\.\//, "")}`;
      byId.set(Id, part);
      byType.set(Type.slice(Type.lastIndexOf("/") + 1), part);
    },
  });
  return { byId, byType };
};

const readStrings = async (zip: Unpacker, part: string): Promise<string[]> => {
  const strings: string[] = [];
  if (!zip.entries.has(part)) return strings;
  let [text, heard, spoken] = ["", false, 0];
  await scan(zip.text(part), {
    open(name) {
      if (name === "si") text = "";
      else if (name === "t") heard = spoken === 0;
      else if (name === "rPh") spoken += 1;
    },
    text(piece) {
      if (heard) text += piece;
    },
    close(name) {
      if (name === "t") heard = false;
      else if (name === "rPh") spoken -= 1;
      else if (name === "si") strings.push(withoutEscapes(text));
    },
  });
  return strings;
};

/** Characters that XML cannot hold are written `_x000D_`. */
const withoutEscapes = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** How the numbers of each cell style are to be read. */
const readLooks = async (zip: Unpacker, part: string): Promise<NumberLook[]> => {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inside = false;
  if (!zip.entries.has(part)) return [];
  await scan(zip.text(part), {
    open(name, attributes) {
      if (name === "cellXfs") inside = true;
      const { numFmtId, formatCode } = attributesOf(attributes);
      if (name === "numFmt") codes.set(Number(numFmtId), formatCode ?? "");
      if (name === "xf" && inside) formats.push(Number(numFmtId ?? 0));
    },
    close(name) {
      if (name === "cellXfs") inside = false;
    },
  });
  return formats.map((id) => lookOfFormat(id, codes.get(id)));
};

async function* readRows(zip: Unpacker, part: string, book: Reading): AsyncGenerator<SheetRow> {
  const spans = isTooLarge(zip, part) ? undefined : await readSpans(zip, part);
  const listener = new RowListener(book, new Spanning(spans ?? []));
  const scanner = new XmlScanner(listener);
  for await (const piece of zip.text(part)) {
    scanner.write(piece);
    yield* listener.taken();
  }
  scanner.end();
  yield* listener.taken();
  if (!spans) book.unspread(listener.spanning);
}

class RowListener implements XmlListener {
  readonly #book: Workbook;
  readonly #spanning: Spanning;
  readonly #draft = new RowDraft();
  /** Cells that span rows. */
  spanning = 0;
  #rows: SheetRow[] = [];
  #row = 0;
  #column = 0;
  #type = "";
  #style = 0;
  #value = "";
  #hears = false;
  #formula = false;

  constructor(book: Workbook, spanning: Spanning) {
    this.#book = book;
    this.#spanning = spanning;
  }

  taken(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: string): void {
    if (name === "c") this.#begin(attributes);
    else if (name === "v" || name === "t") this.#hears = true;
    else if (name === "f") this.#formula = true;
    else if (name === "mergeCell" && spansRows(attributes)) this.spanning += 1;
    else if (name === "row") {
      this.#row = Number(/\sr=["'](\d{1,7})/.exec(attributes)?.[1] ?? this.#row + 1);
      this.#draft.begin(this.#row, { hidden: /\shidden=["'](?:1|true)["']/.test(attributes) });
      this.#column = -1;
    }
  }

  #begin(attributes: string): void {
    const letters = /\sr=["']([A-Z]{1,3})\d/.exec(attributes)?.[1];
    this.#column = letters === undefined ? this.#column + 1 : columnOf(letters);
    this.#type = /\st=["'](\w+)/.exec(attributes)?.[1] ?? "n";
    this.#style = Number(/\ss=["'](\d{1,6})/.exec(attributes)?.[1] ?? 0);
    this.#value = "";
    this.#formula = false;
  }

  text(piece: string): void {
    if (this.#hears) this.#value += piece;
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#hears = false;
    else if (name === "c") {
      if (this.#formula) this.#draft.formula(this.#column, this.#value !== "" || this.#type === "str");
      this.#draft.set(this.#column, this.#said());
    } else if (name === "row") {
      if (!this.#draft.isEmpty) this.#spanning.fill(this.#row, this.#draft);
      const row = this.#draft.finished();
      if (row) this.#rows.push(row);
    }
  }

  #said(): string {
    const value = this.#value;
    if (value === "") return "";
    if (this.#type === "s") return this.#book.strings[Number(value)] ?? "";
    if (this.#type === "b") return value === "1" ? "TRUE" : "FALSE";
    if (this.#type === "d") return value.replace("T", " ").replace(/(?: 00:00)?(?::\d\d(?:\.\d+)?)?Z?$/, "");
    if (this.#type !== "n") return withoutEscapes(value);
    return sayNumber(Number(value), this.#book.looks[this.#style] ?? "plain", this.#book.from1904);
  }
}
