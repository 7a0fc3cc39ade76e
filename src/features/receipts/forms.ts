import { z } from "zod";
import { amount, choice, date, defineForm, text } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { currency, money } from "../../core/money.ts";
import { sayInflow } from "../inflows/public.ts";
import { DUE } from "./rules.ts";
import { DUE_NAMES, texts } from "./texts.ts";

const minor = z.string().regex(/^\d{1,20}$/);
const params = z.object({
  id: z.uuid(),
  name: z.string(),
  currency: z.string().length(3),
  /** What was in when the form was opened, and what is agreed, in minor units. */
  collected: minor,
  contract: minor.optional(),
  /** More than is open, as it was typed and asked back: the same again is meant. */
  over: minor.optional(),
});
export type About = z.output<typeof params>;
const sample = {
  id: "00000000-0000-4000-8000-000000000000",
  name: "宏达机电三年续约".repeat(10),
  currency: "CNY",
  collected: "9".repeat(15),
  contract: "9".repeat(15),
};

const introOf = ({ name, collected, contract, ...about }: About, language: Language) => {
  const of = (digits: string) => money(BigInt(digits), currency(about.currency));
  const inflow = { collected: of(collected), contract: contract === undefined ? null : of(contract) };
  const begun = inflow.collected.minor > 0n;
  return [[{ bold: name }], ...(begun ? [texts[language].soFar({ received: sayInflow(inflow, language) })] : [])];
};
const moneyField = (language: Language, about: About) => ({
  label: texts[language].amount,
  currency: currency(about.currency),
});
const receivedOn = (language: Language) => date({ label: texts[language].receivedOn });

/** The money that was due at signing, or a part of it. What came before it was asked for may be all of it. */
export const confirmForm = defineForm({
  id: "receipts.confirm",
  params,
  sample,
  build: (language, about) => {
    const t = texts[language];
    const options = DUE.map((value) => ({ value, label: DUE_NAMES[value][language] }));
    const [begun, sum] = [about.collected !== "0", moneyField(language, about)];
    return {
      title: t.confirmTitle,
      submit: t.confirm,
      intro: introOf(about, language),
      fields: {
        amount: begun ? amount({ ...sum, optional: true, hint: t.nothingNew }) : amount(sum),
        receivedOn: receivedOn(language),
        due: choice({ label: t.due, hint: t.dueHint, options }),
      },
    };
  },
});

/** Money that came when nobody asked for it. */
export const moreForm = defineForm({
  id: "receipts.more",
  params,
  sample,
  build: (language, about) => ({
    title: texts[language].moreTitle,
    submit: texts[language].confirm,
    intro: introOf(about, language),
    fields: { amount: amount(moneyField(language, about)), receivedOn: receivedOn(language) },
  }),
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
      intro: introOf(about, language),
      fields: { reason: text({ label: t.reason, hint: t.reasonHint, max: 300, long: true }) },
    };
  },
});
