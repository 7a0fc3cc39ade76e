import { isHan, nameKey, shortNamesIn } from "../../domain/names.ts";
import { firstLetters, startOf } from "../../domain/names-line.ts";
import { BEGINS, LONGEST_WORD } from "../../domain/names-pieces.ts";
import { searchTextOf } from "../../domain/names-search.ts";

/**
 * What a search text must hold: pieces that the index is asked for, of which all must be there, and a LIKE that says it
 * exactly. The pieces are those of domain/names-pieces.
 */
export interface Pattern {
  readonly pieces: readonly string[];
  readonly like: string;
}

const isLatin = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

/** Pieces that a word with `text` in it has; none when the index knows no piece so short. */
function inside(text: string): string[] {
  const letters = [...text].slice(0, LONGEST_WORD);
  if (isLatin(text) && letters.length > 2) return piecesOf(letters, 3).filter((piece) => BEGINS.test(piece));
  return piecesOf(letters, 2);
}

const piecesOf = (letters: readonly string[], size: number): string[] =>
  letters.slice(size - 1).map((_, at) => letters.slice(at, at + size).join(""));

function atStart(text: string): string[] {
  const letters = [...text];
  const begins = `^${letters.slice(0, 4).join("")}`;
  return letters.length > 4 ? [begins, ...inside(text)] : [begins];
}

/** Names with a word that begins so; a word is a name, its sound, its initials or a later word of it. */
export const beginning = (key: string): Pattern => ({ pieces: atStart(key), like: `% ${key}%` });

/** Names with it anywhere; undefined for a single letter, which says nothing. */
export function containing(key: string): Pattern | undefined {
  const pieces = inside(key);
  return pieces.length === 0 ? undefined : { pieces, like: `%${key}%` };
}

/** Pieces of every name that has this word in it, one of letters at the beginning of a word; none for what is no name. */
export function piecesWith(word: string): readonly string[] {
  const key = nameKey(word);
  if (key === "") return [];
  const said = isHan(word) || /\s/.test(word.trim()) ? containing(key) : undefined;
  return (said ?? beginning(key)).pieces;
}

/** A search text with this very word. */
export const wholeWord = (key: string): string => `=${[...key].slice(0, LONGEST_WORD).join("")}`;

/** Every word of what was typed somewhere in the name; undefined for a single word. */
export function eachWord(typed: string): Pattern | undefined {
  const keys = typed.trim().split(/\s+/).map(nameKey);
  const patterns = keys.flatMap((key) => (key === "" ? [] : (containing(key) ?? [])));
  if (patterns.length < 2 || patterns.length > 6) return undefined;
  return { pieces: patterns.flatMap(({ pieces }) => pieces), like: patterns.map(({ like }) => like).join("") };
}

/** Longer ones are told apart by their first letters anyway. */
const LONGEST_MISTYPED = 16;

/** What one slip of the hand makes of a word: what it spared, and all that may have been meant. */
export interface Mistyped {
  /** One for each place where the slip may have been; a name that was meant fits one of them. */
  readonly spared: readonly Pattern[];
  /** LIKE patterns. */
  readonly likes: readonly string[];
}

/** Letters in a row of which one is wrong: each place costs a question to the index, and a long name has enough left. */
const placeSize = (letters: number): number => (letters > 12 ? 4 : letters > 8 ? 2 : 1);

/** One letter wrong, left out, put in, or two in the wrong order. */
export function mistyped(key: string): Mistyped {
  const letters = [...key].slice(0, LONGEST_MISTYPED);
  const part = (from: number, to?: number) => letters.slice(from, to).join("");
  const likes = letters.flatMap((letter, at) => {
    const [before, after, next] = [part(0, at), part(at + 1), letters[at + 1]];
    return [
      ...[`% ${before}_${after}%`, `% ${before}${after}%`],
      ...(at > 0 ? [`% ${before}_${letter}${after}%`] : []),
      ...(next !== undefined && next !== letter ? [`% ${before}${next}${letter}${part(at + 2)}%`] : []),
    ];
  });
  const size = placeSize(letters.length);
  const without = (at: number, size: number): Pattern[] => {
    const [before, next] = [part(0, at), at + size];
    // Of the last two letters in the wrong order nothing would be left to tell a short name by.
    const ends = next === letters.length - 1 && size === 1;
    // Two letters in the wrong order may be the last of this place and the first of the next.
    const after = part(ends ? next : next + 1);
    const pieces = piecesLeft(before, after, size === 1);
    return [
      ...(ends ? [beginning(`${before}${part(next)}${part(at, next)}`)] : []),
      ...(pieces.length > 0 ? [{ pieces, like: `% ${before}%${after}%` }] : []),
    ];
  };
  const spared: Pattern[] = [];
  for (let at = 0; at < letters.length; at += size) {
    const found = without(at, size);
    // Where too little is left beside so many letters, one letter after the other is left out.
    const singly = found.length > 0 || size === 1 ? [] : letters.slice(at, at + size).map((_, more) => at + more);
    spared.push(...found, ...singly.flatMap((one) => without(one, 1)));
  }
  return { spared, likes };
}

/** None where too little is left to tell names apart. */
function piecesLeft(before: string, after: string, singly: boolean): string[] {
  const [few, some] = [[...before].length, [...after].length];
  const chinese = isHan(before + after);
  if (chinese ? few === 0 && some < 2 : few < 3 && some < 3) return [];
  const left = [...(few > 0 ? atStart(before) : []), ...(chinese || some > 2 ? inside(after) : [])];
  // "ngwu" of "changwu" begins no syllable, but short words have pieces of two letters too.
  return left.length === 0 && singly ? piecesOf([...after], 2) : left;
}

/** A single Latin letter that names begin with is no question to all customers: a sixth of them has it. */
export const isTelling = ({ pieces }: Pattern): boolean => !pieces.every((piece) => /^\^[a-z]$/.test(piece));

/** Digits of a phone number, as one says or types it; undefined for what is none. */
export function phoneDigits(typed: string): string | undefined {
  const phone = typed.replace(/[\s\-()（）+]/g, "");
  return /^\d{4,15}$/.test(phone) ? phone : undefined;
}

/** A question to the index: names that have all these pieces, or any of them, but no more names than `most`. */
export interface Lookup {
  readonly pieces: readonly string[];
  readonly any: boolean;
  readonly most: number;
}

/**
 * What finds every name that a line may begin with: words that the line has whole at its start, words that begin with
 * the first words of the line, and for what is written without spaces names that share its first characters.
 */
export function lookupsOf(line: string): { readonly start: string; readonly lookups: readonly Lookup[] } {
  const { letters, words } = startOf(line);
  const start = firstLetters(line);
  const wholes = [...letters].slice(0, LONGEST_WORD).map((_, at, all) => `=${all.slice(0, at + 1).join("")}`);
  const lookups: Lookup[] = [{ pieces: wholes, any: true, most: 200 }];
  for (const word of words) lookups.push({ pieces: atStart(word), any: false, most: 200 });
  const [first = ""] = words;
  if (isHan(start))
    for (const few of [4, 3, 2])
      if ([...first].length > few)
        lookups.push({ pieces: atStart([...first].slice(0, few).join("")), any: false, most: 100 });
  return { start, lookups };
}

/** The make of domain/names that this version writes; the default of the column `searchMake`. */
export const MAKE = 2;
/** That of customers whose short names a sheet brought in: an earlier version kept them as one, and without sounds. */
export const BROUGHT_MAKE = 3;
export const BROUGHT = { importId: { not: null }, shortNames: { isEmpty: false } } as const;

interface Old {
  readonly id: string;
  readonly segmentId: string;
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly importId: string | null;
}
type Keyed = Pick<Old, "id" | "segmentId"> & { readonly nameKey: string };
/** Customers as the rules have them now; what is said of short names by hand stays. */
export const renewedOf = (old: readonly Old[], there: readonly Keyed[]) => {
  const taken = new Map(there.map((one) => [`${one.segmentId} ${one.nameKey}`, one.id]));
  return old.map(({ id, segmentId, name, shortNames: said, importId }) => {
    const [key, shortNames] = [nameKey(name), importId === null ? said : shortNamesIn(said.join("、"))];
    const slot = `${segmentId} ${key}`;
    const free = (taken.get(slot) ?? id) === id;
    if (free) taken.set(slot, id);
    return { id, nameKey: free ? key : `${key}#${id}`, searchText: searchTextOf(name, shortNames), shortNames, said };
  });
};
