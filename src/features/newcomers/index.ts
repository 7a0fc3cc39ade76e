import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { letIn, turnAway } from "../team/public.ts";
import { letInForm } from "./forms.ts";
import { pressLetIn, pressTurnAway, submitLetIn } from "./handlers.ts";
import { waitingTick } from "./jobs.ts";

/** Who asked to be let in does not wait unheard. */
export const newcomers = defineFeature({
  name: "newcomers",
  forms: [onSubmit(letInForm, submitLetIn)],
  actions: [onPress(letIn, pressLetIn), onPress(turnAway, pressTurnAway)],
  ticks: [waitingTick],
});
