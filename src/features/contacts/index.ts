import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { beginContact, newContactForm } from "./forms.ts";
import { pressBegin, submitContact } from "./handlers.ts";

export const contacts = defineFeature({
  name: "contacts",
  forms: [onSubmit(newContactForm, submitContact)],
  actions: [onPress(beginContact, pressBegin)],
});
