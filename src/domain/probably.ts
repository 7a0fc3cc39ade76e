import { editDistance } from "./names.ts";

/** The one of `known` that was probably meant: the same but for spaces and case, or at most two letters off. */
export const probably = (typed: string, known: Iterable<string>): string | undefined => {
  const key = (text: string) => text.toLowerCase().replace(/[\s_-]/g, "");
  const all = [...known];
  const same = all.find((name) => key(name) === key(typed));
  if (same) return same;
  if (typed.length < 5) return undefined;
  const near = all.map((name) => ({ name, off: editDistance(key(name), key(typed)) })).filter(({ off }) => off <= 2);
  near.sort((a, b) => a.off - b.off);
  return near.length === 1 || (near[0] && near[1] && near[0].off < near[1].off) ? near[0]?.name : undefined;
};
