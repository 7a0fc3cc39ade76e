import type { Card } from "../../chat/card.ts";
import { sayInstant, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { type Sheet, sayEvent } from "../approvals/public.ts";
import { sayName } from "../signers/public.ts";
import type { ApprovalEvent } from "./store.ts";
import { texts } from "./texts.ts";

/** A tick comes from no platform. */
const sayFrom = (from: string, language: Language): string => (from === "system" ? "—" : sayPlatform(from, language));

/** Who did what, when, from which platform and why: all of it. */
export const historyCard = (
  sheet: Sheet,
  events: readonly ApprovalEvent[],
  { language, zone }: { readonly language: Language; readonly zone: Zone },
): Card => {
  const t = texts[language];
  return {
    tone: "plain",
    title: t.historyTitle({ number: sheet.face.number }),
    plain: t.historyTitle({ number: sheet.face.number }),
    lines: events.map((event) => ({
      text: t.eventLine({
        at: sayInstant(event.at, language, zone),
        who:
          event.by === null
            ? t.byItself
            : sayName(sheet.names.get(event.by) ?? "—", event.for && (sheet.names.get(event.for) ?? "—"), language),
        what: sayEvent(event.what, language),
        from: sayFrom(event.from, language),
      }),
      ...(event.reason && { detail: event.reason }),
    })),
  };
};
