import { z } from "zod";
import { type Button, type Card, defineAction, type Line } from "../../chat/card.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { Reader } from "../../notify/tell.ts";
import {
  approvalTexts,
  askedLine,
  lineCard,
  lineOfPaper,
  nextLine,
  openPaper,
  type Sheet,
  showHistory,
  urge,
  withdrawPaper,
} from "../approvals/public.ts";
import { texts, type Way } from "./texts.ts";

/** The papers that the reader has, whoever asked for them. */
export const listOwn = defineAction("passing.list", z.object({ after: z.uuid().optional() }));

export const ownPapersButton = (language: Language): Button => ({
  label: texts[language].list,
  press: listOwn.with({}),
});

/** For whoever has the paper from now on. */
export const passedOnCard = (sheet: Sheet, way: Way, { language, zone }: Pick<Reader, "language" | "zone">): Card => {
  const t = texts[language];
  const said = approvalTexts[language];
  const { approval, face, names } = sheet;
  const heading = face.heading(language);
  const { number } = face;
  const paper = { subject: approval.subject, id: approval.subjectId };
  const confirm = { title: said.withdrawTitle, text: said.withdrawText({ heading, number }), yes: said.withdraw };
  const waits = approval.state === "waiting";
  const own = approval.askerId === approval.requesterId;
  const asked = own ? t.askedYourself : t.asked({ name: names.get(approval.askerId) ?? "—" });
  return {
    ...lineCard(waits ? "waiting" : "done", t.yours({ heading, way })),
    text: [asked, ...(waits ? nextLine(sheet, language) : [face.afterwards(language)])],
    tags: face.tags({ language, member: approval.requesterId }),
    buttons: [
      { label: said.open, press: openPaper.with(paper) },
      ...(waits ? [{ label: said.urge, press: urge.with(paper) }] : []),
    ],
    menu: [
      ...(waits
        ? [{ label: said.withdraw, press: withdrawPaper.with(paper), confirm: { ...confirm, no: said.no } }]
        : []),
      { label: said.history, press: showHistory.with(paper) },
    ],
    footer: askedLine(sheet, { language, zone }),
  };
};

/** The same of several at once. */
export const passedManyCard = (count: number, way: Way, language: Language): Card => ({
  ...lineCard("done", texts[language].manyYours({ count, way }), [texts[language].youHear]),
  buttons: [ownPapersButton(language)],
});

const lineOf = (sheet: Sheet, reader: Pick<Reader, "language" | "member">): Line => {
  const { approval, face } = sheet;
  const { language } = reader;
  const stands =
    approval.state === "waiting"
      ? nextLine(sheet, language)
      : approval.state === "approved"
        ? [face.afterwards(language)]
        : [];
  return {
    text: lineOfPaper(sheet, reader),
    detail: [face.number, ...stands].join(" · "),
    buttons: [
      {
        label: approvalTexts[language].open,
        press: openPaper.with({ subject: approval.subject, id: approval.subjectId }),
      },
    ],
  };
};

/** What the reader has, under way or with money still to come, the latest first. */
export const ownCard = (
  { sheets, count, next }: { readonly sheets: readonly Sheet[]; readonly count: number; readonly next: string | null },
  reader: Pick<Reader, "language" | "member">,
): Card => {
  const t = texts[reader.language];
  if (count === 0) return lineCard("plain", t.ownNone, [t.ownNoneText]);
  return {
    ...lineCard("plain", t.own({ count })),
    lines: sheets.map((sheet) => lineOf(sheet, reader)),
    counts: t.ownCounts,
    ...(next && { buttons: [{ label: t.next, press: listOwn.with({ after: next }) }] }),
  };
};

/** As many as a card tells one by one. */
const SHOWN = 8;
/** To whoever had papers that became invalid at once, for one reason. */
export const invalidManyCard = (
  sheets: readonly Sheet[],
  why: InBoth,
  reader: Pick<Reader, "language" | "member">,
): Card => {
  const t = texts[reader.language];
  const rest = sheets.length - SHOWN;
  return {
    ...lineCard("stopped", t.manyInvalid({ count: sheets.length }), [why[reader.language]]),
    lines: sheets.slice(0, SHOWN).map((sheet) => lineOf(sheet, reader)),
    ...(rest > 0 && { footer: t.andMore({ count: rest }) }),
  };
};
