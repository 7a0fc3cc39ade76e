import type { Instant } from "../../core/clock.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { figuresOf, GROUP_NAMES, valueIn } from "./rules.ts";
import { type Of, readHistory, readStanding } from "./store.ts";
import { GROUP_TITLES, nameOf, sayValue, texts } from "./texts.ts";

export { companyChanged, companyFigures, groupButton, segmentFigures } from "./cards.ts";
export { findSegments, segmentChoice } from "./forms.ts";
export { mayChangeSome } from "./rules.ts";
export { changeFigures, readSegments } from "./store.ts";
export { nameOf as figureName, sayValue as sayFigure } from "./texts.ts";

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

/** Entries of a history read at once. */
const ENTRIES = 500;

/** Who changed which of them when, from what to what; with what the organization itself is. */
export const figureChanges = async (scope: Scope, of: Of, language: Language) => {
  const { currency } = await readStanding(scope, of);
  const said = (key: string, value: unknown) => sayValue(key, value, { language, currency });
  const changes: { at: Instant; by: string; figure: string; valueBefore: string; valueAfter: string }[] = [];
  let last: string | null = null;
  do {
    const page = { size: ENTRIES, ...(last !== null && { after: last }) };
    const { rows, next }: Awaited<ReturnType<typeof readHistory>> = await readHistory(scope, of, page);
    for (const { at, by = texts[language].operator, moved } of rows)
      for (const { key, before, after } of moved)
        changes.push({
          ...{ at, by, figure: nameOf(key)[language] },
          ...{ valueBefore: said(key, before), valueAfter: said(key, after) },
        });
    last = next;
  } while (last !== null);
  return changes;
};
