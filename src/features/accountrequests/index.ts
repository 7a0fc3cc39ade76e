import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { askForm, beginRequest, declineForm, declineRequest, finishRequest } from "./forms.ts";
import * as handlers from "./handlers.ts";
import { waitingTick } from "./jobs.ts";

/** Whoever may not change or close a colleague's account asks those who may, and hears what came of it. */
export const accountrequests = defineFeature({
  name: "accountrequests",
  forms: [onSubmit(askForm, handlers.submitAsk), onSubmit(declineForm, handlers.submitDecline)],
  actions: [
    onPress(beginRequest, handlers.pressBegin),
    onPress(finishRequest, handlers.pressDone),
    onPress(declineRequest, handlers.pressDecline),
  ],
  ticks: [waitingTick],
});
