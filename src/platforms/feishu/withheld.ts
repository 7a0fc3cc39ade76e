import type { Card } from "../../chat/card.ts";
import { languageOf } from "../../chat/card-words.ts";
import type { Shown } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";

const texts = defineTexts({
  en: {
    title: "Feishu did not let the answer through",
    detail:
      "Your company's content check refused it, most often for a phone number or a mail address in it. If you changed something, that is saved. Ask whoever looks after Feishu to let Rapport's messages through, then ask again.",
  },
  zh: {
    title: "飞书没有放行这条回复",
    detail:
      "公司的内容审核拦下了它，多半是因为里面有手机号或邮箱。如果你改了什么，改动已经保存。请飞书管理员放行 Rapport 的消息，然后再问一次。",
  },
});

/** In place of an answer that the content audit refuses; nothing of the answer is in it. */
export const withheldCard = (shown: Shown): Card => {
  const { title, detail } = texts["form" in shown ? shown.form.language : languageOf(shown.card)];
  return { tone: "stopped", title, plain: `${title} · ${detail}`, text: [detail] };
};
