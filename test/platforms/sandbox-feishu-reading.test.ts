import { describe, expect, test } from "vitest";
import { readMarkdown } from "../../src/sandbox/feishu/readable-text.ts";
import { Tenant } from "../../src/sandbox/feishu/state.ts";
import { sendCard, sendText, TENANT } from "./sandbox-feishu-app.ts";
import { card, md, plain, row, withSeat } from "./sandbox-feishu-seat.ts";

const seat = withSeat();

describe("a card is read", () => {
  test("as words, not marks", async () => {
    const wei = seat.sandbox.idOf("liwei");
    await sendCard(
      seat.client,
      wei,
      card(
        [
          md(
            `**王总** <at id=${wei}></at> <font color='red'>急</font> <text_tag color='blue'>新</text_tag>\n- [官网](https://a_b.cn/x_y_z)`,
          ),
          md("# 标题\n> 引用\n`a_b` a_b_c \\*as it is\\* &lt;b&gt; *斜* ~~旧~~<br>~~下一行~~"),
          {
            tag: "div",
            text: plain("**原样**"),
            fields: [{ is_short: true, text: { tag: "lark_md", content: "**客户**\n华为" } }],
          },
          row(md("左"), md("右")),
          { tag: "hr" },
          { tag: "person", user_id: wei },
          { tag: "collapsible_panel", header: { title: plain("审批进度") }, elements: [md("已同意")] },
        ],
        {
          config: { update_multi: true, summary: { content: "费用待审批" } },
          header: {
            title: plain("费用申请"),
            subtitle: plain("差旅"),
            text_tag_list: [{ tag: "text_tag", text: plain("待审批"), color: "yellow" }],
          },
        },
      ),
    );
    const message = seat.li.last()!;
    expect(message.lines).toEqual([
      "费用申请",
      "差旅",
      "待审批",
      "王总 @李伟 急 新",
      "- 官网",
      "标题",
      "引用",
      "a_b a_b_c *as it is* <b> 斜 旧",
      "下一行",
      "**原样**",
      "客户",
      "华为",
      "左",
      "右",
      "李伟",
      "审批进度",
      "已同意",
    ]);
    expect(message.plain).toBe("费用待审批");
    expect(message.by).toMatchObject({ name: "Rapport", isBot: true });
  });

  test("with its charts and tables", async () => {
    const message = await seat.post(
      {
        tag: "chart",
        chart_spec: {
          type: "bar",
          title: { text: "阶段" },
          data: [{ id: "d", values: [{ x: "初访", y: 12 }] }],
          xField: "x",
          yField: "y",
        },
      },
      {
        tag: "chart",
        chart_spec: {
          type: "bar",
          direction: "horizontal",
          data: {
            values: [
              { n: "李", v: 3, k: "赢" },
              { n: "李", v: 1, k: "输" },
            ],
          },
          xField: "v",
          yField: "n",
          seriesField: "k",
        },
      },
      {
        tag: "chart",
        chart_spec: { type: "pie", data: { values: [{ k: "S1", v: "340" }] }, categoryField: "k", valueField: "v" },
      },
      {
        tag: "table",
        columns: [
          { name: "c", display_name: "客户", data_type: "text" },
          {
            name: "a",
            display_name: "金额",
            data_type: "number",
            format: { symbol: "¥", precision: 2, separator: true },
          },
          { name: "s", display_name: "阶段", data_type: "options" },
          { name: "o", display_name: "负责人", data_type: "persons" },
          { name: "d", display_name: "日期", data_type: "date", date_format: "YYYY/MM/DD" },
        ],
        rows: [
          {
            c: "华为",
            a: 1234567.5,
            s: [{ text: "谈判", color: "blue" }],
            o: [seat.sandbox.idOf("emma")],
            d: 1767225600000,
          },
        ],
      },
      md("前\n| a | b |\n|---|---|\n| **1** | 2 |\n后"),
    );
    expect(message.charts).toEqual([
      { title: "阶段", kind: "bar", series: [{ name: "阶段", points: [{ label: "初访", value: 12 }] }] },
      {
        title: "",
        kind: "bar",
        series: [
          { name: "赢", points: [{ label: "李", value: 3 }] },
          { name: "输", points: [{ label: "李", value: 1 }] },
        ],
      },
      { title: "", kind: "pie", series: [{ name: "", points: [{ label: "S1", value: 340 }] }] },
    ]);
    expect(message.tables).toEqual([
      {
        header: ["客户", "金额", "阶段", "负责人", "日期"],
        rows: [["华为", "¥1,234,567.50", "谈判", "Emma", "2026/01/01"]],
      },
      { header: ["a", "b"], rows: [["1", "2"]] },
    ]);
    expect(message.lines).toEqual(["前", "后"]);
  });

  test("a text and a post too", async () => {
    await sendText(
      seat.client,
      seat.sandbox.idOf("liwei"),
      `你好 <at user_id="${seat.sandbox.idOf("emma")}">Emma</at>`,
    );
    expect(seat.li.last()).toMatchObject({ text: "你好 @Emma", plain: "你好 @Emma" });
    const content = {
      zh_cn: {
        title: "标题",
        content: [
          [
            { tag: "text", text: "见" },
            { tag: "a", text: "这里", href: "https://a.cn" },
          ],
        ],
      },
    };
    await seat.client.im.message.create({
      params: { receive_id_type: "open_id" },
      data: { receive_id: seat.sandbox.idOf("liwei"), msg_type: "post", content: JSON.stringify(content) },
    });
    expect(seat.li.last()?.lines).toEqual(["标题", "见这里"]);
  });
});

test("a stranger's words are read as fast as others, whatever they are", () => {
  const tenant = new Tenant(TENANT, seat.clock);
  const pieces = [
    "[",
    "[a](",
    "![",
    "<at ",
    "<at id=x>",
    "<a href=",
    "<font color=red>",
    "<raw>",
    "**",
    "~~",
    "_",
    "`",
    "\\",
    "&#",
    "|",
    "\n",
    " ",
  ];
  // One that takes quadratic time would outlast the test.
  for (const piece of pieces) expect(readMarkdown(tenant, piece.repeat(30_000 / piece.length))).toBeTypeOf("string");
  expect(readMarkdown(tenant, "`\ue0000\ue000` **x**")).toBe("0 x");
});
