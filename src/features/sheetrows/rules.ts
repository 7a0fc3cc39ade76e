import type { PlainDate } from "../../core/dates.ts";
import type { Currency } from "../../core/money.ts";
import {
  type DayOrder,
  isCellError,
  parseAmount,
  parseDay,
  parseMail,
  parsePhone,
  splitPhones,
} from "../../domain/cells.ts";
import { nameKey } from "../../domain/names.ts";
import type {
  ActivityValues,
  ContactValues,
  CustomerValues,
  DealValues,
  ProductValues,
  Reason,
  RowValues,
  SaleValues,
} from "../../domain/row-values.ts";
import type { FieldName, SheetKind } from "../../domain/sheet-columns.ts";
import { ACTIVITY_KIND_WORDS, CLASS_WORDS, findWord, KIND_WORDS, stageOfWord } from "../../domain/sheet-words.ts";
import { type Birthday, parseBirthday } from "../../domain/when-birthday.ts";

export interface Reading {
  readonly kind: SheetKind;
  readonly columns: Readonly<Partial<Record<FieldName, number>>>;
  readonly dayOrders: Readonly<Partial<Record<FieldName, DayOrder>>>;
  readonly currency: Currency;
  readonly today: PlainDate;
}
export interface RawRow {
  readonly cells: readonly string[];
  readonly sounds: Readonly<Record<number, string>>;
}

const LONGEST_NAME = 200;
const LONGEST_TEXT = 2_000;

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
class RowReader {
  readonly refused: Reason[] = [];
  readonly noted: Reason[] = [];
  readonly #row: RawRow;
  readonly #reading: Reading;

  constructor(row: RawRow, reading: Reading) {
    this.#row = row;
    this.#reading = reading;
  }

  sound(field: FieldName): string {
    return this.#row.sounds[this.#reading.columns[field] ?? -1] ?? "";
  }

  text(field: FieldName, longest = LONGEST_NAME): string | undefined {
    const column = this.#reading.columns[field];
    const cell = (column === undefined ? "" : (this.#row.cells[column] ?? "")).normalize("NFC").trim();
    if (cell === "") return undefined;
    if (isCellError(cell)) this.refuse("cell_error", field, cell);
    else if (cell.length > longest) this.refuse("too_long", field, `${cell.slice(0, 20)}…`);
    else return cell;
    return undefined;
  }

  needed(field: FieldName, longest?: number): string {
    const before = this.refused.length;
    const said = this.text(field, longest);
    if (said === undefined && this.refused.length === before) this.refuse("missing", field);
    return said ?? "";
  }

  refuse(code: string, field: FieldName, value?: string): void {
    this.refused.push({ code, field, ...(value !== undefined && { value }) });
  }

  note(code: string, field: FieldName, value: string): void {
    this.noted.push({ code, field, value });
  }

  day(field: FieldName): PlainDate | undefined {
    const said = this.text(field);
    if (said === undefined) return undefined;
    const day = dayRead(said, this.#reading.dayOrders[field] ?? "month");
    if (!day) this.refuse("no_day", field, said);
    return day;
  }

  /** Of what has been: not in the future. */
  pastDay(field: FieldName): PlainDate | undefined {
    const day = this.day(field);
    if (day && day > this.#reading.today) this.refuse("future", field, day);
    return day;
  }

  amount(field: FieldName): string | undefined {
    const said = this.text(field);
    if (said === undefined) return undefined;
    const amount = parseAmount(said, this.#reading.currency);
    if (typeof amount !== "string") return amount.minor.toString();
    this.refuse(amount === "other_currency" ? "other_currency" : "no_amount", field, said);
    return undefined;
  }

  phones(): string[] {
    const said = this.text("phone");
    const parsed = said === undefined ? [] : splitPhones(said).filter((one) => one.trim() !== "");
    const phones = parsed.flatMap((one) => {
      const phone = parsePhone(one);
      if (!phone) this.note("no_phone", "phone", one.trim());
      return phone ?? [];
    });
    // Without the room that a list keeps for more.
    return phones.slice();
  }

  mail(): string | undefined {
    const said = this.text("mail");
    const mail = said === undefined ? undefined : parseMail(said);
    if (said !== undefined && !mail) this.note("no_mail", "mail", said);
    return mail;
  }

  birthday(): Birthday | undefined {
    const said = this.text("birthday");
    if (said === undefined) return undefined;
    const day = parseDay(said, this.#reading.dayOrders.birthday ?? "month");
    const birthday = parseBirthday(day ?? said, this.#reading.today) ?? undefined;
    if (!birthday) this.note("no_birthday", "birthday", said);
    return birthday;
  }

  /** One of a list, by its word in either language; another word is noted and left out. */
  oneOf<Value extends string>(field: FieldName, words: ReadonlyMap<string, Value>): Value | undefined {
    const said = this.text(field);
    if (said === undefined) return undefined;
    const found = findWord(words, said);
    if (!found) this.note("unknown_word", field, said);
    return found;
  }
}

type Read = { readonly values: RowValues; readonly noted: readonly Reason[] } | { readonly refused: readonly Reason[] };

/** What a row says, or why it is refused. */
export const readRow = (row: RawRow, reading: Reading): Read => {
  const reader = new RowReader(row, reading);
  const { kind } = reading;
  if (kind === "products") return readAs(reader, { makes: false, customer: NOBODY, ...readProduct(reader) });
  // A number tells a deal from others also without a customer.
  const isLoose = kind === "deals" && reader.text("customer") === undefined && reader.text("number") !== undefined;
  const customer = isLoose ? NOBODY : readCustomer(reader);
  const owner = reader.text("owner");
  const named = kind === "contacts" ? reader.needed("contact") : reader.text("contact");
  const contact = named ? readContact(reader, named) : undefined;
  const deal = kind === "deals" ? readDeal(reader) : undefined;
  const activity = kind === "activities" ? readActivity(reader) : undefined;
  const sale = kind === "sales" ? readSale(reader) : undefined;
  return readAs(reader, {
    makes: kind === "customers",
    customer,
    ...(owner && { owner }),
    ...(contact && { contact }),
    ...(deal && { deal }),
    ...(activity && { activity }),
    ...(sale && { sale }),
  });
};
const NOBODY: CustomerValues = { name: "", key: "", sound: "" };

const readAs = ({ refused, noted }: RowReader, values: RowValues): Read =>
  refused.length > 0 ? { refused } : { values, noted };

/** Fields that have nothing in them are left out. */
const present = <Values extends object>(values: Values): Values => {
  const kept: Partial<Values> = {};
  for (const field in values) if (values[field] !== undefined) kept[field] = values[field];
  return kept as Values;
};

/** The key of a name, which its sound begins with. */
const keyIn = (sound: string): string | undefined => sound.split(" ", 2)[1];

const readCustomer = (reader: RowReader): CustomerValues => {
  const name = reader.needed("customer");
  const sound = reader.sound("customer");
  const key = keyIn(sound) ?? nameKey(name);
  if (name !== "" && key === "") reader.refuse("no_name", "customer", name);
  return present({
    name,
    key,
    sound,
    shortName: reader.text("shortName"),
    industry: reader.text("industry"),
    kind: reader.oneOf("customerKind", KIND_WORDS),
    region: reader.text("region"),
    city: reader.text("city"),
    address: reader.text("address"),
    source: reader.text("source"),
    lifecycleClass: reader.oneOf("lifecycle", CLASS_WORDS),
    firstContactOn: reader.pastDay("firstContactOn"),
  }) as CustomerValues;
};

const readContact = (reader: RowReader, name: string): ContactValues => {
  const sound = reader.sound("contact");
  return present({
    name,
    key: keyIn(sound) ?? (nameKey(name) || name),
    sound,
    title: reader.text("title"),
    department: reader.text("department"),
    phones: reader.phones(),
    mail: reader.mail(),
    birthday: reader.birthday(),
  }) as ContactValues;
};

const readDeal = (reader: RowReader): DealValues => {
  const said = reader.needed("stage");
  const stage = stageOfWord(said);
  if (said !== "" && !stage) reader.refuse("no_stage", "stage", said);
  const [product, number] = [reader.text("product"), reader.text("number")];
  const name = reader.text("deal") ?? product ?? number;
  if (!name) reader.refuse("missing", "deal");
  const amount = reader.amount("amount");
  if (amount?.startsWith("-")) reader.refuse("below_zero", "amount", reader.text("amount"));
  const closedOn = reader.pastDay("closedOn");
  if ((stage === "won" || stage === "lost") && !closedOn) reader.refuse("missing", "closedOn");
  const firstMeetingOn = reader.pastDay("firstMeetingOn");
  if (firstMeetingOn && closedOn && closedOn < firstMeetingOn) reader.refuse("closed_before", "closedOn", closedOn);
  const expectedOn = reader.day("expectedOn");
  return present({
    name: name ?? "",
    number,
    product,
    stage: stage ?? "opportunity",
    amount,
    expectedOn,
    firstMeetingOn,
    closedOn: stage === "won" || stage === "lost" ? closedOn : undefined,
  }) as DealValues;
};

const readActivity = (reader: RowReader): ActivityValues | undefined => {
  const said = reader.needed("said", LONGEST_TEXT);
  const happenedOn = reader.needed("happenedOn") ? reader.pastDay("happenedOn") : undefined;
  return happenedOn && { kind: reader.oneOf("activityKind", ACTIVITY_KIND_WORDS) ?? "visit", happenedOn, said };
};

const readSale = (reader: RowReader): SaleValues | undefined => {
  const product = reader.needed("product");
  const said = reader.needed("quantity").normalize("NFKC").replaceAll(",", "");
  const [, minus = "", whole, thousandths = ""] = /^(-?)(\d{1,12})(?:\.(\d{1,3})0*)?$/.exec(said) ?? [];
  if (said !== "" && whole === undefined) reader.refuse("no_quantity", "quantity", said);
  const net = reader.needed("net") ? reader.amount("net") : undefined;
  const soldOn = reader.needed("soldOn") ? reader.pastDay("soldOn") : undefined;
  const paper = reader.text("paper");
  if (whole === undefined || net === undefined || !soldOn) return undefined;
  const quantity = BigInt(`${minus}${whole}${thousandths.padEnd(3, "0")}`).toString();
  return { product, quantity, net, soldOn, ...(paper && { paper }) };
};

const readProduct = (reader: RowReader): { readonly product?: ProductValues } => {
  const name = reader.needed("product");
  const [key, series] = [nameKey(name), reader.text("series")];
  if (name !== "" && key === "") reader.refuse("no_name", "product", name);
  const price = reader.needed("price") ? reader.amount("price") : undefined;
  if (price?.startsWith("-")) reader.refuse("below_zero", "price", reader.text("price"));
  return price === undefined ? {} : { product: { name, key, ...(series && { series }), price } };
};
