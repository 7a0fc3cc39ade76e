import { afterEach, expect, test } from "vitest";
import type { Shown } from "../../src/chat/port.ts";
import { type Bot, card, startBot } from "./slack-bot.ts";

const bots: Bot[] = [];
const started = async (): Promise<Bot> => {
  const bot = await startBot();
  bots.push(bot);
  return bot;
};
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.close();
});
const stopping = (bot: Bot): { readonly over: Promise<void>; isOver: boolean } => {
  const stop = { over: Promise.resolve(), isOver: false };
  stop.over = bot.port.stop().then(() => {
    stop.isOver = true;
  });
  return stop;
};
/** A command typed meanwhile goes there and back: far longer than a stop that waits for nothing takes. */
const aWhile = async (bot: Bot): Promise<void> => {
  expect(await bot.sandbox.person("emma").command("/trial meanwhile", { in: "#team" })).toEqual({
    outcome: "answered",
  });
};
const shown: Shown = { kind: "card", card: card("Answered"), to: "you" };

test("stopping waits for what is under way", async () => {
  const bot = await started();
  const emma = bot.sandbox.person("emma");
  let release: (value: { shown: Shown }) => void = () => undefined;
  bot.answer = () =>
    new Promise((resolve) => {
      release = resolve;
    });
  const typed = emma.command("/trial card");
  await expect.poll(() => bot.arrivals.length).toBe(1);
  const stop = stopping(bot);
  await aWhile(bot);
  expect(stop.isOver).toBe(false);
  release({ shown });
  expect(await typed).toEqual({ outcome: "answered" });
  await stop.over;
  expect(bot.settled).toHaveLength(1);
});

test("who types a command while the bot is stopping is told, and has it back to send again", async () => {
  const bot = await started();
  const emma = bot.sandbox.person("emma");
  let release: (value: { shown: Shown }) => void = () => undefined;
  bot.answer = () =>
    new Promise((resolve) => {
      release = resolve;
    });
  const typed = emma.command("/trial card");
  await expect.poll(() => bot.arrivals.length).toBe(1);
  const stopping = bot.port.stop();
  expect(await emma.command("/trial <!channel> 宏达")).toEqual({ outcome: "answered" });
  expect(emma.last()?.text).toContain("正在重启，没有处理，请再发一次。");
  expect(emma.last()?.text).toContain("/trial &lt;!channel&gt; 宏达");
  release({ shown });
  await typed;
  await stopping;
  expect(bot.arrivals).toHaveLength(1);
});

test("what was answered late is finished before the stop is done", async () => {
  const bot = await started();
  const emma = bot.sandbox.person("emma");
  let finish: (shown: Shown) => void = () => undefined;
  const outcome = new Promise<Shown>((resolve) => {
    finish = resolve;
  });
  bot.answer = async () => ({ late: { waiting: card("Saving"), outcome } });
  expect(await emma.command("/trial card")).toEqual({ outcome: "answered" });
  const stop = stopping(bot);
  await aWhile(bot);
  expect(stop.isOver).toBe(false);
  finish(shown);
  await stop.over;
  expect(emma.last()?.text).toContain("Answered");
  expect(bot.settled).toHaveLength(1);
});
