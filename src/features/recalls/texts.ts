import { defineTexts } from "../../chat/texts.ts";

const of = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const texts = defineTexts({
  en: {
    undo: "Undo",
    undoConfirm: "Everything that nobody has worked on since goes back to where it was.",
    undoYes: "Take back",
    cancel: "Cancel",
    list: "Recent handovers",
    title: "Recent handovers",
    counts: (p: { hours: number }) => `Handovers of the last ${of(p.hours, "hour", "hours")} that you may undo.`,
    none: "No handover to undo",
    noneText: (p: { hours: number }) =>
      `Handovers from the last ${of(p.hours, "hour", "hours")} that you made, or may undo for a colleague, are listed here.`,
    customers: (p: { count: number }) => of(p.count, "customer", "customers"),
    way: (p: { count: number; to: string; by: string; time: string }) =>
      `${of(p.count, "customer", "customers")} → ${p.to} · by ${p.by}, ${p.time}`,
    andMore: (p: { few: string; count: number; rest: number }) => `${p.few} and ${p.rest} more`,
    more: "Next page",
  },
  zh: {
    undo: "撤销",
    undoConfirm: "全部退回原处；之后已经有人跟进的不动。",
    undoYes: "撤回",
    cancel: "取消",
    list: "最近的移交",
    title: "最近的移交",
    counts: (p) => `统计最近 ${p.hours} 小时内你能撤销的移交。`,
    none: "没有可以撤销的移交",
    noneText: (p) => `最近 ${p.hours} 小时内你做的，或者你能替同事撤回的移交，会列在这里。`,
    customers: (p) => `${p.count} 家客户`,
    way: (p) => `${p.count} 家 → ${p.to} · ${p.by} 移交，${p.time}`,
    andMore: (p) => `${p.few} 等 ${p.count} 家`,
    more: "下一页",
  },
});
