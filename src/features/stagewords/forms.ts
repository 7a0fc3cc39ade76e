import { z } from "zod";
import { check, choice, defineForm } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { STAGES, sayStage } from "../../domain/stages.ts";
import { fieldOf, LONGEST_WORD, MOST_EVER, MOST_WORDS, moreOn, readWords, writeSaid, writeWords } from "./rules.ts";
import { texts } from "./texts.ts";

const stagesIn = (language: Language) => STAGES.map((stage) => ({ value: stage, label: sayStage(stage, language) }));

const params = z.object({
  id: z.string(),
  words: z.string(),
  /** Words before this page, and behind it. */
  after: z.number().int().nonnegative(),
  later: z.number().int().nonnegative(),
  /** What the pages before said. */
  said: z.string(),
  /** The import as it was then: checked anew, its words are others. */
  version: z.number().int(),
});
export type StagesAsked = z.output<typeof params>;

const SAMPLE = writeSaid(
  new Map(Array.from({ length: MOST_EVER - MOST_WORDS }, (_, place) => [place, "won" as const])),
);

/** Which stage a sheet means by each of its words that nobody here knows. */
export const stagesForm = defineForm({
  id: "importing.stages",
  params,
  sample: {
    ...{ id: "x".repeat(36), after: 190, later: 200, version: 100, said: SAMPLE },
    words: writeWords(Array.from({ length: MOST_WORDS }, () => ({ word: "x".repeat(LONGEST_WORD), rows: 100_000 }))),
  },
  build: (language, { words, after, later }) => {
    const t = texts[language];
    return {
      title: t.title,
      submit: t.submit,
      intro: [t.intro, ...(later > 0 ? [t.later({ words: later })] : [])],
      fields: Object.fromEntries([
        ...readWords(words).map((one, place) => {
          const stage = choice({ label: t.word(one), optional: true, options: stagesIn(language) });
          return [fieldOf(place), stage] as const;
        }),
        ...(later > 0 ? [[moreOn(after), check({ label: t.more, hint: t.moreHint })] as const] : []),
      ]),
    };
  },
});
