import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { isAdmin } from "../../domain/roles.ts";
import { closeByPlatform } from "../people/public.ts";
import { addPeople, askIn, editTeam, listTeams } from "./cards.ts";
import { addForm, teamForm } from "./forms.ts";
import * as handlers from "./handlers.ts";

export const team = defineFeature({
  name: "team",
  commands: [
    {
      name: "team",
      aliases: ["团队", "teams"],
      about: { en: "Teams and their channels", zh: "团队和频道" },
      hint: { en: "[name]", zh: "[名称]" },
      example: { en: "/team", zh: "/team" },
      offeredTo: isAdmin,
      run: handlers.teamCommand,
    },
  ],
  forms: [onSubmit(addForm, handlers.submitAdd), onSubmit(teamForm, handlers.submitTeam)],
  actions: [
    onPress(addPeople, handlers.pressAdd),
    onPress(listTeams, handlers.pressTeams),
    onPress(editTeam, handlers.pressTeam),
    onPress(askIn, handlers.pressAskIn),
  ],
  stranger: handlers.welcomeStranger,
  strangerHome: handlers.strangerHome,
  // Whichever of several accounts the company has closed: who left must not go on through another, and whether someone
  // left or a platform was only tidied up cannot be told from here. Closed too late lets a leaver read customers; closed
  // in vain costs an admin, who is told of the other account, a minute.
  left: ({ member, identity, change }) => change((inside) => closeByPlatform(inside, { member, identity })),
});
