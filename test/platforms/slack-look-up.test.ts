import { afterEach, expect, test } from "vitest";
import { type Bot, startBot } from "./slack-bot.ts";

let bot: Bot;
afterEach(() => bot.close());

const NOBODY = { mail: "nobody@example.com", phone: null };

test("a long list keeps to what Slack takes in a minute: the rest is for later, unasked", async () => {
  bot = await startBot({ sandbox: { rates: true } });
  const { team_id: team } = (await bot.sandbox.calls.find(({ method }) => method === "auth.test"))?.result ?? {};
  const answers = await bot.port.whoIs(
    String(team),
    Array.from({ length: 45 }, () => NOBODY),
  );
  expect(answers.map(({ kind }) => kind)).toEqual([...Array(40).fill("nobody"), ...Array(5).fill("later")]);
  expect(bot.sandbox.calls.filter(({ method }) => method === "users.lookupByEmail")).toHaveLength(40);
  // A second list in the same minute runs into Slack's own limit, and waits as long as Slack says.
  const more = await bot.port.whoIs(
    String(team),
    Array.from({ length: 12 }, () => NOBODY),
  );
  expect(more.map(({ kind }) => kind)).toEqual([...Array(10).fill("nobody"), "later", "later"]);
  expect(more.at(-1)).toMatchObject({ wait: expect.any(Number) });
});

test("of another workspace nobody is asked for, nor before the port has been started", async () => {
  bot = await startBot();
  expect(await bot.port.whoIs("T0OTHER", [NOBODY])).toMatchObject([{ kind: "later" }]);
  expect(bot.sandbox.calls.filter(({ method }) => method === "users.lookupByEmail")).toEqual([]);
});
