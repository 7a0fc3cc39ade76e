import { parseCarried } from "./storable.ts";

/** What says in a card or a form how it looks, whom it means and what it does. */
const NO_TEXTS: ReadonlySet<string> = new Set([
  ...["action", "formId", "kind", "tone", "look", "align", "state", "person", "language", "to", "ids"],
  // Of the form about the columns of a sheet: names of fields.
  ...["fields", "left"],
]);
/** What a button or a form carries along; a form's parameters are written as one text. */
const CARRIED: ReadonlySet<string> = new Set(["payload", "params"]);
/** Of what is carried, where words are that people wrote or chose. */
const WORDS: ReadonlySet<string> = new Set([
  ...["text", "label", "detail", "name", "names", "named", "customerName", "who", "typed", "line", "said", "title"],
]);
/** A single word of letters and digits under any other name is an id, a figure, a day or a choice. */
const isWord = (text: string): boolean => /^[\w:.+-]*$/.test(text);
const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

interface Standing {
  readonly key: string;
  /** Of what holds it. */
  readonly within: string;
  readonly isCarried: boolean;
}

const isText = (text: string, { key, within, isCarried }: Standing): boolean => {
  if (within === "errors") return true;
  if (ID.test(text) || NO_TEXTS.has(key)) return false;
  const isChoice = key === "value" && (within === "options" || within === "choices");
  return isCarried || isChoice ? WORDS.has(key) || !isWord(text) : true;
};

/**
 * The same card, form or answer with every text in it that people read through `mend`, also where a button carries it;
 * what it looks like, what its buttons do and whom they mean stays.
 */
export const mendTexts = (value: unknown, mend: (text: string) => string): unknown =>
  walked(value, mend, { key: "", within: "", isCarried: false });

function walked(value: unknown, mend: (text: string) => string, at: Standing): unknown {
  if (typeof value === "string") {
    if (at.key === "params") return inParams(value, mend, at);
    return isText(value, at) ? mend(value) : value;
  }
  // An element of a list stands where the list does.
  if (Array.isArray(value)) return value.map((each) => walked(each, mend, at));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isCarried = at.isCarried || CARRIED.has(key);
      return [key, walked(inner, mend, { key, within: at.key, isCarried })];
    }),
  );
}

const inParams = (json: string, mend: (text: string) => string, at: Standing): string => {
  const params = parseCarried(json);
  return params === undefined ? json : JSON.stringify(walked(params, mend, { ...at, key: "", isCarried: true }));
};
