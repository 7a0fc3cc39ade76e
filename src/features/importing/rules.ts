import type { SheetLook } from "../../core/sheet.ts";
import type { DayOrder } from "../../domain/cells.ts";
import { dayOrdersOf, type FieldName, fieldsOf, NEEDED, type SheetKind } from "../../domain/sheet-columns.ts";
import type { ColumnGuess, Mapping } from "../imports/public.ts";

/** With more, each with the columns to choose from, a form grows larger than every chat takes. */
export const MOST_FIELDS = 8;

/** What does most harm when it is read from a wrong column comes first. */
const BY_HARM: readonly FieldName[] = [
  ...([
    "customer",
    "owner",
    "team",
    "deal",
    "contact",
    "familyName",
    "phone",
    "lifecycle",
    "stage",
    "amount",
    "quantity",
  ] as const),
  ...(["net", "product", "price", "happenedOn", "soldOn", "closedOn", "expectedOn", "firstMeetingOn"] as const),
  ...([
    "currency",
    "firstContactOn",
    "birthday",
    "lunarBirthday",
    "birthdayCalendar",
    "mail",
    "doNotContact",
    "flags",
  ] as const),
];
const harmOf = (field: FieldName): number => (BY_HARM.indexOf(field) + BY_HARM.length + 1) % (BY_HARM.length + 1);

type Columns = Readonly<Record<string, number | undefined>>;
/** Fields in the order they are asked for, each with its column. */
export type Asked = readonly (readonly [field: string, column: number | undefined])[];

/** All fields of a kind: those that are needed, whose a row is, those that have a column, then the others. */
export const fieldsAsked = (kind: SheetKind, columns: Columns): Asked => {
  const isFirst = (field: FieldName) => NEEDED[kind].includes(field) || field === "owner";
  const place = (field: FieldName) => (isFirst(field) ? 0 : columns[field] === undefined ? 2 : 1);
  return fieldsOf(kind)
    .toSorted((a, b) => place(a) - place(b) || harmOf(a) - harmOf(b))
    .map((field) => [field, columns[field]]);
};

/** Those that stand on one page of the form, from 1 on. */
export const onPage = (asked: Asked, page: number): Asked => asked.slice((page - 1) * MOST_FIELDS, page * MOST_FIELDS);
export const afterPage = (asked: Asked, page: number): Asked => asked.slice(page * MOST_FIELDS);

/** "customer:0 owner:": quotes would grow with each layer of JSON. */
export const writeAsked = (asked: Asked): string =>
  asked.map(([field, column]) => `${field}:${column ?? ""}`).join(" ");
export const readAsked = (written: string): Asked =>
  written.split(" ").map((one) => {
    const [field = "", column = ""] = one.split(":");
    return [field, column === "" ? undefined : Number(column)];
  });

/** With what was chosen on a page. A column that was given to another field there is no longer that of a later one. */
export const chosenOn = (
  asked: Asked,
  page: number,
  chosen: Readonly<Record<string, string | boolean | undefined>>,
): Asked => {
  const here = onPage(asked, page).map(([field, before]) => {
    const said = chosen[field];
    return { field, before, column: typeof said === "string" ? Number(said) : undefined };
  });
  const moved = here.flatMap(({ before, column }) => (column === before ? [] : column));
  return asked.map(([field, before]) => {
    const said = here.find((one) => one.field === field);
    if (said) return [field, said.column];
    const isLater = afterPage(asked, page).some(([later]) => later === field);
    return [field, isLater && moved.includes(before) ? undefined : before];
  });
};

/** The customers that the first rows of a sheet name, each once. */
export const customersNamed = ({ head }: SheetLook, { header, columns: { customer } }: ColumnGuess): string[] => {
  const names = head.flatMap(({ row, cells }) =>
    row > header && customer !== undefined ? (cells[customer] ?? "") : [],
  );
  return [...new Set(names)].filter((name) => name !== "");
};

/** A, B … Z, AA: how sheets name their columns. */
export const letterOf = (column: number): string =>
  (column < 26 ? "" : letterOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

interface Corrected {
  readonly mapping: Mapping;
  /** Days in it can be read in several ways, and nobody has said in which. */
  readonly asksForOrder: boolean;
}
/** The guess, with the columns a person chose. Days are ordered as the column tells; where it does not, as the person says. */
export const corrected = (
  mapping: Mapping,
  look: SheetLook,
  chosen: { readonly asked: Asked; readonly dayOrder: DayOrder | undefined },
): Corrected => {
  const columns = Object.fromEntries(
    chosen.asked.flatMap(([field, column]) => (column === undefined ? [] : [[field, column] as const])),
  );
  const { dayOrder } = chosen;
  const { dayOrders, unsure } = dayOrdersOf(look, mapping.kind, columns);
  const asked = dayOrder ? Object.fromEntries(unsure.map((field) => [field, dayOrder])) : {};
  return {
    mapping: { ...mapping, columns, dayOrders: { ...dayOrders, ...asked } },
    asksForOrder: unsure.length > 0 && !dayOrder,
  };
};
