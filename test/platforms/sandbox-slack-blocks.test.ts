import { describe, expect, test } from "vitest";
import { opaque as opaqueInFeishu } from "../../src/sandbox/feishu/ids.ts";
import type { JsonObject } from "../../src/sandbox/json.ts";
import type { Surface } from "../../src/sandbox/slack/blocks/check.ts";
import { problemsInBlocks, problemsInView } from "../../src/sandbox/slack/blocks/validate.ts";
import { opaque as opaqueInSlack } from "../../src/sandbox/slack/ids.ts";
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
