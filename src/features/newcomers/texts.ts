import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    letInTitle: "Let in",
    letIn: "Let in",
    known: "Who they are here",
    knownHint: "Somebody from a list, or whose account was replaced.",
    knownGone: "This person is no longer waiting. Choose again or leave it empty.",
  },
  zh: {
    letInTitle: "同意加入",
    letIn: "同意加入",
    known: "是已有的哪位同事",
    knownHint: "名单里的人，或换了账号的同事。",
    knownGone: "这一位已经不在等了，请重新选或留空。",
  },
});
