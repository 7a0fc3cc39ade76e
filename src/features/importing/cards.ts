import { z } from "zod";
import { type Button, type Card, defineAction, type Line } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { sayInstant, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { SheetLook } from "../../core/sheet.ts";
import { sayField, saySheetKind } from "../../domain/sheet-column-names.ts";
import { fieldsOf, SHEET_KINDS, type SheetKind } from "../../domain/sheet-columns.ts";
import { guessPeople } from "../../domain/sheet-people.ts";
import { undoEnds } from "../../domain/undoing.ts";
import { guessColumns, type ImportView, type ReportRow } from "../imports/public.ts";
import { stagesButton } from "../stagewords/public.ts";
import { formulasIn, headingsSaid, rowsSaid, unitSaid } from "./forms.ts";
import { counted, texts } from "./texts.ts";

const one = z.object({ id: z.string() });
export const askColumns = defineAction(
  "importing.ask",
  z.object({ id: z.string(), sheet: z.number().int().nonnegative(), kind: z.enum(SHEET_KINDS) }),
);
export const seePeople = defineAction(
  "importing.people",
  z.object({ id: z.string(), sheet: z.number().int().nonnegative() }),
);
export const startImporting = defineAction("importing.start", one);
export const cancelImporting = defineAction("importing.cancel", one);
export const undoImporting = defineAction("importing.undo", one);
export const reportImporting = defineAction("importing.report", one);
export const restImporting = defineAction("importing.rest", one);
export const goOnImporting = defineAction("importing.goOn", one);
export const undoLeftImporting = defineAction("importing.undoLeft", one);

/** Sheets of one message; a file of many is rare, and its others can be sent by themselves. */
const MOST_SHEETS = 8;

/** What was recognized in files, sheet by sheet; and which of them could not be read, and why. */
export const recognizedCard = (
  views: readonly ImportView[],
  reader: Importer,
  unread: readonly string[] = [],
): Card => {
  const t = texts[reader.language];
  const lines = views.flatMap((view) =>
    view.looks.flatMap((look, sheet) => (look.rows > 0 ? lineOf(view, sheet, reader) : [])),
  );
  return {
    tone: "waiting",
    title: t.recognizedTitle,
    plain: `${t.recognizedTitle} · ${views.map(({ file }) => file).join(", ")}`,
    text: [t.recognizedDetail, ...unread],
    lines: lines.slice(0, MOST_SHEETS),
    ...(lines.length > MOST_SHEETS && { footer: t.moreSheets({ sheets: lines.length - MOST_SHEETS }) }),
  };
};

/** Headings are sentences at times. */
const shortened = (header: string): string => (header.length > 20 ? `${header.slice(0, 20)}…` : header);

/** Who reads what a file holds, and which sheets are theirs to bring in. */
interface Importer {
  readonly language: Language;
  readonly may: (kind: SheetKind) => boolean;
  /** What a sheet is taken for where its headings alone say something else. */
  readonly as?: (look: SheetLook) => SheetKind | undefined;
}

const lineOf = ({ id, file, looks }: ImportView, sheet: number, { language, may, as }: Importer): Line[] => {
  const t = texts[language];
  const look = looks[sheet];
  if (!look) return [];
  const guess = guessColumns(look, as?.(look));
  const name = looks.length > 1 ? `${file} › ${look.name}` : file;
  const rows = rowsSaid(look, guess);
  const columns = guess ? fieldsOf(guess.kind).filter((field) => guess.columns[field] !== undefined) : [];
  const asKind = (kind: SheetKind): Button => ({
    label: t.as({ kind: saySheetKind(kind, language) }),
    press: askColumns.with({ id, sheet, kind }),
  });
  const own = SHEET_KINDS.filter(may);
  const menu = own.filter((kind) => kind !== guess?.kind).map(asKind);
  if (guessPeople(look)) {
    const buttons: Button[] = [{ label: t.seePeople, press: seePeople.with({ id, sheet }), look: "primary" }];
    return [{ text: [{ bold: name }, ` · ${t.people({ rows })}`], detail: [{ quiet: t.peopleDetail }], buttons, menu }];
  }
  if (!guess || columns.length === 0 || guess.header === 0) {
    const choice = { buttons: own.map(asKind).slice(0, 3), menu: own.map(asKind).slice(3) };
    const why = headingsSaid(guess, language);
    return [{ text: [{ bold: name }, ` · ${t.unknown({ rows })}`], detail: [{ quiet: why }], ...choice }];
  }
  const named = columns.map((field) => sayField(field, language));
  const comma = language === "zh" ? "、" : ", ";
  const taken = Object.values(guess.columns);
  const others = guess.headers.filter((header, column) => header !== "" && !taken.includes(column));
  const found = [
    t.found({ columns: named.join(comma) }),
    ...unitSaid(look, guess, language),
    ...(others.length > 0 ? [t.notTaken({ columns: others.map(shortened).join(comma) })] : []),
  ].join(language === "zh" ? "。" : ". ");
  const text = [{ bold: name }, ` · ${t.sheet({ kind: saySheetKind(guess.kind, language), rows })}`];
  const whose = guess.kind === "sales" ? t.ofFinance : t.ofManagers;
  if (!may(guess.kind)) return [{ text, detail: [{ quiet: whose }], menu }];
  const formulas = formulasIn(look, language).join(language === "zh" ? "" : " ");
  return [
    {
      text,
      detail: [{ quiet: formulas === "" ? found : `${found} · ${formulas}` }],
      buttons: [{ label: t.confirm, press: askColumns.with({ id, sheet, kind: guess.kind }), look: "primary" }],
      menu,
    },
  ];
};

/** @param rest more came in the same message, and comes up on the card of this one */
export const confirmedCard = (file: string, language: Language, rest: boolean): Card => {
  const title = texts[language].confirmed({ file });
  return { tone: "past", title, plain: title, ...(rest && { text: [texts[language].restLater] }) };
};

export const reportBegunCard = (file: string, language: Language): Card => {
  const t = texts[language];
  const title = t.reportName({ file });
  return { tone: "waiting", title, plain: title, text: [t.reportBegun] };
};

const stoppedCard = (title: string, detail: string): Card => ({ tone: "stopped", title, plain: title, text: [detail] });
export const reportTooLargeCard = (file: string, language: Language): Card =>
  stoppedCard(texts[language].reportTooLarge({ file }), texts[language].reportTooLargeDetail);
export const reportFailedCard = (file: string, language: Language): Card =>
  stoppedCard(texts[language].reportFailed({ file }), texts[language].reportFailedDetail);

const TONES: Readonly<Record<ImportView["state"], Card["tone"]>> = {
  read: "past",
  planning: "waiting",
  planned: "waiting",
  applying: "waiting",
  applied: "done",
  undoing: "waiting",
  undone: "past",
  failed: "stopped",
  halted: "stopped",
};

/** What a card of an import tells, beside the import. */
export interface Around {
  /** The rows worth a look, each the first of those alike. */
  readonly rows: readonly (ReportRow & { readonly alike: number })[];
  /** Rows that go to another, as the owner they name has left. */
  readonly stoodIn: number;
  /** Contacts that stay out, as nobody knows their customers. */
  readonly noCustomer: number;
  /** Deals that stay out, as nobody knows the word for their stage. */
  readonly noStage: number;
  /** It waits for another, with that one's file where it is the reader's too. */
  readonly waits: { readonly file?: string } | undefined;
  /** More came in the same message, and waits. */
  readonly rest: boolean;
  /** For as long it can be taken back. */
  readonly undoHours: number;
}

/** Who reads a card, and where. */
interface Reader {
  readonly language: Language;
  readonly zone: Zone;
}

/** The one card of an import from its dry run on, as it stands. */
export const importCard = (
  view: ImportView,
  { rows, stoodIn, noCustomer, noStage, waits, undoHours, rest }: Around,
  { language, zone }: Reader,
): Card => {
  const t = texts[language];
  const { state, file, failure, mapping } = view;
  const look = mapping && view.looks[mapping.sheet];
  const read = look ? [...unitSaid(look, mapping, language), ...formulasIn(look, language)] : [];
  const title = t[state]({ file });
  const base = { tone: TONES[state], title, plain: title };
  const over = state === "planned" || state === "applied" || state === "undone" || state === "failed";
  const others: Button[] = rest && over ? [{ label: t.rest, press: restImporting.with({ id: view.id }) }] : [];
  const buttons = [...buttonsOf(view, { undoHours, noCustomer, noStage }, language), ...others];
  if (state === "failed") return { ...base, text: [failure?.[language] ?? t.failedDetail], ...(rest && { buttons }) };
  if (state === "read") return { ...base, text: [t.nothingYet], buttons };
  if (state === "halted")
    return { ...base, text: [failure?.[language] ?? t.failedDetail, soFar(view, language)], buttons };
  if (state === "planning" || state === "applying" || state === "undoing")
    return { ...base, text: comesAlong(view, waits, language), buttons };
  return {
    ...base,
    ...(state === "planned" && {
      text: [t.nothingYet, ...(mapping?.kind === "deals" ? [t.cycleBegins] : []), ...read],
    }),
    facts: factsOf(view, stoodIn, language),
    lines: rows.map(({ row, alike, said, about, why }) => ({
      text: [{ bold: t.rows({ row, alike }) }, [said, about].flatMap((part) => (part ? ` · ${part}` : [])).join("")],
      ...(why !== "" && { detail: [{ quiet: why }] }),
    })),
    buttons,
    ...(state === "applied" &&
      view.appliedAt && {
        footer: t.undoUntil({ time: sayInstant(undoEnds(view.appliedAt, undoHours), language, zone) }),
      }),
  };
};

const soFar = ({ done, total, haltedIn, state }: ImportView, language: Language): string => {
  const rows = { done: counted(done), of: counted(total) };
  const back = (haltedIn ?? state) === "undoing";
  return back ? texts[language].undoneSoFar(rows) : texts[language].progress(rows);
};

const comesAlong = (view: ImportView, waits: Around["waits"], language: Language): string[] => {
  const t = texts[language];
  if (view.cancelAsked) return [t.stopping];
  if (waits) return [waits.file === undefined ? t.waits : t.waitsFor({ file: waits.file })];
  return view.tryAt ? [soFar(view, language), t.triedAgain] : [soFar(view, language)];
};

/** Whose it was, and until when it can be taken back: null where nothing but a step of its own ends that. */
interface Left {
  readonly importer: string;
  readonly until: Instant | null;
  readonly now: Instant;
}
/** What an admin reads of an import whose importer is gone: neither its file nor its rows. */
export const leftCard = (view: ImportView, { importer, until, now }: Left, { language, zone }: Reader): Card => {
  const t = texts[language];
  const isOpen = view.state === "applied" || view.state === "halted";
  const time = until ? sayInstant(until, language, zone) : "";
  const isOver = until !== null && until < now;
  if (isOpen && !view.leftToAdmins) {
    const title = t.leftBack({ importer });
    return {
      tone: "past",
      title,
      plain: title,
      text: [isOver ? t.leftStays({ time }) : t.leftBackDetail({ importer })],
    };
  }
  const title = isOpen
    ? t.left({ importer })
    : view.state === "undone"
      ? t.leftUndone({ importer })
      : t.leftUndoing({ importer });
  const confirm = { title: t.undoTitle, text: t.undoText, yes: t.undo, no: t.undoNo };
  return {
    ...{ tone: isOpen ? "stopped" : view.state === "undone" ? "past" : "waiting", title, plain: title },
    text: [...(isOpen ? [isOver ? t.leftStays({ time }) : t.leftDetail] : []), soFar(view, language)],
    ...(isOpen &&
      !isOver && {
        buttons: [{ label: t.undo, press: undoLeftImporting.with({ id: view.id }), look: "danger", confirm }],
        ...(until && { footer: t.undoUntil({ time }) }),
      }),
  };
};

const factsOf = ({ counts, state }: ImportView, stoodIn: number, language: Language) => {
  const t = texts[language];
  const { make, merge, skip, refuse, kept = 0 } = counts;
  const known = [
    [t.make, make],
    [t.merge, merge],
    [t.skip, skip],
    [t.refuse, refuse],
    ...(stoodIn > 0 ? [[t.stoodIn, stoodIn] as const] : []),
    ...(state === "undone" ? [[t.kept, kept] as const] : []),
  ] as const;
  return known.map(([label, value]) => ({ label, value: counted(value) }));
};

const buttonsOf = (
  view: ImportView,
  { undoHours: hours, noCustomer, noStage }: Pick<Around, "undoHours" | "noCustomer" | "noStage">,
  language: Language,
): Button[] => {
  const { id, state, counts, mapping, cancelAsked } = view;
  const t = texts[language];
  const rows = counts.make + counts.merge;
  const report = { label: t.report, press: reportImporting.with({ id }) };
  if (state === "planning" || state === "applying")
    return cancelAsked ? [] : [{ label: t.cancel, press: cancelImporting.with({ id }) }];
  const confirmUndo = { title: t.undoTitle, text: t.undoText, yes: t.undo, no: t.undoNo };
  const undo: Button = { label: t.undo, press: undoImporting.with({ id }), look: "danger", confirm: confirmUndo };
  if (state === "applied") return [report, undo];
  if (state === "halted") {
    const goOn: Button = { label: t.goOn, press: goOnImporting.with({ id }), look: "primary" };
    return view.haltedIn === "undoing" ? [goOn] : [goOn, report, undo];
  }
  if (state === "undone") return [report];
  const confirm = { title: t.startTitle, text: t.startText({ rows: counted(rows), hours }), yes: t.yes, no: t.no };
  const start: Button = { label: t.start, press: startImporting.with({ id }), look: "primary", confirm };
  const asked = (label: string, kind?: SheetKind): Button[] =>
    mapping ? [{ label, press: askColumns.with({ id, sheet: mapping.sheet, kind: kind ?? mapping.kind }) }] : [];
  const customers = noCustomer > 0 ? asked(t.as({ kind: saySheetKind("customers", language) }), "customers") : [];
  // What was said of a word can be put right while nothing is in.
  const asksStages = noStage > 0 || Object.keys(mapping?.stages ?? {}).length > 0;
  const again = [...(asksStages ? [stagesButton(id, language)] : []), ...asked(t.columns), ...customers];
  if (state === "read") return again;
  return state === "planned" ? [...(rows > 0 ? [start] : []), report, ...again] : [];
};
