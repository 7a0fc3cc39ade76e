const DAY = 86_400_000;
/** The day before serial 1 of the 1900 system, whose day 60 never was; and day 0 of the 1904 system. */
const BEFORE_1900 = Date.UTC(1899, 11, 31);
const START_1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31. */
const LAST_SERIAL = 2_958_465;

/** How a number is to be read, by its format. */
export type NumberLook = "plain" | "day" | "time" | "percent";

/** Formats that every spreadsheet knows by number. */
const BUILT_IN: Readonly<Record<number, NumberLook>> = Object.fromEntries<NumberLook>([
  ...[9, 10].map((id) => [id, "percent"] as const),
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, "day"] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, "time"] as const),
]);

export const lookOfFormat = (id: number, code: string | undefined): NumberLook => {
  if (code === undefined) return BUILT_IN[id] ?? "plain";
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[[^\]]*\]/g, (bracket) => (/^\[[hms]+\]$/i.test(bracket) ? bracket : ""))
    .replace(/am\/pm|a\/p/gi, "");
  const [first = ""] = bare.split(";");
  if (first.includes("%")) return "percent";
  if (/[yd年日]/i.test(first)) return "day";
  if (/[hs]/i.test(first)) return "time";
  return /m|月/i.test(first) && !/[0#?]/.test(first) ? "day" : "plain";
};

/** A number as the sheet shows it, without its dress: a day, a time, a share, or its digits. */
export const sayNumber = (value: number, look: NumberLook, from1904: boolean): string => {
  if (!Number.isFinite(value)) return "";
  if (look === "percent") return `${digits(value * 100)}%`;
  if (look !== "plain" && value >= 0 && value <= LAST_SERIAL) return dayOf(value, from1904);
  return digits(value);
};

const dayOf = (serial: number, from1904: boolean): string => {
  const whole = Math.floor(serial);
  const minutes = Math.round((serial - whole) * 1440);
  const time = new Date(minutes * 60_000).toISOString().slice(11, 16);
  if (whole === 0 && !from1904) return time;
  const day = from1904 ? START_1904 + whole * DAY : BEFORE_1900 + (whole > 59 ? whole - 1 : whole) * DAY;
  const date = new Date(day).toISOString().slice(0, 10);
  return minutes === 0 ? date : `${date} ${time}`;
};

/** The 15 digits a spreadsheet counts with, never as a power of ten. */
const digits = (value: number): string => {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes("e")) return text;
  return Math.abs(rounded) >= 1 ? BigInt(Math.round(rounded)).toString() : rounded.toFixed(20).replace(/0+$/, "");
};
