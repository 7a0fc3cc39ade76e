import { z } from "zod";
import { type Card, defineAction } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { COUNTS, LIST_NAMES, LISTS, type ListName } from "../listings/public.ts";
import { texts } from "./texts.ts";

export const startExport = defineAction("exports.start", z.object({ list: z.enum(LISTS) }));

export const whichCard = (offered: readonly ListName[], language: Language): Card => {
  const t = texts[language];
  return {
    tone: "plain",
    title: t.which,
    plain: t.which,
    text: [t.whichDetail],
    lines: offered.map((list) => ({
      text: [{ bold: LIST_NAMES[list][language] }],
      detail: [{ quiet: COUNTS[list][language] }],
      buttons: [{ label: t.export, press: startExport.with({ list }) }],
    })),
  };
};

type Said = "begun" | "empty" | "failed" | "tooLarge";
const TONES: Readonly<Record<Said, Card["tone"]>> = {
  begun: "waiting",
  empty: "past",
  failed: "stopped",
  tooLarge: "stopped",
};

export const saidCard = (said: Said, list: ListName, language: Language): Card => {
  const t = texts[language];
  const title = t[said]({ list: LIST_NAMES[list][language] });
  const detail = t[`${said}Detail`];
  return { tone: TONES[said], title, plain: `${title} · ${detail}`, text: [detail] };
};

export const progressCard = (list: ListName, rows: number, language: Language): Card => {
  const t = texts[language];
  const title = t.begun({ list: LIST_NAMES[list][language] });
  const said = t.progress({ rows: counted(rows) });
  return { tone: "waiting", title, plain: `${title} · ${said}`, text: [said] };
};

export const readyCard = (list: ListName, rows: number, language: Language): Card => {
  const t = texts[language];
  const title = t.ready({ list: LIST_NAMES[list][language], rows: counted(rows) });
  return {
    tone: "done",
    title,
    plain: title,
    text: [t.readyDetail],
    facts: [{ label: t.counted, value: COUNTS[list][language] }],
  };
};

const counted = (rows: number): string => rows.toLocaleString("en");
