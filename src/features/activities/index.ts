import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import * as cards from "./cards.ts";
import { activityForm, beginActivity, editForm } from "./forms.ts";
import * as handlers from "./handlers.ts";

export const activities = defineFeature({
  name: "activities",
  forms: [onSubmit(activityForm, handlers.submitActivity), onSubmit(editForm, handlers.submitEdit)],
  actions: [
    onPress(beginActivity, handlers.pressBegin),
    onPress(cards.undo, handlers.pressUndo),
    onPress(cards.edit, handlers.pressEdit),
    onPress(cards.repeat, handlers.pressRepeat),
    onPress(cards.sayWhom, handlers.pressWhom),
  ],
});
