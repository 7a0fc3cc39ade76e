import { z } from "zod";
import { defineAction } from "../../chat/card.ts";

export const undoHandover = defineAction("handover.undo", z.object({ id: z.uuid() }));
export const listRecalls = defineAction("recalls.list", z.object({ after: z.uuid().optional() }));
