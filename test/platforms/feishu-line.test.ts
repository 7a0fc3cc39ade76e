import { pino } from "pino";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Dispatcher } from "../../src/platforms/feishu/dispatcher.ts";
import { Line } from "../../src/platforms/feishu/line.ts";
import type { HandshakeRefusal } from "../../src/sandbox/feishu/contract.ts";
import { anotherPort, type Bot, card, recording, startBot } from "./feishu-bot.ts";

let bot: Bot | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await bot?.close();
  bot = undefined;
});
const started = async (options: Parameters<typeof startBot>[0] = {}): Promise<Bot> => {
  bot = await startBot(options);
  return bot;
};

describe("the start", () => {
  test("is over when the connection is really up", async () => {
    const { port, sandbox } = await started();
    expect(port.status()).toEqual({ up: true, detail: expect.stringMatching(/^long connection open/) });
    expect(sandbox.connections).toBe(1);
  });

  test("tells that a copy with another database would take events away, where the operator reads it", async () => {
    const lines: { level: number; msg: string }[] = [];
    const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    await started({ log });
    expect(lines.filter(({ msg }) => msg.startsWith("Connected to Feishu"))).toEqual([
      expect.objectContaining({
        level: 30,
        msg: expect.stringMatching(/one connection of the app, any: .*same database share.*another database takes/),
      }),
    ]);
  });

  test("with a wrong secret fails, and says where to find the right one", async () => {
    const { port } = await started({ start: false, appSecret: "wrong" });
    await expect(port.start(recording(bot!))).rejects.toMatchObject({
      failure: "forbidden",
      remedy: expect.stringContaining("FEISHU_APP_SECRET"),
    });
    expect(port.status().up).toBe(false);
  });

  test("of an app without a bot fails, and says how to give it one", async () => {
    const { port, sandbox } = await started({ start: false });
    sandbox.faults.add({ on: "GET /open-apis/bot/v3/info", do: "error", code: 11205, msg: "app do not have bot" });
    await expect(port.start(recording(bot!))).rejects.toMatchObject({
      failure: "forbidden",
      remedy: expect.stringContaining("turn on the Bot ability"),
    });
  });

  test("with an app id of another shape fails instead of never connecting", async () => {
    await started({ start: false });
    const port = anotherPort(bot!, { appId: "cli_short" });
    await expect(port.start(recording(bot!))).rejects.toMatchObject({ failure: "forbidden" });
    await port.stop();
  });

  test("takes a domain with a slash at its end", async () => {
    const { sandbox } = await started({ start: false });
    const port = anotherPort(bot!, { domain: `${sandbox.domain}/` });
    await port.start(recording(bot!));
    expect(port.status().up).toBe(true);
    await port.stop();
    expect(port.status()).toEqual({ up: false, detail: "not started" });
  });

  test.each([1, 514, 1000040350])("that the endpoint refuses with %s fails and leaves nothing open", async (code) => {
    const { port, sandbox } = await started({ start: false });
    sandbox.faults.refuseConnections = code;
    await expect(port.start(recording(bot!))).rejects.toMatchObject({ name: "PortError" });
    expect(port.status().up).toBe(false);
    expect(sandbox.connections).toBe(0);
  });

  test.each<[HandshakeRefusal, object]>([
    [
      { code: 1000040350 },
      {
        failure: "unavailable",
        message: expect.stringMatching(/1000040350 .*WebSocket handshake: the number of connections exceeded limit/),
        remedy: expect.stringContaining("stop the copies"),
      },
    ],
    [{ status: 502 }, { failure: "unavailable", message: expect.stringMatching(/502 .*WebSocket handshake$/) }],
    [{ status: 407 }, { failure: "unknown", message: expect.stringMatching(/407 .*WebSocket handshake$/) }],
    ["cut off", { failure: "unavailable", message: expect.stringContaining("socket hang up") }],
  ])("whose handshake fails (%j) fails as soon, and says why", async (refused, said) => {
    const { port, sandbox } = await started({ start: false });
    sandbox.faults.refuseHandshakes = refused;
    await expect(port.start(recording(bot!))).rejects.toMatchObject({ name: "PortError", ...said });
    expect(port.status().up).toBe(false);
    expect(sandbox.connections).toBe(0);
    sandbox.faults.refuseHandshakes = null;
    await port.start(recording(bot!));
    expect(sandbox.connections).toBe(1);
  });
});

describe("a lost connection", () => {
  test("is followed by the next at once, and what is pressed is answered", async () => {
    const { port, sandbox } = await started();
    sandbox.faults.disconnectAll();
    await expect.poll(() => sandbox.connections).toBe(1);
    await expect.poll(() => port.status().up).toBe(true);
    await sandbox.person("emma").say("back");
    await expect.poll(() => bot?.arrivals.map(({ typed }) => typed)).toEqual(["back"]);
  });

  test.each([1, 1000040343, 1000040350])(
    "comes back also after the refusal %s, which the SDK takes for the end",
    async (code) => {
      const { port, sandbox } = await started();
      sandbox.faults.refuseConnections = code;
      sandbox.faults.disconnectAll();
      await expect
        .poll(() => port.status())
        .toMatchObject({ up: false, detail: expect.stringContaining(String(code)) });
      sandbox.faults.refuseConnections = null;
      await expect.poll(() => port.status().up).toBe(true);
      await sandbox.person("emma").say("still here");
      await expect.poll(() => bot?.arrivals.length).toBe(1);
    },
  );

  test("is asked for anew with growing pauses while Feishu refuses it", async () => {
    const refused: { msg: string }[] = [];
    const log = pino({ level: "warn" }, { write: (line: string) => void refused.push(JSON.parse(line)) });
    const { port, sandbox } = await started({ log });
    sandbox.faults.refuseConnections = 1;
    const begun = Date.now();
    sandbox.faults.disconnectAll();
    const tried = () => refused.filter(({ msg }) => msg.includes("connecting failed, trying again")).length;
    await expect.poll(tried).toBe(3);
    // At once, then after 1, 2, 4 … seconds; a timer may be a moment early.
    expect(Date.now() - begun).toBeGreaterThan(2900);
    expect(port.status().up).toBe(false);
    sandbox.faults.refuseConnections = null;
    await expect.poll(() => port.status().up).toBe(true);
  });

  test("that is cut each time after some seconds is asked for with growing pauses too", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const { port, sandbox } = await started();
    /** Cuts it when it is so old. Resolves with the milliseconds until the next one is open. */
    const cutAfter = async (milliseconds: number): Promise<number> => {
      vi.advanceTimersByTime(milliseconds);
      const begun = Date.now();
      sandbox.faults.disconnectAll();
      await sandbox.until(() => sandbox.connections === 0);
      await sandbox.until(() => sandbox.connections === 1);
      await expect.poll(() => port.status().up).toBe(true);
      return Date.now() - begun;
    };
    // The next comes at once, those after it in 1, 2, 4 … seconds; a timer may be a moment early.
    await cutAfter(10_000);
    expect(await cutAfter(10_000)).toBeGreaterThan(950);
    expect(await cutAfter(10_000)).toBeGreaterThan(1950);
    expect(await cutAfter(60_000)).toBeLessThan(3900);
  });

  test("that is only half there is noticed", async () => {
    const { sandbox } = await started({
      start: false,
      sandbox: { linePace: { pingEvery: 5.2, reconnectEvery: 0.05, reconnectJitter: 0 } },
    });
    const { appId, appSecret, domain } = sandbox;
    const line = new Line({ appId, appSecret, domain, log: pino({ level: "silent" }) });
    await line.start(new Dispatcher(() => line.via(), pino({ level: "silent" })));
    const first = line.via();
    sandbox.faults.mutePong = true;
    await expect.poll(() => first.answered(), { timeout: 40_000 }).toBe(false);
    sandbox.faults.mutePong = false;
    await expect.poll(() => line.connected).toBe(true);
    await line.stop();
  });
});

test("callbacks in frames of the type card are answered", async () => {
  const { sandbox } = await started();
  bot!.answer = async (kind) =>
    kind === "press"
      ? { shown: { kind: "replace", card: card("Done") } }
      : {
          shown: {
            kind: "card",
            to: "you",
            card: card("Do it", { buttons: [{ label: "Do", press: { action: "trial.do", payload: 1 } }] }),
          },
        };
  const emma = sandbox.person("emma");
  await emma.say("trial");
  const message = await sandbox.until(() => (emma.last()?.buttons.length ?? 0) > 0 && emma.last());
  sandbox.faults.cardFrames = true;
  expect(await emma.press(message, "Do")).toEqual({ outcome: "answered" });
  await sandbox.until(() => emma.messages().some(({ id, text }) => id === message.id && text.includes("Done")));
});

test("an event in several frames, the last one first, is heard whole", async () => {
  const { sandbox } = await started();
  sandbox.faults.add({ to: "im.message.receive_v1", do: "fragment", frames: 5 });
  await sandbox.person("emma").say("宏达机电 一句长长的话 👍");
  await expect.poll(() => bot?.arrivals.map(({ typed }) => typed)).toEqual(["宏达机电 一句长长的话 👍"]);
});

test("what arrives while the bot stops is not lost: it comes again after the start", async () => {
  const { sandbox, port } = await started();
  const stopping = port.stop();
  await sandbox.person("emma").say("in between");
  await stopping;
  expect(bot?.arrivals).toEqual([]);
  const next = anotherPort(bot!);
  await next.start(recording(bot!));
  await expect.poll(() => bot?.arrivals.map(({ typed }) => typed)).toEqual(["in between"]);
  await next.stop();
});
