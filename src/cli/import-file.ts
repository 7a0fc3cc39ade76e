import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { elapsed } from "../core/clock.ts";
import { sayInstant } from "../core/dates.ts";
import type { JobContext } from "../core/job.ts";
import { Refusal } from "../core/refusal.ts";
import type { Scope } from "../core/scope.ts";
import type { SheetLook } from "../core/sheet.ts";
import { askNobody } from "../core/who-is.ts";
import { organizationOf } from "../data/organization.ts";
import { change } from "../data/transaction.ts";
import { DAY_ORDERS, type DayOrder } from "../domain/cells.ts";
import { saySheetKind } from "../domain/sheet-column-names.ts";
import { SHEET_KINDS, type SheetKind } from "../domain/sheet-columns.ts";
import { guessPeople } from "../domain/sheet-people.ts";
import { undoEnds } from "../domain/undoing.ts";
import { bringingCustomers } from "../features/importing/public.ts";
import {
  beginImport,
  bringsPeople,
  type ColumnGuess,
  guessColumns,
  type ImportView,
  lacksTeam,
  lookAtSheets,
  type Mapping,
  mappingOf,
  moneyField,
  ownersCalled,
  planImport,
  readImport,
  readSeveral,
  refuseTooLarge,
  startImport,
  teamsCalled,
  undoImport,
  unitIn,
  workOn,
} from "../features/imports/public.ts";
import { countsOf, report } from "./import-report.ts";
import { SheetError } from "./sheets.ts";

export interface FileWishes {
  readonly file: string;
  /** What the rows are about; guessed when it is not said. */
  readonly as: string | undefined;
  /** Name or mail of whoever gets rows that name nobody, or somebody who has left. */
  readonly owner?: string | undefined;
  /** The team of what is new of people in several, where its rows say none. */
  readonly team?: string | undefined;
  /** What comes first in days such as 4/1/2024, where the sheet does not tell. */
  readonly days?: string | undefined;
  /** Those who were erased on request come in again. */
  readonly takeErased?: boolean;
  readonly apply: boolean;
  /** Print every row, not only those with something to say. */
  readonly rows: boolean;
  readonly report: string | undefined;
  print(line: string): void;
}

const TIMEOUT = 120_000;
/** Between looks at a step that the bot does. */
const PAUSE = 1_000;

const contextOf = (scope: Scope): JobContext => ({
  scope,
  clock: scope.clock,
  now: scope.clock.now(),
  change: (work) => change(scope, { from: "operator", timeout: TIMEOUT }, work),
  whoIs: askNobody,
});

/** Plans the sheets of one file, says what would become of the rows and, when told to, takes them in. */
export const importFile = async (scope: Scope, wishes: FileWishes): Promise<void> => {
  const said = await saidBeside(scope, wishes);
  const bytes = await bytesOf(wishes.file);
  const looks = await lookAtSheets(bytes);
  const context = contextOf(scope);
  const sheets = await sheetsOf(scope, looks, { ...wishes, said });
  for (const [place, { look, guess, mapping }] of sheets.entries()) {
    const started = elapsed();
    const id = await context.change((inside) =>
      beginImport(inside, { file: path.basename(wishes.file), bytes, looks }),
    );
    describe(look, guess, wishes);
    await context.change((inside) => planImport(inside, id, mapping));
    await through(context, id, "planned");
    await report(scope, id, { ...wishes, sheet: look.name, isFirst: place === 0 });
    if (!wishes.apply) {
      if (place > 0) wishes.print(ALONE);
      continue;
    }
    await context.change((inside) => startImport(inside, id));
    await through(context, id, "applied");
    const seconds = ((elapsed() - started) / 1000).toFixed(1);
    const until = await undoEndsOf(scope, id);
    wishes.print(
      `Imported after ${seconds} s: ${await countsOf(scope, id)}. To undo it until ${until}: import --undo ${id}`,
    );
  }
  if (!wishes.apply)
    wishes.print("Nothing was imported. To import the rows that are not refused, run it again with --apply.");
};

const ALONE =
  "  checked as if the sheets above were not in: rows that need what those bring in are refused here, and not with --apply";

interface SheetGiven {
  readonly look: SheetLook;
  readonly guess: ColumnGuess;
  readonly mapping: Mapping;
}
type Said = Awaited<ReturnType<typeof saidBeside>>;

/** The sheets that can be taken in, with what their columns are taken for. */
const sheetsOf = async (
  scope: Scope,
  looks: readonly SheetLook[],
  { said, ...wishes }: FileWishes & { readonly said: Said },
): Promise<readonly SheetGiven[]> => {
  const { kind, order, beside } = said;
  const bringing = await bringingCustomers(scope, looks);
  const sheets: SheetGiven[] = [];
  const people = looks.filter((look) => look.rows > 1 && !kind && guessPeople(look));
  const told = looks.flatMap((look, sheet) => {
    const guess = guessIn(look, { kind: kind ?? (bringing.has(look) ? "customers" : undefined), order });
    return !guess || look.rows <= 1 || people.includes(look) ? [] : [{ sheet, look, guess }];
  });
  const headed = told.filter(({ guess }) => guess.header > 0);
  for (const { look } of told.filter((one) => !headed.includes(one)))
    leaveOut(look.name || wishes.file, headed.length + people.length > 0, wishes);
  for (const { sheet, look, guess } of headed) {
    const takes = wishes.takeErased === true && bringsPeople(guess.kind);
    const mapping = { ...mappingOf(sheet, guess), ...beside, ...(takes && { takesErased: true as const }) };
    if (await lacksTeam(scope, mapping))
      throw new SheetError(`${wishes.owner} works in several teams: say with --team which of them gets new customers.`);
    sheets.push({ look, guess, mapping });
  }
  refuseUnsure(sheets, wishes);
  for (const look of people) wishes.print(`${look.name || "The file"}: ${OWN_PEOPLE}`);
  if (sheets.length === 0 && people.length === 0) throw new SheetError(`${wishes.file} has no rows below its headers.`);
  if (wishes.takeErased && !sheets.some(({ guess }) => bringsPeople(guess.kind)))
    throw new SheetError("--take-erased is for customers and contacts: this file has neither.");
  return sheets;
};

/** A sheet without headings beside others may be how they are to be filled in; alone it is what was meant to come in. */
const leaveOut = (name: string, isBesideOthers: boolean, { print }: Pick<FileWishes, "print">): void => {
  if (!isBesideOthers) throw new SheetError(`${name} has no headings: put a row of them above the others.`);
  print(`${name} has no headings: it stays out`);
};
/** As it looks; which of a day comes first as it was said, where the sheet does not tell. */
const guessIn = (look: SheetLook, { kind, order }: Pick<Said, "kind" | "order">): ColumnGuess | undefined => {
  const guess = guessColumns(look, kind);
  if (!guess || !order) return guess;
  const said = Object.fromEntries(guess.unsure.map((field) => [field, order]));
  return { ...guess, dayOrders: { ...guess.dayOrders, ...said }, unsure: [] };
};
/** A day taken for another is seen by nobody: it is asked for, as in the chat. */
const refuseUnsure = (sheets: readonly SheetGiven[], { apply }: FileWishes): void => {
  for (const { look, guess } of apply ? sheets : []) {
    const [field] = guess.unsure;
    if (field)
      throw new SheetError(
        `Nothing was imported: in ${guess.headers[guess.columns[field] ?? 0]}${look.name && ` of ${look.name}`} it is not clear which comes first, the day, the month or the year. Say it with --days ${DAY_ORDERS.join("|")}.`,
      );
  }
};

const OWN_PEOPLE =
  "a list of your own people. Drop it into an admin's direct chat with the bot; with --as it is read as something else";

/** What is confirmed beside the columns, and what the sheets are said to be about. */
const saidBeside = async (scope: Scope, { as, days, owner, team }: FileWishes) => {
  const ownerId = owner === undefined ? undefined : await ownerOf(scope, owner);
  const teamId = team === undefined ? undefined : await teamOf(scope, team);
  return { kind: kindOf(as), order: orderOf(days), beside: { ...(ownerId && { ownerId }), ...(teamId && { teamId }) } };
};

/** Has the step done that the import stands at, here or by the bot, which may be quicker. @throws SheetError unless it came about */
const through = async (
  context: JobContext,
  id: string,
  step: "planned" | "applied" | "undone",
): Promise<ImportView | undefined> => {
  for (;;) {
    await workOn(context, id);
    const view = await readImport(context.scope, id);
    if (view?.state === step) return view;
    if (!view?.worker) throw new SheetError(whyNot(view, step));
    await setTimeout(PAUSE);
  }
};

const whyNot = (view: ImportView | null, step: string): string => {
  if (view?.failure && view.state === "failed") return view.failure.en;
  if (view?.state === "halted") {
    const goOn = view.haltedIn === "undoing" ? "" : ` To take back what is in: import --undo ${view.id}`;
    return `Stopped half-way, after ${view.done} of ${view.total} rows. ${view.failure?.en ?? ""}${goOn}`;
  }
  const nothing = step === "undone" ? "Nothing was undone yet" : "Nothing was imported yet";
  if (view?.tryAt)
    return `${nothing}: something went wrong on our side. The bot tries again by itself in a few minutes.`;
  if (view?.state === "applying" || view?.state === "undoing")
    return `${nothing}: ${view.id} waits until another import is through. The bot then begins it by itself.`;
  return `${nothing}: ${view?.id ?? "the import"} was stopped. Try again.`;
};

const undoEndsOf = async (scope: Scope, id: string): Promise<string> => {
  const appliedAt = (await readImport(scope, id))?.appliedAt ?? scope.clock.now();
  const { settings, zone } = await organizationOf(scope);
  return sayInstant(undoEnds(appliedAt, settings.undoHours), "en", zone);
};

/** Takes an import back. */
export const undoFile = async (scope: Scope, id: string, print: (line: string) => void): Promise<void> => {
  const context = contextOf(scope);
  if (!(await readImport(scope, id))) throw new SheetError(`There is no import ${id}.`);
  await context.change((inside) => undoImport(inside, id));
  const kept = (await through(context, id, "undone"))?.counts.kept ?? 0;
  print(
    kept === 0 ? "Undone: all is as it was before." : `Undone, but for ${kept} rows that were changed or used since.`,
  );
};

const kindOf = (as: string | undefined): SheetKind | undefined => {
  const kind = SHEET_KINDS.find((one) => one === as);
  if (as !== undefined && !kind) throw new SheetError(`--as takes ${SHEET_KINDS.join(", ")}; "${as}" is none of them.`);
  return kind;
};

const orderOf = (days: string | undefined): DayOrder | undefined => {
  const order = DAY_ORDERS.find((one) => one === days);
  if (days !== undefined && !order)
    throw new SheetError(`--days takes ${DAY_ORDERS.join(", ")}; "${days}" is none of them.`);
  return order;
};

/** One of a team, called just so. */
const ownerOf = async (scope: Scope, called: string): Promise<string> => {
  const found = await ownersCalled(scope, called);
  const [only] = found;
  if (!only) throw new SheetError(`--owner takes somebody in a team; there is no ${called}.`);
  if (found.length > 1) throw new SheetError(`Several people are called ${called}: give the mail address to --owner.`);
  return only;
};

/** A team of people in several, as the form of the columns offers them. */
const teamOf = async (scope: Scope, called: string): Promise<string> => {
  const [only, ...others] = await teamsCalled(scope, called);
  if (!only) {
    const names = (await readSeveral(scope)).map(({ name }) => name).join(", ") || "none";
    throw new SheetError(
      `--team takes a team of somebody who works in several; ${called} is none. There are: ${names}.`,
    );
  }
  if (others.length > 0) throw new SheetError(`Several teams are called ${called}: rename one first.`);
  return only;
};

/** A file that is too large is refused before it is read. */
const bytesOf = async (file: string): Promise<Buffer> => {
  try {
    refuseTooLarge((await stat(file)).size);
    return await readFile(file);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new SheetError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const describe = (look: SheetLook, guess: ColumnGuess, { print }: FileWishes): void => {
  print(
    `${look.name || "The file"}: ${saySheetKind(guess.kind, "en")}, ${look.rows - 1} rows below row ${guess.header}`,
  );
  for (const [field, column] of Object.entries(guess.columns)) print(`  ${guess.headers[column ?? 0]} → ${field}`);
  const read = new Set(Object.values(guess.columns));
  const out = guess.headers.filter((heading, column) => heading !== "" && !read.has(column));
  if (out.length > 0) print(`  stay out: ${out.join(", ")}`);
  if (look.hidden) print(`  ${look.hidden} hidden rows are checked and imported like the others`);
  for (const field of guess.unsure)
    print(`  the ${guess.dayOrders[field]} is taken to come first in ${field}: --apply needs --days to say so`);
  const zeros = unitIn(look, guess)?.zeros ?? 0;
  if (zeros > 0) print(`  1 is taken for ${(10 ** zeros).toLocaleString("en")} in ${moneyField(guess.kind)}`);
  const known = look.formulas - look.unknown;
  if (known > 0) print(`  ${known} cells are formulas: their last results are read`);
  for (const name of look.hiddenSheets ?? []) print(`  ${name} is hidden: it stays out`);
  if (look.merged) print(`  ${look.merged} merged cells of a file this large count for their first rows alone`);
  if (look.unknown > 0) print(`  ${look.unknown} formulas have no result in the file: rows that need one are refused`);
};
