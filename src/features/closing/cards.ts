import type { Button, Card } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { beginClosing, closeSegment } from "./forms.ts";
import { texts } from "./texts.ts";

/** On a team's line: opens the form that asks where its work goes. */
export const closeTeamButton = (id: string, language: Language): Button => ({
  label: texts[language].close,
  press: beginClosing.with({ id }),
});

export const closeSegmentButton = (
  { id, name }: { readonly id: string; readonly name: string },
  language: Language,
): Button => {
  const t = texts[language];
  return {
    label: t.close,
    press: closeSegment.with({ id }),
    look: "danger",
    confirm: { title: t.segmentConfirmTitle({ name }), text: t.segmentConfirm, yes: t.close, no: t.cancel },
  };
};

export const noticeCard = (tone: Card["tone"], title: string, detail?: string): Card => ({
  tone,
  title,
  plain: detail ? `${title} · ${detail}` : title,
  ...(detail && { text: [detail] }),
});
