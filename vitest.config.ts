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
    // Sockets, child processes and a browser on a busy machine: a failure there is looked at twice, and the report says so.
    retry: process.env.CI ? 1 : 0,
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
          testTimeout: 30_000,
          hookTimeout: 30_000,
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
