import type { Card } from "../../chat/card.ts";
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
import { texts } from "./texts.ts";

/** For whoever has the paper from now on. */
export const passedOnCard = (sheet: Sheet, { language, zone }: Pick<Reader, "language" | "zone">): Card => {
  const t = texts[language];
  const said = approvalTexts[language];
  const { approval, face, names } = sheet;
  const heading = face.heading(language);
  const { number } = face;
  const paper = { subject: approval.subject, id: approval.subjectId };
  const confirm = { title: said.withdrawTitle, text: said.withdrawText({ heading, number }), yes: said.withdraw };
  const waits = approval.state === "waiting";
  const asked = t.asked({ name: names.get(approval.askerId) ?? "—" });
  return {
    ...lineCard(waits ? "waiting" : "done", t.yours({ heading })),
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
