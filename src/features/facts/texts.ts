import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

export const texts = defineTexts({
  en: {
    editTitle: "Edit customer",
    standingTitle: "Class and flags",
    restTitle: "Let it rest",
    save: "Save",
    name: "Name",
    shortNames: "Short names",
    shortNamesHint: "What you call it, at most five, with commas between them.",
    kind: "Kind",
    industry: "Industry",
    region: "Province or state",
    city: "City",
    address: "Address",
    source: "How you came to know it",
    firstContactOn: "First contact",
    yearly: "Yearly estimate",
    yearlyHint: "What you expect it to buy in a year, beside the deals under way.",
    lifecycleClass: "Class",
    flags: "Flags",
    warningReason: "Why the warning",
    warningReasonHint: "Whoever opens the card reads this first.",
    restIntro:
      "After a sad event nobody is reminded of periodic calls and visits. Birthdays and promises stay. Deals wait a short while past their day; for longer, a manager holds them.",
    restUntil: "Rest until",
    restUntilHint: "Empty: reminders go on.",
    restReason: "What happened",
    nameWithoutLetters: "A name needs at least one letter or digit.",
    tooManyShortNames: "At most five short names, please.",
    notInFuture: "This day is still to come. Pick today or an earlier one.",
    taken: (p: { name: string; owner: string }) =>
      `Not saved: ${p.name} is there already, owner ${p.owner}. Open that one, or give this one another name.`,
    nobody: "nobody",
    warningNeedsReason: "Please say why: a warning without a reason helps nobody.",
    reasonWithoutWarning: "This is the reason for a warning, but none is set. Set one, or clear this.",
    restIsPast: "This day is past. Pick a later one, or leave it empty.",
    restTooLong: (p: { days: number }) => `At most ${p.days} days ahead. It can be set again then.`,
  },
  zh: {
    editTitle: "编辑客户",
    standingTitle: "类别和标记",
    restTitle: "暂停打扰",
    save: "保存",
    name: "名称",
    shortNames: "简称",
    shortNamesHint: "平时的叫法，最多五个，用顿号或逗号隔开。",
    kind: "性质",
    industry: "行业",
    region: "省份",
    city: "城市",
    address: "地址",
    source: "怎么认识的",
    firstContactOn: "首次接触",
    yearly: "预计年采购额",
    yearlyHint: "在谈商机之外，估计一年还会买多少。",
    lifecycleClass: "类别",
    flags: "标记",
    warningReason: "警示原因",
    warningReasonHint: "谁打开客户卡，都最先看到这一句。",
    restIntro:
      "对方遇到难过的事，这段时间不再提醒定期电话和拜访；生日和答应过的事照常。商机到期后也缓几天，要更久请经理保留。",
    restUntil: "暂停到",
    restUntilHint: "留空：恢复提醒。",
    restReason: "发生了什么",
    nameWithoutLetters: "名称里至少要有一个字或数字。",
    tooManyShortNames: "简称最多五个。",
    notInFuture: "这一天还没到，请选今天或以前。",
    taken: (p) => `没有保存：${p.name} 已经建过档，负责人 ${p.owner}。请打开那一家，或者换个名称。`,
    nobody: "暂无",
    warningNeedsReason: "请写明原因：没有原因的警示帮不到人。",
    reasonWithoutWarning: "写了警示原因，却没有选“警示”。请选上，或清空这一栏。",
    restIsPast: "这一天已经过去了，请选以后的日子，或留空。",
    restTooLong: (p) => `最多往后 ${p.days} 天，到时可以再续。`,
  },
});

/** Refusals, each in three parts: what did not happen, why, what to do. */
export const refusals = {
  gone: {
    en: "Not changed: there is no such customer among those you may see. Look for it with /customer and its name.",
    zh: "没有改动：你能看到的客户里没有这一家。用“/customer 客户名”再找找。",
  },
  stale: {
    en: "Not saved: somebody changed this customer while the form was open. Open its card again and see what is new.",
    zh: "没有保存：你填表的时候，有人改过这家客户。重新打开客户卡，看看改了什么再填。",
  },
} as const satisfies Record<string, InBoth>;

export const notYours = (owner: string | null): InBoth => ({
  en: `Not changed: this customer is shared with you, and ${owner ?? "its team’s manager"} looks after it. Tell them what has changed.`,
  zh: `没有改动：这家客户是共享给你的，由${owner ?? "团队经理"}负责。有变化请告诉对方来改。`,
});
