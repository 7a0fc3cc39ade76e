import { z } from "zod";
import { amount, date, defineForm, text } from "../../chat/form.ts";
import { currency } from "../../core/money.ts";
import { texts } from "./texts.ts";

const params = z.object({ id: z.uuid(), name: z.string(), currency: z.string().length(3) });
const sample = {
  id: "00000000-0000-4000-8000-000000000000",
  name: "宏达机电三年续约".repeat(10),
  currency: "CNY",
};

export const confirmForm = defineForm({
  id: "receipts.confirm",
  params,
  sample,
  build: (language, about) => {
    const t = texts[language];
    return {
      title: t.confirmTitle,
      submit: t.confirm,
      intro: [[{ bold: about.name }]],
      fields: {
        amount: amount({ label: t.amount, currency: currency(about.currency) }),
        receivedOn: date({ label: t.receivedOn }),
      },
    };
  },
});

export const refuseForm = defineForm({
  id: "receipts.refuse",
  params,
  sample,
  build: (language, about) => {
    const t = texts[language];
    return {
      title: t.refuseTitle,
      submit: t.refuse,
      intro: [[{ bold: about.name }]],
      fields: { reason: text({ label: t.reason, hint: t.reasonHint, max: 300, long: true }) },
    };
  },
});
