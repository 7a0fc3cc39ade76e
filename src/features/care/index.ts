import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { reminderTicks } from "../reminders/public.ts";
import * as cards from "./cards.ts";
import { dayForm, dropForm, writeForm } from "./forms.ts";
import * as handlers from "./handlers.ts";

/** The day's care: who to be in touch with, why, and what to say. */
export const care = defineFeature({
  name: "care",
  commands: [
    {
      name: "care",
      aliases: ["客情", "今天", "today"],
      about: { en: "Who to be in touch with today", zh: "看今天该关心谁" },
      hint: { en: "", zh: "" },
      example: { en: "/care", zh: "/care" },
      run: (ctx) => handlers.showCare(ctx),
    },
  ],
  forms: [
    onSubmit(dayForm, handlers.submitDay),
    onSubmit(dropForm, handlers.submitNotNeeded),
    onSubmit(writeForm, handlers.submitWrite),
  ],
  actions: [
    onPress(cards.markDone, handlers.pressDone),
    onPress(cards.laterToday, handlers.pressToday),
    onPress(cards.laterTomorrow, handlers.pressTomorrow),
    onPress(cards.laterNextWeek, handlers.pressNextWeek),
    onPress(cards.laterOnDay, handlers.pressDay),
    onPress(cards.notNeeded, handlers.pressNotNeeded),
    onPress(cards.writeLine, handlers.pressWrite),
    onPress(cards.showDay, handlers.pressShow),
  ],
  home: [{ order: 5, build: handlers.homeDay }],
  ticks: reminderTicks,
});
