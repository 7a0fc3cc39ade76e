import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    letInTitle: "Let in",
    letIn: "Let in",
    known: "Who they are here",
    knownHint:
      "Somebody from a list, on another platform, or whose account was replaced. Who is at work already keeps roles and teams.",
    noRoles: "Choose roles, or who they are here.",
    knownGone: "This person is no longer waiting. Choose again or leave it empty.",
  },
  zh: {
    letInTitle: "同意加入",
    letIn: "同意加入",
    known: "是已有的哪位同事",
    knownHint: "名单里的人、在别的平台上已经在用的同事，或换了账号的同事。已经在用的，角色和团队不变。",
    noRoles: "请选角色，或选是已有的哪位同事。",
    knownGone: "这一位已经不在等了，请重新选或留空。",
  },
});
