import { z } from "zod";
import { amount, choice, date, defineForm, text } from "../../chat/form.ts";
import { currency } from "../../core/money.ts";
import { searchCustomers } from "../finding/public.ts";
import { texts } from "./texts.ts";

export const newDealForm = defineForm({
  id: "deals.new",
  params: z.object({ currency: z.string().length(3) }),
  sample: { currency: "CNY" },
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.newTitle,
      submit: t.save,
      fields: {
        customer: choice({ label: t.customer, search: searchCustomers }),
        name: text({ label: t.name, hint: t.nameHint, max: 80 }),
        reason: text({ label: t.reason, max: 300 }),
        amount: amount({ label: t.amount, currency: currency(params.currency), optional: true }),
        expectedOn: date({ label: t.expected, optional: true }),
      },
    };
  },
});
