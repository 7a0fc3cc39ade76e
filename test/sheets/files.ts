import { deflateRawSync } from "node:zlib";
import * as spreadsheet from "@e965/xlsx";

export type Cell = string | number | boolean | Date | null;

/** A workbook as another program writes it. */
export const workbook = (
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  kind: "xlsx" | "biff8" | "biff5" | "xlsb" | "ods" | "html" | "xlml",
): Buffer => {
  const book = spreadsheet.utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    spreadsheet.utils.book_append_sheet(
      book,
      spreadsheet.utils.aoa_to_sheet(
        rows.map((row) => [...row]),
        { UTC: true },
      ),
      name,
    );
  return Buffer.from(spreadsheet.write(book, { type: "buffer", bookType: kind, bookSST: true }));
};

/** A zip with these parts, by name. */
export const zipOf = (parts: Readonly<Record<string, string | Buffer>>, { flags = 0 } = {}): Buffer => {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const [plain, called] = [Buffer.from(content), Buffer.from(name)];
    const packed = deflateRawSync(plain);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(flags, 6);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(plain.length, 22);
    head.writeUInt16LE(called.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    bodies.push(head, called, packed);
    directory.push(entry, called);
    at += head.length + called.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length / 2, 8);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
};

/** The parts of an .xlsx with one sheet of this XML, written by hand. */
export const partsOf = (rows: string, more: Readonly<Record<string, string | Buffer>> = {}) => ({
  "xl/workbook.xml": `<?xml version="1.0"?><workbook><workbookPr date1904="1"/><sheets><sheet name="A &amp; B" sheetId="1" r:id="r1"/><sheet name="no" state="hidden" r:id="r1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`,
  "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
  "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  ...more,
});
