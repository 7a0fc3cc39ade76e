import { defineFeature, onPress } from "../../chat/feature.ts";
import { findAccount, findEverybody, lookAgain } from "./cards.ts";
import { pressAgain, pressFind, pressFindAll } from "./handlers.ts";
import { lookupJob, lookupTick } from "./jobs.ts";

/** Whose accounts the mails and phones of people are: asked of the platforms, in the background. */
export const lookups = defineFeature({
  name: "lookups",
  actions: [onPress(findAccount, pressFind), onPress(findEverybody, pressFindAll), onPress(lookAgain, pressAgain)],
  jobs: [lookupJob],
  ticks: [lookupTick],
});
