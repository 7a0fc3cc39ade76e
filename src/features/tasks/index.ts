import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { givesTasks } from "../assignees/public.ts";
import * as forms from "./forms.ts";
import * as handlers from "./handlers.ts";
import { redrawTask } from "./public.ts";

/** What somebody in charge asks somebody else to do, until it is answered. */
export const tasks = defineFeature({
  name: "tasks",
  commands: [
    {
      name: "task",
      aliases: ["任务", "交办"],
      about: { en: "Give somebody a task", zh: "交办一件事" },
      hint: { en: "[who] [customer] [what] [by when]", zh: "[谁] [客户] [什么时候前] [办什么]" },
      example: { en: "/task @Emma Hongda ring Mr Wang back by Friday", zh: "/task @李伟 宏达 周五前给王总回电话" },
      offeredTo: givesTasks,
      run: handlers.taskCommand,
    },
    {
      name: "tasks",
      aliases: ["我的任务"],
      about: { en: "Tasks for you, and those you gave", zh: "交给我的和我交办的事" },
      hint: { en: "", zh: "" },
      example: { en: "/tasks", zh: "/tasks" },
      run: (ctx) => handlers.showTasks(ctx, { of: "mine" }),
    },
  ],
  forms: [
    onSubmit(forms.giveForm, handlers.submitGive),
    onSubmit(forms.doneForm, handlers.submitDone),
    onSubmit(forms.laterForm, handlers.submitLater),
    onSubmit(forms.cannotForm, handlers.submitCannot),
  ],
  actions: [
    onPress(forms.finishTask, handlers.pressDone),
    onPress(forms.postponeTask, handlers.pressLater),
    onPress(forms.declineTask, handlers.pressCannot),
    onPress(forms.takeBackTask, handlers.pressBack),
    onPress(forms.giveAgain, handlers.pressAgain),
    onPress(forms.listTasks, handlers.showTasks),
  ],
  redraws: { task: redrawTask },
});
