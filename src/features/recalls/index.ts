import { defineFeature, onPress } from "../../chat/feature.ts";
import { listRecalls } from "./forms.ts";
import { pressList } from "./handlers.ts";

/** Handovers that can be taken back, by whoever may hand all of it over. */
export const recalls = defineFeature({ name: "recalls", actions: [onPress(listRecalls, pressList)] });
