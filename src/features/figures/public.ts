import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { figuresOf, GROUP_NAMES, valueIn } from "./rules.ts";
import { type Of, readStanding } from "./store.ts";
import { GROUP_TITLES, nameOf, sayValue } from "./texts.ts";

export { companyChanged, companyFigures, groupButton, segmentFigures } from "./cards.ts";
export { findSegments, segmentChoice } from "./forms.ts";
export { mayChangeSome } from "./rules.ts";
export { changeFigures, readSegments } from "./store.ts";

/** Every figure of the organization or a segment, in the order of its forms, and what it is where nobody changed it. */
export const figureLines = async (scope: Scope, of: Of, language: Language) => {
  const { now, below, currency } = await readStanding(scope, of);
  const said = (from: typeof now, key: string) => sayValue(key, valueIn(from, key), { language, currency });
  return GROUP_NAMES.flatMap((group) =>
    figuresOf(group, of.segment).map(([key]) => ({
      ...{ group: GROUP_TITLES[group][language], figure: nameOf(key)[language] },
      ...{ value: said(now, key), otherwise: said(below, key) },
    })),
  );
};
