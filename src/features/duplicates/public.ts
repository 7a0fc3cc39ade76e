import type { Button } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { setPairApart } from "./forms.ts";
import type { Likeness } from "./rules.ts";
import { SIGNS, texts } from "./texts.ts";

export { readPairs } from "./store.ts";

/** By what two customers look like one. */
export const saySigns = (likenesses: readonly Likeness[], language: Language): string =>
  likenesses.map((each) => SIGNS[each][language]).join(language === "zh" ? "、" : ", ");

/** A button that says that two customers are not one. */
export const setApart = (one: string, other: string, language: Language): Button => ({
  label: texts[language].notSame,
  press: setPairApart.with({ one, other }),
});
