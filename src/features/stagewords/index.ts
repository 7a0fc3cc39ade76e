import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { stagesForm } from "./forms.ts";
import * as handlers from "./handlers.ts";
import { askStages } from "./public.ts";

/** Words for stages that only the company knows: asked once for a sheet. */
export const stagewords = defineFeature({
  name: "stagewords",
  forms: [onSubmit(stagesForm, handlers.submitStages)],
  actions: [onPress(askStages, handlers.pressStages)],
});
