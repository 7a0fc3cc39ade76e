import { afterEach, describe, expect, test } from "vitest";
import type { Answer } from "../../src/chat/port.ts";
import { DEADLINES as SHIPPED } from "../../src/platforms/feishu/parts.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { type Arrived, type Bot, card, startBot } from "./feishu-bot.ts";

const BUTTON = { label: "Do", press: { action: "trial.do", payload: 1 } };
const OFFERED = { shown: { kind: "card", card: card("Offered", { buttons: [BUTTON] }), to: "you" } } as const;
const DEADLINES = { event: 300, press: 300, push: 600 };

let bot: Bot | undefined;
let release: (answer?: Partial<Answer>) => void = () => undefined;
afterEach(async () => {
  release();
  await bot?.close();
  bot = undefined;
});

/** A bot that never comes to an end with anything, until it is released. */
const hanging = async (mode: "socket" | "http", deadlines = DEADLINES): Promise<{ bot: Bot; emma: Person }> => {
  bot = await startBot({ mode, deadlines, sandbox: { retryPace: 0.01 } });
  bot.answer = () =>
    new Promise((resolve) => {
      const earlier = release;
      release = (answer = OFFERED) => {
        earlier(answer);
        resolve(answer);
      };
    });
  return { bot, emma: bot.sandbox.person("emma") };
};
const cameOf = ({ sandbox }: Bot, type: string) => sandbox.deliveries.filter((delivery) => delivery.type === type);

describe.each(["socket", "http"] as const)("while the handler hangs, by %s", (mode) => {
  test("words are not acknowledged: they come again, are heard once and answered once", async () => {
    const { bot, emma } = await hanging(mode);
    await emma.say("hello");
    const came = () => cameOf(bot, "im.message.receive_v1");
    expect(came()).toMatchObject([{ attempt: 0, outcome: "failed" }]);
    await expect.poll(() => came().at(1)?.outcome).toBe("failed");
    release();
    await bot.sandbox.until(() => emma.messages().find(({ text }) => text.includes("Offered")));
    await expect.poll(() => came().at(-1)?.outcome).toBe("answered");
    expect(bot.arrivals).toHaveLength(1);
    expect(bot.settled).toHaveLength(1);
  });

  test("neither is the menu", async () => {
    const { bot, emma } = await hanging(mode);
    await bot.sandbox.desk.chooseMenu({ user: emma.id, eventKey: "visit" });
    expect(cameOf(bot, "application.bot.menu_v6")).toMatchObject([{ attempt: 0, outcome: "failed" }]);
    expect(bot.arrivals.map(({ kind }: Arrived) => kind)).toEqual(["command"]);
  });

  test("a press is told that it takes long, and may be pressed again", async () => {
    const { bot, emma } = await hanging(mode);
    const saying = emma.say("hello");
    await expect.poll(() => bot.arrivals.length).toBe(1);
    release();
    await saying;
    const message = await bot.sandbox.until(() => emma.messages().find(({ text }) => text.includes("Offered")));
    expect(await emma.press(message, "Do")).toMatchObject({ outcome: "answered" });
    expect(cameOf(bot, "card.action.trigger")[0]?.response).toMatchObject({
      toast: { type: "warning", i18n: { en_us: expect.stringContaining("press once more") } },
    });
    const done = { shown: { kind: "replace", card: card("Done") } } as const;
    release(done);
    await bot.sandbox.until(() => emma.messages().find(({ id, text }) => id === message.id && text.includes("Done")));
    expect(emma.messages().filter(({ text }) => text.includes("Done"))).toHaveLength(1);
  });
});

test.each(["socket", "http"] as const)(
  "a press from afar that nothing ends is told so before Feishu's three seconds are over, by %s",
  async (mode) => {
    const { bot, emma } = await hanging(mode, SHIPPED);
    const saying = emma.say("hello");
    await expect.poll(() => bot.arrivals.length).toBe(1);
    release();
    await saying;
    const message = await bot.sandbox.until(() => emma.messages().find(({ text }) => text.includes("Offered")));
    bot.sandbox.faults.add({ to: "callbacks", do: "distance", ms: 300 });
    // Both ways and the answer have half a second: a machine that halts for so long lets one press be late, not each.
    await expect.poll(async () => (await emma.press(message, "Do")).outcome, { timeout: 30_000 }).toBe("answered");
    expect(bot.sandbox.desk.notices(emma.id).at(-1)?.text).toContain("press once more");
  },
);

test("there is time for an answer, and it is said within Feishu's three seconds", () => {
  const { event, press, push } = SHIPPED;
  for (const deadline of [event, press, push]) {
    expect(deadline).toBeGreaterThan(2000);
    expect(deadline).toBeLessThan(3000);
  }
  expect(push).toBeGreaterThan(press);
  expect(press).toBe(2500);
});

test("a push that nothing ends in time is told to come again", async () => {
  const { bot, emma } = await hanging("http", { event: 10_000, press: 10_000, push: 100 });
  await emma.say("hello");
  expect(cameOf(bot, "im.message.receive_v1")).toMatchObject([{ attempt: 0, outcome: "failed" }]);
});

test("a leaver whose account could not be closed is told again", async () => {
  const { bot } = await hanging("socket");
  const { left } = bot;
  left.push = () => 0;
  bot.sandbox.addUser({ name: "gone", realName: "Gone" });
  await bot.sandbox.deactivate("gone");
  expect(cameOf(bot, "contact.user.deleted_v3")).toMatchObject([{ outcome: "failed" }]);
});
