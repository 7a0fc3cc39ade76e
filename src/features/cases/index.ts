import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import * as forms from "./forms.ts";
import * as handlers from "./handlers.ts";
import { redrawCase } from "./public.ts";

const hint = { en: "[customer] [what was said]", zh: "[客户] [说了什么]" };

/** What customers ask and complain of, each with the time in which it is answered, solved, called back and closed. */
export const cases = defineFeature({
  name: "cases",
  commands: [
    {
      name: "complaint",
      aliases: ["complain", "投诉", "客诉", "记投诉"],
      glued: ["记投诉"],
      about: { en: "Note what a customer complains about", zh: "记一条客户投诉，开始计时" },
      hint,
      example: { en: "/complaint Hongda the bearings are noisy, it is urgent", zh: "/投诉 宏达 轴承异响，客户很急" },
      run: handlers.typeCase("complaint"),
    },
    {
      name: "inquiry",
      aliases: ["enquiry", "咨询", "记咨询"],
      glued: ["记咨询"],
      about: { en: "Note what a customer asks", zh: "记一条客户咨询，开始计时" },
      hint,
      example: { en: "/inquiry Hongda asks when it is delivered", zh: "/咨询 宏达 问交期" },
      run: handlers.typeCase("inquiry"),
    },
    {
      name: "cases",
      aliases: ["服务单", "投诉清单", "咨询清单"],
      about: { en: "Open inquiries and complaints, with the time that is left", zh: "未结的咨询和投诉，还剩多少时间" },
      hint: { en: "", zh: "" },
      example: { en: "/cases", zh: "/服务单" },
      run: async (ctx) => ({ show: await handlers.showList(ctx) }),
    },
  ],
  forms: [onSubmit(forms.openForm, handlers.submitOpen), onSubmit(forms.meetForm, handlers.submitMeet)],
  actions: [
    onPress(forms.meanCustomer, handlers.pressCustomer),
    onPress(forms.whichCustomer, handlers.pressWhich),
    onPress(forms.lookAgain, handlers.pressLook),
    onPress(forms.beginCase, handlers.pressBegin),
    onPress(forms.showCase, handlers.pressShow),
    onPress(forms.meet, handlers.pressMeet),
    onPress(forms.undoStep, handlers.pressUndo),
    onPress(forms.listCases, async (ctx, { after }) => ({ replace: await handlers.showList(ctx, after) })),
    onPress(forms.listOfCustomer, handlers.pressOfCustomer),
  ],
  home: [{ order: 7, build: handlers.homeCases }],
  redraws: { case: redrawCase },
});
