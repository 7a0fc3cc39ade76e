import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Shown } from "../../src/chat/port.ts";
import type { SlackSandbox } from "../../src/sandbox/slack/index.ts";
import { type Bot, card, recording, startBot } from "./slack-bot.ts";

const bots: Bot[] = [];
const started = async (options: Parameters<typeof startBot>[0] = {}): Promise<Bot> => {
  const bot = await startBot(options);
  bots.push(bot);
  return bot;
};
const servers: Server[] = [];
const rejections: unknown[] = [];
const note = (reason: unknown) => void rejections.push(reason);
process.on("unhandledRejection", note);
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.close();
  for (const server of servers.splice(0)) server.close();
  expect(rejections.splice(0)).toEqual([]);
});
const shown: Shown = { kind: "card", card: card("Answered"), to: "you" };
const FORM: Extract<Shown, { kind: "form" }>["form"] = {
  formId: "trial.form",
  params: "{}",
  language: "en",
  content: { title: "T", submit: "S", fields: { a: { kind: "text", label: "A", max: 10 } } },
  values: {},
  errors: {},
};

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
    await expect.poll(() => bot.sandbox.connections).toBe(2);
  }
  expect(outcomes.filter((outcome) => outcome !== "answered")).toEqual([]);
});

test("when all connections break at once they are back before the five seconds that the SDK would wait", async () => {
  const bot = await started();
  bot.sandbox.faults.disconnectAll("drop");
  const opened = () => bot.sandbox.calls.filter(({ method }) => method === "apps.connections.open").length;
  await expect.poll(opened, { timeout: 4_500 }).toBe(4);
  await expect.poll(() => bot.sandbox.connections).toBe(2);
  await expect.poll(() => bot.port.status().detail).toBe("2 of 2 connections open");
});

test("connections that are only half there are noticed, and replaced", async () => {
  const bot = await started();
  const opened = () => bot.sandbox.calls.filter(({ method }) => method === "apps.connections.open").length;
  const before = opened();
  bot.sandbox.faults.mutePong = true;
  await expect.poll(opened).toBeGreaterThanOrEqual(before + 2);
  bot.sandbox.faults.mutePong = false;
  await expect.poll(() => bot.port.status().detail).toBe("2 of 2 connections open");
  expect((await bot.sandbox.person("emma").command("/trial still there")).outcome).toBe("answered");
});

test("a call that hangs is given up in time, and may have been done; the next one gets through", async () => {
  const bot = await started({ patience: 400 });
  const target = { workspace: "T0TRIAL", place: bot.sandbox.idOf("team") };
  const post = (key: string) => bot.port.post(target, { card: card("x"), key, mention: () => undefined });
  const mend = bot.sandbox.faults.add({ on: "chat.postMessage", do: "delay", ms: 60_000 });
  const begun = performance.now();
  await expect(post("hung")).rejects.toMatchObject({ failure: "unavailable", uncertain: true });
  expect(performance.now() - begun).toBeLessThan(30_000);
  mend();
  expect(await post("after")).toMatchObject({ place: target.place });
});

test("a form that hangs is given up in time for the three seconds, and offered by a button", async () => {
  const bot = await started();
  bot.sandbox.faults.add({ on: "views.open", do: "delay", ms: 60_000 });
  bot.answer = async () => ({ shown: { kind: "form", form: FORM } });
  const emma = bot.sandbox.person("emma");
  expect(await emma.command("/trial form")).toEqual({ outcome: "answered" });
  const offered = () => emma.last()?.buttons.some(({ label }) => label === "Open the form");
  // Long before a post would be given up.
  await bot.sandbox.until(offered, { what: "the button", within: 8_000 });
  expect(emma.form()).toBeUndefined();
});

test("each call carries the token it needs: that of the app opens connections, that of the bot does the rest", async () => {
  const carried = new Map<string, Set<string>>();
  const between = async ({ apiUrl }: SlackSandbox): Promise<string> => {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const method = request.url?.split("/").at(-1) ?? "";
      const { authorization = "", "content-type": type = "application/x-www-form-urlencoded" } = request.headers;
      carried.set(method, (carried.get(method) ?? new Set()).add(authorization));
      const headers = { authorization, "content-type": type };
      const answer = await fetch(`${apiUrl}${method}`, { method: "POST", headers, body: Buffer.concat(chunks) });
      response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  };
  const bot = await started({ apiUrl: between });
  expect((await bot.sandbox.person("emma").command("/trial go")).outcome).toBe("answered");
  const { botToken, appToken } = bot.sandbox;
  expect(carried.get("apps.connections.open")).toEqual(new Set([`Bearer ${appToken}`]));
  carried.delete("apps.connections.open");
  expect(carried.size).toBeGreaterThan(0);
  for (const tokens of carried.values()) expect(tokens).toEqual(new Set([`Bearer ${botToken}`]));
});

test("while Slack takes no connections the status says so, and the bot comes back", async () => {
  const bot = await started();
  bot.sandbox.faults.refuseSockets = true;
  bot.sandbox.faults.disconnectAll("drop");
  await expect
    .poll(() => bot.port.status())
    .toMatchObject({ up: false, detail: expect.stringContaining("Connecting by Socket Mode") });
  bot.sandbox.faults.refuseSockets = false;
  await expect.poll(() => bot.sandbox.connections).toBe(2);
  await expect.poll(() => bot.port.status().up).toBe(true);
});

test("stopping while it reconnects ends nothing else", async () => {
  const bot = await started();
  bot.sandbox.faults.refuseSockets = true;
  bot.sandbox.faults.disconnectAll("drop");
  await expect.poll(() => bot.port.status().detail).toContain("Connecting by Socket Mode");
  await bot.port.stop();
  bot.sandbox.faults.refuseSockets = false;
  const opened = () => bot.sandbox.calls.filter(({ method }) => method === "apps.connections.open").length;
  const until = opened();
  // As long as it takes another bot to connect and to answer.
  expect((await (await started()).sandbox.person("emma").command("/trial card")).outcome).toBe("answered");
  expect([opened(), bot.sandbox.connections]).toEqual([until, 0]);
});

test("an app token revoked while it runs is told with its remedy, and does not end the process", async () => {
  const bot = await started();
  bot.sandbox.faults.revokeToken(bot.sandbox.appToken);
  bot.sandbox.faults.disconnectAll("drop");
  await expect
    .poll(() => bot.port.status())
    .toMatchObject({ up: false, detail: expect.stringMatching(/SLACK_APP_TOKEN/) });
  bot.sandbox.faults.clear();
  await expect.poll(() => bot.port.status().detail).toBe("2 of 2 connections open");
  expect((await bot.sandbox.person("emma").command("/trial still there")).outcome).toBe("answered");
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
  expect(bot.missed).toEqual([bot.arrivals[1]?.id]);
});

test("words whose answer Slack does not take for now come again, and are answered then", async () => {
  const bot = await started();
  const emma = bot.sandbox.person("emma");
  bot.answer = async () => ({ shown });
  bot.sandbox.faults.add({ on: "chat.postMessage", do: "error", error: "fatal_error", times: 1 });
  await emma.say("hello");
  await bot.sandbox.until(() => emma.last()?.text.includes("Answered"));
  await expect.poll(() => bot.settled).toHaveLength(1);
  expect(bot.arrivals).toHaveLength(2);
  expect(bot.missed).toEqual([]);
});

test.each(["expired_trigger_id", "invalid_arguments"] as const)(
  "a form that is too late, told as %s, is offered by a button",
  async (triggerError) => {
    const bot = await started({ sandbox: { triggerMs: 0 } });
    bot.sandbox.faults.triggerError = triggerError;
    bot.answer = async () => ({ shown: { kind: "form", form: FORM } });
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
  bot.answer = async () => ({ shown: { kind: "form", form: FORM } });
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
