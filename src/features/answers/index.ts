import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { answerForm, beginAnswer, editAnswer, editForm, listAnswers, showCalledSo, undoAnswer } from "./forms.ts";
import * as handlers from "./handlers.ts";

/** What customers say of us when they are asked how satisfied they are (domain.md §7.2). */
export const answers = defineFeature({
  name: "answers",
  forms: [onSubmit(answerForm, handlers.submitAnswer), onSubmit(editForm, handlers.submitEdit)],
  actions: [
    onPress(beginAnswer, handlers.pressBegin),
    onPress(showCalledSo, handlers.pressWhich),
    onPress(editAnswer, handlers.pressEdit),
    onPress(undoAnswer, handlers.pressUndo),
    onPress(listAnswers, handlers.pressList),
  ],
});
