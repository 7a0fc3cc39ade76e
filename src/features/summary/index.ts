import { defineFeature, onPress } from "../../chat/feature.ts";
import { showPart } from "../weekparts/public.ts";
import { showSummary } from "./cards.ts";
import { pressPart, pressSummary, readsSummaries, summaryCommand } from "./handlers.ts";

export const summary = defineFeature({
  name: "summary",
  commands: [
    {
      name: "summary",
      menu: "look",
      aliases: ["汇总", "周报", "周五汇总"],
      about: { en: "The team's week so far", zh: "看本组这一周" },
      hint: { en: "[team]", zh: "[团队]" },
      example: { en: "/summary", zh: "/summary" },
      offeredTo: readsSummaries,
      run: summaryCommand,
    },
  ],
  actions: [onPress(showSummary, pressSummary), onPress(showPart, pressPart)],
});
