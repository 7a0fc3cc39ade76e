import type { KnownBlock } from "@slack/types";
import { options, plain, text } from "./blocks.ts";

export const fields = (full: boolean): KnownBlock[] => [
  { type: "section", text: text("*新客户特殊费用* · 华信\n合同未签 ✓ 可申请") },
  {
    type: "input",
    block_id: "customer",
    label: plain("客户 Customer"),
    hint: plain("可以输入拼音或简称"),
    element: { type: "external_select", action_id: "v", min_query_length: 0, placeholder: plain("搜索客户") },
  },
  {
    type: "input",
    block_id: "amount",
    label: plain("金额 Amount"),
    element: { type: "number_input", action_id: "v", is_decimal_allowed: true, min_value: "0.01", max_value: "5000" },
  },
  {
    type: "input",
    block_id: "notes",
    label: plain("说明 Notes"),
    optional: true,
    element: { type: "plain_text_input", action_id: "v", multiline: true, max_length: 200 },
  },
  {
    type: "input",
    block_id: "next",
    label: plain("下次 Next step"),
    element: { type: "datepicker", action_id: "v" },
  },
  ...(full ? restOfFields : []),
];

const restOfFields: KnownBlock[] = [
  {
    type: "input",
    block_id: "stage",
    label: plain("阶段 Stage"),
    optional: true,
    element: {
      type: "static_select",
      action_id: "v",
      option_groups: [
        { label: plain("Open"), options: options("25%", "50%", "90%") },
        { label: plain("Closed"), options: options("Won", "Lost") },
      ],
    },
  },
  {
    type: "input",
    block_id: "met",
    label: plain("见到的人 Met"),
    optional: true,
    element: { type: "multi_users_select", action_id: "v", placeholder: plain("选择同事") },
  },
  {
    type: "input",
    block_id: "tags",
    label: plain("Tags"),
    optional: true,
    element: { type: "multi_static_select", action_id: "v", options: options("VIP", "Key account", "Warning", "重点") },
  },
  {
    type: "input",
    block_id: "channel",
    label: plain("Channel"),
    optional: true,
    element: { type: "conversations_select", action_id: "v" },
  },
  {
    type: "input",
    block_id: "at",
    label: plain("提醒时间 Remind me"),
    optional: true,
    element: { type: "datetimepicker", action_id: "v", initial_date_time: 1_795_600_000 },
  },
  {
    type: "input",
    block_id: "clock",
    label: plain("Time"),
    optional: true,
    element: { type: "timepicker", action_id: "v", initial_time: "08:30" },
  },
  {
    type: "input",
    block_id: "checks",
    label: plain("标准 Criteria"),
    optional: true,
    element: {
      type: "checkboxes",
      action_id: "v",
      options: [
        { text: text("*Right person*"), value: "person", description: plain("the one who decides is at the table") },
        { text: plain("Sound budget"), value: "budget" },
      ],
    },
  },
  {
    type: "input",
    block_id: "kind",
    label: plain("方式 Kind"),
    element: { type: "radio_buttons", action_id: "v", options: options("电话", "拜访", "会议") },
  },
  {
    type: "input",
    block_id: "mail",
    label: plain("E-mail"),
    optional: true,
    element: { type: "email_text_input", action_id: "v", placeholder: plain("name@example.com") },
  },
  {
    type: "input",
    block_id: "paper",
    label: plain("合同 Papers"),
    optional: true,
    element: { type: "file_input", action_id: "v", max_files: 2 },
  },
];
