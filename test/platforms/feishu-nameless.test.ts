import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Person } from "../../src/sandbox/driver.ts";
import { type Bot, CONFIGURATION, card, startBot } from "./feishu-bot.ts";

const BUTTON = { label: "Do", press: { action: "trial.do", payload: 1 } };

const LOOK_UP = "GET /open-apis/contact/v3/users/:user_id";

let bot: Bot;
const logged: string[] = [];
const log = pino({ level: "warn" }, { write: (line: string) => void logged.push(line) });
beforeAll(async () => {
  bot = await startBot({ log, scopes: [...CONFIGURATION.scopes.tenant, "contact:user.employee_id:readonly"] });
});
afterAll(() => bot.close());
beforeEach(() => {
  bot.sandbox.faults.clear();
  bot.arrivals.length = 0;
  bot.settled.length = 0;
  bot.answer = async (kind) => ({
    shown:
      kind === "press"
        ? { kind: "replace", card: card("Answered") }
        : { kind: "card", card: card("Answered", { buttons: [BUTTON] }), to: "you" },
  });
});

const cards = (who: Person) => who.messages().filter(({ by, text }) => by.isBot && text.includes("Answered"));
/** Somebody new each time: who has been heard of once is known by every id. */
let count = 0;
const somebody = (): Person => {
  const name = `somebody${++count}`;
  bot.sandbox.addUser({ name, realName: name });
  return bot.sandbox.person(name);
};
/** Feishu names nobody by open_id. */
const namesLess = (userIdAbsent: boolean): void => {
  bot.sandbox.faults.emptyOpenId = true;
  bot.sandbox.faults.userIdAbsent = userIdAbsent;
};

const EVENTS: readonly [string, string, (who: Person) => Promise<unknown>][] = [
  ["words", "say", (who) => who.say("hello")],
  ["a choice in the menu", "command", ({ id }) => bot.sandbox.desk.chooseMenu({ user: id, eventKey: "visit" })],
  [
    "the chat entered for the first time",
    "command",
    ({ id: user }) => {
      const chat = bot.sandbox.desk.screen(user).chats.find(({ kind }) => kind === "p2p")?.id ?? "";
      return bot.sandbox.desk.openChat({ user, chat });
    },
  ],
];

describe("without an open_id", () => {
  test.each(EVENTS)("%s: whose they are is known by another id, and they are answered", async (_, kind, does) => {
    for (const userIdAbsent of [false, true]) {
      namesLess(userIdAbsent);
      const who = somebody();
      await does(who);
      await bot.sandbox.until(() => cards(who).length > 0);
      expect(bot.arrivals.at(-1)).toMatchObject({ kind, user: who.id });
      const payload = JSON.stringify(bot.sandbox.deliveries.at(-1)?.payload);
      expect(payload).not.toContain(who.id);
      expect(payload.includes('"user_id":')).toBe(!userIdAbsent);
    }
    expect(bot.arrivals).toHaveLength(2);
  });

  test.each(EVENTS)("%s: not lost when Feishu cannot say whose for a moment", async (_, kind, does) => {
    namesLess(true);
    bot.sandbox.faults.add({ on: LOOK_UP, do: "http_error", status: 500, times: 1 });
    const who = somebody();
    const before = bot.sandbox.deliveries.length;
    await does(who);
    await bot.sandbox.until(() => cards(who).length > 0);
    await bot.sandbox.quiet();
    expect(bot.sandbox.deliveries.slice(before)).toMatchObject([
      { attempt: 0, outcome: "failed" },
      { attempt: 1, outcome: "answered" },
    ]);
    expect(bot.arrivals).toMatchObject([{ kind, user: who.id }]);
  });

  test.each(EVENTS)("%s: comes again when Feishu takes too long to say whose", async (_, kind, does) => {
    namesLess(true);
    bot.sandbox.faults.add({ on: LOOK_UP, do: "delay", ms: 900, times: 1 });
    const who = somebody();
    const before = bot.sandbox.deliveries.length;
    await does(who);
    await bot.sandbox.until(() => cards(who).length > 0);
    await bot.sandbox.quiet();
    expect(bot.sandbox.deliveries.slice(before).map(({ outcome }) => outcome)).toEqual(["failed", "answered"]);
    expect(bot.arrivals).toMatchObject([{ kind, user: who.id }]);
  });

  test.each(EVENTS)("%s: comes but once when Feishu says for good that it names nobody", async (_, _kind, does) => {
    for (const code of [41050, 99992351, 99991672]) {
      namesLess(true);
      bot.sandbox.faults.add({ on: LOOK_UP, do: "error", code });
      const who = somebody();
      const before = bot.sandbox.deliveries.length;
      logged.length = 0;
      await does(who);
      await bot.sandbox.quiet();
      expect(bot.sandbox.deliveries.slice(before)).toMatchObject([{ attempt: 0, outcome: "answered" }]);
      expect(logged.join()).toContain("Feishu does not say who");
      bot.sandbox.faults.clear();
    }
    expect(bot.arrivals).toEqual([]);
  });

  test("a press: whose it is is known by another id", async () => {
    const who = somebody();
    await who.say("hello");
    const message = await bot.sandbox.until(() => cards(who).at(-1));
    const { sandbox } = bot;
    namesLess(true);
    expect(await who.press(message, "Do")).toEqual({ outcome: "answered" });
    expect(bot.arrivals.at(-1)).toMatchObject({ kind: "press", user: who.id });
    expect(sandbox.deliveries.at(-1)?.payload).toMatchObject({ event: { operator: { open_id: "" } } });
  });
});
