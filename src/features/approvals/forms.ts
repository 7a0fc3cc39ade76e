import { z } from "zod";
import { defineForm, text } from "../../chat/form.ts";
import { texts } from "./texts.ts";

export const REASON_LENGTH = 500;

/** The paper a button or form is about; `listed` when it was pressed in a list of several. */
export const paperKey = z.object({ subject: z.string().max(40), id: z.uuid(), listed: z.boolean().optional() });
/** The same, with the version that was seen: another one is out of date. */
export const paperSeen = paperKey.extend({ version: z.int() });

export const rejectForm = defineForm({
  id: "approvals.reject",
  params: paperSeen,
  sample: {
    subject: "x".repeat(40),
    id: "00000000-0000-4000-8000-000000000000",
    listed: true,
    version: 2_147_483_647,
  },
  build: (language) => {
    const t = texts[language];
    return {
      title: t.rejectForm,
      submit: t.reject,
      fields: {
        reason: text({
          label: t.reason,
          hint: t.reasonHint,
          placeholder: t.reasonExample,
          max: REASON_LENGTH,
          long: true,
        }),
      },
    };
  },
});
