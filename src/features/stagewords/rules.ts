import { STAGES, type Stage } from "../../domain/stages.ts";

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

/** How many words there may be: beyond them are no stages. */
export const MOST_EVER = 200;

/** Whether the next page is wanted: with a name of its own on each page, as chats keep what was ticked by that name. */
export const moreOn = (after: number): string => `more${after}`;

/** What was said of words, by their places among all of them: a stage, or none any more. */
export type SaidOf = ReadonlyMap<number, Stage | undefined>;
export const writeSaid = (said: SaidOf): string =>
  [...said].map(([place, stage]) => `${place}:${stage ? STAGES.indexOf(stage) : ""}`).join(" ");
export const readSaid = (written: string): SaidOf =>
  new Map(
    written.split(" ").flatMap((one) => {
      const [place = "", stage = ""] = one.split(":");
      return place === "" ? [] : [[Number(place), stage === "" ? undefined : STAGES[Number(stage)]] as const];
    }),
  );

/** The field of the form for a word. */
export const fieldOf = (place: number): string => `stage${place + 1}`;
