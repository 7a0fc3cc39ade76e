import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { beginErasing, eraseForm, exportHeld, showHeld } from "./forms.ts";
import { pressBegin, pressExport, pressShow, submitErase } from "./handlers.ts";
import { scrubJob } from "./jobs.ts";

export const personalData = defineFeature({
  name: "personalData",
  forms: [onSubmit(eraseForm, submitErase)],
  jobs: [scrubJob],
  actions: [onPress(showHeld, pressShow), onPress(exportHeld, pressExport), onPress(beginErasing, pressBegin)],
});
