import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

export const texts = defineTexts({
  en: {
    title: "Share a customer",
    save: "Save",
    intro: "They see it, log activities and keep its contacts. Whoever you take out sees it no more.",
    colleagues: "Shared with",
    tooMany: (p: { most: number }) => `At most ${p.most} colleagues. Should it change hands instead?`,
    notFound: "One of them is not in this segment any more. Please pick again.",
    given: (p: { who: string; customer: string }) => `${p.who} shares ${p.customer} with you`,
    givenDetail: "You see it, log activities and keep its contacts. Its owner stays the same.",
    takenBack: (p: { who: string; customer: string }) => `${p.who} no longer shares ${p.customer} with you`,
    takenBackDetail: "What you logged there stays. Ask them if you still need it.",
    open: "Open the customer",
  },
  zh: {
    title: "共享客户",
    save: "保存",
    intro: "被共享的同事能看到它、记行动、维护联系人；从名单里去掉，就看不到了。",
    colleagues: "共享给",
    tooMany: (p) => `最多共享给 ${p.most} 位同事。要不要干脆移交？`,
    notFound: "有同事已经不在这个板块了，请重新选。",
    given: (p) => `${p.who} 把${p.customer}共享给你`,
    givenDetail: "你能看到它、记行动、维护联系人；负责人不变。",
    takenBack: (p) => `${p.who} 不再把${p.customer}共享给你`,
    takenBackDetail: "你记过的行动都在。还需要的话，问问对方。",
    open: "看客户",
  },
});

/** Refusals, each in three parts: what did not happen, why, what to do. */
export const refusals = {
  gone: {
    en: "Not shared: there is no such customer among those you may see. Look for it with /customer and its name.",
    zh: "没有共享：你能看到的客户里没有这一家。用“/customer 客户名”再找找。",
  },
  notYours: {
    en: "Not shared: this customer is shared with you yourself. Ask its owner, or the team’s manager, to share it.",
    zh: "没有共享：这家客户本来就是别人共享给你的。请它的负责人或团队经理来共享。",
  },
} as const satisfies Record<string, InBoth>;
