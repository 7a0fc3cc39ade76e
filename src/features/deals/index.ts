import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { dealAction, newDealAction, showHistory } from "../pipeline/public.ts";
import { newDealForm } from "./forms.ts";
import { dealCommand, pressHistory, pressNew, pressOpen, submitNew } from "./handlers.ts";

export const deals = defineFeature({
  name: "deals",
  commands: [
    {
      name: "deal",
      menu: "do",
      aliases: ["商机", "新建商机", "deals"],
      about: { en: "Look at a deal and its history, or begin one", zh: "看商机和推进记录，或新建一个" },
      hint: { en: "[customer or deal]", zh: "[客户或商机]" },
      example: { en: "/deal Hongda", zh: "/deal 宏达" },
      run: dealCommand,
    },
  ],
  forms: [onSubmit(newDealForm, submitNew)],
  actions: [onPress(dealAction, pressOpen), onPress(showHistory, pressHistory), onPress(newDealAction, pressNew)],
});
