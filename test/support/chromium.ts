import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser for test/e2e: `CHROMIUM`, or the one the system has; undefined when there is none. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM ?? "", ...PLACES].find((place) => place !== "" && existsSync(place));
