import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/sandbox/json.ts";
import type { Surface } from "../../src/sandbox/slack/blocks/check.ts";
import { problemsInBlocks } from "../../src/sandbox/slack/blocks/validate.ts";
import {
  actions,
  button,
  groups,
  image,
  input,
  line,
  many,
  mrkdwn,
  option,
  options,
  pie,
  plain,
  raw,
  rich,
  section,
  select,
  x,
} from "./sandbox-slack-parts.ts";

type Case = readonly [says: string, surface: Surface, block: JsonObject];

describe("refused", () => {
  const cases: (readonly [...Case, pointer: string])[] = [
    ["26 elements", "message", actions(...many(26, () => button())), "/blocks/0/elements"],
    ["no elements", "message", actions(), "/blocks/0/elements"],
    ["a label of 76", "message", actions(button({ text: plain(x(76)) })), "/blocks/0/elements/0/text/text"],
    ["an mrkdwn label", "message", actions(button({ text: mrkdwn() })), "/blocks/0/elements/0/text/type"],
    ["a value of 2001", "message", actions(button({ value: x(2001) })), "/blocks/0/elements/0/value"],
    ["a style it does not know", "message", actions(button({ style: "warning" })), "/blocks/0/elements/0/style"],
    ["an action_id of 256", "message", actions(button({ action_id: x(256) })), "/blocks/0/elements/0/action_id"],
    [
      "a confirm text of 301",
      "message",
      actions(button({ confirm: { text: plain(x(301)) } })),
      "/blocks/0/elements/0/confirm/text/text",
    ],
    ["an unknown property", "message", section({ text: plain(), color: "red" }), "/blocks/0/color"],
    ["an unknown block", "message", { type: "chart" }, "/blocks/0/type"],
    ["no type", "message", { text: plain() }, "/blocks/0"],
    ["an empty text", "message", section({ text: mrkdwn("") }), "/blocks/0/text/text"],
    ["a section of 3001", "message", section({ text: mrkdwn(x(3001)) }), "/blocks/0/text/text"],
    ["a section without anything", "message", section({}), "/blocks/0"],
    ["eleven fields", "message", section({ fields: many(11, () => plain()) }), "/blocks/0/fields"],
    ["a field of 2001", "message", section({ fields: [plain(x(2001))] }), "/blocks/0/fields/0/text"],
    ["a header of 151", "message", { type: "header", text: plain(x(151)) }, "/blocks/0/text/text"],
    ["an mrkdwn header", "message", { type: "header", text: mrkdwn() }, "/blocks/0/text/type"],
    ["eleven in a context", "message", { type: "context", elements: many(11, () => plain()) }, "/blocks/0/elements"],
    ["an image with neither or both", "message", { ...image, slack_file: { id: "F1" } }, "/blocks/0"],
    ["an alert in a message", "message", { type: "alert", text: plain() }, "/blocks/0"],
    ["an alert of 201", "modal", { type: "alert", text: plain(x(201)) }, "/blocks/0/text/text"],
    ["markdown in a modal", "modal", { type: "markdown", text: "t" }, "/blocks/0"],
    ["a chart on the home page", "home", pie(1), "/blocks/0"],
    ["a file input on the home page", "home", input({ type: "file_input" }), "/blocks/0/element/type"],
    ["eleven files", "modal", input({ type: "file_input", max_files: 11 }), "/blocks/0/element/max_files"],
    ["a button as input", "modal", input(button()), "/blocks/0/element/type"],
    ["a text input among actions", "message", actions({ type: "plain_text_input" }), "/blocks/0/elements/0/type"],
    [
      "a number written as a number",
      "modal",
      input({ type: "number_input", is_decimal_allowed: true, min_value: 0 }),
      "/blocks/0/element/min_value",
    ],
    ["a number without is_decimal_allowed", "modal", input({ type: "number_input" }), "/blocks/0/element"],
    [
      "a minimum above the maximum",
      "modal",
      input({ type: "number_input", is_decimal_allowed: true, min_value: "2", max_value: "1" }),
      "/blocks/0/element/min_value",
    ],
    [
      "a day that is none",
      "modal",
      input({ type: "datepicker", initial_date: "2026-02-30" }),
      "/blocks/0/element/initial_date",
    ],
    [
      "a time that is none",
      "modal",
      input({ type: "timepicker", initial_time: "24:00" }),
      "/blocks/0/element/initial_time",
    ],
    [
      "a zone that is none",
      "modal",
      input({ type: "timepicker", timezone: "Mars/Base" }),
      "/blocks/0/element/timezone",
    ],
    [
      "milliseconds",
      "modal",
      input({ type: "datetimepicker", initial_date_time: 1_796_176_800_000 }),
      "/blocks/0/element/initial_date_time",
    ],
    [
      "a minimum length of 3001",
      "modal",
      input({ type: "plain_text_input", min_length: 3001 }),
      "/blocks/0/element/min_length",
    ],
    ["101 options", "modal", input(select({ options: options(101) })), "/blocks/0/element/options"],
    ["no options", "modal", input(select({ options: [] })), "/blocks/0/element/options"],
    [
      "options and groups",
      "modal",
      input(select({ options: options(1), option_groups: groups(1) })),
      "/blocks/0/element",
    ],
    ["101 groups", "modal", input(select({ option_groups: groups(101) })), "/blocks/0/element/option_groups"],
    [
      "an option text of 76",
      "modal",
      input(select({ options: [{ text: plain(x(76)), value: "v" }] })),
      "/blocks/0/element/options/0/text/text",
    ],
    [
      "an option value of 151",
      "modal",
      input(select({ options: [option(x(151))] })),
      "/blocks/0/element/options/0/value",
    ],
    [
      "an option description of 76",
      "modal",
      input(select({ options: [option("v", { description: plain(x(76)) })] })),
      "/blocks/0/element/options/0/description/text",
    ],
    [
      "an initial option nobody offers",
      "modal",
      input(select({ options: options(1), initial_option: option("other") })),
      "/blocks/0/element/initial_option",
    ],
    [
      "six in an overflow",
      "message",
      actions({ type: "overflow", options: options(6) }),
      "/blocks/0/elements/0/options",
    ],
    [
      "eleven radio buttons",
      "modal",
      input({ type: "radio_buttons", options: options(11) }),
      "/blocks/0/element/options",
    ],
    [
      "a placeholder of 151",
      "message",
      actions({ type: "users_select", placeholder: plain(x(151)) }),
      "/blocks/0/elements/0/placeholder/text",
    ],
    [
      "a label of 2001",
      "modal",
      input({ type: "plain_text_input" }, { label: plain(x(2001)) }),
      "/blocks/0/label/text",
    ],
    ["101 rows", "message", { type: "table", rows: many(101, () => [raw()]) }, "/blocks/0/rows"],
    ["21 cells", "message", { type: "table", rows: [many(21, () => raw())] }, "/blocks/0/rows/0"],
    ["an empty cell", "message", { type: "table", rows: [[raw("")]] }, "/blocks/0/rows/0/0/text"],
    ["a data table without caption", "message", { type: "data_table", rows: [[raw()], [raw()]] }, "/blocks/0"],
    ["a data table of one row", "message", { type: "data_table", caption: "c", rows: [[raw()]] }, "/blocks/0/rows"],
    [
      "a rich header",
      "message",
      { type: "data_table", caption: "c", rows: [[rich()], [raw()]] },
      "/blocks/0/rows/0/0/type",
    ],
    [
      "uneven rows",
      "message",
      { type: "data_table", caption: "c", rows: [[raw(), raw()], [raw()]] },
      "/blocks/0/rows/1",
    ],
    ["seven segments", "message", pie(7), "/blocks/0/chart/segments"],
    ["seven series", "message", line(7), "/blocks/0/chart/series"],
    ["a chart title of 51", "message", { ...pie(1), title: x(51) }, "/blocks/0/title"],
    [
      "a category of 21",
      "message",
      line(1, {}, { categories: [x(21), "b"] }),
      "/blocks/0/chart/axis_config/categories/0",
    ],
    [
      "points that are not the categories",
      "message",
      line(1, {}, { categories: ["a"] }),
      "/blocks/0/chart/series/0/data",
    ],
    ["an axis label of 51", "message", line(1, {}, { y_label: x(51) }), "/blocks/0/chart/axis_config/y_label"],
    [
      "no axis",
      "message",
      { type: "data_visualization", title: "t", chart: { type: "bar", series: [] } },
      "/blocks/0/chart",
    ],
    [
      "a radar",
      "message",
      { type: "data_visualization", title: "t", chart: { type: "radar" } },
      "/blocks/0/chart/type",
    ],
    ["an empty card", "message", { type: "card", subtitle: mrkdwn() }, "/blocks/0"],
    [
      "eleven cards",
      "message",
      { type: "carousel", elements: many(11, () => ({ type: "card", title: mrkdwn() })) },
      "/blocks/0/elements",
    ],
    ["a container without title", "message", { type: "container", child_blocks: [{ type: "divider" }] }, "/blocks/0"],
    [
      "eleven in a container",
      "message",
      { type: "container", title: plain(), child_blocks: many(11, () => ({ type: "divider" })) },
      "/blocks/0/child_blocks",
    ],
    ["a file block", "message", { type: "file", source: "remote", external_id: "1" }, "/blocks/0/type"],
    [
      "an unknown style of text",
      "message",
      rich({ type: "text", text: "t", style: { blink: true } }),
      "/blocks/0/elements/0/elements/0/style/blink",
    ],
    [
      "two equal action_ids in a block",
      "message",
      actions(button({ action_id: "a" }), button({ action_id: "a" })),
      "/blocks/0",
    ],
    ["a script as URL", "message", actions(button({ url: "javascript:alert(1)" })), "/blocks/0/elements/0/url"],
  ];
  test.each(cases)("%s", (_, surface, block, pointer) => {
    expect(problemsInBlocks([block], surface).map((problem) => problem.pointer)).toContain(pointer);
  });

  test("what is too much only together", () => {
    const divider = { type: "divider" };
    const table = { type: "table", rows: [[raw()]] };
    const says = (blocks: Json, surface: Surface = "message") =>
      problemsInBlocks(blocks, surface).map((problem) => problem.message);
    expect(says(many(50, () => divider))).toEqual([]);
    expect(says(many(51, () => divider))).toEqual(["no more than 50 items allowed"]);
    expect(
      says(
        many(100, () => divider),
        "home",
      ),
    ).toEqual([]);
    expect(
      says(
        many(101, () => divider),
        "modal",
      ),
    ).toEqual(["no more than 100 items allowed"]);
    expect(says([table, table])).toEqual(["only one table block is allowed in a message"]);
    expect(says([pie(1), pie(1), pie(1)])).toEqual(["no more than 2 data_visualization blocks allowed"]);
    expect(
      says([
        { type: "markdown", text: x(6001) },
        { type: "markdown", text: x(6000) },
      ])[0],
    ).toContain("12001");
    expect(
      says([
        { ...divider, block_id: "b" },
        { ...divider, block_id: "b" },
      ]),
    ).toEqual(["block_id b already exists"]);
    expect(says([actions(button({ action_id: "a" })), actions(button({ action_id: "a" }))])).toEqual([]);
    expect(says("blocks")).toEqual(["must be an array"]);
  });
});
