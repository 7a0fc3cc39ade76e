import { daysBetween, type PlainDate, plainDate } from "../core/dates.ts";
import { decimals, type Money } from "../core/money.ts";
import { ZipOut } from "./zip-out.ts";

/** A cell: text, a number, a day, an amount (as a number with its currency's decimals), or nothing. */
export type Cell = string | number | { readonly day: PlainDate } | Money | undefined;

export interface WrittenSheet {
  /** At most 31 characters, none of : \\ / ? * [ ]. */
  readonly name: string;
  readonly columns: readonly { readonly label: string /** In characters. */; readonly width: number }[];
  /** In pieces, so that nobody has to hold them all. */
  rows(): AsyncIterable<readonly (readonly Cell[])[]>;
}

/**
 * Writes an .xlsx file. Nothing in it is ever a formula: text is marked as text, also where it begins like one and is
 * edited in Excel later.
 */
export async function writeBook(sheets: readonly WrittenSheet[]): Promise<Buffer> {
  const zip = new ZipOut();
  await zip.add("[Content_Types].xml", contentTypes(sheets));
  await zip.add("_rels/.rels", rels([["officeDocument", "xl/workbook.xml"]]));
  await zip.add("xl/workbook.xml", workbook(sheets));
  const parts = sheets.map((_, index) => ["worksheet", `worksheets/sheet${index + 1}.xml`] as const);
  await zip.add("xl/_rels/workbook.xml.rels", rels([...parts, ["styles", "styles.xml"]]));
  await zip.add("xl/styles.xml", STYLES);
  for (const [index, sheet] of sheets.entries())
    await zip.stream(`xl/worksheets/sheet${index + 1}.xml`, piecesOf(sheet));
  return zip.bytes();
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const contentTypes = (sheets: readonly WrittenSheet[]): string => {
  const override = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="${TYPE}.${kind}+xml"/>`;
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("workbook", "sheet.main")}${override("styles", "styles")}${sheets.map((_, index) => override(`worksheets/sheet${index + 1}`, "worksheet")).join("")}</Types>`;
};

const rels = (parts: readonly (readonly [kind: string, target: string])[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${parts
    .map(([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`)
    .join("")}</Relationships>`;

const workbook = (sheets: readonly WrittenSheet[]): string =>
  `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
    .map(({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join("")}</sheets></workbook>`;

/** Places in the list of formats below. */
const FORMAT = { plain: 0, head: 1, day: 2, whole: 3, cents: 4, mills: 5, quoted: 6 };
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="#,##0.000"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/><xf fontId="1" applyFont="1"/>${[
  164, 3, 4, 165,
]
  .map((format) => `<xf numFmtId="${format}" applyNumberFormat="1"/>`)
  .join("")}<xf quotePrefix="1"/></cellXfs></styleSheet>`;

async function* piecesOf({ columns, rows }: WrittenSheet): AsyncIterable<string> {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>`;
  yield rowOf(
    1,
    columns.map(({ label }) => textCell(label, FORMAT.head)),
  );
  let row = 1;
  for await (const piece of rows()) yield piece.map((cells) => rowOf(++row, cells.map(cellOf))).join("");
  yield "</sheetData></worksheet>";
}

/** Cells say where they are only where one before them is missing. */
const rowOf = (row: number, cells: readonly string[]): string =>
  `<row r="${row}">${cells.map((cell, column) => cell.replace("<c", `<c r="${letters(column)}${row}"`)).join("")}</row>`;

const letters = (column: number): string =>
  (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/**
 * What Excel would make something else of once somebody has been in the cell: a formula, also of full-width signs and
 * behind spaces, or a number of a phone.
 */
const STAYS_TEXT = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]|^(?:0\d+|\d{9,})$/;

const cellOf = (cell: Cell): string => {
  if (cell === undefined || cell === "") return "";
  if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
  if (typeof cell === "string") return textCell(cell, STAYS_TEXT.test(cell) ? FORMAT.quoted : FORMAT.plain);
  if ("day" in cell) return dayCell(cell.day);
  const places = decimals(cell.currency);
  const format = places === 0 ? FORMAT.whole : places === 3 ? FORMAT.mills : FORMAT.cents;
  return `<c s="${format}"><v>${shifted(cell.minor, places)}</v></c>`;
};

/** Days are numbers since the end of 1899; before March 1900 Excel counts a day that never was. */
const FIRST_DAY = plainDate("1899-12-30");
const dayCell = (day: PlainDate): string => {
  const serial = daysBetween(FIRST_DAY, day);
  return serial > 60 ? `<c s="${FORMAT.day}"><v>${serial}</v></c>` : textCell(day, FORMAT.plain);
};

/** Minor units as digits with their point: exact, whatever the size. */
const shifted = (minor: bigint, places: number): string => {
  const digits = String(minor < 0n ? -minor : minor).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return `${minor < 0n ? "-" : ""}${whole}${places > 0 ? `.${digits.slice(-places)}` : ""}`;
};

/** What a cell of Excel can hold. */
const LONGEST = 32_767;
const textCell = (text: string, format: number): string =>
  `<c t="inlineStr"${format === FORMAT.plain ? "" : ` s="${format}"`}><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST))}</t></is></c>`;

/** Controls and halves of characters no XML may hold; "_x0041_" would be read as the letter of that number. */
const escaped = (text: string): string =>
  text
    .replace(/(?![\n\t])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
