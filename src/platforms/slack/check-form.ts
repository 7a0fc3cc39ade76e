import { clean } from "../../chat/clip.ts";
import type { Fields, Form, FormContent } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { LIMITS, PARAMS_ROOM } from "./limits.ts";
import { renderForm } from "./render-form.ts";

/** Draws the form with its longest parameters. @throws RangeError that names the form, the place and the limit. */
// biome-ignore lint/suspicious/noExplicitAny: any form
export const checkForm = (form: Form<any, any>, language: Language): void => {
  const content: FormContent<Fields> = form.build(language, form.sample);
  const params = JSON.stringify(form.sample);
  const within = (what: string, size: number, most: number) => {
    if (size <= most) return;
    throw new RangeError(`Form ${form.id} (${language}): ${what} is ${size}, Slack takes ${most}.`);
  };
  const fits = (what: string, text: string | undefined, most: number) =>
    within(`${what} in characters`, clean(text ?? "").length, most);

  fits("the title", content.title, LIMITS.view.title);
  fits("the submit label", content.submit, LIMITS.view.button);
  fits("its parameters", params, PARAMS_ROOM);
  fits("its id", form.id, LIMITS.id);
  for (const [name, field] of Object.entries(content.fields)) {
    fits(`${name}: the name`, `${form.id}.${name}`, LIMITS.id);
    fits(`${name}: the label`, field.label, LIMITS.input.label);
    fits(`${name}: the hint`, field.hint, LIMITS.input.hint);
    fits(
      `${name}: the placeholder`,
      field.placeholder,
      field.kind === "check" ? LIMITS.option.label : LIMITS.input.placeholder,
    );
    if (field.kind === "text") within(`${name}: its most characters`, field.max, LIMITS.input.text);
    if (!("options" in field) || !field.options) continue;
    within(`${name}: the number of options`, field.options.length, LIMITS.options);
    for (const option of field.options) {
      fits(`${name}: the value ${option.value}`, option.value, LIMITS.option.value);
      fits(`${name}: the option ${option.value}`, option.label, LIMITS.option.label);
      fits(`${name}: the detail of ${option.value}`, option.detail, LIMITS.option.detail);
    }
  }
  const view = renderForm({ formId: form.id, params, language, content, values: {}, errors: {} }, undefined);
  within("the number of its fields", Object.keys(content.fields).length, LIMITS.view.blocks / 2);
  within("the view in bytes", Buffer.byteLength(JSON.stringify(view)), LIMITS.view.bytes);
};
