import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import {
  beginJoin,
  compareContacts,
  joinContacts,
  joinWithForm,
  listAlike,
  setContactsApart,
  undoApart,
  undoJoin,
} from "./forms.ts";
import * as handlers from "./handlers.ts";

/** Two contacts of a customer that are one person: found, merged after a look, and made two again for a day. */
export const joining = defineFeature({
  name: "joining",
  forms: [onSubmit(joinWithForm, handlers.submitWith)],
  actions: [
    onPress(beginJoin, handlers.pressBegin),
    onPress(listAlike, handlers.pressList),
    onPress(compareContacts, handlers.pressCompare),
    onPress(joinContacts, handlers.pressJoin),
    onPress(undoJoin, handlers.pressUndo),
    onPress(setContactsApart, handlers.pressApart),
    onPress(undoApart, handlers.pressUndoApart),
  ],
});
