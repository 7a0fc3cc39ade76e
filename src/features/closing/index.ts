import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { beginClosing, closeSegment, closeTeamForm } from "./forms.ts";
import { pressCloseSegment, pressCloseTeam, submitCloseTeam } from "./handlers.ts";

/** Teams and segments end: what is in them goes to others, and what happened in them stays. */
export const closing = defineFeature({
  name: "closing",
  forms: [onSubmit(closeTeamForm, submitCloseTeam)],
  actions: [onPress(beginClosing, pressCloseTeam), onPress(closeSegment, pressCloseSegment)],
});
