import type { InBoth, Language } from "../core/language.ts";

const NAMES: Readonly<Record<string, InBoth>> = {
  slack: { en: "Slack", zh: "Slack" },
  feishu: { en: "Feishu", zh: "飞书" },
};

/** A platform's name as people write it. */
export const sayPlatform = (platform: string, language: Language): string =>
  NAMES[platform]?.[language] ?? platform.charAt(0).toUpperCase() + platform.slice(1);

export const sayPlatforms = (platforms: readonly string[], language: Language): string =>
  platforms.map((platform) => sayPlatform(platform, language)).join(language === "zh" ? "、" : ", ");
