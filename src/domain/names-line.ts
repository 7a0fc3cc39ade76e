import { isHan, legalRemainder, nameKey } from "./names.ts";
import type { Named } from "./names-search.ts";
import { simplified } from "./simplified.ts";

/** Letters of a line as keys have them, each with where it stands in the line. */
interface Letters {
  readonly text: string;
  /** Of every letter: where its character begins and ends in the line. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A name that a typed line begins with: whose it may be, and where in the line what follows begins. */
export interface NameInLine<N> {
  /** One: it is meant. Several: the person must say which. None: nobody is called so. */
  readonly meant: readonly N[];
  /** The line has a whole name or short name of it. */
  readonly exact: boolean;
  /** The line has a whole name, sound or word of it; not only some characters that may be part of a sentence. */
  readonly sure: boolean;
  readonly end: number;
}

/** Longer first words are no names: someone wrote without a space, and nobody can tell where the name ends. */
const LONGEST_NAME = 40;

function lettersOf(line: string): Letters {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  let position = 0;
  for (const character of line) {
    const letters = simplified(character.normalize("NFKC").toLowerCase()).replace(/[^\p{L}\p{N}\p{M}]/gu, "");
    for (let index = 0; index < letters.length; index += 1) {
      starts.push(position);
      ends.push(position + character.length);
    }
    text += letters;
    position += character.length;
    if (text.length > 80) break;
  }
  return { text, starts, ends };
}

/** The first letters of a line, as many as names are looked up by: what a store asks candidates with. */
export const firstLetters = (line: string): string => {
  const { text } = lettersOf(firstWord(line));
  return [...text].slice(0, 2).join("");
};

/** The letters of a line, and those up to the end of its first word, its second and its third. */
export function startOf(line: string): { readonly letters: string; readonly words: readonly string[] } {
  const trimmed = line.trimStart();
  const letters = lettersOf(trimmed);
  const words = wordEnds(letters, trimmed).slice(0, 3);
  return { letters: letters.text, words: words.map((length) => letters.text.slice(0, length)) };
}

/** Up to the first space or punctuation mark. */
const firstWord = (line: string): string => /^[^\s,，。.;；:：!！?？、()（）]*/u.exec(line.trimStart())?.[0] ?? "";

/** The name a line would begin with if somebody were called so; undefined when there is no telling where it ends. */
export const nameTyped = (line: string): string | undefined => {
  const word = firstWord(line);
  return word !== "" && word.length <= LONGEST_NAME / 2 ? word : undefined;
};

type Grade = 0 | 1 | 2;
interface Hit<N> {
  readonly one: N;
  /** Letters that the name takes of the line. */
  readonly length: number;
  readonly grade: Grade;
}

/**
 * Whose name a line begins with, among candidates. The longest name counts; of equally long ones the one that is the
 * whole name or short name (grade 0) before its sound, initials or beginning (1, 2).
 */
export function nameAtStart<N extends Named>(line: string, candidates: readonly N[]): NameInLine<N> {
  const offset = line.length - line.trimStart().length;
  const letters = lettersOf(line.slice(offset));
  const hits = candidates.flatMap((one) => bestHit(one, letters, line.slice(offset)) ?? []);
  const best = hits.reduce<Hit<N> | undefined>((top, hit) => (top && !isBetter(hit, top) ? top : hit), undefined);
  if (best) {
    const equals = hits.filter((hit) => hit.length === best.length && hit.grade === best.grade);
    return {
      meant: equals.map(({ one }) => one),
      exact: best.grade === 0,
      sure: true,
      end: endOf(line, offset + (letters.ends[best.length - 1] ?? 0)),
    };
  }
  return partly(line, { letters, offset }, candidates);
}

const isBetter = <N>(hit: Hit<N>, than: Hit<N>): boolean =>
  hit.length > than.length || (hit.length === than.length && hit.grade < than.grade);

function bestHit<N extends Named>(one: N, letters: Letters, line: string): Hit<N> | undefined {
  const keys = [one.name, ...one.shortNames].map(nameKey).filter((key) => key !== "");
  const sounds = one.searchText.split(" ").filter((token) => token !== "" && !keys.includes(token));
  const hits: Hit<N>[] = [];
  const whole = (names: readonly string[], grade: Grade): void => {
    for (const name of names) {
      if (letters.text.startsWith(name) && endsThere(letters, name.length))
        hits.push({ one, length: name.length, grade });
    }
  };
  whole(keys, 0);
  whole(
    sounds.filter((sound) => sound.length > 1),
    1,
  );
  for (const length of wordEnds(letters, line)) {
    const begun = letters.text.slice(0, length);
    if (length < 2 && !isHan(begun)) continue;
    if (keys.some((key) => key.startsWith(begun))) hits.push({ one, length, grade: 1 });
    else if (sounds.some((sound) => sound.startsWith(begun))) hits.push({ one, length, grade: 2 });
  }
  return hits.reduce<Hit<N> | undefined>((top, hit) => (top && !isBetter(hit, top) ? top : hit), undefined);
}

/** A Latin name ends where no letter or digit follows at once; a Chinese one anywhere. */
function endsThere(letters: Letters, length: number): boolean {
  const [last, next] = [letters.text[length - 1] ?? "", letters.text[length]];
  if (next === undefined || isHan(last) || isHan(next)) return true;
  return letters.ends[length - 1] !== letters.starts[length];
}

/** Numbers of letters after which a word of the line ends, for its first six words. */
function wordEnds(letters: Letters, line: string): number[] {
  const ends: number[] = [];
  for (let length = 1; length <= letters.text.length && ends.length < 6; length += 1) {
    const end = letters.ends[length - 1] ?? 0;
    const goesOn = letters.starts[length] === end;
    if (!goesOn && (end >= line.length || !/[\p{L}\p{N}]/u.test(line[end] ?? ""))) ends.push(length);
  }
  return ends;
}

/** Written without a space ("宏达王总谈了…"): those whose name shares at least two characters with the beginning. */
function partly<N extends Named>(
  line: string,
  { letters, offset }: { letters: Letters; offset: number },
  candidates: readonly N[],
): NameInLine<N> {
  const shared = candidates.map((one) => ({
    one,
    length: Math.max(...[one.name, ...one.shortNames].map((name) => sharedStart(nameKey(name), letters.text))),
  }));
  const longest = Math.max(0, ...shared.map(({ length }) => length));
  if (longest < 2 || !isHan(letters.text.slice(0, longest)))
    return { meant: [], exact: false, sure: false, end: offset };
  const meant = shared.filter(({ length }) => length === longest).map(({ one }) => one);
  return { meant, exact: false, sure: false, end: endOf(line, offset + (letters.ends[longest - 1] ?? 0)) };
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** After the rest of a legal form and what joins a name to a sentence. */
function endOf(line: string, end: number): number {
  const legal = end + legalRemainder(line.slice(end));
  return (
    legal + (/^(?:[\s,，:：、。.]|[-—](?=\s))*(?:的(?=\p{Script=Han}))?\s*/u.exec(line.slice(legal))?.[0].length ?? 0)
  );
}
