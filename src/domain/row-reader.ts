import { dateIn, dateParts, type PlainDate, type Zone } from "../core/dates.ts";
import type { Currency } from "../core/money.ts";
import {
  type DayOrder,
  dayOfLastCentury,
  isCellError,
  isShortened,
  NO_RESULT,
  parseAmount,
  parseDay,
  parseDayOfBirth,
  parseInstant,
  parseMail,
  parsePhone,
  splitPhones,
} from "./cells.ts";
import { LONGEST_EVER, LONGEST_OF_CONTACT, LONGEST_OF_CUSTOMER } from "./lengths.ts";
import type { Reason } from "./row-values.ts";
import type { FieldName, SheetKind } from "./sheet-columns.ts";
import { type Decimals, withPoint } from "./sheet-decimals.ts";
import { PERSON } from "./sheet-specs.ts";
import { mayBeCurrency } from "./sheet-units.ts";
import { findWord, YES_WORDS } from "./sheet-words.ts";
import type { Stage } from "./stages.ts";
import { type Birthday, calendarNamed, parseBirthday } from "./when-birthday.ts";

export interface Reading {
  readonly kind: SheetKind;
  readonly columns: Readonly<Partial<Record<FieldName, number>>>;
  readonly dayOrders: Readonly<Partial<Record<FieldName, DayOrder>>>;
  readonly currency: Currency;
  /** Of the unit its amounts are in: 4 for 万元. */
  readonly zeros: number;
  /** Of that its quantities are in: 4 for 万件. */
  readonly quantityZeros: number;
  /** How the numbers of a field's column mark their decimals, where it is not by a point throughout. */
  readonly decimals?: Readonly<Partial<Record<FieldName, Decimals | undefined>>> | undefined;
  /** What names no kind of activity is a visit: the sheet is one of visits. */
  readonly isOfVisits: boolean;
  /** The column of the contact is headed as that of given names. */
  readonly namesGiven?: boolean | undefined;
  /** What a yes means in the column of the calendar: lunar below 是否农历. */
  readonly ticked?: Birthday["calendar"] | undefined;
  /** Stages by words of the sheet, as a person said. */
  readonly stages: Readonly<Record<string, Stage>>;
  readonly today: PlainDate;
  /** In which instants are days. */
  readonly zone?: Zone;
  /** Fields whose columns are ticked: there a cross is a no. */
  readonly ticks?: readonly FieldName[];
}
export interface RawRow {
  readonly cells: readonly string[];
  readonly sounds: Readonly<Record<number, string>>;
}

const LONGEST: Readonly<Partial<Record<FieldName, number>>> = { ...LONGEST_OF_CUSTOMER, ...LONGEST_OF_CONTACT };
export const LONGEST_TEXT = 2_000;

/** What people write where there is nothing to write. */
const NOTHING = /^(?:无|暂无|没有|n\/?a|none|null|nil|tbd|[-–—/\\]+|不详|未知|待定|待补充?|面议)$/i;
const LONGEST_NOTHING = 6;
/** Of the others the word may be a name, or what tells a row from others that came before. */
const MAY_SAY_NOTHING: ReadonlySet<string> = new Set([
  ...["customer", "shortName", "industry", "customerKind", "region", "city", "address", "source", "lifecycle"],
  ...["flags", "warningReason", "firstContactOn", ...Object.keys(PERSON)],
  ...["amount", "price", "currency", "expectedOn", "firstMeetingOn", "closedOn"],
]);

/** Names are one line, however their cells break them; what is in a contact's may be several people. */
const NAMES: ReadonlySet<FieldName> = new Set<FieldName>(["customer", "owner", "team", "deal", "product"]);
const inOneLine = (cell: string): string =>
  cell.includes("\n") || cell.includes("\r")
    ? cell.replace(/(?<=\p{Script=Han})\s*[\r\n]\s*(?=\p{Script=Han})/gu, "").replace(/\s+/g, " ")
    : cell;

/** Where "NA" is North America; "N/A" is nothing there too. */
const MAY_BE_NA: ReadonlySet<FieldName> = new Set(["region", "city", "source"]);
const saysNothing = (cell: string, field: FieldName): boolean =>
  cell.length <= LONGEST_NOTHING &&
  NOTHING.test(cell) &&
  MAY_SAY_NOTHING.has(field) &&
  !(MAY_BE_NA.has(field) && cell.toUpperCase() === "NA");

/** Why a cell is no amount, where the reason of the row can say it. */
const SAID_WHY: ReadonlySet<string> = new Set(["other_currency", "range", "two_units"]);

/** Years of whoever speaks for a customer, at least: a later one is that in which a spreadsheet was told but month and day. */
const YOUNGEST = 14;

const REMEMBERED = 2_000;
const daysRead = new Map<string, PlainDate | undefined>();
/** Sheets say the same days in many rows. */
const dayRead = (said: string, order: DayOrder): PlainDate | undefined => {
  const asked = `${order} ${said}`;
  if (daysRead.has(asked)) return daysRead.get(asked);
  if (daysRead.size >= REMEMBERED) daysRead.clear();
  const day = parseDay(said, order);
  daysRead.set(asked, day);
  return day;
};

/** Reads the cells of one row field by field, and gathers what is wrong with them. */
export class RowReader {
  readonly refused: Reason[] = [];
  readonly noted: Reason[] = [];
  readonly #row: RawRow;
  readonly #reading: Reading;

  constructor(row: RawRow, reading: Reading) {
    this.#row = row;
    this.#reading = reading;
  }

  get quantityZeros(): number {
    return this.#reading.quantityZeros;
  }

  get isOfVisits(): boolean {
    return this.#reading.isOfVisits;
  }
  get namesGiven(): boolean {
    return this.#reading.namesGiven === true;
  }

  /** The stage a person said that the word means. */
  stageSaid(word: string): Stage | undefined {
    return Object.hasOwn(this.#reading.stages, word) ? this.#reading.stages[word] : undefined;
  }

  sound(field: FieldName): string {
    return this.#row.sounds[this.#reading.columns[field] ?? -1] ?? "";
  }

  text(field: FieldName, longest = LONGEST[field] ?? LONGEST_EVER): string | undefined {
    const column = this.#reading.columns[field];
    const said = (column === undefined ? "" : (this.#row.cells[column] ?? "")).normalize("NFC").trim();
    const cell = NAMES.has(field) ? inOneLine(said) : said;
    if (cell === "" || saysNothing(cell, field)) return undefined;
    if (cell === NO_RESULT) this.refuse("no_result", field);
    else if (isCellError(cell)) this.refuse("cell_error", field, cell);
    else if (cell.length <= longest) return cell;
    // Nothing but names is worth the row: a fact is added by hand.
    else if (LONGEST[field] === undefined || field === "customer" || field === "contact")
      this.refuse("too_long", field, `${cell.slice(0, 20)}…`);
    else this.note("too_long_left_out", field, `${cell.slice(0, 20)}…`);
    return undefined;
  }

  needed(field: FieldName, longest?: number): string {
    const before = this.refused.length;
    const said = this.text(field, longest);
    if (said === undefined && this.refused.length === before) this.refuse("missing", field);
    return said ?? "";
  }

  refuse(code: string, field: FieldName, value?: string): void {
    // A cell may be asked for more than once.
    if (this.refused.some((one) => one.code === code && one.field === field)) return;
    this.refused.push({ code, field, ...(value !== undefined && { value }) });
  }

  note(code: string, field: FieldName, value: string): void {
    if (this.noted.some((one) => one.code === code && one.field === field && one.value === value)) return;
    this.noted.push({ code, field, value });
  }

  /** One that cannot be read is left out, unless the row is nothing without it. */
  day(field: FieldName, { needed = false } = {}): PlainDate | undefined {
    const said = this.text(field);
    if (said === undefined) return undefined;
    const { zone, dayOrders } = this.#reading;
    const instant = zone && parseInstant(said);
    const day = instant ? dateIn(zone, instant) : dayRead(said, dayOrders[field] ?? "month");
    if (!day && needed) this.refuse("no_day", field, said);
    else if (!day) this.note("day_left_out", field, said);
    return day;
  }

  /** Of what has been: not in the future. */
  pastDay(field: FieldName, how: { readonly needed?: boolean; readonly ahead?: boolean } = {}): PlainDate | undefined {
    const day = this.day(field, how);
    if (!day || day <= this.#reading.today || how.ahead) return day;
    const earlier = dayOfLastCentury(this.text(field) ?? "", day, this.#reading.today);
    if (!earlier) this.refuse("future", field, day);
    return earlier ?? day;
  }

  /** Where it is still to come. */
  comingDay(field: FieldName): PlainDate | undefined {
    const day = this.day(field);
    return day && day > this.#reading.today ? day : undefined;
  }

  amount(field: FieldName): string | undefined {
    const said = this.text(field);
    if (said === undefined) return undefined;
    const { currency, zeros } = this.#reading;
    const named = this.text("currency");
    if (named !== undefined && !mayBeCurrency(named, currency)) {
      this.refuse("other_currency", field, `${said} ${named}`);
      return undefined;
    }
    const number = this.number(field, said);
    if (number === undefined) return undefined;
    const amount = parseAmount(number, currency, zeros);
    if (typeof amount !== "string") return amount.minor.toString();
    this.refuse(SAID_WHY.has(amount) ? amount : "no_amount", field, said);
    return undefined;
  }

  /** With a decimal point; refused where its mark may be of thousands as well. */
  number(field: FieldName, said: string): string | undefined {
    const number = withPoint(said.normalize("NFKC"), this.#reading.decimals?.[field]);
    if (number === undefined) this.refuse("thousands_or_decimals", field, said);
    return number;
  }

  phones(): string[] {
    const phones = (["phone", "otherPhone"] as const).flatMap((field) => this.#phonesOf(field));
    // Without the room that a list keeps for more.
    return phones.length > 1 ? [...new Set(phones)] : phones.slice();
  }

  #phonesOf(field: "phone" | "otherPhone"): string[] {
    const said = this.text(field);
    const parsed = said === undefined ? [] : splitPhones(said).filter((one) => one.trim() !== "");
    return parsed.flatMap((one) => {
      const phone = parsePhone(one);
      if (!phone && !NOTHING.test(one.trim()))
        this.note(isShortened(one) ? "digits_lost" : "no_phone", field, one.trim());
      return phone ?? [];
    });
  }

  mail(): string | undefined {
    const said = this.text("mail");
    const [mail, ...more] = (said ?? "").split(/[\s;,、，；|/]+/).flatMap((one) => parseMail(one) ?? []);
    if (said !== undefined && !mail) this.note("no_mail", "mail", said);
    const others = [...new Set(more)].filter((one) => one !== mail);
    if (others.length > 0) this.note("mails_left_out", "mail", others.join("、"));
    return mail;
  }

  /** Of two the lunar one, which people keep: the other is that day in the year of birth alone. */
  birthday(): Birthday | undefined {
    const calendar = this.#calendar();
    const [lunar, solar] = [this.#birthdayIn("lunarBirthday", "lunar"), this.#birthdayIn("birthday", calendar)];
    if (lunar && solar) this.note("lunar_taken", "birthday", this.text("birthday") ?? "");
    return lunar ?? solar;
  }

  /** As a column beside the birthday says; undefined where it says what nobody knows. */
  #calendar(): Birthday["calendar"] | undefined {
    const said = this.text("birthdayCalendar");
    if (said === undefined) return "solar";
    const { ticked } = this.#reading;
    const isTicked = ticked && findWord(YES_WORDS, said);
    if (isTicked === undefined) return calendarNamed(said);
    return isTicked === (ticked === "lunar") ? "lunar" : "solar";
  }

  #birthdayIn(field: "birthday" | "lunarBirthday", calendar: Birthday["calendar"] | undefined): Birthday | undefined {
    const said = this.text(field);
    if (said === undefined) return undefined;
    if (calendar === undefined) {
      this.note("no_calendar", "birthdayCalendar", this.text("birthdayCalendar") ?? "");
      return undefined;
    }
    const { today, dayOrders } = this.#reading;
    const order = dayOrders[field] ?? "month";
    const day = parseDayOfBirth(said, order, today);
    // A day without a year is ordered as the others.
    const yearless = order === "day" ? said.replace(/^\s*(\d{1,2})([-/.])(\d{1,2})\s*$/, "$3$2$1") : said;
    const isOfTyping = day !== undefined && dateParts(day).year > dateParts(today).year - YOUNGEST;
    const read = (text: string) => parseBirthday(text, today, calendar);
    const birthday = read(isOfTyping ? day.slice(5) : (day ?? yearless)) ?? read(said) ?? undefined;
    if (isOfTyping) this.note("birth_year_left_out", field, said);
    if (!birthday) this.note("no_birthday", field, said);
    return birthday;
  }

  /** A cross is a yes to some, and a no where others are ticked. */
  yes(field: FieldName): boolean | undefined {
    const said = this.text(field);
    if (said === undefined || !/^[xＸｘ]$/i.test(said)) return this.oneOf(field, YES_WORDS);
    if (this.#reading.ticks?.includes(field)) return false;
    this.note("cross_is_yes", field, said);
    return true;
  }

  /** One of a list, by its word in either language; another word is noted and left out. */
  oneOf<Value extends string | boolean>(field: FieldName, words: ReadonlyMap<string, Value>): Value | undefined {
    const said = this.text(field);
    if (said === undefined) return undefined;
    const found = findWord(words, said);
    if (found === undefined) this.note("unknown_word", field, said);
    return found;
  }
}
