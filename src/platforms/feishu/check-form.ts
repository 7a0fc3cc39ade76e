import type { Fields, Form, FormContent } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { fullest } from "./fullest-form.ts";
import { LIMITS, PARAMS_ROOM } from "./limits.ts";
import { renderForm, TooMuchForACard } from "./render-form.ts";

/** Draws the form with its longest parameters, and with the most that each of its fields admits. @throws RangeError that names the form, the place and the limit. */
// biome-ignore lint/suspicious/noExplicitAny: any form
export const checkForm = (form: Form<any, any>, language: Language): void => {
  const content: FormContent<Fields> = form.build(language, form.sample);
  const params = JSON.stringify(form.sample);
  const within = (what: string, size: number, most: number) => {
    if (size <= most) return;
    throw new RangeError(`Form ${form.id} (${language}): ${what} is ${size}, Feishu takes ${most}.`);
  };
  within("the title in characters", content.title.length, LIMITS.title);
  within("the submit label in characters", content.submit.length, LIMITS.label);
  within("its parameters in characters", params.length, PARAMS_ROOM);
  for (const [name, field] of Object.entries(content.fields)) {
    within(`${name}: the name in characters`, name.length, LIMITS.name - 10);
    within(`${name}: the label in characters`, field.label.length, LIMITS.title);
    within(`${name}: the hint in characters`, field.hint?.length ?? 0, LIMITS.summary);
    within(`${name}: the placeholder in characters`, field.placeholder?.length ?? 0, LIMITS.placeholder);
    if (!("options" in field) || !field.options) continue;
    within(`${name}: the number of options`, field.options.length, LIMITS.options * 2);
    for (const option of field.options) {
      within(`${name}: the option ${option.value} in characters`, option.label.length, LIMITS.option);
      if (option.value === "")
        throw new RangeError(`Form ${form.id} (${language}): ${name} has an option without value.`);
    }
  }
  try {
    renderForm(...fullest({ formId: form.id, params, language, content, values: {}, errors: {} }));
  } catch (error) {
    if (!(error instanceof TooMuchForACard)) throw error;
    throw new RangeError(
      `Form ${form.id} (${language}): filled in as far as its fields admit, it is more than a card.`,
    );
  }
};
