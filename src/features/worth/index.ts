import { defineFeature, onPress } from "../../chat/feature.ts";
import { explainWorth } from "./forms.ts";
import { pressExplain } from "./handlers.ts";
import { worthTick } from "./jobs.ts";

/** What customers are worth (domain.md §3.3): reckoned every night, and told with its reasons. */
export const worth = defineFeature({
  name: "worth",
  actions: [onPress(explainWorth, pressExplain)],
  ticks: [worthTick],
});
