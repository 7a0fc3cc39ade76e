import { expect, test } from "vitest";
import { card, recording, startBot } from "./slack-bot.ts";

test.each(["socket", "http"] as const)(
  "a Home that Slack did not take for a moment is shown when its opening is told again, by %s",
  async (mode) => {
    const bot = await startBot({ mode, start: false });
    const home = { cards: [card("Yours", { text: ["What is next"] })], mention: () => undefined };
    const homeOpened = () =>
      bot.port.showHome({ platform: "slack", workspace: "T0TRIAL", user: emma.id }, home).then(
        () => true,
        () => false,
      );
    const emma = bot.sandbox.person("emma");
    await bot.port.start({ ...recording(bot), homeOpened });
    bot.sandbox.faults.add({ on: "views.publish", do: "error", error: "internal_error", times: 1 });
    await emma.openHome();
    await bot.sandbox.until(() => emma.home()?.lines.some((line) => line.includes("What is next")));
    await bot.sandbox.quiet();
    const openings = bot.sandbox.deliveries.filter(({ type }) => type === "app_home_opened");
    expect(openings).toMatchObject([
      { attempt: 0, outcome: expect.not.stringMatching("answered") },
      { attempt: 1, outcome: "answered" },
    ]);
    await bot.close();
  },
);
