/** C0 and C1 controls but line feed and tab, direction overrides and isolates: they hide or reverse what is read. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** The text without what cannot be seen or would break JSON; emoji and their joiners stay. */
export const clean = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(HIDDEN, "")
    .replace(LONE_SURROGATE, "\ufffd");

/** The text cleaned and, where it is longer than `most`, cut with "…" between two characters as people count them. */
export const clip = (text: string, most: number): string => {
  const whole = clean(text);
  if (whole.length <= most) return whole;
  let kept = 0;
  for (const { segment } of new Intl.Segmenter().segment(whole.slice(0, most + 64))) {
    if (kept + segment.length > most - 1) break;
    kept += segment.length;
  }
  return `${whole.slice(0, kept).trimEnd()}…`;
};

/** One line of `clip`. */
export const clipLine = (text: string, most: number): string => clip(clean(text).replace(/\s*\n\s*/g, " "), most);
