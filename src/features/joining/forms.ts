import { z } from "zod";
import { defineAction } from "../../chat/card.ts";

const id = z.uuid();
/** The contacts of a customer that look like one. */
export const listAlike = defineAction("joining.list", z.object({ customerId: id }));
/** Two contacts, the one that stays first. */
export const compareContacts = defineAction("joining.compare", z.object({ keep: id, gone: id }));
/** What was looked at before it was decided: either has changed since when its version is another. */
export const joinContacts = defineAction(
  "joining.join",
  z.object({ keep: id, gone: id, versions: z.tuple([z.int(), z.int()]) }),
);
export const undoJoin = defineAction("joining.undo", z.object({ id }));
/** "Somebody else": of this pair the list speaks no more. */
export const setContactsApart = defineAction("joining.apart", z.object({ one: id, other: id }));
