import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { isAdmin } from "../../domain/roles.ts";
import { editCompany, showSegments } from "../company/public.ts";
import { goOn } from "../team/public.ts";
import { editSegment, hideSetUp } from "./cards.ts";
import { companyForm, segmentForm } from "./forms.ts";
import * as handlers from "./handlers.ts";

/** From the set-up code to a company at work: what is done, what is still missing, a button a step. */
export const setup = defineFeature({
  name: "setup",
  commands: [
    {
      name: "setup",
      aliases: ["设置码", "开始设置"],
      about: { en: "Set Rapport up: what is done and what is missing", zh: "设置 Rapport：做好了哪些，还缺什么" },
      hint: { en: "[code]", zh: "[设置码]" },
      example: { en: "/setup", zh: "/setup" },
      offeredTo: isAdmin,
      run: (ctx) => handlers.setUpCommand(ctx),
    },
  ],
  forms: [onSubmit(companyForm, handlers.submitCompany), onSubmit(segmentForm, handlers.submitSegment)],
  actions: [
    onPress(goOn, handlers.pressGoOn),
    onPress(hideSetUp, handlers.pressHide),
    onPress(editCompany, handlers.pressCompany),
    onPress(showSegments, handlers.pressSegments),
    onPress(editSegment, handlers.pressSegment),
  ],
  home: [{ order: 5, build: handlers.homeSetUp }],
});
