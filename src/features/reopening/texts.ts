import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

export const texts = defineTexts({
  en: {
    undo: "Undo",
    undoYes: "Open it again",
    confirm:
      "The team gets its name back, and its people, customers, deals and papers. What was handed over since stays.",
    cancel: "Cancel",
    until: (p: { time: string }) => `Can be undone until ${p.time}.`,
    reopened: (p: { name: string }) => `Open again: ${p.name}`,
    cameBack: (p: { into: string }) =>
      `Its people, customers, deals and papers are back from ${p.into}. What came new there, or was handed over since, stays there.`,
    left: (p: { platform: string; field: "channel" | "approvals"; team: string }) =>
      `${p.team} of another segment reads in its ${p.field === "channel" ? "channel" : "channel for approvals"} on ${p.platform} by now. Choose another with /team.`,
    wasEmpty: "It is as it was, with nothing in it.",
    youAreBack: (p: { name: string }) => `You work in ${p.name} again`,
    youAreBackText: (p: { by: string }) =>
      `${p.by} has opened the team again. Your customers, deals and papers came along.`,
  },
  zh: {
    undo: "撤销",
    undoYes: "重新开放",
    confirm: "团队恢复原来的名称，人员、客户、商机和单据都回来；之后移交过的不动。",
    cancel: "取消",
    until: (p) => `${p.time} 前可以撤销。`,
    reopened: (p) => `已重新开放：${p.name}`,
    cameBack: (p) => `人员、客户、商机和单据都从${p.into}回来了；在那边新增的、之后移交过的，留在那边。`,
    left: (p) =>
      `它在${p.platform}上的${p.field === "channel" ? "频道" : "审批频道"}已经给别的板块的${p.team}用了，请用 /team 另选一个。`,
    wasEmpty: "恢复成原来的样子，里面还是空的。",
    youAreBack: (p) => `你又回到${p.name}`,
    youAreBackText: (p) => `${p.by} 重新开放了这个团队，你的客户、商机和单据都一起回来了。`,
  },
});

/** Why a team stays closed. */
export const refusals = {
  notAdmin: {
    en: "Not undone: only an admin opens a team again. Ask your admin.",
    zh: "没有撤销：团队由系统管理员重新开放。请找管理员。",
  },
  gone: {
    en: "Not undone: there is no such closing. Look with /team.",
    zh: "没有撤销：没有这次关闭。请用 /team 查看。",
  },
  undone: {
    en: "Not undone: it has been undone already. Look with /team.",
    zh: "没有撤销：已经撤销过了。请用 /team 查看。",
  },
  late: {
    en: "Not undone: the time for that is over. Make a team with /team and hand its customers over with /handover.",
    zh: "没有撤销：已经过了可以撤销的时间。请用 /team 建一个团队，再用 /handover 移交客户。",
  },
  name_taken: {
    en: "Not undone: another team is called so by now. Rename that one with /team, then undo this.",
    zh: "没有撤销：现在有别的团队叫这个名称。请先用 /team 给那个团队改名，再来撤销。",
  },
  segment_closed: {
    en: "Not undone: its segment has been closed since. Make a team in another segment with /team.",
    zh: "没有撤销：它所在的板块已经关闭。请用 /team 在别的板块建团队。",
  },
  heir_closed: {
    en: "Not undone: the team that took over has been closed too. Undo that first, then this.",
    zh: "没有撤销：接手的团队后来也关闭了。请先撤销那一次，再来撤销这次。",
  },
} as const satisfies Readonly<Record<string, InBoth>>;
