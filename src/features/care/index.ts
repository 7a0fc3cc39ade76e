import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { reminderTicks } from "../reminders/public.ts";
import * as forms from "./forms.ts";
import * as handlers from "./handlers.ts";

/** The day's care: who to be in touch with, why, and what to say. */
export const care = defineFeature({
  name: "care",
  commands: [
    {
      name: "care",
      menu: "do",
      aliases: ["客情", "今天", "today"],
      about: { en: "Who to be in touch with today", zh: "看今天该关心谁" },
      hint: { en: "", zh: "" },
      example: { en: "/care", zh: "/care" },
      run: (ctx) => handlers.showCare(ctx),
    },
  ],
  forms: [
    onSubmit(forms.dayForm, handlers.submitDay),
    onSubmit(forms.dropForm, handlers.submitNotNeeded),
    onSubmit(forms.writeForm, handlers.submitWrite),
  ],
  actions: [
    onPress(forms.markDone, handlers.pressDone),
    onPress(forms.laterToday, handlers.pressToday),
    onPress(forms.laterTomorrow, handlers.pressTomorrow),
    onPress(forms.laterNextWeek, handlers.pressNextWeek),
    onPress(forms.laterOnDay, handlers.pressDay),
    onPress(forms.notNeeded, handlers.pressNotNeeded),
    onPress(forms.writeLine, handlers.pressWrite),
    onPress(forms.showDay, handlers.pressShow),
  ],
  home: [{ order: 5, build: handlers.homeDay }],
  ticks: reminderTicks,
});
