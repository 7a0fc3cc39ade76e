import { defineFeature, onPress } from "../../chat/feature.ts";
import { startExport } from "./cards.ts";
import * as handlers from "./handlers.ts";
import { exportJob, overdueTick } from "./jobs.ts";

export const exports = defineFeature({
  name: "exports",
  commands: [
    {
      name: "export",
      aliases: ["导出"],
      about: { en: "A list as a sheet, for you alone", zh: "把列表导出成表格，只发给你" },
      hint: {
        en: "[customers, contacts, deals, activities, sales, care, fees, cases, answers, tasks, orphans, duplicates, people]",
        zh: "[客户、联系人、商机、行动、销售、客情、费用、服务单、满意度、任务、孤儿、重复、人员]",
      },
      example: { en: "/export customers", zh: "导出 客户" },
      run: handlers.exportCommand,
    },
  ],
  actions: [onPress(startExport, handlers.pressExport)],
  jobs: [exportJob],
  ticks: [overdueTick],
});
