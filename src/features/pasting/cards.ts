import { z } from "zod";
import { defineAction } from "../../chat/card.ts";

/** Opens the form for a pasted list; other features put it on a button. */
export const beginPaste = defineAction("roster.begin", z.object({}));
