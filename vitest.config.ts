import { defineConfig } from "vitest/config";
import { findChromium } from "./test/support/chromium.ts";

const chromium = findChromium();
if (!chromium) {
  const missing = "No Chromium found: the tests of test/e2e do not run. Install it (apt-get install chromium).";
  if (process.env.CI) throw new Error(missing);
  const warnOfChromium = () => console.warn(`\n  ${missing}\n`);
  // Above the results and below them, where it is still seen; each project reads this file again.
  if (!process.listeners("exit").some(({ name }) => name === warnOfChromium.name)) {
    warnOfChromium();
    process.once("exit", warnOfChromium);
  }
}

export default defineConfig({
  test: {
    // What fails once is looked into; a second try would hide it.
    retry: 0,
    // A main that is broken is told in minutes: each failure of a talk waits for what does not come.
    bail: process.env.CI ? 5 : 0,
    // Milliseconds of patience on a busy machine; only what fails spends it.
    expect: { poll: { timeout: 40_000 } },
    // Two at a time, however many cores: each file has a database of its own on one server.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**"],
          globalSetup: ["test/support/global-setup.ts"],
          setupFiles: ["test/support/setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: chromium ? ["test/e2e/**/*.test.ts"] : [],
          globalSetup: ["test/support/global-setup.ts"],
          setupFiles: ["test/support/setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
