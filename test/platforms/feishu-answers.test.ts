import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Shown } from "../../src/chat/port.ts";
import type { Person, Where } from "../../src/sandbox/driver.ts";
import { anotherPort, type Bot, CONFIGURATION, card, recording, startBot, TRIAL } from "./feishu-bot.ts";

const SEND = "POST /open-apis/im/v1/messages";
const REPLY = "POST /open-apis/im/v1/messages/:message_id/reply";

let bot: Bot;
let emma: Person;
let liwei: Person;
const logged: string[] = [];
const log = pino({ level: "warn" }, { write: (line: string) => void logged.push(line) });
beforeAll(async () => {
  bot = await startBot({ log });
  emma = bot.sandbox.person("emma");
  liwei = bot.sandbox.person("liwei");
});
afterAll(() => bot.close());
beforeEach(() => {
  bot.sandbox.faults.clear();
  bot.arrivals.length = 0;
  bot.settled.length = 0;
});

const answering = (shown: Shown) => {
  bot.answer = async () => ({ shown });
};
const saying = (title: string, to: "you" | "all" = "you") => answering({ kind: "card", card: card(title), to });
const seen = (who: Person, text: string, where?: Where) =>
  bot.sandbox.until(() => who.messages(where).findLast((one) => one.by.isBot && one.text.includes(text)));
const BUTTON = { label: "Do", press: { action: "trial.do", payload: { n: 1 } } };
/** A card with a button, as an answer to words. */
const offered = async (title: string, where?: Where) => {
  answering({ kind: "card", card: card(title, { buttons: [BUTTON] }), to: "you" });
  await emma.say(where ? "@Rapport go" : "go", where);
  return seen(emma, title, where);
};

describe("what is heard", () => {
  test("is what was typed, without the bot's mention, other names as they read", async () => {
    saying("Heard");
    await emma.say("@Rapport visit with @李伟", { in: "#team" });
    await expect.poll(() => bot.arrivals[0]?.typed).toBe("visit with @李伟");
    expect(bot.arrivals[0]).toMatchObject({ kind: "say", place: { place: bot.sandbox.idOf("team"), kind: "group" } });
  });

  test("among people is left alone, also where a company lets Feishu bring it", async () => {
    const all = await startBot({ scopes: [...CONFIGURATION.scopes.tenant, "im:message.group_msg"] });
    await all.sandbox.person("emma").say("lunch?", { in: "#team" });
    await all.sandbox.quiet();
    expect(all.sandbox.deliveries.map(({ type }) => type)).toEqual(["im.message.receive_v1"]);
    expect(all.arrivals).toEqual([]);
    await all.close();
  });

  test("in a thread knows its first message; in a topic group each message begins one", async () => {
    saying("Heard");
    const first = await emma.say("a card", { in: "#team" });
    await emma.say("@Rapport here", { in: "#team", thread: first });
    await expect.poll(() => bot.arrivals[0]?.place.thread).toBe(first.id);
    const topic = await emma.say("@Rapport new topic", { in: "#topics" });
    await expect.poll(() => bot.arrivals[1]?.place.thread).toBe(topic.id);
  });

  test("from the menu is a command, or Home", async () => {
    saying("From the menu");
    await bot.sandbox.desk.chooseMenu({ user: emma.id, eventKey: "visit" });
    await seen(emma, "From the menu");
    expect(bot.arrivals[0]).toMatchObject({ kind: "command", name: "visit", place: { kind: "direct" } });
    await emma.openHome();
    await expect.poll(() => bot.homes).toEqual([emma.id]);
  });

  test("is a file where one is dropped", async () => {
    await emma.upload({ name: "sheet.csv", content: "a" });
    await bot.sandbox.quiet();
    expect(bot.arrivals).toMatchObject([{ kind: "say", typed: "", files: [{ name: "sheet.csv" }] }]);
  });

  test("of a leaver is told", async () => {
    bot.sandbox.addUser({ name: "gone", realName: "Gone" });
    const id = bot.sandbox.idOf("gone");
    await bot.sandbox.deactivate("gone");
    await expect.poll(() => bot.left).toEqual([id]);
  });

  test("of a leaver whom Feishu names by another id is told when they were heard of, else said in the log", async () => {
    for (const name of ["heard", "silent"]) bot.sandbox.addUser({ name, realName: name });
    const [heard, silent] = ["heard", "silent"].map((name) => bot.sandbox.idOf(name));
    await bot.sandbox.person("heard").say("here I am");
    bot.sandbox.faults.emptyOpenId = true;
    await bot.sandbox.deactivate("heard");
    await expect.poll(() => bot.left).toContain(heard);
    bot.sandbox.faults.add({ on: "GET /open-apis/contact/v3/users/:user_id", do: "http_error", status: 404 });
    await bot.sandbox.deactivate("silent");
    await bot.sandbox.quiet();
    expect(bot.left).not.toContain(silent);
    expect(logged.join()).toMatch(/Somebody left Feishu[\s\S]*no account was closed/);
  });

  test("of a leaver whom Feishu cannot name for a moment comes again", async () => {
    bot.sandbox.addUser({ name: "leaver", realName: "leaver" });
    bot.sandbox.faults.emptyOpenId = true;
    bot.sandbox.faults.add({ on: "GET /open-apis/contact/v3/users/:user_id", do: "http_error", status: 500 });
    logged.length = 0;
    await bot.sandbox.deactivate("leaver");
    const [came] = bot.sandbox.deliveries.filter(({ type }) => type === "contact.user.deleted_v3").slice(-1);
    expect(came?.outcome).toBe("failed");
    expect(logged.join()).not.toContain("no account was closed");
  });
});

test("who comes for the first time is greeted; who has been here is not", async () => {
  saying("What you can say");
  bot.sandbox.addUser({ name: "newcomer", realName: "新人" });
  const user = bot.sandbox.idOf("newcomer");
  const newcomer = bot.sandbox.person("newcomer");
  const chat = (bot.sandbox.desk.screen(user).chats.find(({ kind }) => kind === "p2p")?.id ?? "") as string;
  await bot.sandbox.desk.openChat({ user, chat });
  await seen(newcomer, "What you can say");
  expect(bot.arrivals).toMatchObject([{ kind: "command", name: "help", user }]);
  await bot.sandbox.desk.openChat({ user, chat });
  await bot.sandbox.quiet();
  expect(bot.arrivals).toHaveLength(1);
});

describe("an answer", () => {
  test("for one person alone is whispered in a group, and comes into the direct chat from a topic group", async () => {
    saying("Only you");
    await emma.say("@Rapport go", { in: "#team" });
    expect(await seen(emma, "Only you", { in: "#team" })).toMatchObject({ onlyYou: true });
    saying("From the topics");
    await emma.say("@Rapport go", { in: "#topics" });
    expect(await seen(emma, "From the topics")).toMatchObject({ onlyYou: false });
    expect(liwei.messages({ in: "#topics" }).some(({ text }) => text.includes("From the topics"))).toBe(false);
  });

  test("that comes into the direct chat stands there once, though Feishu's word that it came is lost", async () => {
    saying("Sent once");
    bot.sandbox.faults.add({ on: SEND, do: "lose_response", times: 1 });
    await emma.say("@Rapport go", { in: "#topics" });
    await seen(emma, "Sent once");
    await bot.sandbox.quiet();
    expect(emma.messages().filter(({ text }) => text.includes("Sent once"))).toHaveLength(1);
  });

  test("for all stands in the thread it belongs to", async () => {
    saying("For all", "all");
    const first = await emma.say("a matter", { in: "#team" });
    await emma.say("@Rapport go", { in: "#team", thread: first });
    await seen(liwei, "For all", { in: "#team", thread: first });
  });

  test.each([230071, 230072, 230011, 230019])(
    "for all is said all the same when the thread refuses with %s",
    async (code) => {
      saying(`For all ${code}`, "all");
      bot.sandbox.faults.add({ on: REPLY, do: "error", code });
      const first = await emma.say("a matter", { in: "#team" });
      await emma.say("@Rapport go", { in: "#team", thread: first });
      await seen(liwei, `For all ${code}`, { in: "#team" });
    },
  );

  test("takes another way when one is closed, and waits as long as Feishu says when all are narrow", async () => {
    saying("By reply");
    bot.sandbox.faults.add({ on: SEND, do: "http_error", status: 500, times: 1 });
    await emma.say("go");
    await seen(emma, "By reply");
    saying("After two seconds");
    for (const on of [SEND, REPLY]) bot.sandbox.faults.add({ on, do: "rate_limit", reset: 2, times: 1 });
    const before = bot.sandbox.calls.length;
    await emma.say("go");
    await seen(emma, "After two seconds");
    const [refused, taken, ...more] = bot.sandbox.calls.slice(before).filter(({ api }) => api === SEND);
    expect([refused?.status, taken?.status, more]).toEqual([429, 200, []]);
    // A timer may be a moment early.
    expect(Number(taken?.at) - Number(refused?.at)).toBeGreaterThan(1950);
    await expect.poll(() => bot.settled).toHaveLength(2);
  });

  test("that reached nobody is not marked as given", async () => {
    saying("Nobody reads this");
    for (const on of [SEND, REPLY]) bot.sandbox.faults.add({ on, do: "error", code: 230013 });
    await emma.say("go");
    await bot.sandbox.quiet();
    expect(bot.arrivals).toHaveLength(1);
    expect(bot.settled).toEqual([]);
  });
});

describe("Home", () => {
  const identity = () => ({ platform: "feishu", workspace: bot.sandbox.tenantKey, user: emma.id });
  const shows = (title: string) =>
    bot.port.showHome(identity(), { cards: [card(title, { buttons: [BUTTON] })], mention: () => undefined });
  const home = (text: string) => bot.sandbox.until(() => emma.messages().find((one) => one.text.includes(text)));

  test("is a card that is kept up to date where it stands, and a new one when it is asked for", async () => {
    bot.arrivals.length = 0;
    await bot.sandbox.desk.chooseMenu({ user: emma.id, eventKey: "home" });
    await shows("Two things to do");
    const first = await home("Two things to do");
    bot.answer = async () => {
      // As the kernel does: before the press has been answered.
      void shows("One thing to do");
      return { shown: { kind: "replace", card: card("Done"), say: card("And said") } };
    };
    expect(await emma.press(first, "Do")).toEqual({ outcome: "answered" });
    expect(bot.arrivals.at(-1)).toMatchObject({ kind: "press", action: "trial.do", place: { home: true } });
    expect((await home("One thing to do")).id).toBe(first.id);
    await home("And said");
    await bot.sandbox.desk.chooseMenu({ user: emma.id, eventKey: "home" });
    await shows("Nothing to do");
    expect((await home("Nothing to do")).id).not.toBe(first.id);
  });
});

describe("a press", () => {
  test("turns the card, whether all see it or one person alone", async () => {
    for (const where of [undefined, { in: "#team" }]) {
      const message = await offered("Press me", where);
      answering({ kind: "replace", card: card("Pressed") });
      expect(await emma.press(message, "Do")).toEqual({ outcome: "answered" });
      await bot.sandbox.until(() =>
        emma.messages(where).some(({ id, text }) => id === message.id && text.includes("Pressed")),
      );
    }
  });

  test("that takes long tells so at once; the card turns when the answer has come", async () => {
    const message = await offered("Slow");
    let finish: (shown: Shown) => void = () => undefined;
    const outcome = new Promise<Shown>((resolve) => (finish = resolve));
    bot.answer = async () => ({ late: { waiting: card("Saving…"), outcome } });
    expect(await emma.press(message, "Do")).toEqual({ outcome: "answered" });
    await seen(emma, "Saving…");
    finish({ kind: "replace", card: card("Turned at last") });
    await bot.sandbox.until(() =>
      emma.messages().some(({ id, text }) => id === message.id && text.includes("Turned at last")),
    );
    await bot.sandbox.until(() => !emma.messages().some(({ text }) => text.includes("Saving…")));
  });

  test("that takes long turns a whispered card too, by the token of the press", async () => {
    const message = await offered("Slow whisper", { in: "#team" });
    let finish: (shown: Shown) => void = () => undefined;
    const outcome = new Promise<Shown>((resolve) => (finish = resolve));
    bot.answer = async () => ({ late: { waiting: card("Saving…"), outcome } });
    await emma.press(message, "Do");
    finish({ kind: "replace", card: card("Whisper turned") });
    await bot.sandbox.until(() =>
      emma.messages({ in: "#team" }).some(({ id, text }) => id === message.id && text.includes("Whisper turned")),
    );
  });

  test("by somebody whom Feishu tells no more of does nothing, and says so", async () => {
    answering({ kind: "card", card: card("For anyone", { buttons: [BUTTON] }), to: "all" });
    await emma.say("@Rapport go", { in: "#team" });
    const message = await seen(liwei, "For anyone", { in: "#team" });
    bot.arrivals.length = 0;
    bot.sandbox.faults.emptyOpenId = true;
    bot.sandbox.faults.add({ on: "GET /open-apis/contact/v3/users/:user_id", do: "http_error", status: 500 });
    expect(await liwei.press(message, "Do")).toMatchObject({ outcome: "answered" });
    expect(bot.arrivals).toEqual([]);
    const answered = bot.sandbox.deliveries.findLast(({ type }) => type === "card.action.trigger")?.response;
    expect(answered).toMatchObject({ toast: { type: "warning", content: expect.stringContaining("再按一次") } });
  });

  test("cannot come from where a card was forwarded to: it cannot be forwarded", async () => {
    const message = await offered("Forward me");
    const forward = { user: emma.id, message: message.id, to: bot.sandbox.idOf("team") };
    expect(() => bot.sandbox.desk.forward(forward)).toThrow("cannot be forwarded");
  });

  test("tells where its card stands also after a restart, when nothing is remembered of the chat", async () => {
    const message = await offered("Old card");
    answering({ kind: "card", card: card("There"), to: "you" });
    await bot.port.stop();
    const next = anotherPort(bot);
    await next.start(recording(bot));
    expect(await emma.press(message, "Do")).toEqual({ outcome: "answered" });
    expect(bot.arrivals.at(-1)?.place).toMatchObject({ kind: "direct" });
    await seen(emma, "There");
    await next.stop();
  });
});

test("the commands are offered when / is typed, and those that are gone are not", async () => {
  const commandsNow = () => bot.sandbox.desk.screen(emma.id).app.commands.map(({ command }) => command);
  const first = anotherPort(bot, { features: TRIAL });
  await first.start(recording(bot));
  await expect.poll(commandsNow).toEqual(["/trial", "/visit"]);
  await first.stop();
  const second = anotherPort(bot, { features: [{ name: "trial", commands: TRIAL[0]?.commands.slice(1) ?? [] }] });
  await second.start(recording(bot));
  await expect.poll(commandsNow).toEqual(["/visit"]);
  await second.stop();
});
