export const plain = (content: string) => ({ tag: "plain_text", content });
export const md = (content: string) => ({ tag: "markdown", content });
export const callback = (a: string) => [{ type: "callback", value: { a } }];

export const card = (header: object, elements: readonly object[], config: object = {}) => ({
  schema: "2.0",
  config: { update_multi: true, ...config },
  header,
  body: { direction: "vertical", padding: "12px 12px 16px 12px", vertical_spacing: "8px", elements },
});

export const visitCard = (word = "已记录") =>
  card(
    { title: plain(`${word}：拜访 宏达机电`), template: "green", icon: { tag: "standard_icon", token: "yes_filled" } },
    [
      md("王总谈了续约价格，倾向三年\n**下一步** 再访 · 周三 12月2日"),
      {
        tag: "column_set",
        flex_mode: "none",
        horizontal_spacing: "8px",
        columns: ["undo", "slow", "never"].map((name) => ({
          tag: "column",
          width: "auto",
          elements: [
            {
              tag: "button",
              text: plain({ undo: "撤销", slow: "Slow", never: "Never answers" }[name] ?? name),
              type: name === "undo" ? "danger" : "default",
              ...(name === "undo"
                ? { confirm: { title: plain("撤销这次拜访？"), text: plain("下一步也会取消。") } }
                : {}),
              behaviors: callback(name),
            },
          ],
        })),
      },
    ],
  );

export const feeCard = (lina: string, wanglei: string) =>
  card(
    {
      title: plain("特殊费用 ¥800 · 华信"),
      subtitle: plain("FE-2026-0147"),
      template: "yellow",
      icon: { tag: "standard_icon", token: "approval_colorful" },
      text_tag_list: [
        { tag: "text_tag", text: plain("等经理审批"), color: "yellow" },
        { tag: "text_tag", text: plain("本月第 2 张"), color: "neutral" },
      ],
    },
    [
      {
        tag: "div",
        fields: [
          { is_short: true, text: { tag: "lark_md", content: "**用途**\n争取新客户" } },
          { is_short: true, text: { tag: "lark_md", content: "**收礼人**\n李工 · 民营企业" } },
          { is_short: false, text: { tag: "lark_md", content: `**申请**\n<at id=${lina}></at> 11月20日 09:12` } },
        ],
      },
      { tag: "hr" },
      md(
        `<font color='green'>✓ 内勤</font>　<font color='blue'>● 经理</font> <at id=${wanglei}></at>　<font color='grey'>○ 财务</font> <text_tag color='red'>加急</text_tag>`,
      ),
      { tag: "person_list", persons: [{ id: lina }, { id: wanglei }], show_name: true },
      { tag: "person", user_id: wanglei, show_name: true, style: "capsule" },
      {
        tag: "collapsible_panel",
        expanded: false,
        header: {
          title: plain("审批进度"),
          icon: { tag: "standard_icon", token: "down-small-ccm_outlined" },
          icon_position: "right",
        },
        border: { color: "grey", corner_radius: "6px" },
        elements: [md("1. 内勤 11月20日 10:05\n2. 经理 等待中")],
      },
      {
        tag: "column_set",
        flex_mode: "none",
        background_style: "default",
        horizontal_spacing: "8px",
        columns: [
          {
            tag: "column",
            width: "weighted",
            weight: 1,
            background_style: "grey-50",
            padding: "10px",
            elements: [md("**本年累计**\n¥2,000")],
          },
          {
            tag: "column",
            width: "weighted",
            weight: 1,
            background_style: "blue-50",
            padding: "10px",
            elements: [md("**上限**\n¥5,000")],
          },
        ],
      },
      {
        tag: "column_set",
        flex_mode: "flow",
        horizontal_spacing: "8px",
        columns: [
          ["primary_filled", "同意"],
          ["danger", "驳回"],
          ["default", "转交"],
          ["text", "催办"],
        ].map(([type, text]) => ({
          tag: "column",
          width: "auto",
          elements: [{ tag: "button", type, text: plain(text ?? ""), behaviors: callback("decide") }],
        })),
      },
      {
        tag: "overflow",
        options: [
          { text: plain("加签"), value: "add" },
          { text: plain("抄送"), value: "cc" },
        ],
        behaviors: callback("more"),
      },
      { tag: "div", text: { ...plain("14 天内有效"), text_size: "notation", text_color: "grey" } },
    ],
  );

const hostileText =
  "<b>not bold</b> <img src=x onerror=alert(1)> [press me](javascript:alert(1)) <font color='red' onclick='alert(1)'>red</font> <a href='javascript:alert(1)'>js</a>";
export const hostileCard = () =>
  card({ title: plain("<script>alert(1)</script>"), template: "red" }, [md(hostileText)]);

export const formCard = (...companions: readonly string[]) =>
  card({ title: plain("申请客情费"), template: "blue" }, [
    {
      tag: "form",
      name: "fee",
      vertical_spacing: "8px",
      elements: [
        md("客户"),
        {
          tag: "select_static",
          name: "customer",
          required: true,
          placeholder: plain("选客户"),
          width: "fill",
          options: ["宏达机电", "华信电子", "东方精密"].map((value) => ({ text: plain(value), value })),
        },
        { tag: "input", name: "amount", required: true, label: plain("金额"), placeholder: plain("元"), width: "fill" },
        {
          tag: "input",
          name: "notes",
          label: plain("说明"),
          input_type: "multiline_text",
          rows: 3,
          max_length: 20,
          width: "fill",
        },
        {
          tag: "multi_select_static",
          name: "tags",
          required: false,
          placeholder: plain("标签"),
          options: ["VIP", "重点"].map((value) => ({ text: plain(value), value })),
        },
        { tag: "date_picker", name: "next", required: true, placeholder: plain("下次见面"), width: "fill" },
        { tag: "picker_datetime", name: "remind", placeholder: plain("提醒时间") },
        {
          tag: "select_person",
          name: "with",
          placeholder: plain("同行"),
          options: companions.map((value) => ({ value })),
        },
        { tag: "multi_select_person", name: "copy", placeholder: plain("抄送") },
        { tag: "checker", name: "sure", checked: false, text: plain("已同步客户") },
        {
          tag: "column_set",
          flex_mode: "none",
          horizontal_spacing: "8px",
          columns: [
            {
              tag: "column",
              width: "auto",
              elements: [
                {
                  tag: "button",
                  name: "send",
                  type: "primary_filled",
                  text: plain("提交"),
                  form_action_type: "submit",
                  behaviors: callback("fee.submit"),
                },
              ],
            },
            {
              tag: "column",
              width: "auto",
              elements: [
                { tag: "button", name: "reset", type: "default", text: plain("重置"), form_action_type: "reset" },
              ],
            },
          ],
        },
      ],
    },
  ]);

export const doneCard = (text: string) => card({ title: plain(text), template: "green" }, [md("已送出，等经理审批。")]);
