import { describe, expect, test } from "vitest";
import type { ShownForm } from "../../src/chat/port.ts";
import { LANGUAGES } from "../../src/core/language.ts";
import { features } from "../../src/features/index.ts";
import { checkForm } from "../../src/platforms/slack/check-form.ts";
import { renderCard } from "../../src/platforms/slack/render-card.ts";
import { errorsAtInputs, renderForm } from "../../src/platforms/slack/render-form.ts";
import { renderHome } from "../../src/platforms/slack/render-home.ts";
import { problemsInBlocks, problemsInView } from "../../src/sandbox/slack/blocks/validate.ts";
import { asRead, filledForms } from "./filled-forms.ts";
import { CARDS } from "./slack-cards.ts";

const mention = (member: string) => (member === "m-1" ? "U0001" : undefined);
const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const wire = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("cards on Slack", () => {
  test.each(Object.entries(CARDS))("%s", async (name, card) => {
    const drawn = renderCard(card, mention);
    expect(problemsInBlocks(wire(drawn.blocks), "message")).toEqual([]);
    await expect(pretty(drawn)).toMatchFileSnapshot(`slack/cards/${name}.json`);
  });

  test("a Home of them all", async () => {
    const home = renderHome(Object.values(CARDS), mention);
    expect(problemsInView(wire(home))).toEqual([]);
    await expect(pretty(home)).toMatchFileSnapshot("slack/cards/home.json");
  });
});

const FORMS = features.flatMap((feature) => feature.forms ?? []).map(({ form }) => form);

describe.each(LANGUAGES)("forms on Slack, %s", (language) => {
  test.each(FORMS.map((form) => [form.id, form] as const))("%s", async (id, form) => {
    checkForm(form, language);
    const shown: ShownForm = {
      formId: id,
      params: JSON.stringify(form.sample),
      language,
      content: form.build(language, form.sample),
      values: {},
      errors: {},
    };
    const view = renderForm(shown, undefined);
    expect(problemsInView(wire(view))).toEqual([]);
    await expect(pretty(view)).toMatchFileSnapshot(`slack/forms/${id}.${language}.json`);
  });

  test("each filled in and refused", async () => {
    const drawn = filledForms(language, { person: "U0001", place: "C0001" }).map((form) => {
      const view = renderForm(form, undefined);
      expect(problemsInView(wire(view)), form.formId).toEqual([]);
      const { "": _whole, ...atFields } = form.errors;
      return asRead(form.formId, [
        ...view.blocks,
        { text: Object.keys(errorsAtInputs({ ...form, errors: atFields }) ?? {}) },
      ]);
    });
    await expect(`${drawn.join("\n")}\n`).toMatchFileSnapshot(`slack/filled.${language}.txt`);
  });
});
