import type { Button } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { beginMerge } from "./forms.ts";
import { texts } from "./texts.ts";

export { compareCustomers } from "./forms.ts";
export { mayMerge } from "./rules.ts";

/** On the card of a customer that the reader may merge. */
export const mergeButton = (id: string, language: Language): Button => ({
  label: texts[language].mergeWith,
  press: beginMerge.with({ id }),
});
