import { describe, expect, test } from "vitest";
import type { ShownForm } from "../../src/chat/port.ts";
import { zone } from "../../src/core/dates.ts";
import { LANGUAGES } from "../../src/core/language.ts";
import { features } from "../../src/features/index.ts";
import { checkForm } from "../../src/platforms/feishu/check-form.ts";
import { renderCard } from "../../src/platforms/feishu/render-card.ts";
import { renderForm } from "../../src/platforms/feishu/render-form.ts";
import { renderHome } from "../../src/platforms/feishu/render-home.ts";
import { validateCard } from "../../src/sandbox/feishu/cards/validate.ts";
import { asRead, filledForms } from "./filled-forms.ts";
import { CARDS } from "./slack-cards.ts";

const mention = (member: string) => (member === "m-1" ? "ou_0001" : undefined);
const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

describe("cards on Feishu", () => {
  test.each(Object.entries(CARDS))("%s", async (name, card) => {
    const drawn = renderCard(card, { mention, key: name });
    expect(validateCard(JSON.stringify(drawn))).toBeUndefined();
    await expect(pretty(drawn)).toMatchFileSnapshot(`feishu/cards/${name}.json`);
  });

  test("a Home of them all", async () => {
    const home = renderHome(Object.values(CARDS), mention);
    expect(validateCard(JSON.stringify(home))).toBeUndefined();
    await expect(pretty(home)).toMatchFileSnapshot("feishu/cards/home.json");
  });
});

const FORMS = features.flatMap((feature) => feature.forms ?? []).map(({ form }) => form);

describe.each(LANGUAGES)("forms on Feishu, %s", (language) => {
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
    const card = renderForm(shown, {
      instance: "one",
      zone: zone("Asia/Shanghai"),
      queries: {},
      found: {},
      files: [],
      places: [],
      colleagues: [],
    });
    expect(validateCard(JSON.stringify(card))).toBeUndefined();
    await expect(pretty(card)).toMatchFileSnapshot(`feishu/forms/${id}.${language}.json`);
  });

  test("each filled in and refused", async () => {
    const drawn = filledForms(language, { person: "ou_0001", place: "oc_0001" }).map((form) => {
      const card = renderForm(form, {
        instance: "one",
        zone: zone("Asia/Shanghai"),
        queries: {},
        found: {},
        files: [{ value: "om_1/file_1/客户.xlsx", label: "客户.xlsx" }],
        places: [{ value: "oc_0001", label: "华东一组" }],
        colleagues: [{ value: "ou_0001", label: "王芳" }],
      });
      expect(validateCard(JSON.stringify(card)), form.formId).toBeUndefined();
      return asRead(
        form.formId,
        card.body.elements.flatMap<unknown>((one) => (one.tag === "form" ? one.elements : [one])),
      );
    });
    await expect(`${drawn.join("\n")}\n`).toMatchFileSnapshot(`feishu/filled.${language}.txt`);
  });
});
