import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    title: "You are an admin of Rapport now",
    detail: "Whoever runs Rapport made you one. People are on /people, teams and their channels on /team.",
  },
  zh: {
    title: "你现在是 Rapport 的管理员",
    detail: "这是维护 Rapport 的同事设置的。人员用 /people，团队和频道用 /team。",
  },
});
