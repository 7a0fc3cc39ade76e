import { defineFeature, type Feature, onPress, onSubmit } from "../../chat/feature.ts";
import type { Paper } from "../approvals/public.ts";
import { addAbsenceOf, changeAbsence, endAbsence, showAbsences } from "./cards.ts";
import { absenceForm } from "./forms.ts";
import * as handlers from "./handlers.ts";
import { watchAbsences } from "./jobs.ts";

/** Days on which somebody is away and a colleague stands in; with the kinds of papers that are signed meanwhile. */
export const absence = (kinds: readonly Paper[]): Feature =>
  defineFeature({
    name: "absence",
    commands: [
      {
        name: "absence",
        // A chat may keep "/away" for its own presence: it works as words alone.
        aliases: ["请假", "代理", "away"],
        about: { en: "Days you are away, and who stands in", zh: "登记请假，选谁代理" },
        hint: { en: "[name]", zh: "[姓名]" },
        example: { en: "/absence", zh: "/absence" },
        run: handlers.absenceCommand,
      },
    ],
    forms: [onSubmit(absenceForm, handlers.submitAbsence)],
    actions: [
      onPress(showAbsences, handlers.pressShow),
      onPress(addAbsenceOf, handlers.pressAdd),
      onPress(changeAbsence, handlers.pressChange),
      onPress(endAbsence, handlers.pressEnd),
    ],
    home: [{ order: 8, build: handlers.homeAway }],
    ticks: [watchAbsences(new Map(kinds.map((paper) => [paper.subject, paper])))],
  });
