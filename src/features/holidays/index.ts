import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { isAdmin } from "../../domain/roles.ts";
import { enterYear, showHolidays } from "./cards.ts";
import { confirmForm, listForm } from "./forms.ts";
import { pressEnter, showHolidays as show, submitList, submitYear } from "./handlers.ts";
import { askTick } from "./jobs.ts";

/** The days off of each year and the weekend days worked for them: announced, or entered by an admin; never guessed. */
export const holidays = defineFeature({
  name: "holidays",
  commands: [
    {
      name: "holidays",
      aliases: ["节假日", "放假"],
      about: { en: "Days off and worked weekends of this year and the next", zh: "今年和明年的放假、调休" },
      hint: { en: "", zh: "" },
      example: { en: "/holidays", zh: "/holidays" },
      offeredTo: isAdmin,
      run: (ctx) => show(ctx),
    },
  ],
  forms: [onSubmit(listForm, submitList), onSubmit(confirmForm, submitYear)],
  actions: [onPress(showHolidays, (ctx) => show(ctx)), onPress(enterYear, pressEnter)],
  ticks: [askTick],
});
