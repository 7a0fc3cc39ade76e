import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { isAdmin } from "../../domain/roles.ts";
import { addFestival, editFestival, festivalForm, removeFestival, showFestivals } from "./forms.ts";
import * as handlers from "./handlers.ts";

/** Festivals of a company's own, beside those of its country. */
export const festivals = defineFeature({
  name: "festivals",
  commands: [
    {
      name: "festivals",
      aliases: ["节日", "自己的节日"],
      about: { en: "Festivals of your company's own, for greetings", zh: "公司自己的节日，到时提醒问候" },
      hint: { en: "", zh: "" },
      example: { en: "/festivals", zh: "/festivals" },
      offeredTo: isAdmin,
      run: (ctx) => handlers.showFestivals(ctx),
    },
  ],
  forms: [onSubmit(festivalForm, handlers.submitFestival)],
  actions: [
    onPress(showFestivals, (ctx) => handlers.showFestivals(ctx)),
    onPress(addFestival, (ctx) => handlers.pressAdd(ctx)),
    onPress(editFestival, handlers.pressEdit),
    onPress(removeFestival, handlers.pressRemove),
  ],
});
