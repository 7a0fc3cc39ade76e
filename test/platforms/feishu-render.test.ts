import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Card, Rich } from "../../src/chat/card.ts";
import { clean } from "../../src/chat/clip.ts";
import type { CardJson } from "../../src/platforms/feishu/card-json.ts";
import { elementsIn } from "../../src/platforms/feishu/limits.ts";
import { inert, markdownOf } from "../../src/platforms/feishu/markup.ts";
import { markOf, renderCard } from "../../src/platforms/feishu/render-card.ts";
import { renderHome } from "../../src/platforms/feishu/render-home.ts";
import { validateCard } from "../../src/sandbox/feishu/cards/validate.ts";
import { card } from "./feishu-bot.ts";

const nobody = () => undefined;
const problemOf = (drawn: CardJson) => validateCard(JSON.stringify(drawn));
const elementsOf = (drawn: CardJson) => drawn.body.elements;
const button = (label: string, more = {}) => ({ label, press: { action: "trial.do", payload: { label } }, ...more });

describe("people's text", () => {
  /** What a reader sees of it, by the documentation: character references become their characters, and nothing else. */
  const read = (markdown: string) =>
    markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))).replaceAll("\u00a0", " ");

  test("is never markup, a mention or a link in markdown, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        expect(inert(text)).not.toMatch(/[<>*_~`[\]()!|\\$:@"']|&(?!#\d+;)|^\s*(?:[-+=]|\d+[.)])|^[ \t]{3,}/m);
        expect(read(inert(text))).toBe(
          clean(text)
            .replace(/^[ \t]{3,}/gm, (blank) => " ".repeat(blank.length))
            .replaceAll("\u00a0", " "),
        );
      }),
    );
  });

  test.each([
    ["<at id=all></at>", "&#60;at id=all&#62;&#60;/at&#62;"],
    ["[bank](https://evil.example)", "&#91;bank&#93;&#40;https&#58;//evil.example&#41;"],
    ["www.evil.example", "www&#46;evil.example"],
    ["1. first", "&#49;. first"],
    ["- point", "&#45; point"],
    ["a@b.example", "a&#64;b.example"],
  ])("%s", (text, markdown) => expect(inert(text)).toBe(markdown));

  test("is bold by asterisks that touch no blank, each line for itself", () => {
    expect(markdownOf([{ bold: " two\nlines " }, "after"], nobody)).toBe(" **two**\n**lines** after");
    expect(markdownOf([{ bold: "  " }], nobody)).toBe("  ");
  });

  test("mentions people whom the platform knows, names the others, and names nobody by id", () => {
    const parts: Rich = [{ person: "m1" as never, name: "Li" }, " & ", { person: "m2" as never, name: "Wang *" }];
    expect(markdownOf(parts, (member) => (member === "m1" ? "ou_1" : undefined))).toBe(
      "<at id=ou_1></at> &#38; Wang &#42;",
    );
  });

  test("without any dress is plain text, where there is no markup at all", () => {
    const [text] = elementsOf(renderCard(card("T", { text: ["**x** <at id=all></at>"] })));
    expect(text).toEqual({ tag: "div", text: { tag: "plain_text", content: "**x** <at id=all></at>" } });
  });
});

describe("a card", () => {
  test.each([
    ["done", "green"],
    ["waiting", "yellow"],
    ["stopped", "red"],
    ["past", "grey"],
    ["plain", "default"],
  ] as const)("that is %s is %s", (tone, template) =>
    expect(renderCard(card("T", { tone })).header.template).toBe(template),
  );

  test("with nothing but a verdict has a body all the same", () => {
    const below = (plain: string) => JSON.stringify(elementsOf(renderCard(card("Nothing here", { plain }))));
    expect(below("In short")).toContain("In short");
    expect(problemOf(renderCard(card("")))).toBeUndefined();
    // The title stands above it already.
    expect(below("Nothing here")).not.toContain("Nothing here");
    expect(below("Nothing here · Write the first")).toContain('"Write the first"');
    expect(problemOf(renderCard(card("Nothing here")))).toBeUndefined();
  });

  test("cannot be forwarded, and tells itself in one line", () => {
    const { config } = renderCard(card("T", { plain: "All of it\nin one" }));
    expect(config).toEqual({
      update_multi: true,
      enable_forward: false,
      width_mode: "default",
      summary: { content: "All of it in one" },
    });
  });

  test("shows three flags above and the others below", () => {
    const drawn = renderCard(card("T", { tags: ["a", "b", "c", "d", "e"] }));
    expect(drawn.header.text_tag_list?.map(({ text }) => text.content)).toEqual(["a", "b", "c"]);
    expect(JSON.stringify(drawn.body)).toContain("d · e");
  });

  test("says a verdict that is too long for its header in full below", () => {
    const title = "宏".repeat(150);
    const drawn = renderCard(card(title));
    expect(drawn.header.title.content).toBe(`${"宏".repeat(99)}…`);
    expect(JSON.stringify(drawn.body)).toContain(title);
  });

  test("is named by its key in a place that nobody sees and that a list of messages brings", () => {
    const [first] = elementsOf(renderCard(card("T", { text: ["a", "b"] }), { key: "fee:1:asked" }));
    expect(first).toMatchObject({ element_id: markOf("fee:1:asked") });
    expect(markOf("fee:1:asked")).toMatch(/^[A-Za-z]\w{0,19}$/);
    expect(markOf("fee:1:asked")).not.toBe(markOf("fee:2:asked"));
  });

  test("asks before what must be confirmed, in a menu too, where that makes a button of its own", () => {
    const confirm = { title: "Sure?", text: "Really", yes: "Yes", no: "No" };
    const drawn = renderCard(
      card("T", { buttons: [button("A", { confirm })], menu: [button("B"), button("C", { confirm })] }),
    );
    expect(JSON.stringify(drawn).match(/"confirm"/g)).toHaveLength(2);
    expect(JSON.stringify(drawn).match(/"tag":"overflow"/g)).toHaveLength(1);
  });

  test("refuses a payload that no button carries", () => {
    const press = { action: "trial.do", payload: "x".repeat(2000) };
    expect(() => renderCard(card("T", { buttons: [{ label: "A", press }] }))).toThrow(/trial\.do.*2002/);
  });

  test("folds a long timeline away, but for where it stands", () => {
    const timeline = Array.from({ length: 6 }, (_, index) => ({
      state: index < 3 ? ("done" as const) : index === 3 ? ("now" as const) : ("ahead" as const),
      text: `Step number ${index}`,
    }));
    const panelOf = (steps: typeof timeline) =>
      elementsOf(renderCard(card("T", { timeline: steps }))).find(({ tag }) => tag === "collapsible_panel");
    expect(panelOf(timeline)).toMatchObject({
      expanded: false,
      header: { title: { content: "Progress · Step number 3" } },
    });
    // A clerk, a manager, finance: as short as an approval is, from the first step on.
    expect(panelOf(timeline.slice(3))).toMatchObject({ header: { title: { content: "Progress · Step number 3" } } });
    expect(panelOf(timeline.slice(0, 2))).toBeUndefined();
  });

  test.each(["bar", "line", "funnel", "radar"] as const)("draws a %s chart, of one series and of two", (kind) => {
    const chart = { kind, title: "T", categories: ["a", "a", "b"], series: [{ name: "n", values: [1, Number.NaN] }] };
    const two = { ...chart, series: [...chart.series, { name: "m", values: [1, 2, 3] }] };
    for (const one of [chart, two]) {
      const drawn = renderCard(card("T", { chart: one }));
      expect(problemOf(drawn)).toBeUndefined();
      expect(JSON.stringify(drawn)).toContain('"a 2"');
    }
  });
});

const text = fc.string({ unit: "grapheme", maxLength: 300 });
const rich = fc.oneof(
  text,
  fc.array(fc.oneof(text, fc.record({ bold: text }), fc.record({ quiet: text })), { maxLength: 4 }),
);
const some = <T>(one: fc.Arbitrary<T>, maxLength: number) =>
  fc.option(fc.array(one, { maxLength }), { nil: undefined });
const buttons = fc.record({
  label: text,
  press: fc.constant({ action: "trial.do", payload: { id: "x".repeat(200) } }),
});
const anyCard = fc.record(
  {
    tone: fc.constantFrom("done", "waiting", "stopped", "past", "plain"),
    title: text,
    plain: text,
    tags: some(text, 5),
    text: some(rich, 20),
    facts: some(fc.record({ label: text, value: rich }), 20),
    lines: some(
      fc.record({
        text: rich,
        buttons: fc.array(buttons, { maxLength: 3 }),
        menu: fc.array(buttons, { maxLength: 3 }),
      }),
      60,
    ),
    table: fc.option(
      fc.record({
        columns: fc.array(fc.record({ label: text }), { maxLength: 25 }),
        rows: fc.array(fc.array(text, { maxLength: 25 }), { maxLength: 40 }),
      }),
      { nil: undefined },
    ),
    chart: fc.option(
      fc.record({
        kind: fc.constantFrom("bar", "line", "funnel", "radar"),
        title: text,
        categories: fc.array(text, { maxLength: 50 }),
        series: fc.array(fc.record({ name: text, values: fc.array(fc.double(), { maxLength: 50 }) }), {
          maxLength: 10,
        }),
      }),
      { nil: undefined },
    ),
    timeline: some(fc.record({ state: fc.constantFrom("done", "now", "ahead", "stopped"), text: rich }), 30),
    buttons: some(buttons, 40),
    menu: some(buttons, 20),
    footer: fc.option(rich, { nil: undefined }),
  },
  { requiredKeys: ["tone", "title", "plain"] },
) as fc.Arbitrary<Card>;

/** As it goes over the line: JSON in JSON. */
const requestBytes = (drawn: CardJson) =>
  Buffer.byteLength(
    JSON.stringify({ receive_id: "x".repeat(40), msg_type: "interactive", content: JSON.stringify(drawn) }),
  );

describe("whatever there is to say", () => {
  test("is a card that Feishu takes", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyCard, (given) => {
        const drawn = renderCard(given, { key: "k" });
        expect(problemOf(drawn)).toBeUndefined();
        expect(requestBytes(drawn)).toBeLessThanOrEqual(30 * 1024);
        expect(elementsIn(drawn)).toBeLessThanOrEqual(200);
      }),
      { numRuns: 150 },
    );
  });

  test("is a Home that Feishu takes", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(anyCard, { maxLength: 12 }), (cards) => {
        const drawn = renderHome(cards, nobody);
        expect(problemOf(drawn)).toBeUndefined();
        expect(requestBytes(drawn)).toBeLessThanOrEqual(30 * 1024);
      }),
      { numRuns: 60 },
    );
  });

  test("draws five charts and five tables on a Home, and puts the others into words", () => {
    const kinds = (drawn: CardJson) => elementsOf(drawn).map(({ tag }) => tag);
    const count = (drawn: CardJson, tag: string) => kinds(drawn).filter((one) => one === tag).length;
    const [series, columns] = [[{ name: "n", values: [1] }], [{ label: "c" }]];
    const cards = [1, 2, 3, 4, 5, 6, 7].map((n) =>
      card(`Card ${n}`, {
        chart: { kind: "bar", title: `Chart ${n}`, categories: ["a"], series },
        table: { columns, rows: [[`cell ${n}`]] },
      }),
    );
    const drawn = renderHome(cards, nobody);
    expect(problemOf(drawn)).toBeUndefined();
    expect([count(drawn, "chart"), count(drawn, "table")]).toEqual([5, 5]);
    for (const said of [/Chart 6.*a/, /Chart 7.*a/, /cell 6/, /cell 7/]) expect(JSON.stringify(drawn)).toMatch(said);
    const sixth = elementsOf(drawn).find(({ tag }) => tag === "chart");
    const over = { ...drawn, body: { ...drawn.body, elements: [...elementsOf(drawn), sixth] } };
    expect(validateCard(JSON.stringify(over))?.subCode).toBe(11310);
  });

  test("says how much of it is not shown", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => index);
    const drawn = JSON.stringify(
      renderCard(
        card("T", {
          facts: many(30).map((index) => ({ label: `fact ${index}`, value: "x" })),
          lines: many(200).map((index) => ({ text: `line ${index}`, buttons: [button("Do")] })),
          table: { columns: [{ label: "c" }], rows: many(500).map((row) => [`${row} ${"y".repeat(90)}`]) },
        }),
      ),
    );
    expect(drawn).toContain("…and 18 more");
    expect(drawn.match(/…and \d+ more/g)?.length).toBeGreaterThanOrEqual(2);
  });
});
