import type { Button } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { setPairApart } from "./forms.ts";
import { texts } from "./texts.ts";

/** A button that says that two customers are not one. */
export const setApart = (one: string, other: string, language: Language): Button => ({
  label: texts[language].notSame,
  press: setPairApart.with({ one, other }),
});
