import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { beginPaste } from "../pasting/public.ts";
import { addListed, undoListed } from "./cards.ts";
import { pasteForm } from "./forms.ts";
import * as handlers from "./handlers.ts";

/** People from a pasted list. */
export const roster = defineFeature({
  name: "roster",
  forms: [onSubmit(pasteForm, handlers.submitPaste)],
  actions: [
    onPress(beginPaste, handlers.pressBegin),
    onPress(addListed, handlers.pressAdd),
    onPress(undoListed, handlers.pressUndo),
  ],
});
