import type { Language } from "../../../../../core/language.ts";
import { isObject } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { inkOf } from "../card/palette.ts";
import { inline } from "./inline.tsx";

const LOCALES = { zh: "zh_cn", en: "en_us" } as const;

/** The words of a text object or markdown element, in the reader's language where it has several. */
export const wordsOf = (value: unknown, language: Language): string => {
  if (!isObject(value)) return "";
  const own = isObject(value.i18n_content) ? value.i18n_content[LOCALES[language]] : undefined;
  return String(own ?? value.content ?? "");
};

/** The words of a text object as the reader gets them. */
export const useWords = (value: unknown): string => wordsOf(value, useReading().reader.language);

const SIZES: Readonly<Record<string, string>> = {
  "heading-0": "size-0",
  "heading-1": "size-1",
  "heading-2": "size-2",
  "heading-3": "size-3",
  "heading-4": "size-4",
  heading: "size-4",
  normal: "size-normal",
  notation: "size-notation",
  xxxx_large: "size-0",
  xxx_large: "size-1",
  xx_large: "size-2",
  x_large: "size-3",
  large: "size-4",
  medium: "size-normal",
  small: "size-notation",
  x_small: "size-notation",
};
export const sizeOf = (size: unknown): string => SIZES[String(size ?? "normal")] ?? "size-normal";

export const alignOf = (align: unknown): string => (align === "center" || align === "right" ? `text-${align}` : "");

/** A plain_text or lark_md object. */
export function TextObject({ value }: { value: unknown }) {
  const words = useWords(value);
  if (!isObject(value)) return null;
  const lines = typeof value.lines === "number" ? { "--lines": String(value.lines) } : undefined;
  return (
    <span
      class={`text ${sizeOf(value.text_size)} ${alignOf(value.text_align)} ${lines ? "clamped" : ""}`}
      style={{ color: inkOf(value.text_color) ?? "inherit", ...lines }}
    >
      {value.tag === "plain_text" ? words : inline(words)}
    </span>
  );
}
