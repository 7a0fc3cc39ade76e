import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import {
  beginContact,
  editContactAction,
  editContactForm,
  listContacts,
  newContactForm,
  openContact,
} from "./forms.ts";
import * as handlers from "./handlers.ts";

export const contacts = defineFeature({
  name: "contacts",
  commands: [
    {
      name: "contact",
      aliases: ["contacts", "联系人", "查联系人"],
      glued: ["查联系人"],
      about: { en: "Look at a person at a customer", zh: "看客户的联系人" },
      hint: { en: "[name]", zh: "[姓名]" },
      example: { en: "/contact Wang Jianguo", zh: "/联系人 王建国" },
      run: handlers.typeContact,
    },
  ],
  forms: [onSubmit(newContactForm, handlers.submitContact), onSubmit(editContactForm, handlers.submitEdit)],
  actions: [
    onPress(beginContact, handlers.pressBegin),
    onPress(openContact, handlers.pressOpen),
    onPress(listContacts, handlers.pressList),
    onPress(editContactAction, handlers.pressEdit),
  ],
});
