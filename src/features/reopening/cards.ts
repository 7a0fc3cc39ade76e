import type { Card } from "../../chat/card.ts";
import type { Sight } from "../../chat/sight.ts";
import type { Instant } from "../../core/clock.ts";
import { sayInstant } from "../../core/dates.ts";
import { undoClosing } from "./forms.ts";
import { texts } from "./texts.ts";

type View = Pick<Sight, "language" | "zone"> & { readonly until: Instant };

/** What tells of a closing, with what takes it back and until when. */
export function withUndo(card: Card, id: string, { language, zone, until }: View): Card {
  const t = texts[language];
  const confirm = { title: t.undo, text: t.confirm, yes: t.undoYes, no: t.cancel };
  return {
    ...card,
    buttons: [...(card.buttons ?? []), { label: t.undo, press: undoClosing.with({ id }), confirm }],
    footer: t.until({ time: sayInstant(until, language, zone) }),
  };
}
