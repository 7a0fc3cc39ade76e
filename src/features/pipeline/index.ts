import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { moveTo } from "./cards.ts";
import { backForm, criteriaForm, heldForm, lostForm, meetingForm, papersForm, pickForm, wonForm } from "./forms.ts";
import * as handlers from "./handlers.ts";

export const pipeline = defineFeature({
  name: "pipeline",
  commands: [
    {
      name: "stage",
      menu: "do",
      aliases: ["阶段", "推进", "move"],
      about: { en: "Move a deal to another column", zh: "推进商机到下一栏" },
      hint: { en: "[customer or deal] [column]", zh: "[客户或商机] [哪一栏]" },
      example: { en: "/stage Hongda 50%", zh: "/stage 宏达 50%" },
      run: handlers.stageCommand,
    },
  ],
  forms: [
    onSubmit(pickForm, handlers.submitPick),
    onSubmit(meetingForm, handlers.submitMeeting),
    onSubmit(heldForm, handlers.submitHeld),
    onSubmit(criteriaForm, handlers.submitCriteria),
    onSubmit(papersForm, handlers.submitPapers),
    onSubmit(wonForm, handlers.submitWon),
    onSubmit(lostForm, handlers.submitLost),
    onSubmit(backForm, handlers.submitBack),
  ],
  actions: [onPress(moveTo, handlers.pressMove)],
});
