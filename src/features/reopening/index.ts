import { defineFeature, onPress } from "../../chat/feature.ts";
import { undoClosing } from "./forms.ts";
import { pressUndo } from "./handlers.ts";

/** A team that was closed by mistake is open again within a day, with what went along. */
export const reopening = defineFeature({ name: "reopening", actions: [onPress(undoClosing, pressUndo)] });
