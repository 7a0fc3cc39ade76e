import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { isAdmin } from "../../domain/roles.ts";
import { addItem, editItem, itemForm, removeItem, showSurvey } from "./forms.ts";
import * as handlers from "./handlers.ts";

/** What customers are asked about when they are asked how satisfied they are. */
export const survey = defineFeature({
  name: "survey",
  commands: [
    {
      name: "survey",
      aliases: ["问卷", "满意度问卷"],
      about: { en: "What customers are asked about their satisfaction", zh: "满意度问卷问哪几项" },
      hint: { en: "", zh: "" },
      example: { en: "/survey", zh: "/survey" },
      offeredTo: isAdmin,
      run: (ctx) => handlers.showSurvey(ctx),
    },
  ],
  forms: [onSubmit(itemForm, handlers.submitItem)],
  actions: [
    onPress(showSurvey, (ctx) => handlers.showSurvey(ctx)),
    onPress(addItem, (ctx) => handlers.pressAdd(ctx)),
    onPress(editItem, handlers.pressEdit),
    onPress(removeItem, handlers.pressRemove),
  ],
});
