import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What the element with the focus is called. */
export const NAME = `(() => {
  const at = document.activeElement;
  const label = document.getElementById(at.getAttribute("aria-labelledby"));
  return (label?.textContent || at.getAttribute("aria-label") || at.textContent || "").trim();
})()`;
/** Whether its focus can be seen. */
const SEEN = `[...document.querySelectorAll("body :focus-within")].some((one) => {
  const { outlineStyle, boxShadow } = getComputedStyle(one);
  return outlineStyle !== "none" || boxShadow.endsWith("0px 0px 0px 1px");
})`;
const MOST_STEPS = 120;

/** Goes on by one key until that is reached; on the way the focus is never out of sight. */
export const walk = async (page: Page, key: "Tab" | "Shift+Tab", to: RegExp): Promise<void> => {
  const passed: string[] = [];
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const name = String(await page.evaluate(NAME));
    if (to.test(name)) return;
    passed.push(name.slice(0, 20));
    await page.keyboard.press(key);
    if ((await page.evaluate("document.activeElement.tagName")) !== "BODY")
      expect(await page.evaluate(SEEN), `after ${name}`).toBe(true);
  }
  throw new Error(`${key} does not lead to ${to}, but to ${passed.slice(0, 40).join(" | ")}`);
};
