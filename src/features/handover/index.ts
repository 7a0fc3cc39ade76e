import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { undoHandover } from "../recalls/public.ts";
import {
  beginHandover,
  giveOrphan,
  listOrphans,
  oneForm,
  orphansForm,
  ownForm,
  pickOf,
  pickOrphans,
  pickOwn,
  showCalledSo,
  showHanded,
  showPortrait,
  whoseForm,
} from "./forms.ts";
import * as handlers from "./handlers.ts";
import { showOrphans } from "./public.ts";
import { isInCharge } from "./rules.ts";

/** Customers go from one owner to another, with all that is open. */
export const handover = defineFeature({
  name: "handover",
  commands: [
    {
      name: "handover",
      aliases: ["移交", "交接"],
      glued: ["移交"],
      about: { en: "Hand customers over, or see those without an owner", zh: "移交客户，看没有负责人的客户" },
      hint: { en: "[customer]", zh: "[客户]" },
      example: { en: "/handover Hongda", zh: "/handover 宏达" },
      offeredTo: (scope) => scope.roles.has("rep") || isInCharge(scope),
      run: handlers.handoverCommand,
    },
  ],
  forms: [
    onSubmit(oneForm, handlers.submitOne),
    onSubmit(orphansForm, handlers.submitOrphans),
    onSubmit(whoseForm, handlers.submitWhose),
    onSubmit(ownForm, handlers.submitOwn),
  ],
  actions: [
    onPress(beginHandover, handlers.pressBegin),
    onPress(showCalledSo, handlers.pressWhich),
    onPress(listOrphans, handlers.pressList),
    onPress(pickOrphans, handlers.pressPick),
    onPress(pickOwn, handlers.pressPickOwn),
    onPress(pickOf, handlers.pressPickOf),
    onPress(giveOrphan, handlers.pressGive),
    onPress(undoHandover, handlers.pressUndo),
    onPress(showHanded, handlers.pressHanded),
    onPress(showPortrait, handlers.pressPortrait),
  ],
  redraws: { orphans: (change, teamId) => showOrphans(change, teamId) },
});
