import { type Zone, zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";

/** Characters of a team's name. */
export const LONGEST_TEAM = 60;

/** The code in "/setup ABC-123", "setup abc-123", or sent alone; undefined when there is none. */
export const codeIn = (typed: string): string | undefined => {
  const code = typed.replace(/^[/／]?(setup|设置)\s*/i, "").trim();
  return /^[A-Za-z0-9-]{6,64}$/.test(code) ? code : undefined;
};

/** A founder's whose platform tells none: it holds until the company's is looked over, which is the first step of the set-up. */
export const guessZone = (language: Language): Zone => zone(language === "zh" ? "Asia/Shanghai" : "UTC");

/** As it is kept and compared. */
export const mailOf = ({ mail }: { readonly mail?: string }): string | null => mail?.toLowerCase() ?? null;

/** Some platforms say it for whoever opens the chat. */
export const onlyLooks = (typed: string): boolean => /^[/／]?(help|帮助)\s*$/i.test(typed);
