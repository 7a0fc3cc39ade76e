import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { text } from "../../src/chat/form.ts";
import type { Message, Person } from "../../src/sandbox/driver.ts";
import { anotherPort, type Bot, card, form, opening, recording, startBot } from "./feishu-bot.ts";

const DAY = 24 * 3_600_000;
const BUTTON = { label: "Do", press: { action: "trial.do", payload: 1 } };

let bot: Bot;
let emma: Person;
beforeEach(async () => {
  bot = await startBot();
  bot.sandbox.desk.pressedForDays = 30;
  emma = bot.sandbox.person("emma");
});
afterEach(() => bot.close());

const later = (days: number) => bot.clock.moveAhead(days * DAY);
const read = (title: string, where?: { in: string }): Promise<Message> =>
  bot.sandbox.until(() => emma.messages(where).find((one) => one.by.isBot && one.text.includes(title)));
const toast = () => bot.sandbox.desk.notices(emma.id).at(-1)?.text;
const come = (title: string) => emma.messages().filter(({ text: words }) => words.includes(title)).length;

/** Feishu says in one place that presses come for 30 days, in all others that a card changes for 14. */
describe("a card of day 20, which may be pressed but not changed,", () => {
  const offered = async (where?: { in: string }): Promise<Message> => {
    bot.answer = async () => ({ shown: { kind: "card", card: card("Offered", { buttons: [BUTTON] }), to: "you" } });
    await emma.say(where ? "@Rapport go" : "go", where);
    return read("Offered", where);
  };
  const replaced = async () => ({ shown: { kind: "replace", card: card("Done", { buttons: [BUTTON] }) } }) as const;

  test.each([undefined, { in: "#team" }])("is pressed: what it comes to stands in a new one (%j)", async (where) => {
    const old = await offered(where);
    later(20);
    bot.answer = replaced;
    expect(await emma.press(old, "Do")).toEqual({ outcome: "answered" });
    expect(toast()).toContain("new message");
    const anew = await read("Done", where);
    expect(anew.id).not.toBe(old.id);
    expect(await emma.press(anew, "Do")).toEqual({ outcome: "answered" });
    expect(bot.arrivals.filter(({ kind }) => kind === "press")).toHaveLength(2);
    await expect.poll(() => bot.settled).toHaveLength(3);
  });

  test("is so for a process that did not send it as well", async () => {
    const old = await offered();
    await bot.port.stop();
    later(20);
    const next = anotherPort(bot);
    await next.start(recording(bot));
    bot.answer = replaced;
    await emma.press(old, "Do");
    expect((await read("Done")).id).not.toBe(old.id);
    await next.stop();
  });

  test("and one of day 13 changes where it stands, also for a process that did not send it", async () => {
    const old = await offered();
    await bot.port.stop();
    later(13);
    const next = anotherPort(bot);
    await next.start(recording(bot));
    bot.answer = replaced;
    expect(await emma.press(old, "Do")).toEqual({ outcome: "answered" });
    expect((await read("Done")).id).toBe(old.id);
    await next.stop();
  });

  test("changes where it stands when Feishu does not say how old it is", async () => {
    const old = await offered();
    await bot.port.stop();
    const next = anotherPort(bot);
    await next.start(recording(bot));
    bot.sandbox.faults.add({ on: "GET /open-apis/im/v1/messages/:message_id", do: "http_error", status: 500 });
    bot.answer = replaced;
    expect(await emma.press(old, "Do")).toEqual({ outcome: "answered" });
    expect((await read("Done")).id).toBe(old.id);
    await next.stop();
  });
});

test("how old a card of a group is, which Feishu does not tell this app, is asked for once, and no fault", async () => {
  const logged: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => void logged.push(line) });
  bot.answer = async () => ({ shown: { kind: "card", card: card("In a group", { buttons: [BUTTON] }), to: "all" } });
  await emma.say("@Rapport go", { in: "#team" });
  const standing = await read("In a group", { in: "#team" });
  await bot.port.stop();
  const next = anotherPort(bot, { log });
  await next.start(recording(bot));
  const asked = () => bot.sandbox.calls.filter(({ api }) => api === "GET /open-apis/im/v1/messages/:message_id").length;
  bot.answer = async () => ({ shown: { kind: "card", card: card("Heard"), to: "you" } });
  for (let times = 0; times < 2; times += 1) await emma.press(standing, "Do");
  expect([asked(), logged]).toEqual([1, []]);
  await next.stop();
});

describe("a form of day 20", () => {
  const FORM = form({ line: text({ label: "Line", max: 100 }) });
  const opened = async () => {
    bot.answer = async () => opening(FORM);
    await emma.say("form");
    await bot.sandbox.until(() => emma.form());
    await emma.fill({ Line: "typed" });
    bot.arrivals.length = 0;
    later(20);
  };
  const submits = () => bot.arrivals.filter(({ kind }) => kind === "submit");

  test("is sent: what it comes to is told in a message of its own, once, however often it is sent", async () => {
    await opened();
    bot.answer = async () => ({ shown: { kind: "card", card: card("Saved"), to: "you" } });
    const old = emma.form()?.id ?? "";
    expect(await emma.submit()).toEqual({ outcome: "answered" });
    expect(toast()).toContain("new message");
    expect((await read("Saved")).id).not.toBe(old);
    await emma.submit();
    await bot.sandbox.quiet();
    expect(submits()).toMatchObject([{ values: { line: { text: "typed" } } }]);
    expect(come("Saved")).toBe(1);
  });

  test("that is not right is asked anew, with what was typed", async () => {
    await opened();
    const old = emma.form()?.id;
    bot.answer = async () => ({
      shown: { kind: "fix", form: { ...FORM, values: { line: { text: "typed" } }, errors: { line: "Not this" } } },
    });
    await emma.submit();
    const anew = await bot.sandbox.until(() => (emma.form()?.id === old ? undefined : emma.form()));
    expect(anew.fields[0]).toMatchObject({ value: "typed", error: "Not this" });
  });

  test("that takes long is told of when it is done", async () => {
    await opened();
    let finish: (title: string) => void = () => undefined;
    const outcome = new Promise<string>((resolve) => (finish = resolve));
    const shown = outcome.then((title) => ({ kind: "card", card: card(title), to: "you" }) as const);
    bot.answer = async () => ({ late: { waiting: card("Saving…"), outcome: shown } });
    await emma.submit();
    finish("Saved at last");
    await read("Saved at last");
    expect(come("Saved at last")).toBe(1);
  });
});
