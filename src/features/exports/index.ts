import { defineFeature, onPress, onSubmit } from "../../chat/feature.ts";
import { startExport } from "./cards.ts";
import { exportForm } from "./forms.ts";
import * as handlers from "./handlers.ts";
import { exportJob, overdueTick } from "./jobs.ts";

export const exports = defineFeature({
  name: "exports",
  commands: [
    {
      name: "export",
      aliases: ["导出"],
      about: { en: "A list as a sheet, for you alone", zh: "把列表导出成表格，只发给你" },
      hint: { en: "[list]", zh: "[列表]" },
      example: { en: "/export customers", zh: "导出 客户" },
      run: handlers.exportCommand,
    },
  ],
  forms: [onSubmit(exportForm, handlers.submitExport)],
  actions: [onPress(startExport, handlers.pressExport)],
  jobs: [exportJob],
  ticks: [overdueTick],
});
