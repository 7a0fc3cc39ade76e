import { writeFile } from "node:fs/promises";
import { elapsed } from "../core/clock.ts";
import { parsePlainDate } from "../core/dates.ts";
import { sayMoneyShort } from "../core/money.ts";
import type { Scope } from "../core/scope.ts";
import { change } from "../data/transaction.ts";
import {
  applyPlan,
  type ImportPlan,
  movedTo,
  planImport,
  readKnown,
  type Verdict,
} from "../features/salesset/public.ts";
import { readSheets, SheetError } from "./sheets.ts";

export interface ImportWishes {
  readonly folder: string;
  /** False: only say what would be made or refused. */
  readonly apply: boolean;
  /** Print every row, not only those with something to say. */
  readonly rows: boolean;
  /** Where the whole report goes, row by row, as csv. */
  readonly report: string | undefined;
  /** Move all days so that the last one is this day. */
  readonly until: string | undefined;
  print(line: string): void;
}

const IMPORT_TIMEOUT = 120_000;

/** Plans an import, says row by row what would become of it and, when told to, does all of it in one go. */
export const importSheets = async (scope: Scope, wishes: ImportWishes): Promise<void> => {
  const started = elapsed();
  const known = await readKnown(scope);
  const until =
    wishes.until === undefined ? undefined : wishes.until === "today" ? known.today : parsePlainDate(wishes.until);
  if (wishes.until !== undefined && !until)
    throw new RangeError(`--until takes a day such as ${known.today}, or "today"; "${wishes.until}" is neither.`);
  const read = planImport(await readSheets(wishes.folder), known);
  const plan = until ? movedTo(read, until) : read;
  report(plan, wishes);
  if (wishes.report) {
    await writeFile(wishes.report, csvOf(plan.verdicts)).catch((error: Error) => {
      throw new SheetError(`Nothing was written: the report cannot be saved (${error.message}). Name another file.`);
    });
    wishes.print(`The whole report, row by row: ${wishes.report}`);
  }
  if (!wishes.apply) {
    wishes.print("Nothing was written. To import the rows that are not refused, run it again with --apply.");
    return;
  }
  const made = await change(scope, { from: "operator", timeout: IMPORT_TIMEOUT }, (inside) =>
    applyPlan(inside, plan, known),
  );
  const seconds = ((elapsed() - started) / 1000).toFixed(1);
  wishes.print(
    `Imported in ${seconds} s: ${made.teams} teams, ${made.people} people, ${made.customers} customers, ${made.deals} deals.`,
  );
};

const SHEETS = ["teams", "products", "accounts", "pipeline"] as const;
const SHOWN = 5;

const report = (plan: ImportPlan, wishes: ImportWishes): void => {
  for (const sheet of SHEETS) {
    const of = plan.verdicts.filter((verdict) => verdict.sheet === sheet);
    const count = (verdict: Verdict["verdict"]) => of.filter((one) => one.verdict === verdict).length;
    wishes.print(
      `${sheet.padEnd(9)} ${of.length} rows: ${count("make")} as they are, ${count("correct")} put right, ${count("skip")} there already, ${count("refuse")} refused`,
    );
    if (wishes.rows) for (const one of of) wishes.print(`  ${line(one)}`);
    else for (const group of byReason(of)) wishes.print(group);
  }
  const sum = plan.deals.reduce(
    (total, { stage, amount }) => (stage === "won" && amount ? total + amount.minor : total),
    0n,
  );
  const code = plan.deals.find(({ amount }) => amount)?.amount?.currency;
  if (code)
    wishes.print(`won in all ${sayMoneyShort({ minor: sum, currency: code }, "en")}; amounts are taken as ${code}`);
};

const line = ({ row, verdict, what, why }: Verdict): string =>
  `row ${row}  ${verdict.padEnd(7)}  ${what}${why ? `  — ${why}` : ""}`;

/** Rows with the same story are told once, with the first few of them. */
const byReason = (verdicts: readonly Verdict[]): string[] => {
  const groups = new Map<string, Verdict[]>();
  for (const one of verdicts.filter(({ why }) => why)) {
    const key = `${one.verdict}: ${one.why}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(([reason, rows]) => {
    const first = rows
      .slice(0, SHOWN)
      .map(({ row }) => row)
      .join(", ");
    return `  ${reason} — ${rows.length === 1 ? "row" : `${rows.length} rows:`} ${first}${rows.length > SHOWN ? " …" : ""}`;
  });
};

/** Cells are quoted, and one that a spreadsheet would take for a formula is made text. */
const csvOf = (verdicts: readonly Verdict[]): string => {
  const quoted = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const lines = verdicts.map(({ sheet, row, verdict, what, why }) =>
    [sheet, String(row), verdict, what, why ?? ""].map(quoted).join(","),
  );
  return `\ufeffsheet,row,verdict,what,why\r\n${lines.join("\r\n")}\r\n`;
};
