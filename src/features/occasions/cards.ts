import type { Part } from "../../chat/card.ts";
import { daysBetween, type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { Reason } from "../../domain/care.ts";
import { calledBy } from "../words/public.ts";
import type { Detail } from "./rules.ts";
import { texts } from "./texts.ts";

const ICONS = { birthday: "🎂", next_step: "📌", periodic_call: "📞", periodic_visit: "👣", no_activity: "🕰" } as const;

/** "王总（宏达）"; only the customer where the visit is to all of them, or nobody is known. */
export function whoOf({ kind }: Pick<Reason, "kind">, detail: Detail, language: Language): string {
  const { customer, person } = detail;
  if (!person || kind === "periodic_visit") return customer;
  return texts[language].at({ person: language === "zh" ? calledBy(person) : person.name, customer });
}

/** Who, and why. */
export function reasonOf(
  item: Reason,
  detail: Detail,
  { today, language }: { today: PlainDate; language: Language },
): string {
  const t = texts[language];
  const who = whoOf(item, detail, language);
  const day = sayDate(item.dueOn, language, today);
  const lunar = detail.person?.lunar ?? false;
  const what = detail.promised.join(language === "zh" ? "、" : "; ");
  const since = (from: PlainDate | null | undefined) => (from ? daysBetween(from, today) : undefined);
  switch (item.kind) {
    case "birthday":
      if (detail.person?.monthOnly) return t.birthdayInMonth({ who, lunar });
      if (item.dueOn === today) return t.birthdayToday({ who, lunar });
      if (item.dueOn < today) return t.birthdayPast({ who, lunar, day });
      return t.birthdayAhead({ who, lunar, day, days: daysBetween(today, item.dueOn) });
    case "next_step":
      return item.dueOn < today ? t.stepPast({ who, what, day }) : t.stepToday({ who, what });
    case "periodic_call": {
      const days = since(detail.last?.on);
      return days === undefined ? t.callFirst({ who }) : t.call({ who, days });
    }
    case "periodic_visit": {
      const days = since(detail.lastVisitOn);
      return days === undefined ? t.visitFirst({ who }) : t.visit({ who, days });
    }
    case "no_activity": {
      const days = since(detail.last?.on);
      return days === undefined ? t.callFirst({ who }) : t.noActivity({ who, days });
    }
    default:
      return item.kind satisfies never;
  }
}

/** Who, and why: the bold part of a line. */
export const reasonLine = (
  item: Reason,
  detail: Detail,
  view: { readonly today: PlainDate; readonly language: Language },
): Part[] => [`${ICONS[item.kind]} `, { bold: reasonOf(item, detail, view) }];
