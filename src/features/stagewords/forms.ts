import { z } from "zod";
import { choice, defineForm } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { STAGES, sayStage } from "../../domain/stages.ts";
import { fieldOf, LONGEST_WORD, MOST_WORDS, readWords, writeWords } from "./rules.ts";
import { texts } from "./texts.ts";

const stagesIn = (language: Language) => STAGES.map((stage) => ({ value: stage, label: sayStage(stage, language) }));

/** Which stage a sheet means by each of its words that nobody here knows. */
export const stagesForm = defineForm({
  id: "importing.stages",
  params: z.object({ id: z.string(), words: z.string() }),
  sample: {
    id: "x".repeat(36),
    words: writeWords(Array.from({ length: MOST_WORDS }, () => ({ word: "x".repeat(LONGEST_WORD), rows: 100_000 }))),
  },
  build: (language, { words }) => {
    const t = texts[language];
    return {
      title: t.title,
      submit: t.submit,
      intro: [t.intro],
      fields: Object.fromEntries(
        readWords(words).map((one, place) => [
          fieldOf(place),
          choice({ label: t.word(one), optional: true, options: stagesIn(language) }),
        ]),
      ),
    };
  },
});
