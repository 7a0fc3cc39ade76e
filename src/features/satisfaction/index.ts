import { defineFeature, onPress } from "../../chat/feature.ts";
import { showResults } from "./forms.ts";
import { pressShow, typeSatisfaction } from "./handlers.ts";

/** How satisfied customers are, by team, rep, customer, question and month (domain.md §7.2). */
export const satisfaction = defineFeature({
  name: "satisfaction",
  commands: [
    {
      name: "satisfaction",
      aliases: ["满意度", "客户满意度"],
      about: { en: "How satisfied customers are; with a name, ask one", zh: "客户满意度；带客户名就填问卷" },
      hint: { en: "[customer] [contact]", zh: "[客户] [联系人]" },
      example: { en: "/satisfaction Hongda Mr Wang", zh: "/satisfaction 宏达 王总" },
      run: typeSatisfaction,
    },
  ],
  actions: [onPress(showResults, pressShow)],
});
