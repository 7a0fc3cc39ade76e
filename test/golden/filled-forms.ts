import type { Choice, Field } from "../../src/chat/form.ts";
import type { RawValue, ShownForm } from "../../src/chat/port.ts";
import type { Language } from "../../src/core/language.ts";
import { features } from "../../src/features/index.ts";

/** Markup of both platforms among the words, a line end, and what is cut where it does not fit. */
const WORDS = {
  en: "Mr Wang: “three years” <!channel> <at id=all></at> *half* of it\nat the old price",
  zh: "王总倾向“三年” <!channel> <at id=all></at> *价格*\n按去年的",
};
const MESSAGE = { en: "Not saved: this needs another look.", zh: "没有保存：这里要再看一下。" };
const NAME = { en: "Northfield Precision Instruments, plant four · ", zh: "华信精密仪器有限公司第四分厂 · " };

/** Longer than any platform takes an option to be. */
const longChoices = (language: Language): readonly Choice[] =>
  ["a", "b"].map((value) => ({ value, label: value + NAME[language].repeat(6), detail: NAME[language].repeat(6) }));

/** As each platform writes down who somebody is, and where. */
interface Ids {
  readonly person: string;
  readonly place: string;
}

const enteredIn = (field: Field, language: Language, ids: Ids): RawValue => {
  switch (field.kind) {
    case "text":
      return { text: WORDS[language].slice(0, field.max) };
    case "number":
      return { text: "12" };
    case "money":
      return { text: "1,234.50" };
    case "date":
      return { text: "2026-12-02" };
    case "datetime":
      return { text: "2026-12-02T01:30:00.000Z" };
    case "choice":
      return { choices: (field.options ?? longChoices(language)).slice(-1) };
    case "choices":
      return { choices: (field.options ?? longChoices(language)).slice(0, 2) };
    case "people":
      return { ids: [ids.person] };
    case "place":
      return { ids: [ids.place] };
    case "file":
      return { files: [{ name: "客户.xlsx", read: async () => undefined }] };
    case "check":
      return { checked: true };
    default:
      return field satisfies never;
  }
};

/** Every form of the bot with something in each field, and a message at each and of the whole: as after a refused save. */
export const filledForms = (language: Language, ids: Ids): readonly ShownForm[] =>
  features
    .flatMap((feature) => feature.forms ?? [])
    .map(({ form }) => {
      const content = form.build(language, form.sample);
      const each = <Value>(of: (field: Field) => Value): Record<string, Value> =>
        Object.fromEntries(Object.entries<Field>(content.fields).map(([name, field]) => [name, of(field)]));
      return {
        formId: form.id,
        params: JSON.stringify(form.sample),
        language,
        content,
        values: each((field) => enteredIn(field, language, ids)),
        errors: { ...each(() => MESSAGE[language]), "": MESSAGE[language] },
      };
    });

/** What a person reads and what stands in the fields; ids, buttons' loads and looks are in the other files. */
const READ = /^(text|content|(initial|selected)_\w+|default_value|checked)$/;

const UNREAD = new Set(["options", "type", "emoji", "value", "description"]);

const readIn = (value: unknown, key = ""): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((one) => readIn(one, key));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => (UNREAD.has(name) ? [] : readIn(inner, name)));
  return READ.test(key) ? [String(value).replaceAll("\n", "⏎")] : [];
};

/** One line for each part of a drawn form. */
export const asRead = (name: string, parts: readonly unknown[]): string =>
  [name, ...parts.map((part) => `  ${readIn(part).join(" | ")}`)].join("\n");
