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

test("a Home that takes longer than Slack waits is built once, however often its opening is told again; opened again, anew", async () => {
  const bot = await startBot({ start: false, eventPatience: 100 });
  let [built, open] = [0, () => {}];
  const slow = new Promise<void>((resolve) => {
    open = resolve;
  });
  const homeOpened = async () => {
    built += 1;
    await slow;
    return true;
  };
  await bot.port.start({ ...recording(bot), homeOpened });
  const openings = () => bot.sandbox.deliveries.filter(({ type }) => type === "app_home_opened");
  const emma = bot.sandbox.person("emma");
  const opening = emma.openHome();
  await bot.sandbox.until(() => openings().length > 1);
  open();
  await opening;
  await bot.sandbox.quiet();
  expect(openings().at(-1)).toMatchObject({ outcome: "answered" });
  expect(built).toBe(1);
  await emma.openHome();
  await bot.sandbox.quiet();
  expect(built).toBe(2);
  await bot.close();
});
