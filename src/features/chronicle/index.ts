import { defineFeature, onPress } from "../../chat/feature.ts";
import { showActivities, showFactHistory } from "./forms.ts";
import { pressActivities, pressFacts } from "./handlers.ts";

export const chronicle = defineFeature({
  name: "chronicle",
  actions: [onPress(showActivities, pressActivities), onPress(showFactHistory, pressFacts)],
});
