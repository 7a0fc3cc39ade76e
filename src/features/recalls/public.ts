import type { Card } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { recallsButton } from "./cards.ts";
import { hasRecalls } from "./store.ts";

export { sayFew, undoButton } from "./cards.ts";
export { undoHandover } from "./forms.ts";
export { mayRecall } from "./store.ts";

/** The card with the way to what the reader can take back, where there is any. */
export const withRecalls = async (scope: Scope, card: Card, language: Language): Promise<Card> =>
  (await hasRecalls(scope)) ? { ...card, buttons: [...(card.buttons ?? []), recallsButton(language)] } : card;
