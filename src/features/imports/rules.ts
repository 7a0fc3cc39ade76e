import { z } from "zod";
import type { Instant } from "../../core/clock.ts";
import type { Role } from "../../core/scope.ts";
import type { SheetLook } from "../../core/sheet.ts";
import { DAY_ORDERS } from "../../domain/cells.ts";
import { vouchesForMoney } from "../../domain/roles.ts";
import type { Reading } from "../../domain/row-reader.ts";
import {
  type ColumnGuess,
  type FieldName,
  fieldsOf,
  NEEDED,
  SHEET_KINDS,
  type SheetKind,
} from "../../domain/sheet-columns.ts";
import { decimalsOf } from "../../domain/sheet-decimals.ts";
import { countedIn, unitIn } from "../../domain/sheet-units.ts";
import { isOfVisits } from "../../domain/sheet-words.ts";
import { STAGES } from "../../domain/stages.ts";
import { calendarIn } from "../../domain/when-birthday.ts";

/** What was confirmed of a sheet: which columns are what, and who owns what names nobody. */
export const mappingSchema = z.object({
  /** The place of the sheet among those looked at. */
  sheet: z.number().int().nonnegative(),
  kind: z.enum(SHEET_KINDS),
  /** 0 where it has no headings. */
  header: z.number().int().nonnegative(),
  columns: z.record(z.string(), z.number().int().nonnegative()),
  dayOrders: z.record(z.string(), z.enum(DAY_ORDERS)),
  ownerId: z.uuid().optional(),
  /** The team of what is new of people in several, where their rows say none. */
  teamId: z.uuid().optional(),
  /** Those who were erased on request come in again. */
  takesErased: z.literal(true).optional(),
  /** The unit of the amounts, where a person said it: 4 for 万元. Else it is as the heading says. */
  zeros: z.number().int().min(0).max(9).optional(),
  /** What a person said that words of the sheet mean which nobody here knows. */
  stages: z.record(z.string(), z.enum(STAGES)).optional(),
  /** In which the amounts were read: the organization's as of the dry run. */
  currency: z.string().length(3).optional(),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** Rows that are none of the headings. */
export const rowsBelow = (look: SheetLook | undefined, header: number | undefined): number =>
  header === 0 ? (look?.rows ?? 0) : Math.max(0, (look?.rows ?? 1) - 1);

/** The mapping as it was guessed. */
export const mappingOf = (sheet: number, guess: ColumnGuess): Mapping => ({
  sheet,
  kind: guess.kind,
  header: guess.header,
  columns: present(guess.columns),
  dayOrders: present(guess.dayOrders),
});
const present = <Value>(record: Readonly<Partial<Record<string, Value>>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** Needed fields without a column. */
export const missingOf = ({ kind, columns }: Mapping): FieldName[] =>
  NEEDED[kind].filter((field) => columns[field] === undefined);

const columnsOf = ({ kind, columns }: Mapping): Partial<Record<FieldName, number>> =>
  Object.fromEntries(
    fieldsOf(kind).flatMap((field) => (columns[field] === undefined ? [] : [[field, columns[field]]])),
  );

/** How the rows of a sheet are read: its mapping, and what its headings say of the amounts and of visits. */
export const readingOf = (
  mapping: Mapping,
  look: SheetLook | undefined,
  of: Pick<Reading, "currency" | "today" | "zone">,
): Reading => {
  const { kind, dayOrders, stages = {} } = mapping;
  const columns = columnsOf(mapping);
  const headings = look?.head.find(({ row }) => row === mapping.header)?.cells ?? [];
  return {
    ...{ ...of, kind, dayOrders, columns, stages },
    zeros: (look && unitIn(look, mapping)?.zeros) ?? 0,
    quantityZeros: (look && countedIn(look, mapping)?.zeros) ?? 0,
    ticked: calendarIn(headings[columns.birthdayCalendar ?? -1] ?? ""),
    ticks: TICKED.filter((field) => look?.columns[columns[field] ?? -1]?.ticks),
    decimals: look && decimalsIn(look, columns),
    isOfVisits: isOfVisits([columns.happenedOn, columns.said].map((column) => headings[column ?? -1] ?? "")),
    namesGiven: GIVEN.test(headings[columns.contact ?? -1] ?? ""),
  };
};

const TICKED = ["publicSector", "doNotContact"] as const satisfies readonly FieldName[];
const GIVEN = /^\s*(?:名|first ?name|given ?name|forename)\s*$/i;
const NUMBERS = ["amount", "price", "net", "quantity"] as const satisfies readonly FieldName[];
const decimalsIn = (look: SheetLook, columns: Reading["columns"]): Reading["decimals"] =>
  Object.fromEntries(NUMBERS.map((field) => [field, decimalsOf(look, look.columns[columns[field] ?? -1])]));

/** Who may import at all; a rep only for themselves. */
const IMPORTERS: readonly Role[] = ["rep", "manager", "segment_admin", "coordinator", "admin"];
interface Importing {
  readonly memberId: string | null;
  readonly roles: ReadonlySet<Role>;
}
export const mayImport = ({ memberId, roles }: Importing, kind: SheetKind): boolean => {
  if (memberId === null) return true;
  // What was sold and paid comes from finance alone (domain.md §8.4).
  if (kind === "sales") return vouchesForMoney(roles);
  // What the company sells, and for how much, no rep says for all the others.
  if (kind === "products")
    return (
      roles.has("finance") ||
      hasAny(
        roles,
        IMPORTERS.filter((role) => role !== "rep"),
      )
    );
  return hasAny(roles, IMPORTERS);
};
/** The text that says why not. */
export const whyNot = (kind: SheetKind): "salesOfFinance" | "mayNot" =>
  kind === "sales" ? "salesOfFinance" : "mayNot";
interface Now {
  readonly mapping: Mapping | undefined;
  /** The organization's by now. */
  readonly currency: string;
  readonly midway: boolean;
}
/** Why it is not to be taken in by now: whose it is is gone or has lost the role, or its amounts are in the currency of before. */
export const whyNotNow = (person: Importing | null, { mapping, currency, midway }: Now) => {
  if (!person) return midway ? "closedMidway" : "closed";
  if (mapping && !mayImport(person, mapping.kind)) return midway ? "mayNotMidway" : whyNot(mapping.kind);
  if ((mapping?.currency ?? currency) === currency) return undefined;
  return midway ? "currencyChangedMidway" : "currencyChanged";
};
/** Its rows name people outside, of whom somebody may have been erased on request. */
export const bringsPeople = (kind: SheetKind): boolean => kind === "customers" || kind === "contacts";
/** Who may have somebody come in again who was erased on request. */
export const mayTakeErased = ({ memberId, roles }: Importing): boolean => memberId === null || roles.has("admin");
const hasAny = (roles: ReadonlySet<Role>, among: readonly Role[]): boolean => among.some((role) => roles.has(role));

/** Tries in a row that may come no further: half an hour in all. */
export const MOST_TRIES = 6;
const AT_ONCE = 2;
/** When a step that failed for the nth time in a row is tried again; at first at once where the database was only busy. */
export const nextTryAt = (
  now: Instant,
  { tries, busy }: { readonly tries: number; readonly busy: boolean },
): Instant => (busy && tries <= AT_ONCE ? now : new Date(now.getTime() + 2 ** (tries - 1) * 60_000));

export type ImportState =
  | "read"
  | "planning"
  | "planned"
  | "applying"
  | "applied"
  | "undoing"
  | "undone"
  | "failed"
  | "halted";

/** Rows by what becomes of them; `kept`: rows of which something stayed when all was undone. */
export interface ImportCounts {
  readonly make: number;
  readonly merge: number;
  readonly skip: number;
  readonly refuse: number;
  readonly kept?: number;
}
