import { afterEach, beforeEach, expect, test } from "vitest";
import { text } from "../../src/chat/form.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { anotherPort, type Bot, card, form, opening, recording, startBot } from "./feishu-bot.ts";

const PATCH = "PATCH /open-apis/im/v1/messages/:message_id";
const BUTTON = { label: "Write", press: { action: "trial.write", payload: 1 } };

let bot: Bot;
let emma: Person;
beforeEach(async () => {
  bot = await startBot();
  emma = bot.sandbox.person("emma");
});
afterEach(() => bot.close());

const shows = (title: string, port = bot.port) =>
  port.showHome(
    { platform: "feishu", workspace: bot.sandbox.tenantKey, user: emma.id },
    { cards: [card(title, { buttons: [BUTTON] })], mention: () => undefined },
  );
const homes = () => emma.messages().filter(({ text }) => text.includes("to do"));

test("a form that was opened on it before another process began leaves one Home", async () => {
  await shows("Two things to do");
  bot.answer = async () => opening(form({ line: text({ label: "Line", max: 100, optional: true }) }));
  await emma.press(homes()[0]!, "Write");
  await bot.sandbox.until(() => emma.form());
  await bot.port.stop();
  const next = anotherPort(bot);
  await next.start(recording(bot));
  bot.answer = async () => ({ shown: { kind: "card", card: card("Written"), to: "you" } });
  await emma.submit();
  await bot.sandbox.until(() => emma.messages().some(({ text }) => text.includes("Written")));
  await shows("One thing to do", next);
  expect(homes().map(({ text }) => text)).toEqual([expect.stringContaining("One thing to do")]);
  await next.stop();
});

test.each([
  ["a limit", { do: "rate_limit", reset: 1 }],
  ["a card that is being pressed", { do: "error", code: 230099, msg: "ErrCode: 11310; ErrMsg: card action is lock; " }],
] as const)("%s is waited out: no second Home is sent", async (_, fault) => {
  await shows("Two things to do");
  bot.sandbox.faults.add({ on: PATCH, times: 1, ...fault });
  await shows("One thing to do");
  expect(homes().map(({ text }) => text)).toEqual([expect.stringContaining("One thing to do")]);
});

test("one that Feishu refuses to change stays the only one; one that was recalled is followed by another", async () => {
  await shows("Two things to do");
  bot.sandbox.faults.add({ on: PATCH, do: "error", code: 230099, times: 1 });
  await expect(shows("One thing to do")).rejects.toMatchObject({ failure: "invalid" });
  expect(homes().map(({ text }) => text)).toEqual([expect.stringContaining("Two things to do")]);
  bot.sandbox.faults.add({ on: PATCH, do: "error", code: 230011, times: 1 });
  await shows("Nothing to do");
  expect(homes()).toHaveLength(2);
});
