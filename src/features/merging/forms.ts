import { z } from "zod";
import { defineAction } from "../../chat/card.ts";

/** Two customers, the one that stays first. */
export const compareCustomers = defineAction("merging.compare", z.object({ keep: z.uuid(), gone: z.uuid() }));
/** What was looked at before it was decided: either has changed since when its version is another. */
export const mergeCustomers = defineAction(
  "merging.merge",
  z.object({ keep: z.uuid(), gone: z.uuid(), versions: z.tuple([z.int(), z.int()]) }),
);
export const undoMerge = defineAction("merging.undo", z.object({ id: z.uuid() }));
