import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { changeSettings, settingsForm } from "./forms.ts";
import { homeSettings, openSettings, settingsCommand, submitSettings } from "./handlers.ts";

/** What everyone sets for themselves: language, time zone, hour of the daily reminder. */
export const settings = defineFeature({
  name: "settings",
  commands: [
    {
      name: "settings",
      menu: "look",
      aliases: ["设置"],
      about: { en: "Your language, time zone and reminder hour", zh: "你的语言、时区和提醒时间" },
      hint: { en: "", zh: "" },
      example: { en: "/settings", zh: "/settings" },
      run: (ctx) => settingsCommand(ctx),
    },
  ],
  forms: [onSubmit(settingsForm, submitSettings)],
  actions: [onPress(changeSettings, (ctx) => openSettings(ctx))],
  home: [{ order: 90, build: homeSettings }],
});
