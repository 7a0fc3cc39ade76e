import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { feeAgain, startFee, whichDeal } from "./cards.ts";
import { confirmForm, feeForm } from "./forms.ts";
import { checkFee, feeCommand, feeFor, sendFee, startAgain, startForDeal } from "./handlers.ts";
import { watchFees } from "./jobs.ts";
import { inBoth, texts } from "./texts.ts";

export const fees = defineFeature({
  name: "fees",
  commands: [
    {
      name: "fee",
      menu: "do",
      aliases: ["费用", "客情费", "特殊费用", "fees"],
      about: inBoth((language) => texts[language].about),
      hint: inBoth((language) => texts[language].hint),
      example: inBoth((language) => texts[language].example),
      run: feeCommand,
    },
  ],
  actions: [onPress(startFee, startForDeal), onPress(whichDeal, feeFor), onPress(feeAgain, startAgain)],
  forms: [onSubmit(feeForm, checkFee), onSubmit(confirmForm, sendFee)],
  ticks: [watchFees],
});
