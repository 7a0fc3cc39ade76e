import { pino } from "pino";
import { afterEach, describe, expect, test, vi } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { elapsed, MovableClock } from "../../src/core/clock.ts";
import { orGiveUp } from "../../src/core/giving-up.ts";
import { Api } from "../../src/platforms/feishu/api.ts";
import { classify } from "../../src/platforms/feishu/errors.ts";
import { Pace } from "../../src/platforms/feishu/pace.ts";
import { defaultHttpInstance } from "../../src/platforms/feishu/sdk.ts";
import { type Bot, CONFIGURATION, card, startBot } from "./feishu-bot.ts";

const SEND = "POST /open-apis/im/v1/messages";
const NOBODY = () => undefined;

let bot: Bot | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});
const started = async (options: Parameters<typeof startBot>[0] = {}): Promise<Bot> => {
  bot = await startBot(options);
  return bot;
};
const post = ({ port, sandbox }: Bot, key = "k", place = sandbox.idOf("team")) =>
  port.post({ workspace: sandbox.tenantKey, place }, { card: card("Posted"), key, mention: NOBODY });
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof PortError ? error : undefined),
  );

describe("a token that is no longer accepted", () => {
  test("is renewed once, without anybody noticing", async () => {
    const { sandbox } = await started();
    await post(bot!, "before");
    sandbox.faults.revokeToken();
    await post(bot!, "after");
    expect(bot!.port.status().up).toBe(true);
  });

  test("and whose successor is not either is told, until calls succeed again", async () => {
    const { sandbox, port } = await started();
    sandbox.faults.add({ on: SEND, do: "error", code: 99991663, times: 2 });
    expect(await failureOf(post(bot!))).toMatchObject({
      failure: "forbidden",
      remedy: expect.stringContaining("token"),
    });
    expect(port.status()).toMatchObject({ up: false, detail: expect.stringContaining("token") });
    await post(bot!, "again");
    expect(port.status().up).toBe(true);
  });
});

test.each([
  [99991662, /enable it/],
  [99991673, /enable it/],
  [99991401, /allow-list/],
  [10014, /App Secret/],
])("an app that is not let in at all (%s) is told from a message that is not taken", async (code, remedy) => {
  const { sandbox, port } = await started();
  sandbox.faults.add({ on: SEND, do: "error", code, status: 400, times: 1 });
  expect(await failureOf(post(bot!))).toMatchObject({ failure: "forbidden", ofApp: true, uncertain: false });
  expect(port.status()).toMatchObject({ up: false, detail: expect.stringMatching(remedy) });
  sandbox.faults.add({ on: SEND, do: "error", code: 230002, status: 400, times: 1 });
  expect(await failureOf(post(bot!))).toMatchObject({ failure: "forbidden", ofApp: false });
  expect(port.status().up).toBe(true);
});

describe("a refusal", () => {
  test("that comes with HTTP 200 is one all the same", async () => {
    const { sandbox } = await started();
    sandbox.faults.add({ on: SEND, do: "error", code: 230013, status: 200 });
    expect(await failureOf(post(bot!))).toMatchObject({ failure: "gone" });
  });

  test("of too many calls says how long to wait", async () => {
    const { sandbox } = await started();
    sandbox.faults.add({ on: SEND, do: "rate_limit", reset: 7, times: 1 });
    expect(await failureOf(post(bot!))).toMatchObject({ failure: "rate_limited", retryAfter: 7000, uncertain: false });
    sandbox.faults.add({ on: SEND, do: "error", code: 230020, times: 1 });
    expect(await failureOf(post(bot!))).toMatchObject({ failure: "rate_limited", retryAfter: 1000 });
  });

  test("of a missing scope names it, and where it is granted", async () => {
    const { sandbox } = await started({
      scopes: CONFIGURATION.scopes.tenant.filter((scope) => !["im:message:send_as_bot"].includes(scope)),
    });
    const failure = await failureOf(post(bot!));
    expect(failure?.failure).toBe("forbidden");
    expect(failure?.remedy).toContain("im:message:send_as_bot");
    expect(failure?.remedy).toContain(`/app/${sandbox.appId}/auth`);
  });

  test("to change a card after a fortnight says that it is too old", async () => {
    const { port, clock } = await started();
    const sent = await post(bot!);
    clock.moveTo(new Date(clock.now().getTime() + 15 * 24 * 3_600_000));
    expect(await failureOf(port.edit(sent, { card: card("New"), mention: NOBODY }))).toMatchObject({
      failure: "too_old",
    });
  });

  test.each([
    [{ code: 230002 }, "forbidden"],
    [{ code: 230034 }, "gone"],
    [{ code: 232009 }, "gone"],
    [{ code: 230099 }, "invalid"],
    [{ code: 230099, msg: "ext=ErrCode: 11310; ErrMsg: card action is lock; ErrorValue: ; " }, "rate_limited"],
    [{ code: 230025 }, "invalid"],
    [{ code: 230050 }, "invalid"],
    [{ code: 230054 }, "invalid"],
    [{ code: 230111 }, "invalid"],
    [{ code: 230022 }, "withheld"],
    [{ code: 230028 }, "withheld"],
    [{ code: 230031 }, "too_old"],
    [{ code: 99991400, status: 400 }, "rate_limited"],
    [{ code: 230020, status: 400 }, "rate_limited"],
    [{ code: 11232, status: 400 }, "rate_limited"],
    [{ status: 429 }, "rate_limited"],
    [{ status: 502 }, "unavailable"],
    [{ broken: "ECONNRESET" }, "unavailable"],
    [{ code: 123456789, status: 400 }, "unknown"],
  ])("%o is %s", (refused, failure) => {
    const whole = { code: undefined, status: undefined, msg: "", reset: undefined, broken: undefined, ...refused };
    expect(classify(whole, "Trying").failure).toBe(failure);
  });
});

describe("a call without an answer", () => {
  test("is waited for ten seconds, unless told otherwise", () => {
    const made = vi.spyOn(defaultHttpInstance, "create");
    const about = { appId: "cli_0", appSecret: "x", domain: "http://127.0.0.1:1", clock: new MovableClock() };
    const log = pino({ level: "silent" });
    for (const patience of [{}, { patience: 300 }]) new Api({ ...about, log, ...patience });
    expect(made.mock.calls).toEqual([[{ timeout: 10_000 }], [{ timeout: 300 }]]);
    made.mockRestore();
  });

  test("may have been done, unless nobody was there", async () => {
    const { sandbox } = await started();
    sandbox.faults.add({ on: SEND, do: "lose_response", times: 1 });
    expect(await failureOf(post(bot!))).toMatchObject({ failure: "unavailable", uncertain: true });
    const api = new Api({
      appId: sandbox.appId,
      appSecret: "x",
      domain: "http://127.0.0.1:1",
      clock: new MovableClock(),
      log: pino({ level: "silent" }),
    });
    const nobody = api.request("Trying", { method: "GET", url: "/open-apis/bot/v3/info" });
    expect(await failureOf(nobody)).toMatchObject({ failure: "unavailable", uncertain: false });
  });

  test("is given up in time when the server hangs, and may have been done; the next one gets through", async () => {
    bot = await startBot({ patience: 300 });
    const mend = bot.sandbox.faults.add({ on: SEND, do: "delay", ms: 60_000 });
    const begun = performance.now();
    expect(await failureOf(post(bot))).toMatchObject({ failure: "unavailable", uncertain: true });
    expect(performance.now() - begun).toBeLessThan(30_000);
    mend();
    expect(await post(bot, "after")).toMatchObject({ message: expect.stringMatching(/^om_/) });
  });

  test("is made again with the same key, and is one message for an hour", async () => {
    const { sandbox, port } = await started();
    sandbox.faults.add({ on: SEND, do: "lose_response", times: 1 });
    await failureOf(post(bot!, "fee:1:asked"));
    const again = await post(bot!, "fee:1:asked");
    expect(
      sandbox
        .person("emma")
        .messages({ in: "#team" })
        .map(({ id }) => id),
    ).toEqual([again.message]);
    const target = { workspace: sandbox.tenantKey, place: sandbox.idOf("team") };
    // Without the scope for all words of a group Feishu does not let us look: the key must do.
    expect(await failureOf(port.find(target, "fee:1:asked", bot!.clock.now()))).toMatchObject({ failure: "forbidden" });
  });

  test("after that hour is looked for: in a person's chat always, in a group with the scope for all its words", async () => {
    bot = await startBot({ scopes: [...CONFIGURATION.scopes.tenant, "im:message.group_msg"] });
    const { sandbox, port, clock } = bot;
    const since = clock.now();
    const target = { workspace: sandbox.tenantKey, place: sandbox.idOf("team") };
    sandbox.faults.add({ on: SEND, do: "lose_response", times: 1 });
    await failureOf(post(bot, "fee:1:asked"));
    clock.moveAhead(61 * 60_000);
    const found = await port.find(target, "fee:1:asked", since);
    const standing = () => sandbox.person("emma").messages({ in: "#team" });
    expect(standing().map(({ id }) => id)).toEqual([found?.message]);
    // Without a look it would stand there twice.
    await post(bot, "fee:1:asked");
    expect(standing()).toHaveLength(2);
  });
});

test("a message to someone nobody has heard of goes to them, and is found in their own chat", async () => {
  const { sandbox, port, clock } = await started();
  const user = sandbox.idOf("liwei");
  const identity = { platform: "feishu", workspace: sandbox.tenantKey, user };
  const since = clock.now();
  expect(await port.directPlace(identity)).toBe(user);
  const target = { workspace: sandbox.tenantKey, place: user };
  expect(await failureOf(port.find(target, "k", since))).toMatchObject({ failure: "invalid" });
  const sent = await port.post(target, { card: card("Hello"), key: "k", mention: NOBODY });
  expect(sent.place).toMatch(/^oc_/);
  expect(await port.directPlace(identity)).toBe(sent.place);
  expect(await port.find(target, "k", since)).toEqual(sent);
});

describe("a person", () => {
  const identityOf = ({ sandbox }: Bot, name: string) => ({
    platform: "feishu",
    workspace: sandbox.tenantKey,
    user: sandbox.idOf(name),
  });

  test("is called as Feishu tells, and reads what the name is written in", async () => {
    const { port } = await started();
    expect(await port.profile(identityOf(bot!, "liwei"))).toEqual({
      name: "李伟",
      language: "zh",
      bot: false,
    });
  });

  test("whom the bot may not look up is called as was overheard", async () => {
    const { port, sandbox } = await started({
      scopes: CONFIGURATION.scopes.tenant.filter((scope) => !scope.startsWith("contact:")),
    });
    const emma = sandbox.person("emma");
    expect((await port.profile(identityOf(bot!, "liwei"))).name).toMatch(/^ou_/);
    await emma.say("@Rapport ask @李伟", { in: "#team" });
    await expect.poll(() => bot!.arrivals.length).toBe(1);
    expect((await port.profile(identityOf(bot!, "liwei"))).name).toBe("李伟");
  });

  test("who is not there any more is told as gone", async () => {
    const { port, sandbox } = await started();
    const nobody = { platform: "feishu", workspace: sandbox.tenantKey, user: "ou_nobody" };
    expect(await failureOf(port.profile(nobody))).toMatchObject({ failure: "gone" });
  });
});

test("five messages a second go to one place, in order, and others do not wait for them", async () => {
  const pace = new Pace();
  const began = elapsed();
  const order: number[] = [];
  const six = Array.from({ length: 6 }, (_, index) => pace.turn("oc_1").then(() => order.push(index)));
  await pace.turn("oc_2");
  expect(order.length).toBeLessThan(6);
  await Promise.all(six);
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  expect(elapsed() - began).toBeGreaterThanOrEqual(1000);
});

test("what is given up before its turn takes nobody's", async () => {
  const pace = new Pace();
  const turns = (count: number) => Promise.all(Array.from({ length: count }, () => pace.turn("oc_1")));
  const began = elapsed();
  await turns(5);
  const late = new PortError("unavailable", "too late");
  await expect(
    orGiveUp(
      20,
      () => turns(25),
      () => late,
    ),
  ).rejects.toBe(late);
  await turns(5);
  expect(elapsed() - began).toBeGreaterThanOrEqual(1200);
  // Had they taken theirs it would be five times as long.
  expect(elapsed() - began).toBeLessThan(7000);
});

test("a group that the bot is not in is told before anything is posted there", async () => {
  const { sandbox, port } = await started();
  const problem = (place: string) => port.placeProblem({ workspace: sandbox.tenantKey, place });
  expect(await problem(sandbox.idOf("team"))).toBeUndefined();
  expect(await problem(sandbox.idOf("deals"))).toMatchObject({ en: expect.stringContaining("not in this") });
  sandbox.faults.add({ on: "*", do: "http_error", status: 500 });
  expect(await problem(sandbox.idOf("deals"))).toBeUndefined();
});

test("whatever goes out at once is never too much for Feishu: messages, changes and whispers", async () => {
  const { sandbox, port } = await started({ sandbox: { rates: true } });
  const sent = await post(bot!, "to be changed");
  const change = (title: string) => port.edit(sent, { card: card(title), mention: NOBODY });
  const emma = sandbox.person("emma");
  await Promise.all([
    ...Array.from({ length: 9 }, (_, index) => post(bot!, `k-${index}`)),
    ...Array.from({ length: 9 }, (_, index) => change(`Change ${index}`)),
    ...Array.from({ length: 3 }, () => emma.say("@Rapport hello", { in: "#team" })),
  ]);
  await expect.poll(() => emma.messages({ in: "#team" }).filter(({ onlyYou }) => onlyYou).length).toBe(3);
  expect(sandbox.calls.filter(({ status }) => status !== 200)).toEqual([]);
});
