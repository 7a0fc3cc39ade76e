import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    letInTitle: "Let in",
    letIn: "Let in",
    known: "Person of a list",
    knownHint: "Whoever was pasted as a list and has not written yet.",
    knownGone: "This person is no longer waiting. Choose again or leave it empty.",
  },
  zh: {
    letInTitle: "同意加入",
    letIn: "同意加入",
    known: "名单里的人",
    knownHint: "粘贴名单加进来、还没来过的人。",
    knownGone: "名单里的这一位已经不在等了，请重新选或留空。",
  },
});
