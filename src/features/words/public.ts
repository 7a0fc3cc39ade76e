import type { Language } from "../../core/language.ts";
import { type Closeness, chooseWords, type Filling, type Occasion } from "./rules.ts";
import { LIBRARY } from "./texts.ts";

export { addressOf, type Closeness, calledBy, closenessOf, type Occasion } from "./rules.ts";

/** A line to say (话术), the same for the same key. */
export const wordsFor = (
  asked: {
    readonly occasion: Occasion;
    readonly closeness: Closeness;
    readonly language: Language;
    readonly key: string;
  },
  filling: Filling,
): string => chooseWords(LIBRARY, asked, filling);
