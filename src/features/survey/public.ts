import type { Button } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { showSurvey } from "./forms.ts";
import { texts } from "./texts.ts";

export { isAdmin as maySurvey } from "../../domain/roles.ts";

export const surveyButton = (language: Language): Button => ({
  label: texts[language].button,
  press: showSurvey.with({}),
});
