import { z } from "zod";
import { defineAction } from "../../chat/card.ts";

export const listDuplicates = defineAction("duplicates.list", z.object({ after: z.string().optional() }));
const pair = z.object({ one: z.uuid(), other: z.uuid() });
/** "Not the same": of this pair the list speaks no more. */
export const setPairApart = defineAction("duplicates.apart", pair);
/** They may be one after all. */
export const undoApart = defineAction("duplicates.undoApart", pair);
