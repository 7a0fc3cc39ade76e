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
const CURRENCY_WORDS =
  /人民币|美元|美金|港元|港币|(?:新)?台币|澳门元|葡币|新加坡元|新币|澳元|加元|欧元|英镑|日元|日币|日圆|円|韩元|韩币|泰铢|rmb|[$€£¥₩฿]/;
/** Beside letters that say thousands or millions: kUSD, EURm. */
const CODES = "usd eur gbp jpy cny hkd twd sgd aud nzd krw thb vnd myr idr inr chf sek nok dkk pln rub aed brl rmb";
/** Those that name goods as well: a currency only beside an amount. */
const CODES_OF_GOODS = "cad php mop";
const EVERY_CODE = `${CODES} ${CODES_OF_GOODS}`.replaceAll(" ", "|");
const BESIDE_AMOUNT =
  "(?=[\\s_]*(?:$|[)】,;:]|[十百千万亿元]|金额|amount|value|price|total|net|[km]\\b|million|thousand|'?000))";
const CODE = new RegExp(
  `(?<![a-z])(k|mm?)?(?:(${CODES.replaceAll(" ", "|")})(k|mm?|mn|bn)?(?![a-z])|(${CODES_OF_GOODS.replaceAll(" ", "|")})(?![a-z])${BESIDE_AMOUNT})`,
);
/** Of money, not of goods and not of a number: neither 千只 nor 三百元. */
const CHINESE = new RegExp(
  `(?<![一二两三四五六七八九\\d])([十百千万]{0,2}[十百千万亿])(?=${CURRENCY_WORDS.source}|${EVERY_CODE}|[元块圆]|$|[)】/,])`,
);
const ENGLISH: readonly (readonly [RegExp, number])[] = [
  [/\b(?:billions?|bn)\b/, 9],
  [/\b(?:millions?|mn|mio|mln)\b/, 6],
  [/\b(?:thousands?|k|tsd)\b|(?<!\d[.,]?)(?:1[,.]?)?000s?\s*(?=[),]|$)/, 3],
  // A lone w is 万 only in a place of its own: "w/o VAT" is without.
  [/\bwan\s*(?=[),]|$)|[(,]\s*w\s*(?=[),]|$)/, 4],
];
/** What a price is for: "元/千只", "per 1,000 pcs", "每万人". "金额/万元" is an amount in 万元. */
const FOR = new RegExp(
  `(?<=${CURRENCY_WORDS.source}|[元块圆]|${EVERY_CODE})/[^()【】]*|每[^()【】]*|per(?![a-z])(?:[^(),]|,(?=\\d))*`,
  "g",
);
/** A thousand in Latin, a million to most: nobody knows. */
const UNSURE = /(?:^|[^a-z])mm?(?:$|[^a-z])/;

const CURRENCIES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/美元|美金|(?<![a-z])us ?\$/, ["USD"]],
  [/港元|港币|(?<![a-z])hk ?\$/, ["HKD"]],
  [/台币|(?<![a-z])nt ?\$/, ["TWD"]],
  [/澳门元|葡币/, ["MOP"]],
  [/新加坡元|新币|(?<![a-z])s\$/, ["SGD"]],
  [/澳元|(?<![a-z])a\$/, ["AUD"]],
  [/加元|(?<![a-z])c\$/, ["CAD"]],
  [/欧元|€/, ["EUR"]],
  [/英镑|£/, ["GBP"]],
  [/日元|日币|日圆|円/, ["JPY"]],
  [/韩元|韩币|₩/, ["KRW"]],
  [/泰铢|฿/, ["THB"]],
  [/人民币|renminbi/, ["CNY"]],
  [/\$/, ["USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MXN"]],
  [/¥/, ["CNY", "JPY"]],
  [/[百千万亿]元|[(【/,]元|元(?:$|[)】/])/, ["CNY", "HKD", "TWD", "MOP", "SGD"]],
];

const plain = (heading: string): string =>
  simplified(
    heading
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s_]+/g, " ")
      .trim(),
  );

/** What "合同金额（万元）", "Amount (USD k)" or "单位：万元" says. */
export const unitOf = (heading: string): Unit => {
  const said = plain(heading);
  const tight = said.replaceAll(" ", "");
  const [, , code, , codeOfGoods] = CODE.exec(said) ?? [];
  const named = (code ?? codeOfGoods)?.replace("rmb", "cny").toUpperCase();
  const currencies = named ? [named] : (CURRENCIES.find(([word]) => word.test(said) || word.test(tight))?.[1] ?? []);
  const chinese = CHINESE.exec(tight.replace(FOR, ""))?.[1];
  const words = said
    .replace(FOR, "")
    .replace(/\/[^()【】,]*/g, "/")
    .replace(CODE, " $1 $3 ")
    .replace(/[$€£¥']/g, " ");
  const zeros = chinese
    ? [...chinese].reduce((sum, digit) => sum + (TENS[digit] ?? 0), 0)
    : (ENGLISH.find(([word]) => word.test(words))?.[1] ?? 0);
  return { zeros, currencies, isUnsure: zeros === 0 && UNSURE.test(words) };
};

/** Whether a cell of a column of currencies may name this one: by its code, its sign or its name in either language. */
export const mayBeCurrency = (said: string, own: string): boolean => {
  const { currencies, zeros } = unitOf(`(${said})`);
  if (zeros > 0) return false;
  if (currencies.length > 0) return currencies.includes(own);
  const word = plain(said).replace(/(?<=.)s$/, "");
  // "yuan" is enough of "chinese yuan", "n" is not.
  const end = /^[a-z]/.test(word) ? ` ${word}` : word;
  return word === own.toLowerCase() || namesOf(own).some((name) => ` ${name}`.endsWith(end));
};
const namesKnown = new Map<string, readonly string[]>();
/** "us dollar", "美元". */
const namesOf = (code: string): readonly string[] => {
  const named = (language: string) => plain(new Intl.DisplayNames(language, { type: "currency" }).of(code) ?? "");
  const names = namesKnown.get(code) ?? [named("en"), named("zh")];
  namesKnown.set(code, names);
  return names;
};

/** It says that amounts are in 元: another unit elsewhere is not theirs. */
const isInOnes = (heading: string): boolean => /[(【/,]元|元(?:$|[)】/,])/.test(plain(heading).replaceAll(" ", ""));

const NOTHING_BUT_A_UNIT =
  /^(?:[十百千万亿]*[元块圆]?|'?(?:1[,.]?)?000s?|thousands?|k|tsd|millions?|mn|mio|mln|mm?|billions?|bn|wan|w)(?: of)?$/;
/** What a line above the headings says of all amounts ("单位：万元"); not "填报单位：上海万加科技". */
const statedIn = (cell: string): Unit | undefined => {
  const [, rest = ""] = /(?:单位|\bunits?\b|\bin\b) ?:? ?(.+)$/.exec(plain(cell)) ?? [];
  const [unit = ""] = rest.split(/[),;】]| (?=\S+:)/);
  const bare = unit
    .replace(CODE, " $1 $3 ")
    .replace(CURRENCY_WORDS, " ")
    .replace(/\b(?:us )?dollars?\b/, " ");
  if (rest === "" || !NOTHING_BUT_A_UNIT.test(bare.replace(/ +/g, " ").trim())) return undefined;
  return { ...unitOf(`(${unit})`), currencies: unitOf(`(${rest})`).currencies };
};

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
  const heading = look.head.find(({ row }) => row === header)?.cells[column] ?? "";
  const own = unitOf(heading);
  const above = look.head.flatMap(({ row, cells }) => (row < header ? cells : []));
  const stated = above.flatMap((cell) => statedIn(cell) ?? []);
  const scale = own.zeros > 0 || own.isUnsure || isInOnes(heading) ? own : stated.find(isScaled);
  const currencies = [own, ...stated].find((unit) => unit.currencies.length > 0)?.currencies ?? [];
  const unit = { zeros: scale?.zeros ?? 0, isUnsure: scale?.isUnsure ?? false, currencies };
  return zeros === undefined ? unit : { ...unit, zeros, isUnsure: false };
};
const isScaled = ({ zeros, isUnsure }: Unit): boolean => zeros > 0 || isUnsure;

/** Of what is counted, and how many of it 1 is: 10,000 件 of "数量（万件）". */
export interface Counted {
  readonly unit: string | undefined;
  readonly zeros: number;
}
const NO_UNIT = /^(?:必填|选填|必选|可选|可空|optional|required|mandatory)$/i;
/** Neither 千克 nor kg: those are units of their own. */
const SCALED: readonly (readonly [RegExp, number])[] = [
  [/^(?:亿)(.*)$/, 8],
  [/^(?:千万)(.*)$/, 7],
  [/^(?:百万|millions?\b)(.*)$/i, 6],
  [/^(?:十万)(.*)$/, 5],
  [/^(?:[万萬])(.*)$/, 4],
  [/^(?:千(?![克米瓦伏卡帕赫焦兆升安])|(?:thousands?|k)\b|'?(?:1[,.]?)?000(?!\d))(.*)$/i, 3],
];
/** What a quantity counts, as its heading says: 箱 of "数量（箱）", pcs of "qty (pcs)". */
export const countedIn = (look: SheetLook, { kind, header, columns }: Mapped): Counted | undefined => {
  const heading = look.head.find(({ row }) => row === header)?.cells[columns.quantity ?? -1] ?? "";
  const said = [...heading.normalize("NFKC").matchAll(/[([【](.+?)[)\]】]|\/([^([【]+)/g)];
  const unit = said.map(([, inBrackets, behind]) => (inBrackets ?? behind ?? "").trim()).find(isUnit);
  if (kind !== "sales" || unit === undefined) return undefined;
  for (const [scaled, zeros] of SCALED) {
    const [, rest] = scaled.exec(unit) ?? [];
    if (rest !== undefined) return { unit: rest.replace(/^ ?of /i, "").trim() || undefined, zeros };
  }
  return { unit, zeros: 0 };
};
const isUnit = (said: string): boolean => said !== "" && !NO_UNIT.test(said);
