import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { PersonIdentity } from "../../src/chat/feature.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { type Bot, card, recording, startBot } from "./feishu-bot.ts";

const SEND = "POST /open-apis/im/v1/messages";
const REPLY = "POST /open-apis/im/v1/messages/:message_id/reply";

let bot: Bot;
let emma: Person;
beforeAll(async () => {
  bot = await startBot();
  emma = bot.sandbox.person("emma");
});
afterAll(() => bot.close());
beforeEach(() => {
  bot.sandbox.faults.clear();
  bot.arrivals.length = 0;
  bot.settled.length = 0;
});

const saying = (title: string, buttons = [] as { label: string; press: { action: string; payload: number } }[]) => {
  bot.answer = async () => ({ shown: { kind: "card", card: card(title, { buttons }), to: "you" } });
};

test("an answer that Feishu does not take for now is given when it brings the words again", async () => {
  for (const ask of [() => emma.say("go"), () => bot.sandbox.desk.chooseMenu({ user: emma.id, eventKey: "visit" })]) {
    bot.arrivals.length = bot.settled.length = 0;
    saying("After a while");
    for (const on of [SEND, REPLY]) bot.sandbox.faults.add({ on, do: "http_error", status: 503, times: 2 });
    await ask();
    await expect.poll(() => bot.settled).toHaveLength(1);
    expect(bot.arrivals.length).toBeGreaterThan(1);
    expect(new Set(bot.arrivals.map(({ id }) => id)).size).toBe(1);
    bot.sandbox.faults.clear();
    await bot.sandbox.quiet();
  }
  expect(emma.messages().filter(({ text }) => text.includes("After a while"))).toHaveLength(2);
});

test("an answer that may have arrived twice over is not given another way", async () => {
  bot.answer = async (_, { id }) =>
    bot.arrivals.filter((one) => one.id === id).length > 1
      ? {}
      : { shown: { kind: "card", card: card("Twice not told"), to: "you" } };
  bot.sandbox.faults.add({ on: SEND, do: "lose_response", times: 2 });
  await emma.say("go");
  await bot.sandbox.quiet();
  expect(emma.messages().filter(({ text }) => text.includes("Twice not told"))).toHaveLength(1);
});

test("an answer that the content audit refuses is not said; the person reads that, and what to do", async () => {
  for (const code of [230028, 230022]) {
    saying(`王总 13800000000 ${code}`);
    for (const on of [SEND, REPLY]) bot.sandbox.faults.add({ on, do: "error", code, times: 1 });
    const before = emma.messages().length;
    await emma.say("go");
    await expect.poll(() => bot.settled).toHaveLength(bot.arrivals.length);
    const [, said, ...more] = emma.messages().slice(before);
    expect(said?.text).toContain("飞书没有放行这条回复");
    expect(said?.text).not.toContain("王总");
    expect(more).toEqual([]);
  }
  expect(bot.arrivals).toHaveLength(2);
});

test("a Home that could not be shown is asked for again when Feishu brings the press on the menu again", async () => {
  const asked: (string | undefined)[] = [];
  const fresh = await startBot({ start: false });
  await fresh.port.start({ ...recording(fresh), homeOpened: async (_, id) => asked.push(id) > 1 });
  await fresh.sandbox.desk.chooseMenu({ user: fresh.sandbox.idOf("emma"), eventKey: "home" });
  await fresh.sandbox.quiet();
  expect(asked).toEqual([expect.stringMatching(/^feishu:menu:/), asked[0]]);
  await fresh.close();
});

test("a Home that Feishu does not take for half a minute is left, and shown when the press on the menu comes again", async () => {
  const fresh = await startBot({ start: false });
  const emma = fresh.sandbox.person("emma");
  const homeOpened = (identity: PersonIdentity) =>
    fresh.port.showHome(identity, { cards: [card("Yours")], mention: () => undefined }).then(
      () => true,
      () => false,
    );
  await fresh.port.start({ ...recording(fresh), homeOpened });
  fresh.sandbox.faults.add({ on: SEND, do: "rate_limit", reset: 29, times: 1 });
  await fresh.sandbox.desk.chooseMenu({ user: emma.id, eventKey: "home" });
  await fresh.sandbox.until(() => emma.messages().find(({ text }) => text.includes("Yours")));
  await fresh.sandbox.quiet();
  const presses = fresh.sandbox.deliveries.filter(({ type }) => type === "application.bot.menu_v6");
  expect(presses.map(({ outcome }) => outcome)).toEqual(["failed", "answered"]);
  expect(emma.messages().filter(({ text }) => text.includes("Yours"))).toHaveLength(1);
  await fresh.close();
});

test("a press whose answer Feishu does not take for now is missed, and told so: it comes but once", async () => {
  saying("Answer me", [{ label: "Do", press: { action: "trial.do", payload: 1 } }]);
  await emma.say("go");
  const message = await bot.sandbox.until(() => emma.messages().find(({ text }) => text.includes("Answer me")));
  saying("Nobody reads this yet");
  for (const on of [SEND, REPLY]) bot.sandbox.faults.add({ on, do: "http_error", status: 503 });
  bot.settled.length = 0;
  expect(await emma.press(message, "Do")).toEqual({ outcome: "answered" });
  await expect.poll(() => bot.missed).toEqual([bot.arrivals.at(-1)?.id]);
  expect(bot.settled).toEqual([]);
});

test.each([
  ["unreachable", 200340],
  ["connection", 200342],
  ["name", 200343],
] as const)(
  "a press that does not reach the bot (%s) shows Feishu's %s; pressed again it works",
  async (error, code) => {
    saying(`Before ${code}`, [{ label: "Do", press: { action: "trial.do", payload: 1 } }]);
    await emma.say("go");
    const seen = () => emma.messages().find(({ text }) => text.includes(`Before ${code}`));
    const message = await bot.sandbox.until(seen);
    bot.arrivals.length = 0;
    saying(`After ${code}`);
    bot.sandbox.faults.add({ to: "callbacks", do: "fail", error, times: 1 });
    const notice = `Something went wrong. Try again later code: ${code}`;
    expect(await emma.press(message, "Do")).toEqual({ outcome: "failed", notice });
    expect(bot.arrivals).toEqual([]);
    expect(seen()?.text).toBe(message.text);
    expect(await emma.press(message, "Do")).toEqual({ outcome: "answered" });
    await bot.sandbox.until(() => emma.messages().find(({ text }) => text.includes(`After ${code}`)));
  },
);

test("a card that two people press at once is changed once both have their answer", async () => {
  const liwei = bot.sandbox.person("liwei");
  const offered = card("Both press", { buttons: [{ label: "Do", press: { action: "trial.do", payload: 1 } }] });
  const target = { workspace: bot.sandbox.tenantKey, place: bot.sandbox.idOf("team") };
  const mention = () => undefined;
  const standing = await bot.port.post(target, { card: offered, key: "both", mention });
  const seenBy = (who: Person) => who.messages({ in: "#team" }).find(({ id }) => id === standing.message)!;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  bot.answer = async (kind, { user }) => {
    if (kind === "press" && user === emma.id) await held;
    return kind === "press" ? {} : { shown: { kind: "card", card: card("Meanwhile"), to: "you" } };
  };
  const slow = emma.press(seenBy(emma), "Do");
  await expect.poll(() => bot.arrivals).toHaveLength(1);
  await liwei.press(seenBy(liwei), "Do");
  let changed = false;
  const changing = bot.port.edit(standing, { card: card("Newest"), mention }).then(() => (changed = true));
  await liwei.say("go");
  await bot.sandbox.until(() => liwei.messages().some(({ text }) => text.includes("Meanwhile")));
  expect(changed).toBe(false);
  release();
  expect(await slow).toEqual({ outcome: "answered" });
  await changing;
  expect(seenBy(emma).text).toContain("Newest");
});
