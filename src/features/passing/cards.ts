import type { Card } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import type { Reader } from "../../notify/tell.ts";
import {
  approvalTexts,
  askedLine,
  lineCard,
  nextLine,
  openPaper,
  type Sheet,
  showHistory,
  urge,
  withdrawPaper,
} from "../approvals/public.ts";
import { texts, type Way } from "./texts.ts";

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
export const passedManyCard = (count: number, way: Way, language: Language): Card =>
  lineCard("done", texts[language].manyYours({ count, way }), [texts[language].youHear]);
