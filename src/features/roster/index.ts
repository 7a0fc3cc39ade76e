import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { beginPaste } from "../pasting/public.ts";
import { addListed, makeTeams, undoListed } from "./cards.ts";
import { pasteForm, teamsForm } from "./forms.ts";
import * as handlers from "./handlers.ts";

/** People from a pasted list. */
export const roster = defineFeature({
  name: "roster",
  forms: [onSubmit(pasteForm, handlers.submitPaste), onSubmit(teamsForm, handlers.submitTeams)],
  actions: [
    onPress(beginPaste, handlers.pressBegin),
    onPress(addListed, handlers.pressAdd),
    onPress(makeTeams, handlers.pressMakeTeams),
    onPress(undoListed, handlers.pressUndo),
  ],
});
