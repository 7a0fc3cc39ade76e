import { z } from "zod";
import { check, choice, defineForm } from "../../chat/form.ts";
import type { Sight } from "../../chat/sight.ts";
import type { Language } from "../../core/language.ts";
import type { SheetLook } from "../../core/sheet.ts";
import type { DayOrder } from "../../domain/cells.ts";
import { sayField } from "../../domain/sheet-column-names.ts";
import { dayOrdersOf, type FieldName, fieldsOf, SHEET_KINDS, type SheetKind } from "../../domain/sheet-columns.ts";
import {
  type ColumnGuess,
  type Counted,
  countedIn,
  guessColumns,
  type Mapping,
  moneyField,
  readLook,
  readOwner,
  readSeveral,
  rowsBelow,
  searchOwners,
  unitIn,
} from "../imports/public.ts";
import { afterPage, letterOf, onPage, readAsked, writeAsked } from "./rules.ts";
import { counted, texts } from "./texts.ts";

/** Characters of a heading and of a file's name that are shown: each stands in the form many times. */
const LONGEST_HEADER = 20;
export const LONGEST_FILE = 40;

const params = z.object({
  id: z.string(),
  sheet: z.number().int().nonnegative(),
  kind: z.enum(SHEET_KINDS),
  file: z.string(),
  /** From 1 on; those before are confirmed. */
  page: z.number().int().positive(),
  /** All fields, page after page, each with the column it has by now. */
  asked: z.string(),
  /** What the pages before said beside the columns. */
  unit: z.string().optional(),
  toWhom: z.string().optional(),
  inTeam: z.string().optional(),
  erased: z.string().optional(),
  /** People in several teams are imported for: which is asked for. */
  several: z.literal(true).optional(),
  /** The sheet has no headings: its columns are told by what its first row says. */
  headless: z.literal(true).optional(),
  /** Somebody was erased on request: an admin may have them come in again. */
  anyErased: z.literal(true).optional(),
});
export type ColumnsAsked = z.output<typeof params>;

/** Whether the next page is wanted: with a name of its own on each page, as chats keep what was ticked by that name. */
export const moreOn = (page: number): string => `more${page}`;

/** Which column of the sheet is which field of its kind, page by page; what was guessed stands in it. */
export const columnsForm = defineForm({
  id: "importing.columns",
  params,
  sample: {
    ...{ id: "x".repeat(36), sheet: 999, kind: "customers", file: "x".repeat(LONGEST_FILE), page: 1 },
    asked: writeAsked(fieldsOf("customers").map((field, column) => [field, 100 + column])),
    ...{ unit: "8", toWhom: "x".repeat(36), erased: "leave", anyErased: true },
    ...{ inTeam: "x".repeat(36), several: true, headless: true },
  },
  build: (language, { kind, file, page, asked: written, several, anyErased, headless, ...said }) => {
    const asked = readAsked(written);
    const t = texts[language];
    const later = afterPage(asked, page);
    const shown = onPage(asked, page).flatMap(([one]) => fieldsOf(kind).find((field) => field === one) ?? []);
    const left = fieldsOf(kind).filter((field) => later.some(([one, column]) => one === field && column !== undefined));
    const names = left.map((field) => sayField(field, language)).join(language === "zh" ? "、" : ", ");
    return {
      title: t.formTitle,
      submit: t.formSubmit,
      intro: [
        t.formIntro({ file }),
        ...(headless ? [t.formHeadless] : []),
        ...(left.length > 0 ? [t.formLeft({ fields: names })] : []),
      ],
      fields: Object.fromEntries([
        ...columnFields(shown, language),
        ...(page === 1 && fieldsOf(kind).includes("owner") ? [["toWhom", toWhomField(language)] as const] : []),
        ...(several && isAsked(page, said.inTeam) ? [["inTeam", teamField(language)] as const] : []),
        ...(moneyField(kind) && isAsked(page, said.unit) ? [["unit", unitField(language)] as const] : []),
        ...(page === 1 && anyErased ? [["erased", erasedField(language)] as const] : []),
        ["dayOrder", dayOrderField(language)] as const,
        ...(later.length > 0 ? [[moreOn(page), check({ label: t.more, hint: t.moreHint })] as const] : []),
      ]),
    };
  },
});

/** The column it belongs to may stand on any page, so that it is asked for until it is said. */
const isAsked = (page: number, said: string | undefined): boolean => page === 1 || said === undefined;

const columnFields = (fields: readonly FieldName[], language: Language) =>
  fields.map((field) => {
    const search = async ({ scope, language }: Sight, typed: string, { id, sheet, kind }: ColumnsAsked) => {
      const look = await readLook(scope, id, sheet);
      const word = typed.trim().toLowerCase();
      return look ? columnsIn(look, kind, language).filter(({ label }) => label.toLowerCase().includes(word)) : [];
    };
    return [field, choice({ label: sayField(field, language), optional: true, complete: true, search })] as const;
  });

/** Of an admin no customer can be, and of those who have left nothing: somebody else is to be named. */
const toWhomField = (language: Language) => {
  const t = texts[language];
  return choice({
    ...{ label: t.toWhom, hint: t.toWhomHint, optional: true },
    search: ({ scope }: Sight, typed: string) => searchOwners(scope, typed),
  });
};

/** Which of their teams people in several are imported for, where no column says it. */
const teamField = (language: Language) => {
  const t = texts[language];
  return choice({
    ...{ label: t.inTeam, hint: t.inTeamHint, optional: true, complete: true },
    search: async ({ scope }: Sight, typed: string) =>
      (await readSeveral(scope)).flatMap(({ id, name }) =>
        name.toLowerCase().includes(typed.trim().toLowerCase()) ? [{ value: id, label: name }] : [],
      ),
  });
};

/** Zeros a person may choose for the unit of the amounts. */
const unitsIn = (language: Language) => {
  const t = texts[language];
  return [
    { value: "0", label: t.ones },
    { value: "3", label: t.thousands },
    { value: "4", label: t.wan },
    { value: "6", label: t.millions },
    { value: "8", label: t.hundredMillions },
  ];
};
const unitField = (language: Language) => {
  const t = texts[language];
  return choice({ label: t.amountsIn, hint: t.amountsInHint, optional: true, options: unitsIn(language) });
};

const dayOrdersIn = (language: Language) => {
  const t = texts[language];
  return [
    { value: "day", label: t.dayFirst },
    { value: "month", label: t.monthFirst },
    { value: "year", label: t.yearFirst },
  ];
};
const dayOrderField = (language: Language) =>
  choice({ label: texts[language].dayOrder, optional: true, options: dayOrdersIn(language) });

export const dayOrderChosen = (order: DayOrder | undefined, language: Language) =>
  dayOrdersIn(language).find(({ value }) => value === order);

const takenIn = (language: Language) => ({ value: "take", label: texts[language].takeErased });
const erasedField = (language: Language) => {
  const t = texts[language];
  return choice({
    ...{ label: t.erased, hint: t.erasedHint, optional: true },
    options: [{ value: "leave", label: t.leaveErased }, takenIn(language)],
  });
};

/** What was chosen beside the columns before, to stand in the form again. */
export const chosenBefore = async (
  { scope, language }: Sight,
  { kind, columns, dayOrders, zeros, ownerId, teamId, takesErased }: Mapping,
  look: SheetLook,
) => {
  const [unsure] = dayOrdersOf(look, kind, columns).unsure;
  const order = unsure && dayOrders[unsure];
  return {
    dayOrder: dayOrderChosen(order, language),
    ...(moneyField(kind) && { unit: unitsIn(language).find(({ value }) => value === String(zeros)) }),
    ...(teamId !== undefined && { inTeam: await chosenTeam(scope, teamId) }),
    ...(takesErased && { erased: takenIn(language) }),
    ...(kind === "customers" && ownerId !== undefined && { toWhom: await readOwner(scope, ownerId) }),
  };
};

const chosenTeam = async (scope: Sight["scope"], teamId: string) => {
  const team = (await readSeveral(scope)).find(({ id }) => id === teamId);
  return team && { value: team.id, label: team.name };
};

/** The columns of a sheet by letter and heading. */
export const columnsIn = (look: SheetLook, kind: SheetKind, language: Language) => {
  const guess = guessColumns(look, kind);
  const headers = (guess?.header === 0 ? undefined : guess?.headers) ?? look.head[0]?.cells ?? [];
  return look.columns.map((_, column) => ({
    value: String(column),
    label: texts[language].column({
      letter: letterOf(column),
      header: (headers[column] ?? "").slice(0, LONGEST_HEADER),
    }),
  }));
};

/** Of a sheet nobody knows by its headings: that it has none, or which row is taken for them. */
export const headingsSaid = (guess: ColumnGuess | undefined, language: Language): string => {
  const t = texts[language];
  if (!guess) return t.chooseKind;
  if (guess.header === 0) return t.noHeadings;
  const cells = guess.headers.filter((cell) => cell !== "").map((cell) => cell.slice(0, LONGEST_HEADER));
  return t.takenForHeadings({
    row: guess.header,
    cells: cells.slice(0, MOST_HEADERS).join(language === "zh" ? "、" : ", "),
  });
};
const MOST_HEADERS = 8;
/** How many rows there are of what it is about. */
export const rowsSaid = (look: SheetLook, guess: ColumnGuess | undefined): string =>
  counted(rowsBelow(look, guess?.header));

/** What the amounts and quantities are taken for, where the file says more of them than the numbers. */
export const unitSaid = (look: SheetLook, mapped: Parameters<typeof unitIn>[1], language: Language): string[] => {
  const [unit, money] = [unitIn(look, mapped), moneyField(mapped.kind)];
  const [t, per] = [texts[language], countedIn(look, mapped)];
  const quantities = per ? [sayCounted(per, language)] : [];
  if (!unit || !money) return quantities;
  const field = sayField(money, language);
  const [currency, ...others] = unit.currencies;
  return [
    ...(unit.zeros > 0 ? [t.unit({ field, amount: counted(10 ** unit.zeros) })] : []),
    ...(unit.isUnsure ? [t.unitUnsure({ field })] : []),
    ...(currency && others.length === 0 ? [t.inCurrency({ field, currency })] : []),
    ...quantities,
  ];
};

const sayCounted = ({ unit, zeros }: Counted, language: Language): string => {
  const [t, amount] = [texts[language], counted(10 ** zeros)];
  if (zeros > 0) return t.unit({ field: sayField("quantity", language), amount: unit ? `${amount} ${unit}` : amount });
  return t.countedIn({ unit: unit ?? "" });
};

/** Formulas of a sheet: those that are read by their last results, and those whose result the file does not hold; and rows nobody sees in it. */
export const formulasIn = ({ formulas, unknown, hidden = 0, merged = 0 }: SheetLook, language: Language): string[] => {
  const t = texts[language];
  return [
    ...(formulas > unknown ? [t.formulas({ cells: counted(formulas - unknown) })] : []),
    ...(unknown > 0 ? [t.formulasUnknown({ cells: counted(unknown) })] : []),
    ...(hidden > 0 ? [t.hiddenRows({ rows: counted(hidden) })] : []),
    ...(merged > 0 ? [t.mergedUnread({ cells: counted(merged) })] : []),
  ];
};
