import { z } from "zod";
import { defineForm, text } from "../../chat/form.ts";
import { texts } from "./texts.ts";

export const pasteForm = defineForm({
  id: "roster.paste",
  params: z.object({}),
  sample: {},
  build: (language) => {
    const t = texts[language];
    return {
      title: t.pasteTitle,
      submit: t.check,
      intro: [t.pasteIntro, [{ quiet: t.pasteExample }]],
      fields: { list: text({ label: t.list, hint: t.listHint, max: 3000, long: true }) },
    };
  },
});
