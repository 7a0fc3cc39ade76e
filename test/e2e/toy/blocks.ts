import type { KnownBlock } from "@slack/types";

export const text = (words: string) => ({ type: "mrkdwn" as const, text: words });
export const plain = (words: string) => ({ type: "plain_text" as const, text: words, emoji: true });
export const options = (...labels: string[]) => labels.map((label) => ({ text: plain(label), value: label }));

/** Blocks that the SDK's types do not know yet travel as plain JSON. */
type Blocks = KnownBlock[];
const untyped = (block: Record<string, unknown>): KnownBlock => block as unknown as KnownBlock;

export const visitCard: Blocks = [
  { type: "section", text: text("✅ *已记录：拜访 宏达机电 · 王总*\n谈了续约价格，倾向三年") },
  {
    type: "section",
    fields: [text("*下一步*\n再访 · 周三 12月2日"), text("*商机*\n宏达三年续约  25% → 50%？")],
  },
  { type: "context", elements: [text("还差 2 条：预算、签约日期")] },
  {
    type: "actions",
    block_id: "visit",
    elements: [
      { type: "button", action_id: "fill", text: plain("补齐两条"), style: "primary" },
      { type: "button", action_id: "edit", text: plain("改一下") },
      {
        type: "button",
        action_id: "undo",
        text: plain("撤销"),
        style: "danger",
        confirm: {
          title: plain("撤销这次拜访？"),
          text: text("这条拜访记录会被移除，下一步也会取消。"),
          confirm: plain("撤销"),
          deny: plain("保留"),
          style: "danger",
        },
      },
      { type: "overflow", action_id: "more", options: options("看客户", "看商机", "转给别人") },
    ],
  },
];

const points = (...values: number[]) =>
  values.map((value, index) => ({ label: ["机会", "约定初次见面", "25%", "50%", "90%", "成交"][index] ?? "", value }));
const categories = points(1, 1, 1, 1, 1, 1).map((point) => point.label);

const chart = (type: "bar" | "line" | "area", title: string): KnownBlock =>
  untyped({
    type: "data_visualization",
    title,
    chart: {
      type,
      series:
        type === "bar"
          ? [{ name: "商机", data: points(41, 14, 18, 9, 3, 2) }]
          : [
              { name: "本周", data: points(41, 14, 18, 9, 3, 2) },
              { name: "四周平均", data: points(36, 15, 14, 7, 4, 1.5) },
            ],
      axis_config: { categories, y_label: "个" },
    },
  });

const pie: KnownBlock = untyped({
  type: "data_visualization",
  title: "Lost deals by reason",
  chart: {
    type: "pie",
    segments: [
      { label: "Price", value: 12 },
      { label: "Competitor", value: 7 },
      { label: "Poor contact", value: 5 },
      { label: "Not by choice", value: 2 },
    ],
  },
});

const raw = (words: string) => ({ type: "raw_text" as const, text: words });
const numeric = (value: number) => ({ type: "raw_number" as const, value, text: value.toLocaleString("en") });

const table: KnownBlock = untyped({
  type: "table",
  rows: [
    [raw("代表"), raw("约见"), raw("25%"), raw("50%"), raw("90%"), raw("成交"), raw("已收款")],
    [raw("李娜"), numeric(4), numeric(6), numeric(3), numeric(1), numeric(1), numeric(184000)],
    [raw("周敏"), numeric(7), numeric(9), numeric(2), numeric(0), numeric(1), numeric(52000)],
    [raw("合计"), numeric(11), numeric(15), numeric(5), numeric(1), numeric(2), numeric(236000)],
  ],
});

const dataTable: KnownBlock = untyped({
  type: "data_table",
  caption: "Deals that moved this week",
  page_size: 3,
  row_header_column_index: 0,
  rows: [
    [raw("Deal"), raw("From"), raw("To"), raw("Amount")],
    ...["Hongda renewal", "Huaxin first order", "Dongfang line 2", "Acme pilot", "Blue Sea"].map((name, index) => [
      raw(name),
      raw("25%"),
      raw("50%"),
      numeric(12_000 * (index + 1)),
    ]),
  ],
});

const richText: KnownBlock = {
  type: "rich_text",
  elements: [
    {
      type: "rich_text_section",
      elements: [
        { type: "text", text: "Bold", style: { bold: true } },
        { type: "text", text: ", code ", style: { code: true } },
        { type: "link", url: "https://example.com", text: "a link" },
        { type: "text", text: " and " },
        { type: "emoji", name: "tada" },
      ],
    },
    {
      type: "rich_text_list",
      style: "bullet",
      elements: ["first", "second"].map((item) => ({
        type: "rich_text_section" as const,
        elements: [{ type: "text" as const, text: item }],
      })),
    },
    { type: "rich_text_quote", elements: [{ type: "text", text: "as the customer said" }] },
    { type: "rich_text_preformatted", elements: [{ type: "text", text: "N:M:1 = 20:5:1" }], border: 0 },
  ],
};

export const someBlocks = (user: string): Blocks => [
  { type: "header", text: plain("Every block :sparkles:") },
  {
    type: "section",
    text: text(
      `*bold* _italic_ ~gone~ \`code\` <https://example.com|a link> <@${user}> <!channel> 2*3*4\n> quoted\nA date: <!date^1795600000^{date_short_pretty} {time}|some day>`,
    ),
    accessory: { type: "image", image_url: "https://example.com/a.png", alt_text: "A warehouse" },
  },
  { type: "divider" },
  {
    type: "section",
    block_id: "pick",
    text: text("A menu beside a text"),
    accessory: {
      type: "static_select",
      action_id: "menu",
      placeholder: plain("Pick a stage"),
      options: options("25%", "50%", "90%"),
    },
  },
  {
    type: "actions",
    block_id: "row",
    elements: [
      { type: "datepicker", action_id: "day", initial_date: "2026-12-02" },
      { type: "users_select", action_id: "who", placeholder: plain("Hand over to") },
      { type: "button", action_id: "outside", text: plain("Open a page"), url: "https://example.com" },
      { type: "button", action_id: "slow", text: plain("Slow") },
      { type: "button", action_id: "never", text: plain("Never answers") },
    ],
  },
  { type: "context", elements: [text("*Small* print"), { type: "plain_text", text: "as of today" }] },
  richText,
  {
    type: "markdown",
    text: "## Markdown\n1. one\n2. two **bold**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b>not html</b>",
  },
  { type: "image", image_url: "https://example.com/map.png", alt_text: "Map of visits", title: plain("Map") },
];

export const moreBlocks: Blocks = [
  chart("bar", "漏斗 · 华东一组"),
  chart("line", "本周与四周平均"),
  table,
  untyped({
    type: "container",
    title: plain("Folded details"),
    subtitle: plain("three lines"),
    is_collapsible: true,
    child_blocks: [{ type: "section", text: text("Inside the container") }],
  }),
  untyped({
    type: "card",
    title: text("*Hongda Electric*"),
    subtitle: text("A · key account"),
    body: text("Last contact 6 Nov, call"),
    actions: [{ type: "button", action_id: "call", text: plain("Log a call") }],
  }),
];

export const evenMore: Blocks = [pie, chart("area", "Area"), dataTable];

export const hostile = `<b>not bold</b> <img src=x onerror=alert(1)> <javascript:alert(1)|press me> &lt;script&gt; &lt;!channel&gt; <data:text/html,x|data>`;

export const homeBlocks = (user: string): Blocks => [
  { type: "header", text: plain("我的一天") },
  { type: "section", text: text(`早上好 <@${user}>，今天 3 件事`) },
  {
    type: "section",
    block_id: "care1",
    text: text("🎂 *王总*（宏达）今天农历生日\n上次 11月6日 通话"),
    accessory: { type: "button", action_id: "done", text: plain("已联系"), value: "1" },
  },
  {
    type: "section",
    text: text("👣 *东方* 有 46 天没见面（重点客户）"),
    accessory: { type: "overflow", action_id: "later", options: options("今天 17:00", "明天", "下周") },
  },
  { type: "divider" },
  { type: "header", text: plain("设置") },
  {
    type: "actions",
    block_id: "settings",
    elements: [
      {
        type: "static_select",
        action_id: "language",
        options: options("中文", "English"),
        initial_option: options("中文")[0]!,
      },
      { type: "timepicker", action_id: "hour", initial_time: "08:30" },
    ],
  },
];
