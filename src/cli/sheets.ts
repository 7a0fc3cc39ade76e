import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import type { SalesSheets, SheetName, SheetRow } from "../features/imports/public.ts";

const FILES: Readonly<Record<SheetName, string>> = {
  teams: "sales_teams.csv",
  products: "products.csv",
  accounts: "accounts.csv",
  pipeline: "sales_pipeline.csv",
};
const COLUMNS: Readonly<Record<SheetName, readonly string[]>> = {
  teams: ["sales_agent", "manager", "regional_office"],
  products: ["product", "sales_price"],
  accounts: ["account", "sector", "office_location"],
  pipeline: [
    "opportunity_id",
    "sales_agent",
    "product",
    "account",
    "deal_stage",
    "engage_date",
    "close_date",
    "close_value",
  ],
};
const LARGEST = 50_000_000;

/** A sheet cannot be read; the message says which and what to do. */
export class SheetError extends Error {
  override name = "SheetError";
}

/** Reads the four sheets of a folder. @throws SheetError for a missing file, a missing column, or one that is no csv. */
export const readSheets = async (folder: string): Promise<SalesSheets> => ({
  teams: await readSheet(folder, "teams"),
  products: await readSheet(folder, "products"),
  accounts: await readSheet(folder, "accounts"),
  pipeline: await readSheet(folder, "pipeline"),
});

const readSheet = async (folder: string, sheet: SheetName): Promise<SheetRow[]> => {
  const file = path.join(folder, FILES[sheet]);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new SheetError(
      error.code === "ENOENT"
        ? `${file} is not there. The folder must hold ${Object.values(FILES).join(", ")}.`
        : `${file} cannot be read: ${error.message}`,
    );
  });
  if (bytes.length > LARGEST) throw new SheetError(`${file} has more than ${LARGEST / 1_000_000} MB. Split it.`);
  const rows = parseRows(file, decoded(bytes));
  const header = rows[0] ?? [];
  const missing = COLUMNS[sheet].filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new SheetError(`${file} lacks the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}.`);
  return rows
    .slice(1)
    .flatMap((cells, index) =>
      cells.every((cell) => cell === "")
        ? []
        : [{ row: index + 2, cells: Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ""])) }],
    );
};

const parseRows = (file: string, text: string): string[][] => {
  try {
    return parse(text, { relax_column_count: true, trim: true });
  } catch (error) {
    throw new SheetError(
      `${file} is not a csv that can be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};

/** UTF-8 with or without a mark; what is not valid UTF-8 is read as GB18030, as Chinese spreadsheets write it. */
const decoded = (bytes: Buffer): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, "gb18030");
  }
};
