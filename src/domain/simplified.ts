import characters from "opencc-js/dict/TSCharacters";

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  characters.split("|").map((pair) => {
    const [traditional = "", simple = ""] = pair.split(" ");
    return [traditional, simple] as const;
  }),
);

/** Whether a unit of text may be, or begin, a traditional character: most are none, and to be told so takes no time. */
const BEGINS_ONE = new Uint8Array(65_536);
for (const character of SIMPLIFIED.keys()) BEGINS_ONE[character.charCodeAt(0)] = 1;
const mayChange = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (BEGINS_ONE[text.charCodeAt(at)] === 1) return true;
  return false;
};

/**
 * Traditional characters as simplified ones, each for itself whatever stands beside it: a part of a name must become
 * the same part of its key. So 乾坤 becomes 干坤, which is wrong to read and right to compare.
 */
export const simplified = (text: string): string => {
  if (!mayChange(text)) return text;
  let simple = "";
  for (const character of text) simple += SIMPLIFIED.get(character) ?? character;
  return simple;
};
