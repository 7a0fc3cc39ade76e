import { describe, expect, test } from "vitest";
import { validateCard } from "../../src/sandbox/feishu/cards/validate.ts";
import type { JsonObject } from "../../src/sandbox/json.ts";
import {
  button,
  call,
  card,
  chart,
  columns,
  form,
  input,
  known,
  many,
  md,
  option,
  panel,
  plain,
  problem,
  select,
  TABLE,
  table,
} from "./sandbox-feishu-parts.ts";

describe("taken", () => {
  const cases: [says: string, card: JsonObject][] = [
    ["an empty card", card([])],
    [
      "everything a card as a whole may have",
      {
        schema: "2.0",
        config: {
          update_multi: true,
          width_mode: "fill",
          enable_forward: false,
          summary: { content: "费用申请待审批" },
          style: { color: { mine: { light_mode: "rgba(1,2,3,0.5)", dark_mode: "rgba(1,2,3,0.5)" } } },
        },
        card_link: { url: "https://a.cn" },
        header: {
          title: plain("费用申请"),
          subtitle: plain(),
          template: "blue",
          icon: { tag: "standard_icon", token: "approval_colorful" },
          text_tag_list: many(3, () => ({ tag: "text_tag", text: plain("待审批"), color: "yellow" })),
        },
        body: {
          direction: "vertical",
          padding: "12px 12px 20px 12px",
          vertical_spacing: "8px",
          elements: [{ tag: "div", text: { ...plain(), text_size: "notation", text_color: "mine", lines: 2 } }],
        },
      },
    ],
    [
      "facts in columns",
      card([{ tag: "div", fields: [{ is_short: true, text: { tag: "lark_md", content: "**客户**\n华为" } }] }]),
    ],
    ["a column set that says only what it holds", card([columns(md("a"), button())])],
    [
      "a column with everything",
      card([
        {
          tag: "column_set",
          flex_mode: "none",
          background_style: "grey-50",
          horizontal_spacing: "8px",
          columns: [
            {
              tag: "column",
              width: "120px",
              vertical_align: "top",
              background_style: "default",
              padding: "12px",
              vertical_spacing: "4px",
              elements: [],
            },
          ],
        },
      ]),
    ],
    ["a panel", card([panel(md("a"), columns(button()))])],
    [
      "a form with every kind of field",
      card([
        form(
          md("**拜访纪要**<font color='red'>*</font>"),
          input({
            label: plain(),
            placeholder: plain(),
            input_type: "multiline_text",
            rows: 3,
            max_length: 1000,
            required: true,
            default_value: "",
            width: "fill",
          }),
          select({ name: "s", required: true, initial_option: "a" }),
          { tag: "multi_select_static", name: "m", selected_values: [], options: [option("a"), option("b")] },
          { tag: "date_picker", name: "d", initial_date: "2026-11-21", placeholder: plain() },
          { tag: "picker_time", name: "t", initial_time: "09:30" },
          { tag: "picker_datetime", name: "dt", initial_datetime: "2026-11-28 10:00" },
          { tag: "select_person", name: "p", options: [{ value: "ou_known" }] },
          { tag: "multi_select_person", name: "pp", selected_values: ["ou_known"] },
          { tag: "checker", name: "c", checked: false, text: plain("已同步") },
          columns(button({ name: "reset", form_action_type: "reset" })),
        ),
      ]),
    ],
    [
      "an overflow menu",
      card([
        { tag: "overflow", options: [option("a")], behaviors: [call], confirm: { title: plain(), text: plain() } },
      ]),
    ],
    [
      "people and pictures that are known",
      card([
        { tag: "person", user_id: "ou_known", size: "small", show_name: true, style: "capsule" },
        { tag: "person_list", persons: [{ id: "ou_gone" }], drop_invalid_user_id: true, lines: 1 },
        { tag: "img", img_key: "img_v3_known", alt: plain(""), margin: "4px -12px" },
      ]),
    ],
    [
      "a line chart of one data set",
      card([
        chart({ type: "line", data: { values: [{ x: "1", y: "2.5" }] } }, { aspect_ratio: "16:9", height: "auto" }),
      ]),
    ],
    [
      "a pie, a funnel and a radar",
      card(
        ["pie", "funnel", "radar"].map((type) =>
          chart({ type, data: { values: [{ k: "S1", v: 3 }] }, categoryField: "k", valueField: "v" }),
        ),
      ),
    ],
    ["bars that lie", card([chart({ direction: "horizontal", data: { values: [{ x: 12, y: "初访" }] } })])],
    [
      "grouped bars",
      card([chart({ xField: ["x", "k"], seriesField: "k", data: { values: [{ x: "Q1", k: "赢", y: 1 }] } })]),
    ],
    [
      "a chart of charts",
      card([chart({ type: "common", series: [{ type: "bar", dataIndex: 0, xField: "x", yField: "y" }] })]),
    ],
    [
      "a table with every kind of column",
      card([
        {
          tag: "table",
          page_size: 10,
          row_height: "low",
          freeze_first_column: true,
          header_style: { text_align: "left", text_size: "normal", background_style: "none", bold: true, lines: 1 },
          columns: [
            { name: "c", display_name: "客户", data_type: "text", width: "auto" },
            {
              name: "amt",
              display_name: "金额",
              data_type: "number",
              format: { symbol: "¥", precision: 2, separator: true },
              width: "25%",
            },
            { name: "st", data_type: "options" },
            { name: "o", data_type: "persons", width: "120px" },
            { name: "d", data_type: "date", date_format: "YYYY/MM/DD" },
            { name: "l", data_type: "lark_md" },
          ],
          rows: [
            {
              c: 1,
              amt: 1200,
              st: [{ text: "谈判", color: "blue" }],
              o: ["ou_known"],
              d: 1767225600000,
              l: "<at id=ou_known></at>",
            },
            {},
          ],
        },
      ]),
    ],
    ["five tables, markdown's among them", card([md(`${TABLE}\n\n${TABLE}`), ...many(3, () => table())])],
    [
      "lines that only look like tables",
      card([md("a | b\n---\n".repeat(6)), md(`\`\`\`\n${`${TABLE}\n\n`.repeat(6)}\`\`\``)]),
    ],
    ["five charts", card(many(5, () => chart({})))],
    ["200 elements", card(many(100, () => ({ tag: "div", text: plain() })))],
    [
      "what an app sends itself",
      card([button({ behaviors: [{ type: "callback", value: { tag: "form", nested: [{ tag: "note" }] } }] })]),
    ],
    ["containers five deep", card([columns(columns(columns(columns(columns(md("a"))))))])],
    ["a link", card([button({ behaviors: [{ type: "open_url", default_url: "https://a.cn", pc_url: "" }] })])],
  ];
  test.each(cases)("%s", (_, sent) => {
    expect(problem(sent)).toBeUndefined();
    expect(validateCard(JSON.stringify(sent), known)).toBeUndefined();
  });
});
