import { z } from "zod";
import { type Card, defineAction } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { LIST_NAMES, LISTS, type ListName } from "../listings/public.ts";
import { texts } from "./texts.ts";

export const startExport = defineAction("exports.start", z.object({ list: z.enum(LIST_NAMES) }));

type Said = "begun" | "empty" | "failed" | "tooLarge";
const TONES: Readonly<Record<Said, Card["tone"]>> = {
  begun: "waiting",
  empty: "past",
  failed: "stopped",
  tooLarge: "stopped",
};

export const saidCard = (said: Said, list: ListName, language: Language): Card => {
  const t = texts[language];
  const title = t[said]({ list: LISTS[list].name[language] });
  const detail = t[`${said}Detail`];
  const buttons = [{ label: t.again, press: startExport.with({ list }) }];
  return {
    tone: TONES[said],
    title,
    plain: `${title} · ${detail}`,
    text: [detail],
    ...(said === "failed" && { buttons }),
  };
};

export const progressCard = (list: ListName, rows: number, language: Language): Card => {
  const t = texts[language];
  const title = t.begun({ list: LISTS[list].name[language] });
  const said = t.progress({ rows: counted(rows) });
  return { tone: "waiting", title, plain: `${title} · ${said}`, text: [said] };
};

export const readyCard = (list: ListName, rows: number, language: Language): Card => {
  const t = texts[language];
  const title = t.ready({ list: LISTS[list].name[language], rows: counted(rows) });
  return {
    tone: "done",
    title,
    plain: title,
    text: [t.readyDetail],
    facts: [{ label: t.counted, value: LISTS[list].counts[language] }],
  };
};

const counted = (rows: number): string => rows.toLocaleString("en");
