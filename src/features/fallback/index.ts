import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { extendDeal, holdDeal } from "../pipeline/public.ts";
import { extendForm, holdForm } from "./forms.ts";
import { pressExtend, pressHold, submitExtend, submitHold } from "./handlers.ts";
import { fallBackTick } from "./jobs.ts";

/** Time on the board: warnings, fall-backs, extensions and holds. */
export const fallback = defineFeature({
  name: "fallback",
  forms: [onSubmit(extendForm, submitExtend), onSubmit(holdForm, submitHold)],
  actions: [onPress(extendDeal, pressExtend), onPress(holdDeal, pressHold)],
  ticks: [fallBackTick],
});
