import type { Card } from "../../src/chat/card.ts";

const press = (action: string) => ({ action, payload: { id: "0192f0c1-7d3e-7000-8000-000000000001", version: 3 } });

/** The kinds of card people see most, as dense as they get; each in the language it is drawn in. */
export const CARDS: Readonly<Record<string, Card>> = {
  "visit.zh": {
    tone: "done",
    title: "已记录：拜访 宏达机电 · 王总",
    plain: "已记录：拜访 宏达机电 王总，下一步 周三 12月2日 再访",
    tags: ["警示", "重要"],
    text: ["谈了续约价格，倾向三年"],
    facts: [
      { label: "下一步", value: "再访 · 周三 12月2日（已排进日程）" },
      { label: "商机", value: [{ bold: "宏达三年续约" }, "  25% → 50%？还差 2 条：预算、签约日期"] },
    ],
    buttons: [
      { label: "补齐两条", press: press("deals.fill"), look: "primary" },
      { label: "改一下", press: press("visits.edit") },
      { label: "撤销", press: press("visits.undo"), look: "danger" },
    ],
  },
  "visit.en": {
    tone: "done",
    title: "Logged: visit to Hongda, Mr Wang",
    plain: "Logged: visit to Hongda, Mr Wang; see him again Wed 2 Dec",
    text: ["Talked renewal price, leans to three years"],
    facts: [{ label: "Next", value: "see him again, Wed 2 Dec" }],
    buttons: [{ label: "Edit", press: press("visits.edit") }],
  },
  "morning.zh": {
    tone: "plain",
    title: "早上好，今天 2 件事",
    plain: "早上好，今天 2 件事：王总生日，李工回访",
    lines: [
      {
        text: [{ bold: "🎂 王总（宏达）" }, " 今天农历生日 · 上次 11月6日 通话"],
        detail: [{ quiet: "“王总生日快乐，祝身体健康，家里都好。”" }],
        buttons: [
          { label: "已联系", press: press("care.done") },
          { label: "稍后", press: press("care.later") },
        ],
        menu: [{ label: "不需要", press: press("care.drop") }],
      },
      { text: "👣 东方 有 46 天没见面" },
    ],
    footer: "送达 08:30",
  },
  "fee.zh": {
    tone: "waiting",
    title: "等经理审批 · 特殊费用 ¥800 · 华信",
    plain: "等经理审批：华信的特殊费用 ¥800",
    facts: [
      { label: "用途", value: "争取新客户 · 茶礼" },
      { label: "收礼人", value: [{ person: "m-1" as never, name: "李工" }] },
    ],
    timeline: [
      { state: "done", text: "内勤 11月20日 10:05" },
      { state: "now", text: "经理" },
      { state: "ahead", text: "财务" },
    ],
    buttons: [
      {
        label: "同意",
        press: press("fees.approve"),
        look: "primary",
        confirm: { title: "同意这笔费用？", text: "¥800 · 华信", yes: "同意", no: "再想想" },
      },
      { label: "驳回", press: press("fees.reject"), look: "danger" },
    ],
    menu: [
      { label: "转交", press: press("fees.pass") },
      { label: "催办", press: press("fees.urge") },
    ],
    footer: "FE-2026-0147",
  },
  "friday.zh": {
    tone: "plain",
    title: "华东一组 · 本周（11月20日–26日）",
    plain: "华东一组本周：成交 2 单 ¥31万",
    text: ["成交 2 单 ¥31万（四周平均 1.5 单） · 新增 9 · 前进 6"],
    facts: [
      { label: "要当心", value: "华信、东方 快退回 · 费用单 2 张在等审批，最早 周一 11月30日到期" },
      { label: "客情", value: "做到 18 件，漏了 2 件" },
      { label: "下周", value: "生日 6 位 · 冬至 12月22日" },
    ],
    chart: {
      kind: "funnel",
      title: "漏斗",
      categories: ["机会", "约见", "25%", "50%", "90%", "成交"],
      series: [{ name: "单", values: [41, 14, 18, 9, 3, 2] }],
    },
    table: {
      columns: [{ label: "代表" }, { label: "50%", align: "right" }, { label: "收款", align: "right" }],
      rows: [
        ["李伟", "3", "¥52万"],
        ["Emma", "1", ""],
      ],
    },
    footer: "截至 11月26日 17:00",
  },
  "refusal.en": {
    tone: "stopped",
    title: "Not sent: Huaxin's contract was signed on 18 Nov",
    plain: "Not sent: Huaxin's contract was signed on 18 Nov; use the monthly statement instead.",
    text: ["A new-customer fee cannot follow it. Use the monthly statement instead."],
  },
};
