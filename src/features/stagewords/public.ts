import { z } from "zod";
import { type Button, defineAction } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { texts } from "./texts.ts";

export const askStages = defineAction("importing.stages", z.object({ id: z.string() }));

/** On the card of an import whose sheet has stages nobody here knows. */
export const stagesButton = (id: string, language: Language): Button => ({
  label: texts[language].button,
  press: askStages.with({ id }),
});
