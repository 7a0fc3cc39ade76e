import { readFile } from "node:fs/promises";
import path from "node:path";
import type { SalesSheets, SheetName, SheetRow } from "../features/salesset/public.ts";
import { openSheets } from "../sheets/open.ts";
import { SheetProblem } from "../sheets/problem.ts";

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
  const rows = await rowsOf(file, bytes);
  const header = rows[0]?.cells ?? [];
  const missing = COLUMNS[sheet].filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new SheetError(`${file} lacks the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}.`);
  return rows.slice(1).map(({ row, cells }) => ({
    row,
    cells: Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ""])),
  }));
};

const rowsOf = async (file: string, bytes: Buffer) => {
  try {
    const rows = [];
    for (const sheet of await openSheets(bytes)) for await (const row of sheet.rows()) rows.push(row);
    return rows;
  } catch (error) {
    throw error instanceof SheetProblem ? new SheetError(`${file}: ${error.message}`) : error;
  }
};
