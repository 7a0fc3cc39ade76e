import { afterEach, expect, test } from "vitest";
import type { Shown } from "../../src/chat/port.ts";
import { type Bot, card, recording, startBot } from "./slack-bot.ts";

const bots: Bot[] = [];
const started = async (options: Parameters<typeof startBot>[0] = {}): Promise<Bot> => {
  const bot = await startBot(options);
  bots.push(bot);
  return bot;
};
const rejections: unknown[] = [];
const note = (reason: unknown) => void rejections.push(reason);
process.on("unhandledRejection", note);
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.close();
  expect(rejections.splice(0)).toEqual([]);
});
const shown: Shown = { kind: "card", card: card("Answered"), to: "you" };

test("two connections are kept open, and closed at the end", async () => {
  const bot = await started();
  expect(bot.sandbox.connections).toBe(2);
  expect(bot.port.status()).toEqual({ up: true, detail: "2 of 2 connections open" });
  await bot.port.stop();
  await expect.poll(() => bot.sandbox.connections).toBe(0);
  expect(bot.port.status()).toEqual({ up: false, detail: "not started" });
});

test("while Slack refreshes one connection after the other, every command is answered", async () => {
  const bot = await started();
  const emma = bot.sandbox.person("emma");
  const outcomes: string[] = [];
  for (let round = 0; round < 6; round++) {
    bot.sandbox.faults.disconnectOne("refresh_requested");
    for (let index = 0; index < 5; index++) outcomes.push((await emma.command("/trial card")).outcome);
    await expect.poll(() => bot.sandbox.connections, { timeout: 5000 }).toBe(2);
  }
  expect(outcomes.filter((outcome) => outcome !== "answered")).toEqual([]);
});

test("when all connections break at once they are back within a second", async () => {
  const bot = await started();
  bot.sandbox.faults.disconnectAll("drop");
  const opened = () => bot.sandbox.calls.filter(({ method }) => method === "apps.connections.open").length;
  await expect.poll(opened, { timeout: 1000 }).toBe(4);
  await expect.poll(() => bot.sandbox.connections, { timeout: 1000 }).toBe(2);
  await expect.poll(() => bot.port.status().detail).toBe("2 of 2 connections open");
});

test("while Slack takes no connections the status says so, and the bot comes back", async () => {
  const bot = await started();
  bot.sandbox.faults.refuseSockets = true;
  bot.sandbox.faults.disconnectAll("drop");
  await expect
    .poll(() => bot.port.status(), { timeout: 3000 })
    .toMatchObject({ up: false, detail: expect.stringContaining("Connecting by Socket Mode") });
  bot.sandbox.faults.refuseSockets = false;
  await expect.poll(() => bot.sandbox.connections, { timeout: 8000 }).toBe(2);
  expect(bot.port.status().up).toBe(true);
});

test("stopping while it reconnects ends nothing else", async () => {
  const bot = await started();
  bot.sandbox.faults.refuseSockets = true;
  bot.sandbox.faults.disconnectAll("drop");
  await bot.port.stop();
  bot.sandbox.faults.refuseSockets = false;
  await expect.poll(() => bot.sandbox.connections).toBe(0);
});

test("an app token revoked while it runs is told with its remedy, and does not end the process", async () => {
  const bot = await started();
  bot.sandbox.faults.revokeToken(bot.sandbox.appToken);
  bot.sandbox.faults.disconnectAll("drop");
  await expect
    .poll(() => bot.port.status(), { timeout: 3000 })
    .toMatchObject({ up: false, detail: expect.stringMatching(/SLACK_APP_TOKEN/) });
});

test.each([
  ["bot token", { botToken: "xoxb-wrong" }, /xoxb-/],
  ["app token", { appToken: "xapp-wrong" }, /SLACK_APP_TOKEN/],
])("a wrong %s stops the start, with what to do", async (_, tokens, remedy) => {
  const bot = await started({ ...tokens, start: false });
  const failure = await bot.port.start(recording(bot)).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: "PortError", failure: "forbidden", remedy: expect.stringMatching(remedy) });
  expect(bot.sandbox.connections).toBe(0);
});

test("Slack out of reach stops the start, as something to try again", async () => {
  const bot = await started({ start: false });
  await bot.sandbox.stop();
  await expect(bot.port.start(recording(bot))).rejects.toMatchObject({ failure: "unavailable" });
});

test("a command whose connection breaks before its answer gets it another way", async () => {
  const bot = await started();
  const emma = bot.sandbox.person("emma");
  let release: (value: { shown: Shown }) => void = () => undefined;
  bot.answer = () =>
    new Promise((resolve) => {
      release = resolve;
    });
  const typed = emma.command("/trial card");
  await expect.poll(() => bot.arrivals.length).toBe(1);
  bot.sandbox.faults.refuseSockets = true;
  bot.sandbox.faults.disconnectAll("drop");
  await expect.poll(() => bot.port.status().up).toBe(false);
  release({ shown });
  await bot.sandbox.until(() => emma.last()?.text.includes("Answered"));
  await typed;
  expect(emma.messages().filter(({ text }) => text.includes("Answered"))).toHaveLength(1);
  await expect.poll(() => bot.settled).toHaveLength(1);
});

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
  const stopping = bot.port.stop();
  release({ shown });
  expect(await typed).toEqual({ outcome: "answered" });
  await stopping;
  expect(bot.settled).toHaveLength(1);
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
  const stopping = bot.port.stop();
  finish(shown);
  await stopping;
  expect(emma.last()?.text).toContain("Answered");
  expect(bot.settled).toHaveLength(1);
});

test("an answer that could not be shown is not marked as shown", async () => {
  const bot = await started();
  const emma = bot.sandbox.person("emma");
  bot.answer = async () => ({
    shown: {
      kind: "card",
      card: card("First", { buttons: [{ label: "Go", press: { action: "trial.go", payload: {} } }] }),
      to: "you",
    },
  });
  await emma.command("/trial card");
  bot.answer = async () => ({ shown });
  const fault = { do: "error", error: "fatal_error" } as const;
  for (const on of ["chat.postMessage", "chat.update", "chat.postEphemeral"]) bot.sandbox.faults.add({ on, ...fault });
  bot.clock.moveTo(new Date(bot.clock.now().getTime() + 60 * 60_000));
  const press = { kind: "card", card: card("Too late for its response URL"), to: "you" } as const;
  bot.answer = async () => {
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + 60 * 60_000));
    return { shown: press };
  };
  expect(await emma.press(emma.last()!, "Go")).toEqual({ outcome: "answered" });
  await expect.poll(() => bot.arrivals.length).toBe(2);
  await bot.port.stop();
  expect(bot.settled).toHaveLength(1);
});

test.each(["expired_trigger_id", "invalid_arguments"] as const)(
  "a form that is too late, told as %s, is offered by a button",
  async (triggerError) => {
    const bot = await started({ sandbox: { triggerMs: 0 } });
    bot.sandbox.faults.triggerError = triggerError;
    const form = {
      formId: "trial.form",
      params: "{}",
      language: "en",
      content: { title: "T", submit: "S", fields: { a: { kind: "text", label: "A", max: 10 } } },
      values: {},
      errors: {},
    } as const;
    bot.answer = async () => ({ shown: { kind: "form", form } });
    const emma = bot.sandbox.person("emma");
    expect(await emma.command("/trial form")).toEqual({ outcome: "answered" });
    await bot.sandbox.until(() => emma.last()?.buttons.some(({ label }) => label === "Open the form"));
    expect(emma.form()).toBeUndefined();
  },
);

test("forms open while posts of the same bot wait out a refusal", async () => {
  const bot = await started();
  const emma = bot.sandbox.person("emma");
  bot.sandbox.faults.add({ on: "chat.postMessage", do: "rate_limit", retryAfter: 30 });
  const target = { workspace: "T0TRIAL", place: bot.sandbox.idOf("team") };
  const posts = Array.from({ length: 5 }, (_, index) =>
    bot.port
      .post(target, { card: card("x"), key: `k${index}`, mention: () => undefined })
      .catch((error: unknown) => error),
  );
  for (const failure of await Promise.all(posts))
    expect(failure).toMatchObject({ failure: "rate_limited", retryAfter: 30_000 });
  bot.answer = async () => ({
    shown: {
      kind: "form",
      form: {
        formId: "f",
        params: "{}",
        language: "en",
        content: { title: "T", submit: "S", fields: {} },
        values: {},
        errors: {},
      },
    },
  });
  await emma.command("/trial form");
  await bot.sandbox.until(() => emma.form());
});

test("words are acknowledged when they have been handled, not before", async () => {
  const bot = await started();
  const emma = bot.sandbox.person("emma");
  let release: (value: { shown: Shown }) => void = () => undefined;
  bot.answer = () =>
    new Promise((resolve) => {
      release = resolve;
    });
  const said = emma.say("trial card");
  await expect.poll(() => bot.arrivals.length).toBe(1);
  expect(bot.sandbox.deliveries.at(-1)).toMatchObject({ type: "message", outcome: "waiting" });
  release({ shown });
  await said;
  await bot.sandbox.quiet();
  const [first] = bot.sandbox.deliveries.filter(({ type }) => type === "message");
  expect(first).toMatchObject({ outcome: "answered", attempt: 0 });
  await bot.sandbox.until(() => emma.last()?.text.includes("Answered"));
});
