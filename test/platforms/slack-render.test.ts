import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Card } from "../../src/chat/card.ts";
import { clean, clip } from "../../src/chat/clip.ts";
import { choice, choices, date, defineForm, number, text } from "../../src/chat/form.ts";
import type { ShownForm } from "../../src/chat/port.ts";
import { checkForm } from "../../src/platforms/slack/check-form.ts";
import { inert, Room } from "../../src/platforms/slack/limits.ts";
import { pack, unpack } from "../../src/platforms/slack/origin.ts";
import { renderCard } from "../../src/platforms/slack/render-card.ts";
import { errorsAtInputs, renderForm } from "../../src/platforms/slack/render-form.ts";
import type { JsonObject } from "../../src/sandbox/json.ts";
import { problemsInBlocks, problemsInView } from "../../src/sandbox/slack/blocks/validate.ts";
import { card } from "./slack-bot.ts";

/** As it goes over the wire. */
const wire = (value: unknown): JsonObject[] => JSON.parse(JSON.stringify(value));
const json = (value: unknown): string => JSON.stringify(value);
const drawn = (given: Card) => renderCard(given).blocks;

describe("text", () => {
  test("is cut visibly, and between what people see as one character", () => {
    expect(clip("abcdef", 6)).toBe("abcdef");
    expect(clip("abcdefg", 6)).toBe("abcde…");
    expect(clip("ab👩‍👩‍👧‍👦cd", 6)).toBe("ab…");
    expect(clip("e\u0301e\u0301e\u0301e\u0301", 6)).toBe("e\u0301e\u0301…");
  });

  test("loses what hides or reverses it and keeps the rest", () => {
    expect(clean("a\u202eb\u0007c\u200bd\r\ne\tf")).toBe("abcd\ne\tf");
    expect(clean("👩‍👩‍👧‍👦 שלום")).toBe("👩‍👩‍👧‍👦 שלום");
    expect(clean("a\ud800b")).toBe("a\ufffdb");
  });

  test("for notifications holds no markup, mention or link", () => {
    expect(inert("<!channel> & <@U1>")).toBe("&lt;!channel&gt; &amp; &lt;@U1&gt;");
    expect(inert("*a* :tada:")).not.toMatch(/\*a\*|:tada:/);
  });

  test("shares one room", () => {
    const room = new Room(10);
    expect([room.take("12345678", 5), room.take("12345678", 8), room.take("x", 1)]).toEqual(["1234…", "1234…", ""]);
  });
});

describe("a card", () => {
  test.each([
    ["done", "✅ Verdict"],
    ["waiting", "🟡 Verdict"],
    ["stopped", "🔴 Verdict"],
    ["past", "⚪ Verdict"],
    ["plain", "Verdict"],
  ] as const)("that is %s shows it before its verdict", (tone, title) => {
    expect(drawn(card("Verdict", { tone }))[0]).toEqual({
      type: "header",
      text: { type: "plain_text", text: title, emoji: false },
    });
  });

  test("whose verdict has a mark of its own keeps that one", () => {
    expect(json(drawn(card("🎂 Birthday"))[0])).toContain('"🎂 Birthday"');
  });

  test("with a verdict longer than a header says the whole below it", () => {
    const title = "word ".repeat(60).trim();
    const [header, below] = drawn(card(title));
    expect(json(header)).toContain("…");
    expect(json(below)).toContain(title);
  });

  test("without words is still one that Slack takes", () => {
    const empty = card("", {
      plain: "p",
      text: [""],
      facts: [{ label: "", value: "" }],
      lines: [{ text: "" }],
      tags: [""],
      footer: "",
      timeline: [{ state: "now", text: "" }],
      table: { columns: [], rows: [] },
      chart: { kind: "bar", title: "", categories: [], series: [] },
    });
    expect(problemsInBlocks(wire(drawn(empty)), "message")).toEqual([]);
  });

  test("carries what its buttons mean, with confirm and look", () => {
    const press = { action: "fees.approve", payload: { id: "1", version: 2 } };
    const [, actions] = drawn(
      card("T", {
        buttons: [{ label: "Yes", press, look: "danger", confirm: { title: "t", text: "x", yes: "y", no: "n" } }],
      }),
    );
    expect(actions).toMatchObject({
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: "fees.approve~1",
          value: '{"id":"1","version":2}',
          style: "danger",
          confirm: { style: "danger" },
        },
      ],
    });
  });

  test("puts what a menu cannot carry among the buttons", () => {
    const short = { label: "Short", press: { action: "a.b", payload: {} } };
    const long = { label: "Long", press: { action: "a.c", payload: { id: "x".repeat(90) } } };
    const asked = {
      label: "Asked",
      press: { action: "a.d", payload: {} },
      confirm: { title: "t", text: "x", yes: "y", no: "n" },
    };
    const [, actions] = drawn(card("T", { menu: [short, long, asked] }));
    expect(json(actions)).toMatch(/"Long".*"Asked".*"overflow".*"Short"/);
  });

  test("whose button carries too much is a bug that is told", () => {
    const press = { action: "a.b", payload: "x".repeat(2001) };
    expect(() => drawn(card("T", { buttons: [{ label: "B", press }] }))).toThrow(/a\.b.*2000/);
  });

  test.each([
    ["bar", "bar"],
    ["funnel", "bar"],
    ["radar", "bar"],
    ["line", "line"],
  ] as const)("draws a %s as Slack's %s, and says it in words", (kind, type) => {
    const chart = { kind, title: "Funnel", categories: ["met", "won"], series: [{ name: "n", values: [14, 2] }] };
    const { blocks, text } = renderCard(card("T", { chart }));
    expect(blocks[1]).toMatchObject({
      type: "data_visualization",
      chart: { type, axis_config: { categories: ["met", "won"] } },
    });
    expect(text).toContain("Funnel: met 14 → won 2");
    expect(problemsInBlocks(wire(blocks), "message")).toEqual([]);
  });

  test("keeps a table within Slack's rows and columns, and says how much is left", () => {
    const table = {
      columns: Array.from({ length: 25 }, (_, index) => ({ label: `c${index}`, align: "right" as const })),
      rows: Array.from({ length: 150 }, () => ["1", ""]),
    };
    const blocks = drawn(card("T", { table }));
    expect(problemsInBlocks(wire(blocks), "message")).toEqual([]);
    expect(json(blocks)).toContain("…and 51 more");
  });

  test("says what is left in its own language", () => {
    const lines = Array.from({ length: 80 }, (_, index) => ({
      text: String(index),
      buttons: [{ label: "b", press: { action: "a.b", payload: {} } }],
    }));
    expect(json(drawn(card("标题", { lines })))).toMatch(/…还有 \d+ 项/);
  });
});

describe("a form", () => {
  const small = (more: Partial<ShownForm> = {}): ShownForm => ({
    formId: "trial.form",
    params: "{}",
    language: "en",
    content: { title: "Title", submit: "Save", fields: { a: text({ label: "A", max: 20 }), b: date({ label: "B" }) } },
    values: {},
    errors: {},
    ...more,
  });

  test("is one that Slack takes, whatever is known of it", () => {
    const fields = {
      n: number({ label: "N", whole: true, min: 1, max: 5 }),
      d: date({ label: "D" }),
      t: text({ label: "T", max: 5 }),
      c: choice({ label: "C", options: [] }),
      m: choices({ label: "M", options: [{ value: "x", label: "X" }] }),
    };
    const values = {
      n: { text: "1,000" },
      d: { text: "2026-02-30x" },
      t: { text: "far too long" },
      m: { choices: [{ value: "gone", label: "Gone" }] },
    };
    const view = renderForm(
      small({ content: { title: "A title that is longer than Slack takes", submit: "S", fields }, values }),
      undefined,
    );
    expect(problemsInView(wire(view) as never)).toEqual([]);
    expect(json(view)).toContain("A title that is longer…");
    // Cut, it would be saved as it stands there.
    expect(json(view)).toContain("far too long");
  });

  test("shows messages at its fields, and the others at its top", () => {
    const view = renderForm(small({ errors: { a: "At A", "": "For all", gone: "Of no field" } }), undefined);
    const said = view.blocks.map((block) => json(block));
    expect(
      said.map((block) => ["For all", "Of no field", '"A"', "At A", '"B"'].find((part) => block.includes(part))),
    ).toEqual(["For all", "Of no field", '"A"', "At A", '"B"']);
  });

  test("leaves messages to Slack only when each has its field", () => {
    expect(errorsAtInputs(small({ errors: { a: "At A" } }))).toEqual({ a: "At A" });
    expect(errorsAtInputs(small({ errors: { a: "At A", "": "For all" } }))).toBeUndefined();
    expect(errorsAtInputs(small({ errors: { gone: "x" } }))).toBeUndefined();
  });

  test("carries its parameters and where it was opened, and drops the response URL before it drops either", () => {
    const origin = {
      place: { platform: "slack", workspace: "T1", place: "C1", kind: "group", thread: "1.1", message: "2.2" },
      user: "U1",
      responseUrl: `https://hooks.slack.com/${"x".repeat(1200)}`,
      at: new Date("2026-11-22T00:00:00Z"),
      ephemeral: true,
    } as const;
    expect(unpack(pack({ params: '{"a":1}', origin }), "U1")).toEqual({ params: '{"a":1}', origin });
    const { private_metadata } = renderForm(small({ params: json("p".repeat(1990)) }), origin);
    const { responseUrl: _dropped, ...rest } = origin;
    expect(unpack(private_metadata ?? "", "U1")).toEqual({ params: json("p".repeat(1990)), origin: rest });
  });

  const form = (content: Partial<ShownForm["content"]>, sample = {}) =>
    defineForm({
      id: "trial.checked",
      params: z.object({}),
      sample,
      build: () => ({ title: "T", submit: "S", fields: { a: text({ label: "A", max: 10 }) }, ...content }),
    });

  test.each([
    ["the title", form({ title: "x".repeat(25) }), /trial\.checked \(en\).*title.*25.*24/],
    ["the submit label", form({ submit: "x".repeat(25) }), /submit/],
    ["the parameters", form({}, { long: "x".repeat(2000) }), /parameters.*2000/],
    [
      "a placeholder",
      form({ fields: { a: text({ label: "A", max: 10, placeholder: "x".repeat(151) }) } }),
      /a: the placeholder/,
    ],
    ["the room for a text", form({ fields: { a: text({ label: "A", max: 3001 }) } }), /a: its most characters/],
    [
      "an option",
      form({ fields: { c: choice({ label: "C", options: [{ value: "v", label: "x".repeat(76) }] }) } }),
      /option v/,
    ],
    [
      "the options",
      form({
        fields: {
          c: choice({
            label: "C",
            options: Array.from({ length: 101 }, (_, index) => ({ value: `${index}`, label: "x" })),
          }),
        },
      }),
      /options is 101/,
    ],
  ])("that breaks a limit with %s is found at start-up", (_, broken, said) => {
    expect(() => checkForm(broken, "en")).toThrow(said);
  });

  test("that keeps the limits passes", () => {
    expect(() => checkForm(form({}), "zh")).not.toThrow();
  });
});
