import { describe, expect, test } from "vitest";
import { slackPlatform } from "./slack.ts";
import { withStage } from "./stage.ts";

describe.each([
  ["Slack by Socket Mode", () => slackPlatform("socket")],
  ["Slack by HTTP", () => slackPlatform("http")],
])("%s: answers", (_, createPlatform) => {
  const stage = withStage(createPlatform);
  const person = (name: string) => stage.platform.person(name);

  test("a command is answered with a card, where it was typed", async () => {
    const li = person("li");
    expect(await li.command("/trial card")).toEqual({ outcome: "answered" });
    const shown = li.last();
    expect(shown?.lines).toContain("With text");
    expect(shown?.onlyYou).toBe(false);
    expect(shown?.buttons.map(({ label }) => label)).toEqual(["Mark", "Tell", "Ask", "Wait", "Fail"]);
  });

  test("the card whose button is pressed becomes another", async () => {
    const li = person("li");
    await li.command("/trial card");
    await li.press(li.last()!, "Mark", { confirm: true });
    await stage.platform.until(() => li.last()?.text.includes("Marked"));
    expect(li.last()?.buttons).toEqual([]);
    expect(stage.trial.pressed).toContain("a");
  });

  test("a form opens, is filled in and answered", async () => {
    const li = person("li");
    await li.command("/trial small good");
    await stage.platform.until(() => li.form());
    await li.fill({ Line: "hello" });
    expect(await li.submit()).toEqual({ outcome: "answered" });
    await stage.platform.until(() => li.last()?.text.includes("Noted hello"));
    expect(li.form()).toBeUndefined();
  });

  test("Home shows what the features have for this person", async () => {
    const li = person("li");
    await li.openHome();
    await stage.platform.until(() => li.home()?.lines.some((line) => line.includes("Home of li")));
    expect(li.home()?.buttons.map(({ label }) => label)).toEqual(["Mark"]);
  });
});
