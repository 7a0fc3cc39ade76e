export const PLATFORMS = ["slack", "feishu"] as const;
/** Whose client the page plays. */
export type Platform = (typeof PLATFORMS)[number];
export const platformOf = (text: unknown): Platform | undefined => PLATFORMS.find((one) => one === text);
