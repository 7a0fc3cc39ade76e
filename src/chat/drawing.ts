import type { Language } from "../core/language.ts";
import { refusalCard, reopen, reopenCard } from "./answers.ts";
import type { Card } from "./card.ts";
import type { Outcome } from "./feature.ts";
import type { FieldErrors, OpenForm } from "./form.ts";
import type { RawValue, Shown, ShownForm, SubmitArrival } from "./port.ts";
import { rawSeeds } from "./raw-values.ts";
import type { Registry } from "./registry.ts";
import { parseCarried } from "./storable.ts";

/** A form in a person's language, with its known values. */
const drawForm = (asked: OpenForm, language: Language): ShownForm => {
  const content = asked.form.build(language, asked.params);
  return {
    formId: asked.form.id,
    params: JSON.stringify(asked.params),
    language,
    content,
    values: rawSeeds(content.fields, asked.seeds),
    errors: asked.errors,
  };
};

/** The form that was submitted, with what was typed, and messages. */
export const drawAgain = (
  registry: Registry,
  submitted: SubmitArrival,
  { language, errors }: { language: Language; errors: FieldErrors },
): ShownForm | undefined => {
  const handler = registry.forms.get(submitted.formId);
  const params = handler?.form.params.safeParse(parseCarried(submitted.params));
  if (!handler || !params?.success) return undefined;
  const content = handler.form.build(language, params.data);
  return { formId: submitted.formId, params: submitted.params, language, content, values: submitted.values, errors };
};

const PAYLOAD_ROOM = 1_800;

/** A card whose button opens the form; what was known of its values comes along as far as a button can carry it. */
export const reopenCardFor = (form: ShownForm): Card => {
  const values = Object.fromEntries(Object.entries(form.values).filter(([, value]) => !("files" in value)));
  const whole = { formId: form.formId, params: form.params, values };
  const payload = JSON.stringify(whole).length <= PAYLOAD_ROOM ? whole : { formId: form.formId, params: form.params };
  return reopenCard(form.language, reopen.with(payload));
};

/** The form that a reopen button stands for; undefined when it no longer exists. */
export const drawReopened = (
  registry: Registry,
  call: { formId: string; params: string; values?: Record<string, unknown> | undefined },
  language: Language,
): ShownForm | undefined => {
  const handler = registry.forms.get(call.formId);
  const params = handler?.form.params.safeParse(parseCarried(call.params));
  if (!handler || !params?.success) return undefined;
  const content = handler.form.build(language, params.data);
  const values = (call.values ?? {}) as Record<string, RawValue>;
  return { formId: call.formId, params: call.params, language, content, values, errors: {} };
};

/** An outcome ready for a platform. @throws TypeError for `fix` without a form. */
export const drawOutcome = (
  outcome: Outcome,
  language: Language,
  again?: (errors: FieldErrors) => ShownForm | undefined,
): Shown => {
  if ("show" in outcome) {
    const { show: card, to = "you", thread } = outcome;
    return { kind: "card", card, to, ...(thread && { thread }) };
  }
  if ("replace" in outcome) {
    return { kind: "replace", card: outcome.replace, ...(outcome.say && { say: outcome.say }) };
  }
  if ("ask" in outcome) return { kind: "form", form: drawForm(outcome.ask, language) };
  if ("refuse" in outcome) {
    const said = refusalCard(outcome.refuse, language);
    return outcome.stale
      ? { kind: "replace", card: outcome.stale, say: said }
      : { kind: "card", card: said, to: "you" };
  }
  const form = again?.(outcome.fix);
  if (!form) throw new TypeError("Only a submitted form can be fixed.");
  return { kind: "fix", form };
};
