import type { Locator, Page } from "playwright-core";
import type { Seat } from "./browser.ts";

/** The last card in Feishu's client in which that stands. */
export const card = (page: Page, text: string) => page.locator("main .feishu-card", { hasText: text }).last();

/** Types a line and waits for the card that comes of it: others like it may be there from before. */
export const brings = async ({ page, type }: Seat, line: string, text: string): Promise<Locator> => {
  await page.locator("main .composer-input").waitFor();
  const cards = page.locator("main .feishu-card", { hasText: text });
  const before = await cards.count();
  await type(line);
  await cards.nth(before).waitFor();
  return cards.nth(before);
};
