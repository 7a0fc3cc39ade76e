import type { SheetLook } from "../core/sheet.ts";
import type { SheetKind } from "./sheet-columns.ts";
import { simplified } from "./simplified.ts";

/** The field of each kind that is money. */
const MONEY = { deals: "amount", sales: "net", products: "price" } as const satisfies Partial<
  Record<SheetKind, string>
>;
export const moneyField = (kind: SheetKind): (typeof MONEY)[keyof typeof MONEY] | undefined =>
  kind in MONEY ? MONEY[kind as keyof typeof MONEY] : undefined;

/** What a heading says of the amounts below it. */
export interface Unit {
  /** 1 there is 1 with so many zeros: 4 for 万元. */
  readonly zeros: number;
  /** The currencies it may mean; none where it names none. */
  readonly currencies: readonly string[];
  /** It names a unit that may be read in several ways, such as M. */
  readonly isUnsure: boolean;
}

const TENS: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };
/** Of money, not of goods: "元/千只" is a price for a thousand. */
const CHINESE = /([十百千万]{0,2}[十百千万亿])(?=[元块圆人美欧英日港澳加新台韩]|$|[)】/,])/;
const ENGLISH: readonly (readonly [RegExp, number])[] = [
  [/\b(?:billions?|bn)\b/, 9],
  [/\b(?:millions?|mn|mio|mln)\b/, 6],
  [/\b(?:thousands?|k|tsd)\b|(?<![\d.])(?:1[,.]?)?000s?\b/, 3],
  [/\b(?:wan|w)\b/, 4],
];
/** A thousand in Latin, a million to most: nobody knows. */
const UNSURE = /(?:^|[^a-z])mm?(?:$|[^a-z])/;

const CURRENCIES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/美元|美金|us\$/, ["USD"]],
  [/港元|港币|hk\$/, ["HKD"]],
  [/台币|nt\$/, ["TWD"]],
  [/澳门元|葡币/, ["MOP"]],
  [/新加坡元|新币|s\$/, ["SGD"]],
  [/澳元|a\$/, ["AUD"]],
  [/加元|c\$/, ["CAD"]],
  [/欧元|€/, ["EUR"]],
  [/英镑|£/, ["GBP"]],
  [/日元|日币|日圆|円/, ["JPY"]],
  [/韩元|韩币|₩/, ["KRW"]],
  [/泰铢|฿/, ["THB"]],
  [/人民币|rmb/, ["CNY"]],
  [/\$/, ["USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MXN"]],
  [/¥/, ["CNY", "JPY"]],
  [/[百千万亿]元|[(【/,]元|元(?:$|[)】/])/, ["CNY", "HKD", "TWD", "MOP", "SGD"]],
];
const CODES =
  "usd eur gbp jpy cny hkd twd mop sgd aud cad nzd krw thb vnd myr idr php inr chf sek nok dkk pln rub aed brl";
const CODE = new RegExp(`(?<![a-z])(${CODES.replaceAll(" ", "|")})(?![a-z])`);

/** What "合同金额（万元）", "Amount (USD k)" or "单位：万元" says. */
export const unitOf = (heading: string): Unit => {
  const said = simplified(heading.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim());
  const tight = said.replaceAll(" ", "");
  const code = CODE.exec(said.replaceAll("_", " "))?.[1]?.toUpperCase();
  const currencies = code ? [code] : (CURRENCIES.find(([word]) => word.test(tight))?.[1] ?? []);
  const chinese = CHINESE.exec(tight)?.[1];
  const words = said.replace(CODE, " ").replace(/[_$€£¥']/g, " ");
  const zeros = chinese
    ? [...chinese].reduce((sum, digit) => sum + (TENS[digit] ?? 0), 0)
    : (ENGLISH.find(([word]) => word.test(words))?.[1] ?? 0);
  return { zeros, currencies, isUnsure: zeros === 0 && UNSURE.test(words) };
};

const says = ({ zeros, currencies, isUnsure }: Unit): boolean => zeros > 0 || currencies.length > 0 || isUnsure;

interface Mapped {
  readonly kind: SheetKind;
  readonly header: number;
  readonly columns: Readonly<Partial<Record<string, number>>>;
  /** As a person said, whatever the heading says. */
  readonly zeros?: number | undefined;
}
/** The unit of a sheet's money: as its heading says, else as a line above the headings does ("单位：万元"). */
export const unitIn = (look: SheetLook, { kind, header, columns, zeros }: Mapped): Unit | undefined => {
  const column = columns[moneyField(kind) ?? ""];
  if (column === undefined) return undefined;
  const own = unitOf(look.head.find(({ row }) => row === header)?.cells[column] ?? "");
  const above = look.head.flatMap(({ row, cells }) => (row < header ? cells : []));
  const stated = above.flatMap((cell) => /(?:单位|單位|\bunits?\b|\bin\b)\s*[:：]?\s*(.+)$/i.exec(cell)?.[1] ?? []);
  const unit = says(own) ? own : (stated.map(unitOf).find(says) ?? own);
  return zeros === undefined ? unit : { ...unit, zeros, isUnsure: false };
};
