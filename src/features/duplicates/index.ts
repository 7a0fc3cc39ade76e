import { defineFeature, onPress } from "../../chat/feature.ts";
import { listDuplicates, setPairApart, undoApart } from "./forms.ts";
import { pressApart, pressList, pressUndoApart, typeDuplicates } from "./handlers.ts";
import { duplicatesTick } from "./jobs.ts";

/** Customers that are there twice. */
export const duplicates = defineFeature({
  name: "duplicates",
  commands: [
    {
      name: "duplicates",
      aliases: ["查重", "重复客户"],
      about: { en: "Customers that may be there twice", zh: "看可能重复的客户" },
      hint: { en: "", zh: "" },
      example: { en: "/duplicates", zh: "/查重" },
      run: typeDuplicates,
    },
  ],
  actions: [onPress(listDuplicates, pressList), onPress(setPairApart, pressApart), onPress(undoApart, pressUndoApart)],
  ticks: [duplicatesTick],
});
