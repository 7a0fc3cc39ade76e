import { CUSTOMER_FLAGS } from "./customers.ts";
import { isHan, MOST_SHORT_NAMES, nameKey, shortNamesIn } from "./names.ts";
import { areSeveral, closedUp } from "./names-people.ts";
import { searchTextOf, searchTextOfAll } from "./names-search.ts";
import { readName } from "./row-names.ts";
import { LONGEST_TEXT, type RawRow, type Reading, RowReader } from "./row-reader.ts";
import type {
  ActivityValues,
  ContactValues,
  CustomerValues,
  DealValues,
  ProductValues,
  Reason,
  RowValues,
  SaleValues,
} from "./row-values.ts";
import type { SheetKind } from "./sheet-columns.ts";
import {
  ACTIVITY_KIND_WORDS,
  CHANNEL_WORDS,
  CLASS_WORDS,
  FLAG_WORDS,
  findWord,
  KIND_WORDS,
  kindIn,
  stageNear,
  stageOfWord,
} from "./sheet-words.ts";
import type { Stage } from "./stages.ts";

type Read = { readonly values: RowValues; readonly noted: readonly Reason[] } | { readonly refused: readonly Reason[] };

/** A row of a sheet as it was read; of a refused one, the words for whom or what it is about. */
export type SaidRow = { readonly row: number; readonly about: string } & Read;

/** What a row says, or why it is refused. */
export const readRow = (row: RawRow, reading: Reading): Read => {
  const reader = new RowReader(row, reading);
  const { kind } = reading;
  if (kind === "products") return readAs(reader, { makes: false, customer: NOBODY, ...readProduct(reader) });
  // A number tells a deal from others also without a customer.
  const isLoose = kind === "deals" && reader.text("customer") === undefined && reader.text("number") !== undefined;
  const customer = isLoose ? NOBODY : readCustomer(reader);
  const [owner, team] = [closedUp(reader.text("owner") ?? ""), reader.text("team")];
  const contact = readNamed(reader, kind, customer);
  const deal = kind === "deals" ? readDeal(reader) : undefined;
  const activity = kind === "activities" ? readActivity(reader) : undefined;
  const sale = kind === "sales" ? readSale(reader) : undefined;
  return readAs(reader, {
    makes: kind === "customers",
    customer,
    ...(owner && { owner }),
    ...(team && { team }),
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
  const said = reader.needed("customer");
  const name = said.replace(NUMBERED, "").replace(HEAD_OFFICE, "") || said;
  const soundSaid = reader.sound("customer");
  const sound = name === said ? soundSaid : soundOf(name);
  const key = keyIn(sound) ?? nameKey(name);
  if (name !== "" && key === "") reader.refuse("no_name", "customer", name);
  const shortNames = readShortNames(reader);
  const withShort = (own: string) => (shortNames ? searchTextOfAll([own, ...shortNames.map(soundOf)]) : own);
  return present({
    name,
    key,
    sound: withShort(sound),
    said:
      name === said ? undefined : { name: said, key: keyIn(soundSaid) ?? nameKey(said), sound: withShort(soundSaid) },
    shortNames,
    industry: reader.text("industry"),
    kind: reader.oneOf("customerKind", KIND_WORDS),
    region: reader.text("region"),
    city: reader.text("city"),
    address: reader.text("address"),
    source: reader.text("source"),
    lifecycleClass: reader.oneOf("lifecycle", CLASS_WORDS),
    firstContactOn: reader.pastDay("firstContactOn"),
    ...readFlags(reader),
  }) as CustomerValues;
};

const readNamed = (reader: RowReader, kind: SheetKind, customer: CustomerValues): ContactValues | undefined => {
  const named = readName(reader);
  if (named === undefined && kind === "contacts") reader.needed("contact");
  if (named === undefined) return kind === "customers" ? readUnnamed(reader, customer) : undefined;
  const { name, phone } = named;
  if (kind !== "activities" && areSeveral(name)) {
    reader[kind === "contacts" ? "refuse" : "note"]("several_named", "contact", name);
    return undefined;
  }
  const said = readContact(reader, name);
  return phone === undefined || said.phones.includes(phone) ? said : { ...said, phones: [...said.phones, phone] };
};

/** Its place in a list is no part of a name: "3、宏达", "三、宏达". */
const NUMBERED = /^(?:\d{1,3}(?:[、．]|\.\s)|[一二三四五六七八九十]{1,3}、)\s*(?=\p{L})/u;
/** The head office is the customer itself; a branch is another. */
const HEAD_OFFICE = /\s*[（(【[](?:集团)?(?:总部|总公司|本部|hq|head ?quarters|head office)[)）】\]]$/iu;

const readShortNames = (reader: RowReader): readonly string[] | undefined => {
  const names = shortNamesIn(reader.text("shortName") ?? "");
  if (names.length > MOST_SHORT_NAMES)
    reader.note("short_names_left_out", "shortName", names.slice(MOST_SHORT_NAMES).join("、"));
  return names.length > 0 ? names.slice(0, MOST_SHORT_NAMES) : undefined;
};

/** A warning says what of, or it is none. */
const readFlags = (reader: RowReader): Pick<CustomerValues, "flags" | "warningReason"> => {
  const warningReason = reader.text("warningReason");
  const said = (reader.text("flags") ?? "").split(/[,，;；、/|]/).filter((word) => word.trim() !== "");
  const found = said.flatMap((word) => {
    const flag = findWord(FLAG_WORDS, word);
    if (!flag) reader.note("unknown_word", "flags", word.trim());
    else if (flag === "warning" && !warningReason) reader.note("no_warning_reason", "warningReason", word.trim());
    else return flag;
    return [];
  });
  const flags = CUSTOMER_FLAGS.filter((flag) => found.includes(flag));
  return { ...(flags.length > 0 && { flags }), ...(flags.includes("warning") && warningReason && { warningReason }) };
};

/**
 * A number or an address without a name is kept as that of whoever has the title, else of the front desk. What else is
 * said of nobody is left out.
 */
const readUnnamed = (reader: RowReader, customer: CustomerValues): ContactValues | undefined => {
  const { title, ...said } = readContact(reader, "");
  if (said.phones.length > 0 || said.mail !== undefined || said.handle !== undefined) {
    const { key, sound } = customer;
    if (customer.kind === "person") return { ...said, ...(title && { title }), name: customer.name, key, sound };
    const name = title ?? (isHan(customer.name) ? "前台" : "Front desk");
    return { ...said, unnamed: true, name, key: nameKey(name) || name, sound: soundOf(name) };
  }
  const lost = { title, ...said, contactChannel: said.channel };
  for (const field of OF_SOMEBODY)
    if (lost[field] !== undefined)
      reader.note("no_contact_named", field, reader.text(field) ?? reader.text("lunarBirthday") ?? "");
  return undefined;
};
const OF_SOMEBODY = [
  ...(["title", "department", "birthday", "family", "likes", "taboos", "contactChannel", "hours"] as const),
  ...(["publicSector", "doNotContact"] as const),
] as const;

/** The front desk, titles and short names. */
const MOST_SOUNDS = 1_000;
const sounds = new Map<string, string>();
const soundOf = (name: string): string => {
  if (sounds.size >= MOST_SOUNDS) sounds.clear();
  const sound = sounds.get(name) ?? searchTextOf(name);
  sounds.set(name, sound);
  return sound;
};

const readContact = (reader: RowReader, name: string): ContactValues => {
  const sound = name === reader.text("contact") ? reader.sound("contact") : soundOf(name);
  return present({
    name,
    key: keyIn(sound) ?? (nameKey(name) || name),
    sound,
    title: reader.text("title"),
    department: reader.text("department"),
    phones: reader.phones(),
    mail: reader.mail(),
    birthday: reader.birthday(),
    handle: reader.text("handle"),
    family: reader.text("family"),
    likes: reader.text("likes"),
    taboos: reader.text("taboos"),
    channel: reader.oneOf("contactChannel", CHANNEL_WORDS),
    hours: reader.text("hours"),
    publicSector: reader.yes("publicSector") || undefined,
    ...readNoContact(reader),
  }) as ContactValues;
};

/** A reason alone says it too. */
const readNoContact = (reader: RowReader): Pick<ContactValues, "doNotContact" | "noContactReason"> => {
  const reason = reader.text("noContactReason");
  const said = reader.yes("doNotContact") ?? reason !== undefined;
  return said ? { doNotContact: true, ...(reason && { noContactReason: reason }) } : {};
};

const readStage = (reader: RowReader): Stage | undefined => {
  // A word is one in whatever lines its cell breaks it.
  const said = reader.needed("stage").replace(/\s+/g, " ");
  const exact = stageOfWord(said);
  const stage = exact ?? reader.stageSaid(said) ?? stageNear(said);
  if (said !== "" && !stage) reader.refuse("no_stage", "stage", said);
  if (stage && !exact) reader.noted.push({ code: "stage_meant", field: "stage", value: stage, instead: said });
  return stage;
};

const readDeal = (reader: RowReader): DealValues => {
  const stage = readStage(reader);
  const [product, number] = [reader.text("product"), reader.text("number")];
  const own = reader.text("deal");
  const name = own ?? product ?? number;
  if (!name) reader.refuse("missing", "deal");
  const amount = reader.amount("amount");
  if (amount?.startsWith("-")) reader.refuse("below_zero", "amount", reader.text("amount"));
  const isClosed = stage === "won" || stage === "lost";
  const closedOn = isClosed ? reader.pastDay("closedOn", { needed: true }) : undefined;
  // Of an open deal other programs keep there when it is expected to close.
  const closingOn = isClosed ? undefined : reader.comingDay("closedOn");
  if (isClosed && !closedOn) reader.refuse("missing", "closedOn");
  // One that was agreed on is still to come.
  const firstMeetingOn = reader.pastDay("firstMeetingOn", { ahead: stage === "first_meeting" });
  if (firstMeetingOn && closedOn && closedOn < firstMeetingOn) reader.refuse("closed_before", "closedOn", closedOn);
  const expectedOn = reader.day("expectedOn") ?? closingOn;
  return present({
    name: name ?? "",
    isUnnamed: (own ?? number) === undefined || undefined,
    number,
    product,
    stage: stage ?? "opportunity",
    amount,
    expectedOn,
    firstMeetingOn,
    closedOn,
  }) as DealValues;
};

const readActivity = (reader: RowReader): ActivityValues | undefined => {
  const said = reader.needed("said", LONGEST_TEXT);
  const happenedOn = reader.needed("happenedOn") ? reader.pastDay("happenedOn", { needed: true }) : undefined;
  return happenedOn && { ...readActivityKind(reader), happenedOn, said };
};

/** What nobody says was face to face is not. */
const readActivityKind = (reader: RowReader): Pick<ActivityValues, "kind" | "kindGuessed"> => {
  const said = reader.text("activityKind");
  if (said === undefined && reader.isOfVisits) return { kind: "visit", kindGuessed: true };
  const exact = said === undefined ? undefined : findWord(ACTIVITY_KIND_WORDS, said);
  if (exact) return { kind: exact };
  const kind = said === undefined ? undefined : kindIn(said);
  if (said === undefined) reader.note("no_activity_kind", "activityKind", "");
  else if (!kind) reader.note("taken_as_message", "activityKind", said);
  else if (kind === "online") reader.note("taken_as_call", "activityKind", said);
  return { kind: kind === "online" ? "call" : (kind ?? "message"), kindGuessed: true };
};

const readSale = (reader: RowReader): SaleValues | undefined => {
  const product = reader.needed("product");
  const said = (reader.number("quantity", reader.needed("quantity")) ?? "")
    .replace(/,(?=\d{3})/g, "")
    .replace(/^\((.+)\)$|^(\d+\.\d+)-$/, "-$1$2");
  const [, minus = "", whole, thousandths = ""] = /^(-?)(\d{1,12})(?:\.(\d{1,3})0*)?$/.exec(said) ?? [];
  const zeros = reader.quantityZeros;
  if (said !== "" && (whole === undefined || whole.length + zeros > 12)) reader.refuse("no_quantity", "quantity", said);
  const net = reader.needed("net") ? reader.amount("net") : undefined;
  const soldOn = reader.needed("soldOn") ? reader.pastDay("soldOn", { needed: true }) : undefined;
  const paper = reader.text("paper");
  if (whole === undefined || net === undefined || !soldOn) return undefined;
  const written = BigInt(`${minus}${whole}${thousandths.padEnd(3, "0")}`).toString();
  const quantity = zeros === 0 ? written : `${written}${"0".repeat(zeros)}`;
  return { product, quantity, net, soldOn, ...(zeros > 0 && { written }), ...(paper && { paper }) };
};

const readProduct = (reader: RowReader): { readonly product?: ProductValues } => {
  const name = reader.needed("product");
  const [key, series] = [nameKey(name), reader.text("series")];
  if (name !== "" && key === "") reader.refuse("no_name", "product", name);
  const price = reader.needed("price") ? reader.amount("price") : undefined;
  if (price?.startsWith("-")) reader.refuse("below_zero", "price", reader.text("price"));
  return price === undefined ? {} : { product: { name, key, ...(series && { series }), price } };
};
