import type { Language } from "../core/language.ts";

// biome-ignore lint/suspicious/noExplicitAny: a catalogue holds functions of any parameter, each checked where it is called
type Entry = string | ((parameters: any) => string);
type SameShape<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : Catalogue[Key];
};

/**
 * The texts of one feature in both languages. A key or parameter that is missing or too many in `zh` is a compile error.
 * Use: `texts[language].logged({ customer })`.
 */
export const defineTexts = <const English extends Record<string, Entry>>(languages: {
  en: English;
  zh: NoInfer<SameShape<English>>;
}): Readonly<Record<Language, SameShape<English>>> => languages as Readonly<Record<Language, SameShape<English>>>;
