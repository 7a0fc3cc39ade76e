import { defineFeature, onPress } from "../../chat/feature.ts";
import { compareContacts, joinContacts, listAlike, setContactsApart, undoJoin } from "./forms.ts";
import * as handlers from "./handlers.ts";

/** Two contacts of a customer that are one person: found, merged after a look, and made two again for a day. */
export const joining = defineFeature({
  name: "joining",
  actions: [
    onPress(listAlike, handlers.pressList),
    onPress(compareContacts, handlers.pressCompare),
    onPress(joinContacts, handlers.pressJoin),
    onPress(undoJoin, handlers.pressUndo),
    onPress(setContactsApart, handlers.pressApart),
  ],
});
