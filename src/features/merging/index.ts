import { defineFeature, onPress } from "../../chat/feature.ts";
import { compareCustomers, mergeCustomers, undoMerge } from "./forms.ts";
import { pressCompare, pressMerge, pressUndo } from "./handlers.ts";

/** Two customers that are one: a preview, the merge, and its undoing for a day. */
export const merging = defineFeature({
  name: "merging",
  actions: [
    onPress(compareCustomers, pressCompare),
    onPress(mergeCustomers, pressMerge),
    onPress(undoMerge, pressUndo),
  ],
});
