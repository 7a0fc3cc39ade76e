import { defineFeature, onPress } from "../../chat/feature.ts";
import { listOwn } from "./cards.ts";
import { pressList } from "./handlers.ts";

/** The papers somebody has, also those that came with a customer. */
export const passing = defineFeature({ name: "passing", actions: [onPress(listOwn, pressList)] });
