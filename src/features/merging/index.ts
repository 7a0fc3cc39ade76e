import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { beginMerge, compareCustomers, mergeCustomers, mergeWithForm, undoMerge } from "./forms.ts";
import { pressBegin, pressCompare, pressMerge, pressUndo, submitWith } from "./handlers.ts";

/** Two customers that are one: a preview, the merge, and its undoing for a day. */
export const merging = defineFeature({
  name: "merging",
  forms: [onSubmit(mergeWithForm, submitWith)],
  actions: [
    onPress(beginMerge, pressBegin),
    onPress(compareCustomers, pressCompare),
    onPress(mergeCustomers, pressMerge),
    onPress(undoMerge, pressUndo),
  ],
});
