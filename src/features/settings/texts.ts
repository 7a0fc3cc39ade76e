import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

export const LANGUAGE_NAMES = { en: "English", zh: "中文" } as const;

export const texts = defineTexts({
  en: {
    title: "My settings",
    language: "Language",
    zone: "Time zone",
    zoneHint: "Type a city, such as London.",
    time: "Daily reminder at",
    asCompany: (p: { time: string }) => `${p.time}, the company's time`,
    timeHint: "In your own time zone, on working days. A change never brings a second one on the same day.",
    platform: "Messages reach me on",
    platformHint: "Reminders and news go there. Answers stay where you ask.",
    save: "Save",
    change: "Change",
    saved: "Saved, effective now",
    noZone: "There is no such time zone. Type a city and choose one from the list.",
    noTime: "Please choose one of the hours.",
  },
  zh: {
    title: "我的设置",
    language: "语言",
    zone: "时区",
    zoneHint: "输入城市，例如：上海。",
    time: "每日提醒时间",
    asCompany: (p) => `${p.time}（公司统一）`,
    timeHint: "按你自己的时区，工作日提醒。改了也不会当天再提醒一次。",
    platform: "消息发到",
    platformHint: "提醒和通知发到这里；在哪里问，就在哪里答。",
    save: "保存",
    change: "修改",
    saved: "已保存，马上生效",
    noZone: "没有这个时区。输入城市，从列表里选一个。",
    noTime: "请选列表里的时间。",
  },
});

export const gone: InBoth = {
  en: "Not saved: your account is not open any more. Ask your admin to open it again.",
  zh: "没有保存：你的账号已经停用。可以请管理员重新启用。",
};
