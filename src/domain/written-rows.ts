import { nameKey } from "./names.ts";
import { searchTextOf } from "./names-search.ts";

export type Walk = (value: unknown, mend: (text: string) => string) => unknown;
/** The texts that a walk goes through. */
export const textsIn = (value: unknown, walk: Walk): string[] => {
  const texts: string[] = [];
  walk(value, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
};

/** The same value with every text in it through `mend`. */
export function mended(value: unknown, mend: (text: string, key: string) => string, key = ""): unknown {
  if (typeof value === "string") return mend(value, key);
  if (Array.isArray(value)) return value.map((each) => mended(each, mend, key));
  if (typeof value !== "object" || value === null) return value;
  return foundAnew(
    value,
    Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mended(each, mend, name)])),
  );
}

type Row = Readonly<Record<string, unknown>>;
const namesIn = ({ name, shortNames }: Row): string[] =>
  [name, shortNames].flat().filter((each) => typeof each === "string");
/** The row once what it is called was mended: it is found by its new name, and by no sound of the old one. */
export const foundAnew = (before: object, after: Row): Row => {
  const [name = "", ...shortNames] = namesIn(after);
  if (!("searchText" in after) || namesIn({ ...before }).join() === [name, ...shortNames].join()) return after;
  const found = { ...after, searchText: searchTextOf(name, shortNames) };
  return "nameKey" in after ? { ...found, nameKey: nameKey(name) } : found;
};

/** Of a row and of the log, where people write. */
export const WRITTEN_KEYS: ReadonlySet<string> = new Set([
  ...["name", "shortNames", "title", "department", "phones", "mail", "handle", "searchText", "source", "address"],
  ...["said", "outcome", "sourceText", "what", "firstMeetingAt", "why", "reason", "note", "answer", "words"],
  ...["warningReason", "restReason", "pinReason", "family", "likes", "taboos", "hours", "noContactReason", "text"],
  ...["evidence", "product", "file", "industry", "region", "city"],
]);
/** Elsewhere a single word of letters and digits is an id, a figure, a day or a state: it tells of nobody. */
export const isWritten = (key: string, value: string): boolean => WRITTEN_KEYS.has(key) || !/^[\w:.+-]*$/.test(value);

/** The same row or entry with what people wrote in it through `mend`; ids, figures and states stay as they are. */
export const mendedRow = (value: unknown, mend: (text: string) => string): unknown =>
  mended(value, (text, key) => (isWritten(key, text) ? mend(text) : text));

/** Of a row of a sheet, where it says beside that what people wrote. */
const SAID_KEYS: ReadonlySet<string> = new Set([...["about", "shortName", "key", "value", "instead"]]);
/** What a row of a sheet says, and what became of it. How a name sounds goes with the name. */
export const mendedSaid: Walk = (value, mend) => {
  if (Array.isArray(value)) return value.map((each) => mendedSaid(each, mend));
  if (typeof value !== "object" || value === null) return value;
  const isRenamed = "name" in value && typeof value.name === "string" && mend(value.name) !== value.name;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (typeof each !== "string")
        return [key, Array.isArray(each) && WRITTEN_KEYS.has(key) ? mended(each, mend) : mendedSaid(each, mend)];
      if (isRenamed && key === "sound") return [key, mend(String(value.name))];
      return [key, SAID_KEYS.has(key) || isWritten(key, each) ? mend(each) : each];
    }),
  );
};
