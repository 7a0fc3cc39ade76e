import { describe, expect, test } from "vitest";
import { validateCard } from "../../src/sandbox/feishu/cards/validate.ts";
import type { JsonObject } from "../../src/sandbox/json.ts";
import {
  button,
  card,
  chart,
  column,
  columns,
  form,
  input,
  many,
  md,
  option,
  panel,
  plain,
  problem,
  select,
  submit,
  TABLE,
  table,
  x,
} from "./sandbox-feishu-parts.ts";

describe("refused", () => {
  const cases: [says: string, subCode: number, card: JsonObject][] = [
    ["a card of another schema", 200621, card([], { schema: "1.0" })],
    ["a card without schema", 200621, { body: { elements: [] } }],
    ["a card that only some may see", 200621, card([], { config: { update_multi: false } })],
    ["elements outside the body", 200621, { ...card([]), elements: [] }],
    ["a fallback", 200621, { ...card([]), fallback: {} }],
    ["an action block", 200861, card([{ tag: "action", actions: [] }])],
    ["a note", 200861, card([{ tag: "note", elements: [] }])],
    ["an unknown tag", 200621, card([{ tag: "textarea" }])],
    ["an unknown property", 200621, card([columns(md("a", { colour: "red" }))])],
    [
      "a column with rounded corners",
      200621,
      card([{ tag: "column_set", columns: [{ tag: "column", corner_radius: "8px", elements: [] }] }]),
    ],
    ["a column set without columns", 200621, card([{ tag: "column_set", flex_mode: "none" }])],
    ["a label on a select", 200621, card([form(select({ name: "s", label: plain() }))])],
    ["a header as 1.0 had it", 200621, card([], { header: { title: plain(), ud_icon: { token: "x" } } })],
    ["a header of a colour that is none", 200621, card([], { header: { title: plain(), template: "pink" } })],
    ["a colour that is none", 200621, card([{ tag: "div", text: { ...plain(), text_color: "pinkish" } }])],
    [
      "four tags",
      11310,
      card([], { header: { title: plain(), text_tag_list: many(4, () => ({ tag: "text_tag", text: plain() })) } }),
    ],
    ["a button of a type that is none", 200621, card([button({ type: "secondary" })])],
    ["a callback with a string", 200621, card([button({ behaviors: [{ type: "callback", value: "x" }] })])],
    ["a confirm without text", 200621, card([button({ confirm: { title: plain() } })])],
    ["a button's text of 101", 200621, card([button({ text: plain(x(101)) })])],
    ["a button's text in markdown", 200621, card([button({ text: { tag: "lark_md", content: "t" } })])],
    [
      "two values of padding in a panel's header",
      200621,
      card([{ tag: "collapsible_panel", header: { title: plain(), padding: "4px 8px" }, elements: [] }]),
    ],
    [
      "a panel's title in lark_md",
      200621,
      card([{ tag: "collapsible_panel", header: { title: { tag: "lark_md", content: "t" } }, elements: [] }]),
    ],
    ["an element_id that begins with a digit", 200621, card([md("a", { element_id: "1a" })])],
    ["an element_id of 21", 200621, card([md("a", { element_id: x(21) })])],
    ["an element_id twice", 200621, card([md("a", { element_id: "a" }), md("b", { element_id: "a" })])],
    ["a form in a column", 200621, card([columns(form(input()))])],
    ["a form in a form", 200621, card([form({ ...form(), name: "g" })])],
    ["a form in a panel", 200621, card([panel(form(input()))])],
    ["a table in a column", 200621, card([columns(table())])],
    ["a table in a form", 200621, card([form(table())])],
    ["a chart in a form", 200621, card([form(columns(chart({})))])],
    ["a form without a name", 200621, card([{ tag: "form", elements: [submit] }])],
    ["a form that nothing submits", 200621, card([{ tag: "form", name: "f", elements: [input()] }])],
    ["a field without a name", 200530, card([form(columns({ tag: "input" }))])],
    [
      "a submit button without a name",
      200530,
      card([{ tag: "form", name: "f", elements: [button({ form_action_type: "submit" })] }]),
    ],
    ["a button in a form that neither sends nor empties it", 200621, card([form(columns(button({ name: "b" })))])],
    ["a name twice in a form", 200530, card([form(input(), input())])],
    [
      "a name twice in the card",
      200530,
      card([
        form(input()),
        { tag: "form", name: "g", elements: [input(), button({ name: "go2", form_action_type: "submit" })] },
      ]),
    ],
    ["a select of several outside a form", 200621, card([{ tag: "multi_select_static", name: "m", options: [] }])],
    ["people to pick outside a form", 200621, card([{ tag: "multi_select_person", name: "m" }])],
    ["a submit outside a form", 200621, card([submit])],
    ["an input longer than 1000", 200621, card([form(input({ max_length: 1001 }))])],
    ["an input of numbers", 200621, card([form(input({ input_type: "number" }))])],
    ["an option twice", 200621, card([select({ options: [option("a"), option("a")] })])],
    ["an option without a value", 200621, card([select({ options: [option("")] })])],
    ["a date with a time", 200621, card([{ tag: "date_picker", initial_date: "2026-11-21 10:00" }])],
    ["a date and time that says nothing", 200621, card([{ tag: "picker_datetime" }])],
    ["containers six deep", 200621, card([columns(columns(columns(columns(columns(columns(md("a")))))))])],
    ["a person nobody knows", 100290, card([{ tag: "person_list", persons: [{ id: "ou_gone" }] }])],
    ["a mention of a person nobody knows", 100290, card([md("a <at id=ou_known></at> b <at id=ou_gone></at>")])],
    [
      "a mention of one in a field",
      100290,
      card([{ tag: "div", fields: [{ text: { tag: "lark_md", content: "<at id='ou_gone'></at>" } }] }]),
    ],
    ["a picture nobody uploaded", 200570, card([{ tag: "img", img_key: "img_v3_gone" }])],
    [
      "an icon nobody uploaded",
      200570,
      card([], { header: { title: plain(), icon: { tag: "custom_icon", img_key: "img_v3_gone" } } }),
    ],
    ["201 elements, texts among them", 11310, card([md("a"), ...many(100, () => ({ tag: "div", text: plain() }))])],
    ["six tables", 11310, card(many(6, () => table()))],
    ["six tables, markdown's among them", 11310, card([md(`${TABLE}\n\n${TABLE}`), ...many(4, () => table())])],
    ["six charts", 11310, card(many(6, () => chart({})))],
    ["51 columns", 11310, card([table({ columns: many(51, (index) => ({ name: `c${index}`, data_type: "text" })) })])],
    ["a page of eleven rows", 200621, card([table({ page_size: 11 })])],
    ["a column of a type that is none", 200621, card([column("person")])],
    ["two columns of one name", 200621, card([table({ columns: many(2, () => ({ name: "c", data_type: "text" })) })])],
    ["rows that are no objects", 200914, card([table({ rows: ["a"] })])],
    ["rows that are none", 200914, card([table({ rows: "a" })])],
    ["a number that is text", 200915, card([column("number", "1200")])],
    ["a date that is text", 200915, card([column("date", "2026-11-26")])],
    ["people that are objects", 200915, card([column("persons", [{ id: "ou_known" }])])],
    ["a chart of a type that is none", 200550, card([chart({ type: "bars" })])],
    ["a chart without data", 200550, card([chart({ data: [] })])],
    ["a chart whose values are none", 200550, card([chart({ data: { values: { x: 1 } } })])],
    ["a chart without fields", 200550, card([chart({ type: "pie" })])],
    ["a chart whose field is not in its data", 200550, card([chart({ yField: "z" })])],
    ["a chart whose numbers are words", 200550, card([chart({ data: { values: [{ x: "a", y: "many" }] } })])],
  ];
  test.each(cases)("%s", (_, subCode, sent) => {
    expect(problem(sent)).toMatchObject({ code: 230099, subCode });
  });
});

test("the answer says what is wrong and where, as Feishu words it", () => {
  expect(problem(card([columns(md("a"), md("b", { colour: "red" }))]))?.msg).toBe(
    "Failed to create card content, ext=ErrCode: 200621; ErrMsg: unknown property, property: colour; " +
      "ErrorValue: ROOT -> body -> elements -> [0](tag: column_set) -> columns -> [0] -> elements -> [1](tag: markdown); ",
  );
  expect(problem(card([{ tag: "action", actions: [] }]))?.msg).toContain(
    "ErrMsg: cards of schema V2 no longer support this capability, unsupported tag action;",
  );
  expect(problem(card(many(6, () => table())))?.msg).toContain("card table number over limit");
});

test("hostile cards break nothing and take no longer than others", () => {
  const cards = [
    `${"[".repeat(15_000)}${"]".repeat(15_000)}`,
    `{"schema":"2.0","header":{"title":{"tag":"plain_text","content":"t","i18n_content":${'{"a":'.repeat(4000)}1${"}".repeat(4000)}}}}`,
    JSON.stringify(card([md("|".repeat(30_000))])),
    JSON.stringify(card([md(`a|b\n${" ".repeat(29_000)}|x`)])),
    JSON.stringify(card([md(`a|b\n${"-".repeat(29_000)}|x`)])),
    `{"schema":"2.0","body":{"elements":${'[{"tag":"column_set","columns":[{"tag":"column","elements":'.repeat(400)}[]${"}]}]".repeat(400)}}}`,
  ];
  // One that takes quadratic time would outlast the test.
  for (const text of cards) expect(() => validateCard(text)).not.toThrow();
});

test("what is no JSON is no card", () => {
  for (const text of ["{", "[]", "null", '"card"']) expect(validateCard(text)).toMatchObject({ subCode: 200621 });
});

test("30 KB are counted in bytes of UTF-8", () => {
  const filled = (length: number) => JSON.stringify(card([md("客".repeat(length))]));
  const rest = 30 * 1024 - Buffer.byteLength(filled(0));
  expect(validateCard(filled(Math.floor(rest / 3)))).toBeUndefined();
  expect(validateCard(filled(Math.floor(rest / 3) + 1))).toEqual({
    code: 230025,
    msg: "The length of the message content reaches its limit.",
  });
});
