import { callback, card, md, plain } from "./cards.ts";

const chart = (spec: object) => ({ tag: "chart", aspect_ratio: "16:9", chart_spec: spec });
const funnel = [
  ["机会", 41],
  ["约见", 14],
  ["25%", 18],
  ["50%", 9],
  ["90%", 3],
  ["成交", 2],
].map(([stage, count]) => ({ stage, count }));

export const figuresCard = (lina: string) =>
  card({ title: plain("华东一组 · 本周"), template: "indigo" }, [
    {
      tag: "table",
      page_size: 2,
      row_height: "low",
      freeze_first_column: true,
      header_style: { background_style: "grey", bold: true },
      columns: [
        { name: "c", display_name: "客户", data_type: "text" },
        {
          name: "amount",
          display_name: "金额",
          data_type: "number",
          format: { symbol: "¥", precision: 2, separator: true },
        },
        { name: "stage", display_name: "阶段", data_type: "options" },
        { name: "who", display_name: "负责人", data_type: "persons" },
        { name: "day", display_name: "日期", data_type: "date", date_format: "YYYY/MM/DD" },
        { name: "note", display_name: "备注", data_type: "lark_md" },
      ],
      rows: ["宏达机电", "华信电子", "东方精密"].map((name, index) => ({
        c: name,
        amount: 12_000.5 * (index + 1),
        stage: [{ text: "谈判", color: "blue" }],
        who: [lina],
        day: 1_795_600_000_000,
        note: "**下周**再访",
      })),
    },
    chart({
      type: "funnel",
      title: { text: "漏斗" },
      data: [{ id: "d", values: funnel }],
      categoryField: "stage",
      valueField: "count",
    }),
    chart({
      type: "bar",
      title: { text: "新增与成交" },
      data: {
        values: ["一", "二", "三", "四"].flatMap((week, index) => [
          { week, kind: "新增", n: 5 + index },
          { week, kind: "成交", n: 1 + (index % 3) },
        ]),
      },
      xField: ["week", "kind"],
      yField: "n",
      seriesField: "kind",
    }),
    chart({
      type: "pie",
      title: { text: "退出原因" },
      data: [{ id: "d", values: ["价格", "时机", "对手"].map((why, index) => ({ why, n: 6 - index * 2 })) }],
      categoryField: "why",
      valueField: "n",
    }),
    chart({
      type: "radar",
      title: { text: "五项标准" },
      data: [
        {
          id: "d",
          values: ["人", "预算", "需求", "时间", "关系"].map((name, index) => ({ name, n: 3 + (index % 3) })),
        },
      ],
      categoryField: "name",
      valueField: "n",
    }),
  ]);

export const lineCard = () =>
  card({ title: plain("四周走势"), template: "wathet" }, [
    chart({
      type: "line",
      data: [{ id: "d", values: [9, 12, 7, 15].map((n, index) => ({ week: `第${index + 1}周`, n })) }],
      xField: "week",
      yField: "n",
    }),
    chart({
      type: "bar",
      direction: "horizontal",
      title: { text: "按客户" },
      data: [
        {
          id: "d",
          values: ["宏达机电设备", "华信电子", "东方精密仪器"].map((name, index) => ({ name, n: 31 - index * 9 })),
        },
      ],
      xField: "n",
      yField: "name",
    }),
    chart({
      type: "common",
      title: { text: "约见与成交" },
      data: ["约见", "成交"].map((id, which) => ({
        id,
        values: ["一", "二", "三"].map((week, index) => ({ week, n: 6 + index - which * 4 })),
      })),
      series: [
        { type: "line", dataIndex: 0, xField: "week", yField: "n" },
        { type: "line", dataIndex: 1, xField: "week", yField: "n" },
      ],
    }),
    chart({
      type: "wordCloud",
      data: [
        {
          id: "d",
          values: [
            { word: "价格", n: 9 },
            { word: "交期", n: 4 },
          ],
        },
      ],
      nameField: "word",
      valueField: "n",
    }),
    {
      tag: "checker",
      name: "tick",
      checked: false,
      text: plain("已电话"),
      behaviors: callback("tick"),
      checked_style: { show_strikethrough: true, opacity: 0.6 },
    },
    {
      tag: "select_static",
      placeholder: plain("阶段"),
      options: ["25%", "50%"].map((value) => ({ text: plain(value), value })),
      behaviors: callback("stage"),
    },
    { tag: "input", placeholder: plain("一句话"), behaviors: callback("line") },
    { tag: "date_picker", placeholder: plain("改到哪天"), behaviors: callback("day") },
    {
      tag: "interactive_container",
      has_border: true,
      border_color: "grey",
      corner_radius: "8px",
      hover_tips: plain("看宏达机电"),
      behaviors: callback("open"),
      elements: [md("**宏达机电** A 类客户\n上次 11月6日 通话")],
    },
    {
      tag: "button",
      text: plain("打开网页"),
      type: "primary",
      behaviors: [{ type: "open_url", default_url: "https://example.com" }],
    },
    {
      tag: "button",
      text: plain("不能按"),
      disabled: true,
      disabled_tips: plain("要等经理先批"),
      behaviors: callback("no"),
    },
  ]);
