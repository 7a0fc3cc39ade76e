import { isAdmin, managesPeople } from "../../domain/roles.ts";
import { mayChangeSome } from "../figures/public.ts";
import { maySetSome } from "../goals/public.ts";
import { defineList } from "../listpages/public.ts";
import {
  readAbsenceDays,
  readFestivals,
  readFigureChanges,
  readFigures,
  readGoals,
  readHolidays,
  readOwnPeople,
  readQuestions,
  readTeams,
} from "./store.ts";

/** The company itself: each for whoever has it in their charge. */
export const COMPANY_LISTS = {
  people: defineList({
    name: { en: "People", zh: "人员" },
    counts: {
      en: "For admins: everybody, those whose account is closed too; for segment admins those of the segment",
      zh: "管理员看全部人员，含已停用的；板块管理员看本板块的",
    },
    words: ["person", "成员"],
    columns: ["person", "roles", "team", "segment", "mail", "phone", "accounts", "state"],
    offeredTo: managesPeople,
    read: readOwnPeople,
  }),
  absences: defineList({
    name: { en: "Absences", zh: "请假" },
    counts: {
      en: "Your own and those you stand in for; your team’s current and coming ones; all of the people you lead",
      zh: "你自己的和你代理的；本组还没结束的；你管的人的全部",
    },
    words: ["absence", "away", "代理"],
    columns: ["person", "firstDay", "lastDay", "standIn", "by"],
    read: readAbsenceDays,
  }),
  teams: defineList({
    name: { en: "Teams", zh: "团队" },
    counts: { en: "All teams that are not closed", zh: "全部未关闭的团队" },
    words: ["team"],
    columns: ["team", "segment", "manager", "people", "channels"],
    offeredTo: isAdmin,
    read: readTeams,
  }),
  goals: defineList({
    name: { en: "Goals", zh: "目标" },
    counts: { en: "The goals of the teams you set them for", zh: "由你定目标的团队的目标" },
    words: ["goal"],
    columns: ["month", "team", "amount", "currency"],
    offeredTo: maySetSome,
    read: readGoals,
  }),
  figures: defineList({
    name: { en: "Figures", zh: "公司参数" },
    counts: { en: "All figures and limits you may change, as they are now", zh: "你能改的全部参数和上限，按现在的值" },
    words: ["figure", "参数"],
    columns: ["segment", "group", "figure", "value", "otherwise"],
    offeredTo: mayChangeSome,
    read: readFigures,
  }),
  changes: defineList({
    name: { en: "Changes of figures", zh: "参数修改记录" },
    counts: {
      en: "Who changed which figure you may change, from what to what",
      zh: "你能改的参数，谁改过，从多少改成多少",
    },
    words: ["change", "修改记录"],
    columns: ["date", "by", "segment", "figure", "valueBefore", "valueAfter"],
    offeredTo: mayChangeSome,
    read: readFigureChanges,
  }),
  holidays: defineList({
    name: { en: "Holidays", zh: "节假日" },
    counts: { en: "Days off and worked weekends of all years that are known", zh: "已知年份的放假和调休上班" },
    words: ["holiday", "放假"],
    columns: ["date", "kindOfDay"],
    offeredTo: isAdmin,
    read: readHolidays,
  }),
  festivals: defineList({
    name: { en: "Festivals", zh: "节日" },
    counts: { en: "The country's and your own festivals of the year ahead", zh: "今后一年的节日，本国的和自己的" },
    words: ["festival"],
    columns: ["date", "festival", "own"],
    offeredTo: isAdmin,
    read: readFestivals,
  }),
  survey: defineList({
    name: { en: "Survey", zh: "问卷题目" },
    counts: { en: "What customers are asked", zh: "问客户的全部题目" },
    words: ["questions", "题目"],
    columns: ["question", "weight", "scale"],
    offeredTo: isAdmin,
    read: readQuestions,
  }),
};
