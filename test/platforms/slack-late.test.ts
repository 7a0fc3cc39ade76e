import { afterEach, describe, expect, test } from "vitest";
import type { Shown } from "../../src/chat/port.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { type Bot, card, startBot } from "./slack-bot.ts";

const bots: Bot[] = [];
const started = async (options: Parameters<typeof startBot>[0] = {}): Promise<Bot> => {
  const bot = await startBot(options);
  bots.push(bot);
  return bot;
};
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.close();
});

test("sixty presses in a minute change their card, and leave the fifty edits that Slack allows to cards nobody pressed", async () => {
  const bot = await started({ sandbox: { rates: true } });
  const press = { action: "trial.go", payload: {} };
  const counted = (n: number) => card(`Pressed ${n} times`, { buttons: [{ label: "Go", press }] });
  bot.answer = async () => ({ shown: { kind: "card", card: counted(0), to: "you" } });
  const emma = bot.sandbox.person("emma");
  await emma.command("/trial card");
  const shown = (n: number) => emma.messages().find(({ text }) => text.includes(`Pressed ${n} times`));
  for (let n = 1; n <= 60; n += 1) {
    const before = await bot.sandbox.until(() => shown(n - 1));
    bot.answer = async () => ({ shown: { kind: "replace", card: counted(n) } });
    await emma.press(before, "Go");
  }
  await bot.sandbox.until(() => shown(60));
  expect(emma.messages().filter(({ text }) => text.includes("Pressed"))).toHaveLength(1);
  expect(bot.sandbox.calls.filter(({ method }) => method === "chat.update")).toEqual([]);
});

/** From now on every answer is late; the function returned lets the one that waits come. */
const answersLate = (bot: Bot): (() => void) => {
  let finish: (shown: Shown) => void = () => undefined;
  const outcome = new Promise<Shown>((resolve) => {
    finish = resolve;
  });
  bot.answer = async () => ({ late: { waiting: card("Saving"), outcome } });
  return () => finish({ kind: "card", card: card("Answered"), to: "you" });
};

const urlOf = (bot: Bot): string => String(bot.sandbox.deliveries.at(-1)?.payload.response_url);
const use = async (url: string): Promise<void> => {
  const body = JSON.stringify({ text: "used" });
  await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
};
const useUp = async (bot: Bot): Promise<void> => {
  for (let times = 0; times < 5; times++) await use(urlOf(bot));
};

describe("a response URL that Slack no longer takes", () => {
  test.each([
    ["#team", "where the bot is, to the person alone", { in: "#team" }, true],
    ["#deals", "where the bot is not, in the direct chat", {}, false],
  ] as const)("used five times: in %s the answer comes %s", async (channel, _, where, onlyYou) => {
    const bot = await started();
    const finish = answersLate(bot);
    const emma = bot.sandbox.person("emma");
    await emma.command("/trial card", { in: channel });
    await useUp(bot);
    finish();
    const answer = await bot.sandbox.until(() => emma.messages(where).find(({ text }) => text.includes("Answered")));
    expect(answer.onlyYou).toBe(onlyYou);
    await expect.poll(() => bot.settled).toHaveLength(1);
  });

  test("expired by Slack's clock before ours: the answer comes all the same", async () => {
    const slackClock = new MovableClock();
    const bot = await started({ sandbox: { clock: slackClock } });
    const finish = answersLate(bot);
    const emma = bot.sandbox.person("emma");
    await emma.command("/trial card", { in: "#team" });
    slackClock.moveTo(new Date(slackClock.now().getTime() + 31 * 60_000));
    finish();
    await bot.sandbox.until(() => emma.messages({ in: "#team" }).find(({ text }) => text.includes("Answered")));
    await expect.poll(() => bot.settled).toHaveLength(1);
  });

  test("of a press: the answer to it comes all the same", async () => {
    const bot = await started();
    const buttons = [{ label: "Go", press: { action: "trial.go", payload: {} } }];
    bot.answer = async () => ({ shown: { kind: "card", card: card("A card", { buttons }), to: "you" } });
    const emma = bot.sandbox.person("emma");
    await emma.command("/trial card", { in: "#team" });
    const finish = answersLate(bot);
    await emma.press(emma.last({ in: "#team" })!, "Go");
    await useUp(bot);
    finish();
    await bot.sandbox.until(() => emma.messages({ in: "#team" }).find(({ text }) => text.includes("Answered")));
    await expect.poll(() => bot.settled).toHaveLength(2);
  });
});

test("what is late beyond patience in a group is told so once, and answered below", async () => {
  const bot = await started();
  const finish = answersLate(bot);
  const emma = bot.sandbox.person("emma");
  await emma.command("/trial card", { in: "#team" });
  const said = () => emma.messages({ in: "#team" }).map(({ text }) => text);
  await expect.poll(said).toEqual([expect.stringContaining("Saving")]);
  finish();
  await expect.poll(said).toEqual([expect.stringContaining("Saving"), expect.stringContaining("Answered")]);
});

test.each(["socket", "http"] as const)(
  "by %s, what is not handled in time is not acknowledged: it comes again, and is answered once",
  async (mode) => {
    const bot = await started({ mode, eventPatience: 100 });
    const finish = answersLate(bot);
    const emma = bot.sandbox.person("emma");
    await emma.say("hello");
    const [first] = bot.sandbox.deliveries;
    const came = () => bot.sandbox.deliveries.filter(({ payload }) => payload.event_id === first?.payload.event_id);
    await expect.poll(() => came().length).toBeGreaterThan(1);
    expect(came().map(({ outcome }) => outcome)).not.toContain("answered");
    finish();
    await bot.sandbox.until(() => emma.messages().find(({ text }) => text.includes("Answered")));
    await expect.poll(() => came().at(-1)?.outcome).toBe("answered");
    expect(bot.arrivals).toHaveLength(1);
  },
);

test("where Slack is slow to say whose chat it is, a command is answered in time, and once", async () => {
  const bot = await started();
  bot.sandbox.faults.add({ on: "conversations.open", do: "delay", ms: 1600 });
  bot.answer = async () => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return { shown: { kind: "card", card: card("Answered"), to: "you" } };
  };
  const emma = bot.sandbox.person("emma");
  expect(await emma.command("/trial card")).not.toHaveProperty("notice");
  await bot.sandbox.until(() => emma.messages().find(({ text }) => text.includes("Answered")));
  expect(emma.messages().filter(({ text }) => text.includes("Answered"))).toHaveLength(1);
});

test("an answer that comes after Slack's three seconds goes to the response URL, and is read once", async () => {
  const bot = await started();
  bot.answer = async () => {
    await new Promise((resolve) => setTimeout(resolve, 3200));
    return { shown: { kind: "card", card: card("Answered"), to: "you" } };
  };
  const emma = bot.sandbox.person("emma");
  await emma.command("/trial card");
  await bot.sandbox.until(() => emma.messages().find(({ text }) => text.includes("Answered")));
  expect(emma.messages().filter(({ text }) => text.includes("Answered"))).toHaveLength(1);
});
