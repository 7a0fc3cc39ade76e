declare const brand: unique symbol;
/** ISO 4217, three capital letters. */
export type Currency = string & { readonly [brand]: "Currency" };

/** An amount as an integer of minor units (分, cents). Never a float. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** @throws RangeError unless the platform knows the code as a currency. */
export const currency = (code: string): Currency => {
  if (!CURRENCIES.has(code)) throw new RangeError(`not a currency: ${code}`);
  return code as Currency;
};

export const money = (minor: bigint, code: Currency): Money => ({ minor, currency: code });

/** What the platform was asked before: making a number format takes longer than drawing a card. */
const knownDecimals = new Map<Currency, number>();

/** Decimals of a currency: 2 for CNY, 0 for JPY, 3 for KWD. */
export const decimals = (code: Currency): number => {
  const known = knownDecimals.get(code);
  if (known !== undefined) return known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency: code,
  }).resolvedOptions();
  knownDecimals.set(code, maximumFractionDigits);
  return maximumFractionDigits;
};

/** Adds amounts of one currency. @throws RangeError when the currencies differ. */
export const addMoney = (a: Money, b: Money): Money => {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${b.currency} to ${a.currency}`);
  return money(a.minor + b.minor, a.currency);
};

/** One amount for each currency among them, in the order they first occur. */
export const addUp = (amounts: readonly Money[]): Money[] => {
  const sums = new Map<Currency, bigint>();
  for (const { minor, currency: code } of amounts) sums.set(code, (sums.get(code) ?? 0n) + minor);
  return [...sums].map(([code, minor]) => money(minor, code));
};

/** amount × numerator ÷ denominator, rounded half away from zero. @throws RangeError for a denominator of 0. */
export const scaleMoney = (amount: Money, numerator: bigint, denominator: bigint): Money => {
  if (denominator === 0n) throw new RangeError("division by zero");
  const product = amount.minor * numerator;
  const negative = product < 0n !== denominator < 0n;
  const [top, bottom] = [product < 0n ? -product : product, denominator < 0n ? -denominator : denominator];
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return money(negative ? -rounded : rounded, amount.currency);
};

/** Splits an amount by weights so that the parts add up to it; the remainder goes to the largest shares first. */
export const splitMoney = (amount: Money, weights: readonly bigint[]): Money[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n)) throw new RangeError("weights must be positive in sum");
  const parts = weights.map((weight) => (amount.minor * weight) / total);
  let rest = amount.minor - parts.reduce((sum, part) => sum + part, 0n);
  const step = rest < 0n ? -1n : 1n;
  const largestFirst = weights
    .map((_, index) => index)
    .sort((a, b) => Number((weights[b] ?? 0n) - (weights[a] ?? 0n)) || a - b);
  for (const index of largestFirst) {
    if (rest === 0n) break;
    parts[index] = (parts[index] ?? 0n) + step;
    rest -= step;
  }
  return parts.map((part) => money(part, amount.currency));
};

/** Why a typed amount was not understood. */
export type AmountProblem = "not_a_number" | "negative" | "too_precise" | "too_large" | "other_currency";

/** The largest amount a person can enter: one trillion major units. */
const LARGEST = 1_000_000_000_000n;
/** Digits and commas beyond which an amount is too large without being read. */
const LONGEST = 30;
/** Zeros that a unit stands for. */
export const UNITS: Readonly<Record<string, number>> = { 万: 4, w: 4, 亿: 8, k: 3 };

const SYMBOLS: Readonly<Record<string, string>> = { CNY: "¥", USD: "$", EUR: "€", GBP: "£" };
/** What may stand before or after an amount, besides the code of its currency. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  CNY: ["¥", "元", "块", "圆", "元整", "圆整", "RMB", "人民币"],
  JPY: ["¥", "円", "日元"],
  USD: ["$", "US$", "美元", "美金"],
  EUR: ["€", "欧元"],
  GBP: ["£", "英镑"],
};
const isSign = (mark: string, code: string): boolean =>
  mark.toUpperCase() === code || (SIGNS[code]?.includes(mark.toUpperCase()) ?? false);
const isAnySign = (mark: string): boolean =>
  CURRENCIES.has(mark.toUpperCase()) || Object.values(SIGNS).some((signs) => signs.includes(mark.toUpperCase()));

const AMOUNT = /^(\D*?)([-−(]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?((?:[万亿]|[wk](?![a-z]))?)\)?(\D*)$/i;

/**
 * Reads "800", "¥1,200.50", "1.2万", "CNY 300", "300元", full-width digits too. Zero is an amount; a minus is a problem.
 * A comma only groups thousands: "1,20" is no amount, since some write it for 1.20.
 * @param zeros of the unit it is in already, besides what it names itself: 4 for a column of 万元
 */
export const parseMoney = (typed: string, code: Currency, zeros = 0): Money | AmountProblem => {
  const match = AMOUNT.exec(typed.normalize("NFKC").replace(/[\s_]|[,.]$/g, ""));
  if (!match) return "not_a_number";
  const [, before = "", minus, whole = "", decimal = "", unit = "", after = ""] = match;
  const marks = [before, after].filter((mark) => mark !== "");
  if (minus || marks.some((mark) => /[-−(]/.test(mark))) return "negative";
  if (!marks.every((mark) => isSign(mark, code))) return marks.every(isAnySign) ? "other_currency" : "not_a_number";
  const [places, shift] = [decimals(code), zeros + (UNITS[unit.toLowerCase()] ?? 0)];
  const fraction = decimal.replace(/0+$/, "");
  if (fraction.length > places + shift) return "too_precise";
  if (whole.length > LONGEST) return "too_large";
  const minor = BigInt(whole.replace(/,/g, "") + fraction.padEnd(places + shift, "0"));
  return minor > LARGEST * 10n ** BigInt(places) ? "too_large" : money(minor, code);
};

/** An amount in full: "¥1,200.50", "¥800", "JPY 3,000". Whole amounts show no decimals. */
export const sayMoney = (amount: Money): string => {
  const places = decimals(amount.currency);
  const negative = amount.minor < 0n;
  const digits = (negative ? -amount.minor : amount.minor).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  const fraction = places > 0 ? digits.slice(-places) : "";
  const symbol = SYMBOLS[amount.currency] ?? `${amount.currency} `;
  return `${negative ? "−" : ""}${symbol}${whole}${/^0*$/.test(fraction) ? "" : `.${fraction}`}`;
};

const SHORT_UNITS: Readonly<Record<"en" | "zh", readonly (readonly [number, string])[]>> = {
  zh: [
    [1e4, "万"],
    [1e8, "亿"],
  ],
  en: [
    [1e3, "K"],
    [1e6, "M"],
    [1e9, "B"],
  ],
};
const rounded = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);

/** An amount for a board or chart: "¥84万", "¥1.2亿" in Chinese, "¥840K", "¥1.2M" in English. */
export const sayMoneyShort = (amount: Money, language: "en" | "zh"): string => {
  const major = Math.abs(Number(amount.minor)) / 10 ** decimals(amount.currency);
  const units = SHORT_UNITS[language];
  const [first] = units;
  if (first === undefined || major < first[0]) return sayMoney(amount);
  // Rounding may lift an amount into the next unit: 999,999 is "1M", not "1000K".
  const fits = units.find(([size], index) => rounded(major / size) < (units[index + 1]?.[0] ?? Infinity) / size);
  const [size, unit] = fits ?? first;
  const symbol = SYMBOLS[amount.currency] ?? `${amount.currency} `;
  return `${amount.minor < 0n ? "−" : ""}${symbol}${rounded(major / size)}${unit}`;
};
