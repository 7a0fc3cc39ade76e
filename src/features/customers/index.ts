import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { beginCustomer, moreOfCustomer, newCustomerForm, openCustomer, showCalledSo } from "./forms.ts";
import { pressBegin, pressMore, pressOpen, pressWhich, submitCustomer, typeCustomer } from "./handlers.ts";

export const customers = defineFeature({
  name: "customers",
  commands: [
    {
      name: "customer",
      menu: "look",
      aliases: ["customers", "客户", "查客户"],
      glued: ["查客户"],
      about: { en: "Look at a customer, or add one", zh: "看客户，或新建客户" },
      hint: { en: "[name, pinyin or initials] or new [name]", zh: "[名称、拼音或首字母] 或 新建 [名称]" },
      example: { en: "/customer Hongda", zh: "/客户 宏达" },
      run: typeCustomer,
    },
  ],
  forms: [onSubmit(newCustomerForm, submitCustomer)],
  actions: [
    onPress(openCustomer, pressOpen),
    onPress(showCalledSo, pressWhich),
    onPress(moreOfCustomer, pressMore),
    onPress(beginCustomer, pressBegin),
  ],
});
