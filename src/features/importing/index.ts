import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import * as cards from "./cards.ts";
import { columnsForm } from "./forms.ts";
import * as handlers from "./handlers.ts";
import { reportJob } from "./jobs.ts";

/** The talk about files on their way in: what they hold, which column is what, what becomes of each row. */
export const importing = defineFeature({
  name: "importing",
  files: { endings: ["xlsx", "xls", "csv", "tsv", "xlsm", "xlsb"], given: handlers.filesGiven },
  forms: [onSubmit(columnsForm, handlers.submitColumns)],
  jobs: [reportJob],
  actions: [
    onPress(cards.askColumns, handlers.pressAsk),
    onPress(cards.seePeople, handlers.pressPeople),
    onPress(cards.startImporting, handlers.pressStart),
    onPress(cards.cancelImporting, handlers.pressCancel),
    onPress(cards.restImporting, handlers.pressRest),
    onPress(cards.undoImporting, handlers.pressUndo),
    onPress(cards.goOnImporting, handlers.pressGoOn),
    onPress(cards.undoLeftImporting, handlers.pressUndoLeft),
    onPress(cards.reportImporting, handlers.pressReport),
  ],
});
