import { z } from "zod";
import { defineAction } from "../../chat/card.ts";

export const undoClosing = defineAction("reopening.undo", z.object({ id: z.uuid() }));
