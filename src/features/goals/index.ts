import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { changeGoals, openGoals, showGoals, showHistory, undoGoals } from "./cards.ts";
import { goalForm } from "./forms.ts";
import { goalCommand, pressChange, pressHistory, pressShow, pressUndo, submitGoals } from "./handlers.ts";
import { maySetSome } from "./rules.ts";

/** What a team means to win in a month: the Friday summary holds the forecast against it. */
export const goals = defineFeature({
  name: "goals",
  commands: [
    {
      name: "goal",
      aliases: ["目标", "goals"],
      about: { en: "What the team means to win each month", zh: "本组每月的成交目标" },
      hint: { en: "[amount]", zh: "[金额]" },
      example: { en: "/goal 1,200,000", zh: "/goal 120万" },
      offeredTo: maySetSome,
      run: goalCommand,
    },
  ],
  forms: [onSubmit(goalForm, submitGoals)],
  actions: [
    onPress(openGoals, (ctx) => goalCommand(ctx, "")),
    onPress(showGoals, pressShow),
    onPress(changeGoals, pressChange),
    onPress(showHistory, pressHistory),
    onPress(undoGoals, pressUndo),
  ],
});
