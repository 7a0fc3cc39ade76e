import type { Reader } from "../time.ts";

const localeOf = ({ language }: Reader): string => (language === "zh" ? "zh-CN" : "en-GB");

export const numberIn = (reader: Reader, value: number): string =>
  new Intl.NumberFormat(localeOf(reader)).format(value);

export const percentIn = (reader: Reader, share: number): string =>
  new Intl.NumberFormat(localeOf(reader), { style: "percent" }).format(share);
