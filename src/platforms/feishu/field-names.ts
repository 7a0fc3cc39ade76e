import type { Field } from "../../chat/form.ts";

/**
 * What a field's value is, as the first letter of its name: a submitted form brings texts, lists and booleans by name,
 * and says of none what it was entered in.
 */
export const LETTERS = {
  text: "t",
  number: "t",
  money: "t",
  date: "d",
  datetime: "m",
  choice: "c",
  choices: "c",
  people: "p",
  file: "f",
  check: "k",
  place: "g",
} as const satisfies Record<Field["kind"], string>;
/** Names of what is in a form besides its fields. */
export const STEP = { query: "q.", search: "search~", refresh: "refresh~" } as const;

/**
 * Name of the button that puts a form away. Earlier versions know it by this alone: while a new one takes over, theirs
 * would take it for the one that sends the form.
 */
export const CLOSE = "close~";
