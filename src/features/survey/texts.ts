import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import { MOST_ITEMS, type Scale } from "../../domain/satisfaction.ts";

export const SCALE_NAMES: Readonly<Record<Scale, InBoth>> = {
  five: { en: "1 to 5", zh: "1–5 分" },
  ten: { en: "0 to 10", zh: "0–10 分" },
};

export const texts = defineTexts({
  en: {
    title: (p: { count: number }) =>
      p.count === 1 ? "One question to customers" : `${p.count} questions to customers`,
    about:
      "How satisfied are you with … ? The rep asks and fills in the answers with /satisfaction and the customer’s name.",
    footer:
      "Always asked as well: would you recommend us, 0 to 10. Earlier answers stay as they were asked. You can undo every change in /figures, History.",
    weighs: (p: { weight: number; share: number; scale: string }) => `Weight ${p.weight} (${p.share}%) · ${p.scale}`,
    button: "Questions",
    add: "Add a question",
    edit: "Edit",
    remove: "Remove",
    removeText: (p: { name: string }) =>
      `Nobody is asked about ${p.name} any more; what was answered stays. It can be taken back under /figures, History.`,
    keep: "Keep it",
    added: (p: { name: string }) => `Added: ${p.name}`,
    changed: (p: { name: string }) => `Changed: ${p.name}`,
    removed: (p: { name: string }) => `Removed: ${p.name}`,
    addTitle: "Add a question",
    editTitle: "Edit a question",
    save: "Save",
    nameEn: "What it is about, in English",
    nameZh: "What it is about, in Chinese",
    nameHint: "Each reads it in their own language.",
    weight: "Weight",
    weightHint: "What it counts for beside the others; they need not add up to 100.",
    scale: "Scale",
    taken: "Customers are asked about this already. Give it another name, or edit that one.",
    tooMany: `There are ${MOST_ITEMS} already, more than anybody answers. Remove one first.`,
  },
  zh: {
    title: (p) => `满意度问卷 · ${p.count} 项`,
    about: "您对……满意吗？由销售询问，用“/satisfaction 客户名”填写。",
    footer:
      "另外固定问一句：愿意推荐我们吗（0–10 分）。已填的答卷不受影响。每次修改都可以在 /figures 的修改记录里撤销。",
    weighs: (p) => `权重 ${p.weight}（${p.share}%）· ${p.scale}`,
    button: "问卷",
    add: "加一项",
    edit: "修改",
    remove: "删除",
    removeText: (p) => `以后不再问 ${p.name}，已填的答卷不变。要撤销，在 /figures 的修改记录里。`,
    keep: "留着",
    added: (p) => `已加上：${p.name}`,
    changed: (p) => `已修改：${p.name}`,
    removed: (p) => `已删除：${p.name}`,
    addTitle: "加一项",
    editTitle: "修改一项",
    save: "保存",
    nameEn: "问什么（英文）",
    nameZh: "问什么（中文）",
    nameHint: "各人看到自己语言的名称。",
    weight: "权重",
    weightHint: "和其他各项相比占多少，不必凑成 100。",
    scale: "打分",
    taken: "已经在问这一项了。请换个名称，或者改那一项。",
    tooMany: `已经有 ${MOST_ITEMS} 项，再多就没人愿意答了。请先删一项。`,
  },
});

export const refusals = {
  notAdmin: {
    en: "Not changed: only an admin decides what customers are asked. Ask your admin.",
    zh: "没有改动：问卷由系统管理员设置。请找管理员。",
  },
  changed: {
    en: "Not changed: somebody has changed the questions meanwhile. Look at them with /survey.",
    zh: "没有改动：刚才有人改过问卷。请用 /survey 看一眼。",
  },
  last: {
    en: "Not removed: it is the only question left. Add another first, or edit this one.",
    zh: "没有删除：只剩这一项了。请先加一项，或者直接修改。",
  },
} as const satisfies Readonly<Record<string, InBoth>>;
