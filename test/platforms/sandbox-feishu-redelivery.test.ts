import { afterEach, expect, test, vi } from "vitest";
import { startSandbox } from "./sandbox-feishu-app.ts";

afterEach(() => void vi.useRealTimers());

const HOUR = 3_600_000;

test.each([1, 0.5])(
  "an event that nobody takes comes again after 15 s, 5 min, 1 h and 6 h, then never more; each times the pace %s",
  async (retryPace) => {
    const sandbox = await startSandbox({ retryPace });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const attempts = () => sandbox.deliveries.map(({ attempt, outcome }) => `${attempt} ${outcome}`);
    const all = ["0 failed", "1 failed", "2 failed", "3 failed", "4 failed"];
    await sandbox.person("liwei").say("有人吗", { in: "bot" });
    for (const [index, wait] of [15_000, 300_000, HOUR, 6 * HOUR].entries()) {
      await vi.advanceTimersByTimeAsync(wait * retryPace - 1);
      expect(attempts()).toEqual(all.slice(0, index + 1));
      await vi.advanceTimersByTimeAsync(1);
      expect(attempts()).toEqual(all.slice(0, index + 2));
    }
    await vi.advanceTimersByTimeAsync(48 * HOUR);
    expect(attempts()).toEqual(all);
    vi.useRealTimers();
    await sandbox.stop();
  },
);
