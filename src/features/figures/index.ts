import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { changeGroup, openFigures as openAction, showFigures, showHistory, undoChange } from "./cards.ts";
import { FORMS } from "./forms.ts";
import { openFigures, pressChange, pressHistory, pressShow, pressUndo, submitGroup } from "./handlers.ts";
import { mayChangeSome } from "./rules.ts";

/** The figures of the domain that an admin changes, and those that a segment's admin changes for the segment. */
export const figures = defineFeature({
  name: "figures",
  commands: [
    {
      name: "figures",
      aliases: ["参数", "公司参数"],
      about: { en: "The company's figures and limits, with who changed what", zh: "公司参数和上限，谁改过什么" },
      hint: { en: "", zh: "" },
      example: { en: "/figures", zh: "/figures" },
      offeredTo: mayChangeSome,
      run: (ctx) => openFigures(ctx),
    },
  ],
  forms: [...FORMS].map(([group, form]) => onSubmit(form, submitGroup(group))),
  actions: [
    onPress(openAction, (ctx) => openFigures(ctx)),
    onPress(showFigures, pressShow),
    onPress(changeGroup, pressChange),
    onPress(showHistory, pressHistory),
    onPress(undoChange, pressUndo),
  ],
});
