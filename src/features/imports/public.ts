import { sayInstant, type Zone } from "../../core/dates.ts";
import { asMemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Change, Scope } from "../../core/scope.ts";
import type { SheetLook, SheetRow } from "../../core/sheet.ts";
import { sayField } from "../../domain/sheet-column-names.ts";
import { guessColumns } from "../../domain/sheet-columns.ts";
import { guessPeople } from "../../domain/sheet-people.ts";
import { moneyField, unitIn } from "../../domain/sheet-units.ts";
import { undoEnds } from "../../domain/undoing.ts";
import { rowsOfSheet } from "../../sheets/reading.ts";
import { worksInSeveral } from "../seats/public.ts";
import { sayReason } from "../sheetrows/public.ts";
import { isClosed, readWriter } from "../turns/public.ts";
import { askForStep } from "./jobs.ts";
import {
  type ImportState,
  type Mapping,
  mappingSchema,
  mayImport,
  mayTakeErased,
  missingOf,
  rowsBelow,
  whyNot,
  whyNotNow,
} from "./rules.ts";
import {
  addImport,
  type ImportView,
  logErased,
  moveImport,
  moveLeft,
  organizationOf,
  type RowsWanted,
  readBytes,
  readImport,
  readImports,
  readRows,
  type StoredRow,
} from "./store.ts";
import { texts } from "./texts.ts";

export { type ColumnGuess, guessColumns } from "../../domain/sheet-columns.ts";
export { type Counted, countedIn, moneyField, unitIn } from "../../domain/sheet-units.ts";
export { lookAtSheets, refuseTooLarge } from "../../sheets/reading.ts";
export { ownersCalled, readOwner, readSeveral, searchOwners, teamsCalled } from "../seats/public.ts";
export { askForStep, type ImportListener, workOn } from "./jobs.ts";
export {
  bringsPeople,
  type ImportState,
  type Mapping,
  mappingOf,
  mayImport,
  mayTakeErased,
  missingOf,
  rowsBelow,
} from "./rules.ts";
export {
  type ImportView,
  leaveToAdmins,
  moveImport,
  readImport,
  readImports,
  readLook,
  returnToImporter,
} from "./store.ts";

/*
 * A file on its way in, from outside:
 *
 *     refuseTooLarge(size)                              before a byte is fetched; throws a Refusal, as all below do
 *     const looks = await lookAtSheets(bytes)           in a thread of its own, seconds for a large file
 *     const id = await beginImport(change, { file, bytes, looks })
 *     guessColumns(looks[0])  mappingOf(0, guess)       what a form confirms or corrects
 *     await planImport(change, id, mapping)             the dry run, in the background: state planning, then planned
 *     await readImport(scope, id)                       state, counts, done of total
 *     await readReport(scope, id, { … })                what becomes of each row and why, page by page
 *     await startImport(change, id)                     state applying, then applied
 *     await cancelImport(change, id)                    stops the dry run; takes back what was taken in
 *     await undoImport(change, id)                      for as long as the figures say; state undoing, then undone
 *     await goOnImport(change, id)                      where it halted half-way after failing again and again
 *     await leaveToAdmins(change, memberId)             when the account of whoever began them is closed
 *     await undoLeft(change, id)                        by an admin, from then on
 *     await returnToImporter(change, memberId)          when that account is open again
 *
 * `imports([listener])` in features/index.ts tells the listener, in the change itself, whenever an import came further.
 */

const refuse = (of: (language: Language) => string): Refusal => new Refusal({ en: of("en"), zh: of("zh") });
const UNDER_WAY: readonly ImportState[] = ["planning", "applying", "undoing"];

/** Keeps a file that was looked at; its bytes stay until the import is over. */
export const beginImport = async (
  change: Change,
  given: { readonly file: string; readonly bytes: Uint8Array; readonly looks: readonly SheetLook[] },
): Promise<string> => {
  if (!mayImport(change, "sales") && !mayImport(change, "customers"))
    throw refuse((language) => texts[language].mayNot);
  if (change.memberId !== null) {
    const latest = await readImports(change, 5);
    if (latest.some(({ state }) => UNDER_WAY.includes(state))) throw refuse((language) => texts[language].oneAtATime);
  }
  return addImport(change, given);
};

/** All rows are of one who works in several teams, and nothing says which. */
export const lacksTeam = async (scope: Scope, { kind, columns, ownerId, teamId }: Mapping): Promise<boolean> =>
  kind === "customers" &&
  columns.owner === undefined &&
  columns.team === undefined &&
  teamId === undefined &&
  (await worksInSeveral(scope, ownerId));

/** Begins the dry run with what was confirmed of a sheet. */
export const planImport = async (change: Change, id: string, given: Mapping): Promise<void> => {
  const mapping = mappingSchema.parse(given);
  if (!mayImport(change, mapping.kind)) throw refuse((language) => texts[language][whyNot(mapping.kind)]);
  if (mapping.takesErased && !mayTakeErased(change)) throw refuse((language) => texts[language].erasedOfAdmin);
  const missing = missingOf(mapping);
  if (missing.length > 0)
    throw refuse((language) => {
      const fields = missing.map((field) => sayField(field, language)).join(language === "zh" ? "、" : ", ");
      return texts[language].missing({ fields });
    });
  const view = await readImport(change, id);
  await refuseUnit(change, mapping, view?.looks[mapping.sheet]);
  const total = rowsBelow(view?.looks[mapping.sheet], mapping.header);
  const { currency } = await organizationOf(change);
  const read = { ...mapping, ...(moneyField(mapping.kind) && { currency }) };
  const to = { state: "planning", mapping: read, done: 0, total, cancelAsked: false } as const;
  await step(change, id, { among: ["read", "planned"], to });
};

/** One sheet of a workbook was confirmed: what else is in it waits by itself, as if it had come in a file of its own. */
export const keepOtherSheets = async (
  change: Change,
  { id, file, looks, createdAt }: ImportView,
  sheet: number,
): Promise<void> => {
  const others = looks.map((look, place) => (place === sheet ? { ...look, rows: 0, head: [] } : look));
  const isKnown = (look: SheetLook) => guessPeople(look) ?? Object.keys(guessColumns(look)?.columns ?? {}).length > 0;
  if (!others.some((look) => look.rows > 0 && isKnown(look))) return;
  const bytes = await readBytes(change, id);
  if (bytes) await addImport(change, { file, bytes, looks: others, createdAt });
};

/** What else came in the same message and still waits for its columns to be confirmed. */
export const readRest = async (scope: Scope, { memberId, createdAt }: ImportView): Promise<readonly ImportView[]> => {
  const latest = await readImports({ ...scope, memberId: memberId === null ? null : asMemberId(memberId) }, MOST_FILES);
  return latest.filter((one) => one.state === "read" && one.createdAt.getTime() === createdAt.getTime());
};
/** More than a message brings. */
const MOST_FILES = 20;

/** Amounts of another currency, or of nobody knows what, are not read as the organization's own. */
const refuseUnit = async (change: Change, mapping: Mapping, look: SheetLook | undefined): Promise<void> => {
  const [unit, money] = [look && unitIn(look, mapping), moneyField(mapping.kind)];
  if (!unit || !money) return;
  const { currency: own } = await organizationOf(change);
  const [first, ...others] = unit.currencies;
  if (first !== undefined && first !== own && !others.includes(own))
    throw refuse((language) =>
      texts[language].otherCurrency({ field: sayField(money, language), currency: first, own }),
    );
  if (unit.isUnsure) throw refuse((language) => texts[language].unitUnsure({ field: sayField(money, language) }));
};

/** Takes in all rows that are not refused. */
export const startImport = async (change: Change, id: string): Promise<void> => {
  await refuseNow(change, await readImport(change, id));
  await step(change, id, { among: ["planned"], to: { state: "applying", done: 0 } });
  if ((await readImport(change, id))?.mapping?.takesErased) await logErased(change, id);
};

/**
 * Takes back what the import made and added, except what was changed since.
 * @param where the zone of whoever is told that it is too late; the organization's when left out
 */
export const undoImport = async (change: Change, id: string, where?: Zone): Promise<void> => {
  const view = await readImport(change, id);
  const { settings, zone: home } = await organizationOf(change);
  const until = view?.appliedAt && undoEnds(view.appliedAt, settings.undoHours);
  if (until && until < change.at) {
    const zone = where ?? home;
    throw refuse((language) => texts[language].undoOver({ time: sayInstant(until, language, zone) }));
  }
  await step(change, id, { among: ["applied", "halted"], to: { state: "undoing", done: 0 } });
};

/** As it stands now, not as of the dry run. */
const refuseNow = async (change: Change, view: ImportView | null): Promise<void> => {
  const { currency } = await organizationOf(change);
  const no = whyNotNow(change, { mapping: view?.mapping, currency, midway: view?.state === "halted" });
  if (no) throw refuse((language) => texts[language][no]);
};

/** Goes on where it halted. */
export const goOnImport = async (change: Change, id: string): Promise<void> => {
  const view = await readImport(change, id);
  const state = view?.haltedIn ?? "applying";
  if (state === "applying") await refuseNow(change, view);
  await step(change, id, { among: ["halted"], to: { state } });
};

/**
 * Takes back what was left to the admins. False: it is none of theirs, whoever brought it in is back, it was undone
 * before, or it is too late.
 */
export const undoLeft = async (change: Change, id: string): Promise<boolean> => {
  if (!change.roles.has("admin")) return false;
  const view = await readImport({ ...change, memberId: null }, id);
  if (!view?.leftToAdmins || !(await isClosed(change, view.memberId))) return false;
  const moved = await moveLeft(change, id, { state: "undoing" });
  if (moved) await askForStep(change, id);
  return moved;
};

/** That an import waits for another, and for which file when that is one's own too. */
export const waitsFor = async (scope: Scope, view: ImportView): Promise<{ readonly file?: string } | undefined> => {
  if (view.worker !== null || (view.state !== "applying" && view.state !== "undoing")) return undefined;
  const writer = await readWriter(scope);
  if (!writer || writer.id === view.id) return undefined;
  return writer.memberId === view.memberId ? { file: writer.file } : {};
};

/** Stops what is under way before its next lot. */
export const cancelImport = async (change: Change, id: string): Promise<void> => {
  const to = { cancelAsked: true };
  if (!(await moveImport(change, id, { among: ["planning", "applying"], to })))
    throw refuse((language) => texts[language].busy);
};

const step = async (change: Change, id: string, move: Parameters<typeof moveImport>[2]): Promise<void> => {
  if (!(await moveImport(change, id, move))) throw refuse((language) => texts[language].busy);
  await askForStep(change, id);
};

/** All rows of a sheet: of a short one. */
export const readSheet = async (scope: Scope, id: string, sheet: number): Promise<readonly SheetRow[]> => {
  const bytes = (await readImport(scope, id)) && (await readBytes(scope, id));
  if (!bytes) throw refuse((language) => texts[language].gone);
  const rows: SheetRow[] = [];
  for await (const lot of rowsOfSheet(bytes, sheet)) rows.push(...lot);
  return rows;
};

/** A row of the report, in the reader's language. */
export interface ReportRow {
  /** Its number in the file. */
  readonly row: number;
  readonly verdict: StoredRow["verdict"];
  readonly said: string;
  readonly about: string;
  readonly why: string;
}

/** A page of what becomes of each row and why; the next begins after its last row. */
export const readReport = async (
  scope: Scope,
  id: string,
  wanted: Pick<RowsWanted, "verdict" | "after" | "limit"> & { readonly language: Language },
): Promise<ReportRow[]> => {
  const { language, ...page } = wanted;
  const { made, merged, skipped, refused } = texts[language];
  const said = { make: made, merge: merged, skip: skipped, refuse: refused };
  return (await readRows(scope, id, page)).map(({ row, verdict, about, why }) => ({
    ...{ row, verdict, said: said[verdict], about },
    why: why.map((reason) => sayReason(reason, language)).join(language === "zh" ? "；" : "; "),
  }));
};
