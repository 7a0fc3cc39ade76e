import { z } from "zod";
import { defineAction } from "../../chat/card.ts";

const id = z.uuid();
/** All activities with a customer, page by page; `after` is the last one that was seen. */
export const showActivities = defineAction("chronicle.activities", z.object({ id, after: id.optional() }));

const aboutFacts = z.object({ of: z.enum(["customer", "contact"]), id, after: id.optional() });
export type AboutFacts = z.output<typeof aboutFacts>;
/** Who changed what is known of a customer or contact, page by page. */
export const showFactHistory = defineAction("chronicle.facts", aboutFacts);
