import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { confirmReceipt, refuseReceipt } from "../inflows/public.ts";
import { showReceipts } from "./cards.ts";
import { confirmForm, moreForm, refuseForm } from "./forms.ts";
import {
  homeReceipts,
  listReceipts,
  pressConfirm,
  pressRefuse,
  submitConfirm,
  submitMore,
  submitRefuse,
} from "./handlers.ts";
import { watchReceipts } from "./jobs.ts";
import { inBoth, texts } from "./texts.ts";

/** Finance confirms that the money of a deal at 90 % is in, in one or several instalments, or sends the deal back. */
export const receipts = defineFeature({
  name: "receipts",
  commands: [
    {
      name: "receipts",
      aliases: ["到账", "收款", "待确认到账"],
      about: inBoth((language) => texts[language].about),
      hint: { en: "", zh: "" },
      example: { en: "/receipts", zh: "到账" },
      offeredTo: ({ roles }) => roles.has("finance"),
      run: (ctx) => listReceipts(ctx),
    },
  ],
  forms: [onSubmit(confirmForm, submitConfirm), onSubmit(moreForm, submitMore), onSubmit(refuseForm, submitRefuse)],
  actions: [
    onPress(confirmReceipt, pressConfirm),
    onPress(refuseReceipt, pressRefuse),
    onPress(showReceipts, (ctx, asked) => listReceipts(ctx, asked)),
  ],
  home: [{ order: 12, build: homeReceipts }],
  ticks: [watchReceipts],
});
