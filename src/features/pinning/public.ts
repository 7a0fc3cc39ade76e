import type { Button } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { beginPin, releasePin } from "./forms.ts";
import { mayPin } from "./rules.ts";
import { texts } from "./texts.ts";

interface Known {
  readonly id: string;
  readonly version: number;
  readonly teamId: string;
  readonly segmentId: string;
  readonly pin: object | null;
}

/** What the reader may do about what a customer is worth. */
export const pinButtons = (
  customer: Known,
  { language, scope }: { readonly language: Language; readonly scope: Scope },
): Button[] => {
  if (!mayPin(scope, customer)) return [];
  const t = texts[language];
  const { id, version, pin } = customer;
  if (!pin) return [{ label: t.begin, press: beginPin.with({ id }) }];
  return [
    { label: t.change, press: beginPin.with({ id }) },
    { label: t.release, press: releasePin.with({ id, version }) },
  ];
};
