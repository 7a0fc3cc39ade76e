import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { findChromium } from "../../support/chromium.ts";

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: findChromium() ?? "", args: ARGS });

export const DESK = { viewport: { width: 1280, height: 820 } } satisfies BrowserContextOptions;
export const PHONE = {
  viewport: { width: 375, height: 740 },
  hasTouch: true,
  isMobile: true,
} satisfies BrowserContextOptions;

export interface Seat {
  readonly page: Page;
  /** Errors of scripts and of the content policy; a test ends with none. */
  readonly errors: readonly string[];
  /** Types a line and sends it, once no dialog lies over it any more: what a form brings may be there before it goes. */
  type(line: string): Promise<void>;
}

/** So many times slower than the machine the page is: to find what holds on a fast one only. */
const SLOWER = Number(process.env.E2E_SLOWER ?? 1);

/** A fresh browser profile in front of the page, as that person; gone with the test, lest it draws on beside the next. */
export async function sit(browser: Browser, url: string, options: BrowserContextOptions = DESK): Promise<Seat> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(30_000 * Math.min(SLOWER, 3));
  if (SLOWER > 1) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  // What came of a form late stands in it, too: one reads it there and puts it away.
  const told = page.locator("dialog.modal:not(:has([type=submit]))").filter({ hasNotText: /正在保存|Saving/ });
  await page.addLocatorHandler(told, () => told.locator(".dialog-foot button").click());
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(url);
  const type = async (line: string): Promise<void> => {
    const box = page.locator("main .composer-input");
    await box.waitFor();
    await page.locator("dialog").first().waitFor({ state: "detached" });
    await box.fill(line);
    await box.press("Enter");
  };
  return { page, errors, type };
}

/** The form that was asked for, once it is there. On a busy machine it comes late, behind a button. */
export async function opened(form: Locator): Promise<Locator> {
  const late = form
    .page()
    .locator("main .message")
    .getByRole("button", { name: /^(打开表单|Open the form)$/ });
  await form.or(late.last()).first().waitFor();
  if (!(await form.isVisible())) await late.last().click();
  await form.waitFor();
  return form;
}

/** Keeps back whatever the page asks of the sandbox, until it is let go. */
export async function holdActs(page: Page): Promise<() => void> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/sandbox/act", (route) => held.then(() => route.continue()));
  return letGo;
}

/** What axe-core objects to, as `rule: element` lines. The page's own policy must be bypassed for it. */
export async function objections(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(
    `axe.run(document, { resultTypes: ["violations"] }).then((found) =>
      found.violations.flatMap((one) => one.nodes.map((node) => one.id + ": " + node.html.slice(0, 160))))`,
  );
}
