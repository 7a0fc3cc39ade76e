export type Language = "en" | "zh";
export const LANGUAGES = ["en", "zh"] as const satisfies readonly Language[];
/** A text of ours in both languages. */
export type InBoth = Readonly<Record<Language, string>>;
/** Of what is said in one way whatever the language: a name, or another system's own words. */
export const asSaid = (said: string): InBoth => ({ en: said, zh: said });
