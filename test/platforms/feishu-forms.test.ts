import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { choice, choices, date, datetime, file, people, text } from "../../src/chat/form.ts";
import { Api } from "../../src/platforms/feishu/api.ts";
import { enteredIn } from "../../src/platforms/feishu/values.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { isObject, type JsonObject, objects } from "../../src/sandbox/json.ts";
import { type Bot, card, form } from "./feishu-bot.ts";
import { withFormSeat } from "./feishu-seat.ts";

const seat = withFormSeat();
const { opens, submits } = seat;
const FIELDS = {
  line: text({ label: "Line", max: 100, optional: true }),
  day: date({ label: "Day", optional: true }),
  moment: datetime({ label: "Moment", optional: true }),
  colours: choices({ label: "Colours", options: [{ value: "red", label: "Red" }], optional: true }),
};

describe("what was left empty", () => {
  test.each(["as documented", "missing", "blank"] as const)("is not there, though Feishu sends it %s", async (how) => {
    seat.bot.sandbox.desk.emptyFields = how;
    await opens(form(FIELDS));
    await seat.emma.submit();
    await expect.poll(() => submits().length).toBe(1);
    expect(submits()[0]?.values).toEqual({});
  });
});

test("days and times come as Feishu writes them, and are read as what they are", async () => {
  await opens(form(FIELDS));
  await seat.emma.fill({ Day: "2024-04-01", Moment: "2024-04-29 07:07" });
  await seat.emma.submit();
  await expect.poll(() => submits().length).toBe(1);
  expect(submits()[0]?.values).toEqual({
    day: { text: "2024-04-01" },
    moment: { text: "2024-04-28T23:07:00.000Z" },
  });
});

test("a form that others are faster than, where hundreds are told at once, opens as soon as there is room", async () => {
  for (const on of ["POST /open-apis/im/v1/messages", "POST /open-apis/im/v1/messages/:message_id/reply"])
    seat.bot.sandbox.faults.add({ on, do: "rate_limit", reset: 1, times: 3 });
  const before = seat.emma.messages().length;
  expect((await opens(form(FIELDS))).title).toBe("A form");
  // What was typed, and the form.
  expect(seat.emma.messages()).toHaveLength(before + 2);
});

test("a form opens with what is known, times in the reader's own zone", async () => {
  const values = { line: { text: "known" }, moment: { text: "2026-11-28T02:00:00.000Z" } };
  const shown = await opens(form(FIELDS, { values, errors: { line: "Not this", "": "As a whole" } }));
  expect(shown.fields.map(({ value }) => value)).toEqual(["known", null, "2026-11-28 10:00", []]);
  expect(shown.fields[0]?.error).toBe("Not this");
  expect(shown.lines).toContain("As a whole");
});

describe("a text longer than one box takes", () => {
  const fields = { story: text({ label: "Story", max: 3000, long: true }) };

  test("stands in several, and comes back as one", async () => {
    const story = `${"长".repeat(999)}👍${"z".repeat(1500)}`;
    const shown = await opens(form(fields, { values: { story: { text: story } } }));
    expect(shown.fields).toHaveLength(3);
    await seat.emma.submit();
    await expect.poll(() => submits().length).toBe(1);
    expect(submits()[0]?.values).toEqual({ story: { text: story } });
  });
});

describe("choices of which there are too many to show", () => {
  const many = Array.from({ length: 80 }, (_, index) => ({ value: `id-${index}`, label: `Customer ${index}` }));
  const fields = {
    line: text({ label: "Line", max: 100 }),
    customer: choice({ label: "Customer", search: async () => [] }),
  };

  test("are the best fifty; looking for more keeps what was typed and chosen, by its name", async () => {
    seat.bot.found = (_, typed) => many.filter(({ label }) => label.includes(typed));
    const shown = await opens(form(fields));
    expect(shown.fields.find(({ label }) => label === "Customer")?.options).toHaveLength(50);
    await seat.emma.fill({ Line: "typed before", Customer: "Customer 7" });
    expect((await seat.emma.suggestions("Customer", "Customer 71")).map(({ label }) => label)).toEqual([
      "Customer 7",
      "Customer 71",
    ]);
    expect(seat.emma.form()?.fields.map(({ shown: one }) => one)).toEqual(["typed before", "Customer 7"]);
    await seat.emma.suggestions("Customer", "Customer 33");
    expect(seat.emma.form()?.fields[1]?.shown).toBe("Customer 7");
    await seat.emma.fill({ Customer: "Customer 33" });
    await seat.emma.submit();
    await expect.poll(() => submits().length).toBe(1);
    expect(submits()[0]?.values).toEqual({
      line: { text: "typed before" },
      customer: { choices: [{ value: "id-33", label: "id-33" }] },
    });
  });

  test("are said to be none where nothing was found", async () => {
    await opens(form(fields));
    await seat.emma.suggestions("Customer", "nobody");
    expect(seat.emma.form()?.fields[1]?.placeholder).toBe("Nothing found for “nobody”");
  });
});

test("a file is one that was sent to the bot; sending it keeps what was typed", async () => {
  await opens(form({ line: text({ label: "Line", max: 100 }), paper: file({ label: "Paper", accept: ["csv"] }) }));
  await seat.emma.fill({ Line: "typed before" });
  await seat.emma.upload({ name: "notes.txt", content: "no" });
  await seat.emma.fill({ Paper: [seat.emma.attach({ name: "sheet.csv", content: "a,b" })] });
  expect(seat.emma.form()?.fields[1]?.options?.map(({ label }) => label)).toEqual(["sheet.csv"]);
  await seat.emma.submit();
  await expect.poll(() => submits().length).toBe(1);
  const { line, paper } = submits()[0]?.values ?? {};
  expect(line).toEqual({ text: "typed before" });
  const [given] = paper && "files" in paper ? paper.files : [];
  expect(given?.name).toBe("sheet.csv");
  expect((await given?.read(1000))?.toString()).toBe("a,b");
});

test("a file that somebody else sent is not offered, and not read when it is named all the same", async () => {
  const li = seat.bot.sandbox.person("liwei");
  const theirs = await li.upload({ name: "theirs.csv", content: "not for others" });
  await seat.bot.port.sendFile(
    { workspace: seat.bot.sandbox.tenantKey, place: seat.emma.id },
    { name: "ours.csv", bytes: Buffer.from("from the bot"), key: "ours" },
  );
  const shown = await opens(form({ paper: file({ label: "Paper", accept: ["csv"] }) }));
  expect(shown.fields[0]?.options?.map(({ label }) => label)).not.toContain("ours.csv");
  // No client sends what it did not offer; whoever speaks to the server without one might.
  const { appId, appSecret, domain } = seat.bot.sandbox;
  const api = new Api({ appId, appSecret, domain, clock: seat.bot.clock, log: pino({ level: "silent" }) });
  const picked = `${theirs.id}/${theirs.files[0]?.id}/theirs.csv`;
  const read = (user: string) => {
    const { paper } = enteredIn({ "f.paper": picked }, { api, user }).values;
    return paper && "files" in paper ? paper.files[0]?.read(1000) : undefined;
  };
  await expect(read(seat.emma.id)).rejects.toMatchObject({ failure: "gone" });
  expect((await read(li.id))?.toString()).toBe("not for others");
});

test("people to pick are those in a group with the seat.bot, also where the form is in the direct chat", async () => {
  const shown = await opens(form({ friends: people({ label: "Friends" }) }));
  expect(shown.fields[0]?.options?.map(({ label }) => label).sort()).toEqual(["Emma", "李伟"]);
});

describe("a form that is sent", () => {
  test("twice, before the first has been answered, is one submit", async () => {
    let done: () => void = () => undefined;
    await opens(form(FIELDS));
    const held = new Promise<void>((resolve) => (done = resolve));
    seat.bot.answer = async () => {
      await held;
      return { shown: { kind: "card", card: card("Saved"), to: "you" } };
    };
    seat.bot.sandbox.faults.add({ to: "card.action.trigger", do: "repeat", copies: 1, times: 1 });
    const sending = seat.emma.submit();
    await expect.poll(() => submits().length).toBe(1);
    done();
    expect(await sending).toEqual({ outcome: "answered" });
    await seat.bot.sandbox.quiet();
    expect(submits()).toHaveLength(1);
    await seat.bot.sandbox.until(() => seat.emma.last()?.text.includes("Saved"));
  });

  test("again from a client that has not caught up has the same id, so that nothing is done twice", async () => {
    const shown = await opens(form(FIELDS));
    const before = seat.emma.last()!;
    await seat.emma.submit();
    await seat.bot.sandbox.until(() => seat.emma.last()?.text.includes("Saved"));
    const [send] = before.buttons.filter(({ label }) => label === shown.submit);
    await seat.emma.press(before, send!.label, { asShown: true });
    expect(new Set(submits().map(({ id }) => id)).size).toBe(1);
  });

  test("again because its answer was lost is answered with what it came to", async () => {
    await opens(form(FIELDS));
    seat.bot.sandbox.faults.add({ to: "card.action.trigger", do: "lose_answer", times: 1 });
    expect((await seat.emma.submit()).outcome).not.toBe("answered");
    expect(seat.emma.form()).toBeDefined();
    expect(await seat.emma.submit()).toEqual({ outcome: "answered" });
    await seat.bot.sandbox.until(() => seat.emma.last()?.text.includes("Saved"));
    expect(submits()).toHaveLength(1);
  });

  test("says what it is and where it was opened also when a client leaves the value of its button out", async () => {
    await opens(form(FIELDS));
    const json = cardOf(seat.bot, seat.emma);
    const send = buttonsIn(json).find(({ name }) => String(name).startsWith("send~"));
    expect(send?.name).toMatch(/^send~[\w-]{8}~trial\.form~/);
    expect(send?.name).toContain(Buffer.from('{"about":"x"}').toString("base64url"));
  });

  test("puts mistakes at the fields and keeps what was typed", async () => {
    await opens(form(FIELDS));
    seat.bot.answer = async (_, { values }) => ({
      shown: { kind: "fix", form: form(FIELDS, { values: values ?? {}, errors: { line: "Too short" } }) },
    });
    await seat.emma.fill({ Line: "x", Day: "2026-12-01" });
    await seat.emma.submit();
    await seat.bot.sandbox.until(() => seat.emma.form()?.fields[0]?.error === "Too short");
    expect(
      seat.emma
        .form()
        ?.fields.map(({ value }) => value)
        .slice(0, 2),
    ).toEqual(["x", "2026-12-01"]);
  });

  test("goes without a trace when it is put away in a group, and leaves a way back in the direct chat", async () => {
    await opens(form(FIELDS), { in: "#team" });
    const count = seat.emma.messages({ in: "#team" }).length;
    await seat.emma.close();
    await seat.bot.sandbox.until(() => seat.emma.messages({ in: "#team" }).length === count - 1);

    await opens(form(FIELDS));
    await seat.emma.close();
    const note = await seat.bot.sandbox.until(() => seat.emma.last()?.text.includes("Form closed") && seat.emma.last());
    await seat.emma.press(note, "Open it again");
    await seat.bot.sandbox.until(() => seat.emma.form());
    expect(seat.bot.arrivals.at(-1)).toMatchObject({ kind: "press", action: "rapport.reopen" });
  });

  test("is put away by a button that a process of the version before does not take for the one that sends it", async () => {
    await opens(form(FIELDS));
    const named = buttonsIn(cardOf(seat.bot, seat.emma)).filter(({ name }) => name === "close~");
    expect(named).toMatchObject([{ text: { content: "Close" } }]);
    expect(named[0]).not.toHaveProperty("form_action_type");
  });

  test("is for one person's eyes in a group; where Feishu does not whisper, in the direct chat", async () => {
    await opens(form(FIELDS), { in: "#team" });
    expect(seat.emma.last({ in: "#team" })).toMatchObject({ onlyYou: true });
    await seat.emma.close();
    await opens(form(FIELDS), { in: "#topics" });
    expect(seat.emma.last()?.text).toContain("A form");
    expect(seat.emma.last({ in: "#topics" })?.by.isBot).toBe(false);
  });
});

test("a form in which something was looked for is the same submit as before, and another one after a mistake", async () => {
  const fields = { customer: choice({ label: "Customer", search: async () => [], optional: true }) };
  const instance = () => {
    const value = objects(buttonsIn(cardOf(seat.bot, seat.emma))[0]?.behaviors)[0]?.value;
    return isObject(value) ? value.n : undefined;
  };
  await opens(form(fields));
  const first = instance();
  expect(first).toBeTypeOf("string");
  await seat.emma.suggestions("Customer", "x");
  expect(seat.bot.arrivals.at(-1)).toMatchObject({ kind: "press", action: "rapport.reopen" });
  expect(instance()).toBe(first);
  seat.bot.answer = async () => ({ shown: { kind: "fix", form: form(fields, { errors: { customer: "No" } }) } });
  await seat.emma.submit();
  expect(instance()).not.toBe(first);
});

const cardOf = ({ sandbox }: Bot, who: Person): JsonObject => {
  const { messages } = sandbox.desk.screen(who.id);
  const last = Object.values(messages)
    .flat()
    .findLast((message) => message.id === who.form()?.id);
  if (!last?.card) throw new Error("no card");
  return last.card.json;
};

const buttonsIn = (value: unknown): JsonObject[] => {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (!isObject(value as never)) return [];
  const object = value as JsonObject;
  const inside = Object.values(object).flatMap(buttonsIn);
  return object.tag === "button" ? objects([object]).concat(inside) : inside;
};
