import { simplified } from "./simplified.ts";

const LEGAL_WORDS: ReadonlySet<string> = new Set([
  ..."co company corp corporation inc incorporated ltd limited pte pty plc llc llp lp".split(" "),
  ..."gmbh mbh ag kg ohg ug se sa sas sarl srl spa bv nv ab oy as aps kk sdn bhd".split(" "),
]);
const LEGAL_ENDINGS =
  /(?:股份有限公司|有限责任公司|有限責任公司|有限公司|股份公司|股份|有限合伙|普通合伙|株式会社|(?<![分子总總])公司)$/u;
/** The last character of each. */
const ENDS_LEGALLY = /[司份伙社]$/u;

/** True when there is a Chinese character in it. */
export const isHan = (character: string): boolean => /\p{Script=Han}/u.test(character);

/** What most names are, and what is as it shall be: plain characters, small letters, digits. */
const PLAIN = /^[\u4e00-\u9fffa-z0-9]+$/;

/** Words, lower case and half width; Chinese and other letters are words of their own. */
function nameWords(name: string): string[] {
  if (PLAIN.test(name)) return name.match(/[\u4e00-\u9fff]+|[a-z0-9]+/g) ?? [];
  const flat = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(?<=\p{L})\.(?=\p{L}|$|\s|,)/gu, "")
    .replace(/['’]/g, "");
  const words: string[] = [];
  for (const part of flat.split(/[^\p{L}\p{N}\p{M}]+/u)) {
    for (const word of part.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) words.push(word);
  }
  return words;
}

/** Words of a name without its legal form; a name that is nothing else keeps it. */
export function coreWords(name: string): string[] {
  const kept = nameWords(name);
  for (;;) {
    const last = kept.at(-1);
    if (last === undefined) break;
    if (kept.length > 1 && LEGAL_WORDS.has(last)) {
      kept.pop();
      continue;
    }
    const shorter = ENDS_LEGALLY.test(last) ? last.replace(LEGAL_ENDINGS, "") : last;
    if (shorter === last || (shorter === "" && kept.length === 1)) break;
    kept.pop();
    if (shorter !== "") kept.push(shorter);
  }
  return kept;
}

/**
 * What two spellings of one name have in common: no legal form, no width, case, spaces or punctuation, traditional
 * characters as simplified ones. Equal keys are the same customer. Empty only for a name without a letter or digit. Applied again it changes nothing.
 */
export const nameKey = (name: string): string => keyOf(coreWords(name));

/** The key of the name that has these core words. */
export function keyOf(words: readonly string[]): string {
  let key = simplified(words.join(""));
  for (;;) {
    const next = simplified(coreWords(key).join(""));
    if (next === key) return key;
    key = next;
  }
}

/** Short names that are kept of a customer. */
export const MOST_SHORT_NAMES = 5;
/** What stands between short names where there are several. */
const BETWEEN = /[、,，;；\n]+/u;
/** "Acme Co., Ltd." → "Acme Co. Ltd.": read again it is still one. */
export const asShortName = (name: string): string =>
  name
    .split(BETWEEN)
    .map((part) => part.trim())
    .join(" ")
    .trim();
/** "宏达、宏达机电" → each once, without those that say nothing. */
export const shortNamesIn = (said: string): string[] => {
  const parts = said.split(BETWEEN).map((part) => part.replace(/\s+/g, " ").trim());
  return [...new Map(parts.filter((part) => nameKey(part) !== "").map((part) => [nameKey(part), part])).values()];
};

/** How many letters must be added, dropped, changed or swapped with a neighbour to get from one word to the other. */
export function editDistance(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const changed = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    [beforeLast, last] = [last, row];
  }
  return last[to.length] ?? 0;
}

const LEGAL_REMAINDER =
  /^\s*(?:[（(][^）)]{1,12}[）)])?\s*(?:股份有限公司|有限责任公司|有限責任公司|有限公司|股份公司|股份|(?:,?\s*(?:co|ltd|limited|inc|gmbh|llc|corp|plc)\b\.?)+)/iu;

/** How many characters at the start of `text` are the rest of a legal form: "有限公司 王总…" → 4. */
export const legalRemainder = (text: string): number => LEGAL_REMAINDER.exec(text)?.[0].length ?? 0;
