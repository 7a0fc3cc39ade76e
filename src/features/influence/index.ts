import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { openMap, placeForm, placeOnMap, showMapHistory } from "./forms.ts";
import { pressHistory, pressMap, pressPlace, submitPlace } from "./handlers.ts";

export const influence = defineFeature({
  name: "influence",
  forms: [onSubmit(placeForm, submitPlace)],
  actions: [onPress(openMap, pressMap), onPress(placeOnMap, pressPlace), onPress(showMapHistory, pressHistory)],
});
