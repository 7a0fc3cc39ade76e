import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { beginPin, pinForm, releasePin, undoPin } from "./forms.ts";
import { pressBegin, pressRelease, pressUndo, submitPin } from "./handlers.ts";

/** A manager's own word on what a customer is worth, with a reason and for a time. */
export const pinning = defineFeature({
  name: "pinning",
  forms: [onSubmit(pinForm, submitPin)],
  actions: [onPress(beginPin, pressBegin), onPress(releasePin, pressRelease), onPress(undoPin, pressUndo)],
});
