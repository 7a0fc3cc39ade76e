import characters from "opencc-js/dict/TSCharacters";

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  characters.split("|").map((pair) => {
    const [traditional = "", simple = ""] = pair.split(" ");
    return [traditional, simple] as const;
  }),
);

/**
 * Traditional characters as simplified ones, each for itself whatever stands beside it: a part of a name must become
 * the same part of its key. So 乾坤 becomes 干坤, which is wrong to read and right to compare.
 */
export const simplified = (text: string): string => {
  let simple = "";
  for (const character of text) simple += SIMPLIFIED.get(character) ?? character;
  return simple;
};
