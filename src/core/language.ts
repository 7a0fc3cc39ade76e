export type Language = "en" | "zh";
export const LANGUAGES = ["en", "zh"] as const satisfies readonly Language[];
/** A text of ours in both languages. */
export type InBoth = Readonly<Record<Language, string>>;
