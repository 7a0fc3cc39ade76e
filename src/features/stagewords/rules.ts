/** A word for a stage that nobody here knows, and how many rows say it: 0 where a person said what it means. */
export interface StageWord {
  readonly word: string;
  readonly rows: number;
}

/** Words that are asked for at once, and characters of one: what is longer is a sentence. */
export const MOST_WORDS = 10;
export const LONGEST_WORD = 40;

/** One a line, as quotes would grow with each layer of JSON. */
export const writeWords = (words: readonly StageWord[]): string =>
  words.map(({ word, rows }) => `${rows} ${word}`).join("\n");
export const readWords = (written: string): readonly StageWord[] =>
  written.split("\n").map((line) => {
    const at = line.indexOf(" ");
    return { word: line.slice(at + 1), rows: Number(line.slice(0, at)) };
  });

/** The field of the form for a word. */
export const fieldOf = (place: number): string => `stage${place + 1}`;
