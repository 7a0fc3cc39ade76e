import { idFrom } from "../core/ids.ts";
import { type ActivityKind, IMPORTED } from "./activities.ts";
import type { ActivityValues } from "./row-values.ts";

/**
 * The same line of a sheet is the same activity, also when it was corrected since. Whatever its kind is taken for where
 * no word says it, its key is that of a visit: the reading may change, and the line must not come in twice. For a while
 * it was that of the kind it was taken for, by which it is known too.
 */
export const importedOnce = (
  customerId: string,
  { kind, kindGuessed, happenedOn, said }: ActivityValues,
): readonly [string, ...string[]] => {
  const keyOf = (as: ActivityKind) => `${IMPORTED}${idFrom(customerId, as, happenedOn, said)}`;
  if (!kindGuessed) return [keyOf(kind)];
  return kind === "visit" ? [keyOf(kind)] : [keyOf("visit"), keyOf(kind)];
};
