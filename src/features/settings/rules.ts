import type { Instant } from "../../core/clock.ts";
import type { Language } from "../../core/language.ts";

/** Cities people name and the zone list does not, or not in their language. */
const CITIES: Readonly<Record<string, string>> = {
  "Asia/Shanghai": "北京 上海 广州 深圳 杭州 成都 Beijing Shenzhen Guangzhou",
  "Asia/Urumqi": "乌鲁木齐 新疆",
  "Asia/Hong_Kong": "香港",
  "Asia/Taipei": "台北",
  "Asia/Tokyo": "东京 大阪 日本",
  "Asia/Seoul": "首尔 韩国",
  "Asia/Singapore": "新加坡",
  "Asia/Bangkok": "曼谷 泰国",
  "Asia/Kolkata": "孟买 新德里 印度 Mumbai Delhi Bangalore",
  "Asia/Calcutta": "孟买 新德里 印度 Mumbai Delhi Bangalore",
  "Asia/Dubai": "迪拜 阿联酋",
  "Europe/London": "伦敦 英国",
  "Europe/Paris": "巴黎 法国",
  "Europe/Berlin": "柏林 法兰克福 德国 Frankfurt Munich Hamburg",
  "Europe/Madrid": "马德里 西班牙",
  "Europe/Rome": "罗马 米兰 意大利 Milan",
  "Europe/Moscow": "莫斯科 俄罗斯",
  "America/New_York": "纽约 波士顿 Boston Washington",
  "America/Chicago": "芝加哥 Houston Dallas",
  "America/Los_Angeles": "洛杉矶 旧金山 西雅图 San Francisco Seattle",
  "America/Sao_Paulo": "圣保罗 巴西",
  "Australia/Sydney": "悉尼 墨尔本",
};
const NAMES: Readonly<Record<string, string>> = {
  "Asia/Shanghai": "北京 / 上海",
  "Asia/Hong_Kong": "香港",
  "Asia/Taipei": "台北",
  "Asia/Tokyo": "东京",
  "Asia/Seoul": "首尔",
  "Asia/Singapore": "新加坡",
  "Europe/London": "伦敦",
  "Europe/Paris": "巴黎",
  "Europe/Berlin": "柏林",
  "America/New_York": "纽约",
  "America/Los_Angeles": "洛杉矶",
};

/** "UTC+8", as it is at that instant. */
const offsetOf = (zone: string, at: Instant): string => {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" });
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name.replace("GMT", "UTC").replace(/\+0$/, "");
};

/** "北京 / 上海", "London". */
export const sayZoneName = (zone: string, language: Language): string =>
  (language === "zh" && NAMES[zone]) || zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");

/** "北京 / 上海 · UTC+8", "London · UTC". */
export const sayZone = (zone: string, language: Language, at: Instant): string =>
  `${sayZoneName(zone, language)} · ${offsetOf(zone, at)}`;

export interface ZoneFound {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
}

/** Zones by a part of their name or of a city in them; the commonest first. */
export function findZones(typed: string, language: Language, at: Instant): ZoneFound[] {
  const wanted = typed.trim().toLowerCase().replaceAll(" ", "_");
  const known = Object.keys(CITIES);
  const all = [...known, ...Intl.supportedValuesOf("timeZone").filter((zone) => !known.includes(zone))];
  const fits = all.filter((zone) =>
    `${zone} ${CITIES[zone] ?? ""}`.toLowerCase().replaceAll(" ", "_").includes(wanted),
  );
  return fits.slice(0, 50).map((value) => ({ value, label: sayZone(value, language, at), detail: value }));
}

/** Hours one can be reminded at: every half hour from 06:00 to 20:00. */
export const REMINDER_TIMES: readonly string[] = Array.from({ length: 29 }, (_, index) => {
  const minutes = 6 * 60 + index * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${minutes % 60 === 0 ? "00" : "30"}`;
});

export const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};
