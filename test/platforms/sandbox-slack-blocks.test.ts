// biome-ignore-all lint/style/noExcessiveLinesPerFile: a table of what Slack takes and what it refuses

import { describe, expect, test } from "vitest";
import { opaque as opaqueInFeishu } from "../../src/sandbox/feishu/ids.ts";
import type { Json, JsonObject } from "../../src/sandbox/json.ts";
import type { Surface } from "../../src/sandbox/slack/blocks/check.ts";
import { problemsInBlocks, problemsInView } from "../../src/sandbox/slack/blocks/validate.ts";
import { opaque as opaqueInSlack } from "../../src/sandbox/slack/ids.ts";

const x = (length: number) => "x".repeat(length);
const plain = (text = "t"): JsonObject => ({ type: "plain_text", text });
const mrkdwn = (text = "t"): JsonObject => ({ type: "mrkdwn", text });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const option = (value = "v", more: JsonObject = {}): JsonObject => ({ text: plain(), value, ...more });
const options = (count: number) => many(count, (index) => option(`v${index}`));
const button = (more: JsonObject = {}): JsonObject => ({ type: "button", text: plain(), ...more });
const actions = (...elements: Json[]): JsonObject => ({ type: "actions", elements });
const section = (more: JsonObject): JsonObject => ({ type: "section", ...more });
const input = (element: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "input",
  label: plain(),
  element,
  ...more,
});
const image: JsonObject = { type: "image", image_url: "https://a.cn/a.png", alt_text: "a" };
const raw = (text = "t"): JsonObject => ({ type: "raw_text", text });
const rich = (...elements: Json[]): JsonObject => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const point = (label: string, value = 1): JsonObject => ({ label, value });
const pie = (segments: number): JsonObject => ({
  type: "data_visualization",
  title: "t",
  chart: { type: "pie", segments: many(segments, (index) => point(`s${index}`)) },
});
const line = (series: number, more: JsonObject = {}, axis: JsonObject = {}): JsonObject => ({
  type: "data_visualization",
  title: "t",
  chart: {
    type: "line",
    series: many(series, (index) => ({ name: `n${index}`, data: [point("a"), point("b")] })),
    axis_config: { categories: ["a", "b"], ...axis },
    ...more,
  },
});
const select = (more: JsonObject): JsonObject => ({ type: "static_select", ...more });
const groups = (count: number) => many(count, () => ({ label: plain(), options: options(1) }));

type Case = readonly [says: string, surface: Surface, block: JsonObject];

describe("accepted", () => {
  const cases: Case[] = [
    ["25 elements", "message", actions(...many(25, () => button()))],
    [
      "a button with all it may have",
      "message",
      actions(
        button({
          action_id: x(255),
          value: x(2000),
          url: "https://a.cn",
          style: "primary",
          accessibility_label: x(75),
          text: plain(x(75)),
        }),
      ),
    ],
    [
      "a confirm at its limits",
      "message",
      actions(
        button({
          confirm: {
            title: plain(x(100)),
            text: mrkdwn(x(300)),
            confirm: plain(x(30)),
            deny: plain(x(30)),
            style: "danger",
          },
        }),
      ),
    ],
    ["a section of 3000", "message", section({ text: mrkdwn(x(3000)), expand: true })],
    ["ten fields of 2000", "message", section({ fields: many(10, () => plain(x(2000))) })],
    ["a header of 150", "message", { type: "header", text: plain(x(150)) }],
    ["a context of ten", "home", { type: "context", elements: [...many(9, () => mrkdwn()), image] }],
    [
      "an image by file",
      "message",
      { type: "image", slack_file: { id: "F1" }, alt_text: x(2000), title: plain(x(2000)) },
    ],
    ["an alert in a modal", "modal", { type: "alert", level: "warning", text: plain(x(200)) }],
    ["an input in a message", "message", input({ type: "plain_text_input" })],
    ["an input on the home page", "home", input({ type: "datepicker", initial_date: "2028-02-29" })],
    [
      "a number",
      "modal",
      input({ type: "number_input", is_decimal_allowed: false, min_value: "0", max_value: "10", initial_value: "3" }),
    ],
    ["a hundred options", "modal", input(select({ options: options(100), initial_option: option("v3") }))],
    ["a hundred groups", "modal", input(select({ option_groups: groups(100) }))],
    [
      "an external select",
      "message",
      actions({ type: "external_select", min_query_length: 0, placeholder: plain(x(150)) }),
    ],
    [
      "check boxes with mrkdwn",
      "modal",
      input({ type: "checkboxes", options: [{ text: mrkdwn(), value: "v", description: mrkdwn() }] }),
    ],
    [
      "a table",
      "message",
      {
        type: "table",
        rows: many(100, () => many(20, () => raw())),
        column_settings: [{ align: "right", is_wrapped: true }],
      },
    ],
    [
      "numbers and rich text in a table",
      "message",
      {
        type: "table",
        rows: [[{ type: "raw_number", value: 1, text: "1" }, rich({ type: "text", text: "t", style: { bold: true } })]],
      },
    ],
    [
      "a data table",
      "message",
      {
        type: "data_table",
        caption: "c",
        rows: many(101, () => many(20, () => raw())),
        page_size: 100,
        row_header_column_index: 0,
      },
    ],
    ["a pie of six", "message", pie(6)],
    ["six lines", "message", line(6, {}, { x_label: x(50), y_label: x(50) })],
    ["markdown of 12,000", "message", { type: "markdown", text: x(12_000) }],
    [
      "every piece of rich text",
      "message",
      rich(
        { type: "user", user_id: "U1" },
        { type: "channel", channel_id: "C1" },
        { type: "emoji", name: "tada" },
        { type: "link", url: "https://a.cn" },
        { type: "broadcast", range: "here" },
        { type: "date", timestamp: 1, format: "{date}" },
        { type: "usergroup", usergroup_id: "S1" },
        { type: "team", team_id: "T1" },
        { type: "color", value: "#00ff00" },
      ),
    ],
    [
      "lists and quotes",
      "message",
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_list",
            style: "bullet",
            indent: 1,
            border: 1,
            elements: [{ type: "rich_text_section", elements: [] }],
          },
          { type: "rich_text_quote", elements: [] },
          { type: "rich_text_preformatted", elements: [{ type: "text", text: "t" }] },
        ],
      },
    ],
    ["a card", "home", { type: "card", title: mrkdwn(x(150)), body: mrkdwn(x(200)), actions: [button()] }],
    ["a carousel", "message", { type: "carousel", elements: many(10, () => ({ type: "card", title: mrkdwn() })) }],
    [
      "a container",
      "message",
      { type: "container", title: plain(), child_blocks: [section({ text: plain() })], width: "wide" },
    ],
    [
      "a task and a plan",
      "message",
      { type: "plan", title: "p", tasks: [{ type: "task_card", task_id: "1", title: "t", status: "complete" }] },
    ],
    [
      "feedback",
      "message",
      {
        type: "context_actions",
        elements: [
          {
            type: "feedback_buttons",
            positive_button: { text: plain(), value: "y" },
            negative_button: { text: plain(), value: "n" },
          },
        ],
      },
    ],
    [
      "a date and time",
      "message",
      actions(
        { type: "datetimepicker", initial_date_time: 1_796_176_800 },
        { type: "timepicker", initial_time: "23:59", timezone: "Asia/Shanghai" },
      ),
    ],
    [
      "conversations with a filter",
      "message",
      actions({ type: "conversations_select", filter: { include: ["public"] }, default_to_current_conversation: true }),
    ],
  ];
  test.each(cases)("%s", (_, surface, block) => {
    expect(problemsInBlocks([block], surface)).toEqual([]);
  });
});

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

describe("views", () => {
  const modal = (more: JsonObject = {}): JsonObject => ({ type: "modal", title: plain(), blocks: [], ...more });
  const cases: (readonly [string, JsonObject, string[]])[] = [
    [
      "a modal",
      modal({
        submit: plain(x(24)),
        close: plain(x(24)),
        private_metadata: x(3000),
        callback_id: x(255),
        notify_on_close: true,
      }),
      [],
    ],
    ["a home", { type: "home", blocks: [], external_id: x(255) }, []],
    ["a title of 25", modal({ title: plain(x(25)) }), ["/view/title/text"]],
    ["no title", { type: "modal", blocks: [] }, ["/view"]],
    ["a submit of 25", modal({ submit: plain(x(25)) }), ["/view/submit/text"]],
    ["private_metadata of 3001", modal({ private_metadata: x(3001) }), ["/view/private_metadata"]],
    ["a callback_id of 256", modal({ callback_id: x(256) }), ["/view/callback_id"]],
    ["an input without submit", modal({ blocks: [input({ type: "plain_text_input" })] }), ["/view/submit"]],
    ["a title on a home", { type: "home", title: plain(), blocks: [] }, ["/view/title"]],
    ["another type", { type: "workflow_step", blocks: [] }, ["/view/type"]],
    [
      "two focused elements",
      modal({ submit: plain(), blocks: many(2, () => input({ type: "plain_text_input", focus_on_load: true })) }),
      ["/view/blocks"],
    ],
  ];
  test.each(cases)("%s", (_, view, pointers) => {
    expect(problemsInView(view).map((problem) => problem.pointer)).toEqual(pointers);
  });
});

test("blocks without ids are given ids of their own", () => {
  for (const word of [opaqueInSlack, opaqueInFeishu])
    expect(new Set(Array.from({ length: 50 }, () => word(5))).size).toBeGreaterThan(45);
});
