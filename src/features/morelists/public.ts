import { defineList } from "../listpages/public.ts";
import { readAnswers, readCases, readDuplicates, readOrphans, readSales, readTasks } from "./store.ts";

/** What customers bought, brought and said, what was asked for them, and whose nobody is. */
export const SERVICE_LISTS = {
  sales: defineList({
    name: { en: "Sales lines", zh: "销售明细" },
    counts: {
      en: "All sales lines of customers you may see; of all customers for finance",
      zh: "你能看到的客户的全部销售明细；财务看全部",
    },
    words: ["销售"],
    columns: ["customer", "product", "quantity", "net", "currency", "soldOn", "paper"],
    read: readSales,
  }),
  cases: defineList({
    name: { en: "Cases", zh: "服务单" },
    counts: {
      en: "All inquiries and complaints of customers you may see, closed ones too, without those taken back",
      zh: "你能看到的客户的全部咨询和投诉，含已结的，已撤销的不算",
    },
    words: ["case", "complaints", "inquiries", "投诉", "咨询", "投诉清单", "咨询清单"],
    columns: ["date", "case", "customer", "contact", "said", "owner", "by", "state", "dueBy", "handled", "closed"],
    read: readCases,
  }),
  answers: defineList({
    name: { en: "Satisfaction answers", zh: "满意度" },
    counts: {
      en: "All satisfaction answers of customers you may see, without those undone",
      zh: "你能看到的客户的全部满意度答卷，已撤销的不算",
    },
    words: ["answer", "satisfaction", "满意度调查", "问卷"],
    columns: ["date", "customer", "contact", "satisfaction", "recommend", "marks", "said", "by"],
    read: readAnswers,
  }),
  tasks: defineList({
    name: { en: "Tasks", zh: "任务" },
    counts: { en: "All tasks that you gave or were given", zh: "交给你的和你交办的全部任务" },
    words: ["task", "交办"],
    columns: ["dueBy", "what", "customer", "giver", "whose", "state", "wordBack", "closed"],
    read: readTasks,
  }),
  orphans: defineList({
    name: { en: "Orphans", zh: "孤儿客户" },
    counts: { en: "Customers you may see that nobody owns", zh: "你能看到的、没有负责人的客户" },
    words: ["orphan", "孤儿"],
    columns: [
      "customer",
      "formerOwner",
      "since",
      "team",
      "industry",
      "region",
      "city",
      "lifecycle",
      "flags",
      "lastContact",
    ],
    read: readOrphans,
  }),
  duplicates: defineList({
    name: { en: "Duplicates", zh: "疑似重复" },
    counts: {
      en: "Pairs of customers you may see that look like one and are not settled",
      zh: "你能看到的、看着像同一家、还没处理的客户对",
    },
    words: ["duplicate", "重复客户", "重复"],
    columns: ["customer", "city", "owner", "other", "otherCity", "otherOwner", "alike"],
    read: readDuplicates,
  }),
};
