import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { managesPeople } from "../../domain/roles.ts";
import { askFilter, closeAccount, editPerson, openAccount, showList, showPerson } from "./cards.ts";
import { editForm, filterForm } from "./forms.ts";
import * as handlers from "./handlers.ts";

/** Who works here, in which roles and teams. */
export const people = defineFeature({
  name: "people",
  commands: [
    {
      name: "people",
      aliases: ["同事", "人员"],
      about: { en: "People, their roles and teams", zh: "看同事、角色和团队" },
      hint: { en: "[name]", zh: "[姓名]" },
      example: { en: "/people Emma", zh: "/people 李伟" },
      offeredTo: managesPeople,
      run: handlers.peopleCommand,
    },
  ],
  forms: [onSubmit(filterForm, handlers.submitFilter), onSubmit(editForm, handlers.submitEdit)],
  actions: [
    onPress(showList, handlers.pressList),
    onPress(askFilter, handlers.pressFilter),
    onPress(showPerson, handlers.pressPerson),
    onPress(editPerson, handlers.pressEdit),
    onPress(closeAccount, handlers.pressClose),
    onPress(openAccount, handlers.pressReopen),
  ],
});
