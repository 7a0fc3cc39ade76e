import { pinyin, polyphonic } from "pinyin-pro";
import { coreWords, editDistance, isHan, keyOf, nameKey } from "./names.ts";

/** Readings kept of one name: enough for two characters of doubtful reading, and search text stays short. */
const READINGS = 8;
const ASKED = { type: "array", nonZh: "consecutive" } as const;

/** Syllables without their tones, "nǚ" as "nv"; some 1,300 are in use, and what the dictionary lacks stands for itself. */
const REMEMBERED = 3_000;
const plainSyllables = new Map<string, string>();
const withoutTone = (syllable: string): string => {
  const known = plainSyllables.get(syllable);
  if (known !== undefined) return known;
  const plain = syllable
    .normalize("NFD")
    .replace(/[\u0300\u0301\u0304\u030c]/g, "")
    .normalize("NFC")
    .replaceAll("ü", "v");
  if (plainSyllables.size < REMEMBERED) plainSyllables.set(syllable, plain);
  return plain;
};
/** The dictionary's reading of a word; it would take the tones off anew each time. */
const syllablesOf = (word: string, surname: "head" | "off"): string[] =>
  pinyin(word, { ...ASKED, surname }).map(withoutTone);

/** All sounds of a character by itself; a few thousand are in use, and to look one up takes long. */
const soundsOfCharacter = new Map<string, readonly string[]>();
const characterSounds = (character: string): readonly string[] => {
  const known = soundsOfCharacter.get(character);
  if (known) return known;
  const sounds = polyphonic(character, { toneType: "none", type: "array", v: true })[0] ?? [];
  soundsOfCharacter.set(character, sounds);
  return sounds;
};

/** The syllables of a Chinese word: as read, as read when a surname leads, then with one doubtful character read otherwise. */
function readings(word: string): string[][] {
  const others = [...word].map(characterSounds);
  const usual = syllablesOf(word, "off");
  // Where no character is doubtful, no surname changes what is read.
  if (others.every(({ length }) => length === 1)) return [usual];
  const found = [usual, syllablesOf(word, "head")];
  // Characters the dictionary lacks are read as one, so the places agree only when it has them all.
  if (others.length === usual.length) {
    others.forEach((sounds, position) => {
      for (const sound of sounds) if (sound !== usual[position]) found.push(usual.with(position, sound));
    });
  }
  const distinct = new Map(found.map((syllables) => [syllables.join(" "), syllables]));
  return [...distinct.values()].slice(0, READINGS);
}

/** Sounds of a whole name: each as full letters ("hongdajidian") and as initials ("hdjd"). */
function soundsOf(words: readonly string[]): { full: string[]; initials: string[] } {
  let sounds: { full: string; initials: string }[] = [{ full: "", initials: "" }];
  for (const word of words) {
    const choices = isHan(word) ? readings(word) : [[word]];
    sounds = sounds
      .flatMap((sound) =>
        choices.map((syllables) => ({
          full: sound.full + syllables.join(""),
          initials: sound.initials + syllables.map((syllable) => syllable.slice(0, 1)).join(""),
        })),
      )
      .slice(0, READINGS);
  }
  const initials = sounds.map((sound) => sound.initials).filter((letters) => letters.length > 1);
  return { full: [...new Set(sounds.map((sound) => sound.full))], initials: [...new Set(initials)] };
}

/** Search texts of names as that of all of them. */
export const searchTextOfAll = (texts: readonly string[]): string =>
  texts.length === 1 ? (texts[0] ?? "") : [...new Set(texts.flatMap((text) => text.match(/ [^ ]+/g) ?? []))].join("");

/** The column `searchText`: keys of the name and short names, their sounds and initials, each after a space. */
export function searchTextOf(name: string, shortNames: readonly string[] = []): string {
  const tokens = new Set<string>();
  for (const known of [name, ...shortNames]) {
    const words = coreWords(known);
    tokens.add(keyOf(words));
    const { full, initials } = soundsOf(words);
    const laterWords = words.slice(1).filter((word) => !isHan(word) && word.length > 2);
    for (const token of [...full, ...initials, ...laterWords]) tokens.add(token);
  }
  tokens.delete("");
  return [...tokens].map((token) => ` ${token}`).join("");
}

export interface Named {
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly searchText: string;
}

/** How well a name fits what was typed; smaller is better, undefined is not at all. */
export function closeness(named: Named, typed: string): number | undefined {
  const key = nameKey(typed);
  if (key === "") return undefined;
  const names = [named.name, ...named.shortNames].map(nameKey);
  if (names.includes(key)) return 0;
  const tokens = named.searchText.split(" ");
  if (tokens.includes(key)) return 1;
  if (names.some((name) => name.startsWith(key))) return 2;
  if (tokens.some((token) => token.startsWith(key))) return 3;
  if (names.some((name) => name.includes(key))) return 4;
  if (tokens.some((token) => token.includes(key))) return 5;
  return undefined;
}

/** Names that sound or look nearly like what was typed, nearest first; those that are too far are left out. */
export function nearest<N extends Named>(named: readonly N[], typed: string, count: number): N[] {
  const key = nameKey(typed);
  const said = soundOf(key);
  return named
    .map((one) => ({ one, distance: farFrom(one, key, said) }))
    .filter(({ distance }) => distance <= 0.6)
    .sort((a, b) => a.distance - b.distance || (a.one.name < b.one.name ? -1 : 1))
    .slice(0, count)
    .map(({ one }) => one);
}

/** By the words of its search text, as they are the sounds too: to read a thousand names anew would take long. */
function farFrom({ searchText }: Named, key: string, said: string): number {
  const words = searchText.split(" ").filter((word) => word !== "");
  return Math.min(1, ...words.map((word) => far(word, isHan(word) ? key : said, isHan(word) ? 0 : 0.05)));
}

/** Chinese as it is read, other letters as they are. */
export const soundOf = (key: string): string => pinyin(key, { toneType: "none", type: "array", v: true }).join("");

/** 0 the same … 1 nothing in common; that a longer word goes on counts little. */
function far(word: string, said: string, apart: number): number {
  const letters = [...said];
  const part = [...word].slice(0, letters.length).join("");
  return Math.min(
    apart + editDistance(word, said) / Math.max([...word].length, letters.length, 1),
    apart + 0.1 + editDistance(part, said) / Math.max(letters.length, 1),
  );
}
