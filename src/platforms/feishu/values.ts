import type { Choice } from "../../chat/form.ts";
import type { RawValue } from "../../chat/port.ts";
import { parsePlainDate } from "../../core/dates.ts";
import type { Api } from "./api.ts";
import { LETTERS, STEP } from "./field-names.ts";
import { type FileOrigin, pickedFile } from "./files.ts";

export interface Entered {
  readonly values: Readonly<Record<string, RawValue>>;
  /** What stands in the search boxes, by field. */
  readonly queries: Readonly<Record<string, string>>;
}

/** Who enters it. */
interface Entering {
  readonly api: Api;
  /** open_id. */
  readonly user: string;
}

/**
 * What was entered, by field. Each name begins with the letter of what its value is; fields left empty come as "", as an
 * empty list or not at all, and are not there.
 */
export const enteredIn = (formValue: Readonly<Record<string, unknown>>, by: Entering): Entered => {
  const values: Record<string, RawValue> = {};
  const queries: Record<string, string> = {};
  for (const [name, given] of Object.entries(formValue).sort(([a], [b]) => collate(a, b))) {
    const [letter = "", field = "", part] = name.split(".");
    if (name.startsWith(STEP.query)) queries[field] = textOf(given).trim();
    else if (part !== undefined) continued(values, field, textOf(given));
    else {
      const value = rawOf(letter, given, by);
      if (value) values[field] = value;
    }
  }
  return { values, queries };
};

/** "t.words" before "t.words.2" before "t.words.10". */
const collate = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

/** A text too long for one box goes on in the next. */
const continued = (values: Record<string, RawValue>, field: string, more: string): void => {
  const before = values[field];
  const text = `${before && "text" in before ? before.text : ""}${more}`;
  if (text !== "") values[field] = { text };
};

const textOf = (given: unknown): string =>
  typeof given === "string" ? given : typeof given === "number" ? String(given) : "";
const listOf = (given: unknown): string[] =>
  (Array.isArray(given) ? given : [given]).filter((one): one is string => typeof one === "string" && one !== "");

const rawOf = (letter: string, given: unknown, { api, user }: Entering): RawValue | undefined => {
  const text = textOf(given);
  const list = listOf(given);
  switch (letter) {
    case LETTERS.text:
      return text === "" ? undefined : { text };
    case LETTERS.date:
      return text === "" ? undefined : { text: text.split(" ")[0] ?? text };
    case LETTERS.datetime:
      return text === "" ? undefined : { text: instantOf(text) };
    case LETTERS.choice:
      return list.length === 0 ? undefined : { choices: list.map(choiceIn) };
    case LETTERS.people:
    case LETTERS.place:
      return list.length === 0 ? undefined : { ids: list };
    case LETTERS.file:
      return text === "" ? undefined : { files: [pickedFile(fileIn(text), api, user)] };
    case LETTERS.check:
      return { checked: given === true };
    default:
      return undefined;
  }
};

/** "2024-04-29 07:07 +0800", as an ISO instant; what cannot be read stays as it is, and is told at its field. */
const instantOf = (text: string): string => {
  const [, day, time, hours, minutes] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) ([+-]\d{2}):?(\d{2})$/.exec(text) ?? [];
  // To `Date` the 30th of February is a day in March.
  if (!day || !parsePlainDate(day)) return text;
  const at = new Date(`${day}T${time}:00${hours}:${minutes}`);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
};

/** What the option of a choice that was made carries: else nobody knows its name once other options are shown. */
export const chosenValue = ({ value, label }: Choice): string => (label === value ? value : `${value}\t${label}`);

export const choiceIn = (given: string): Choice => {
  const [value = "", ...label] = given.split("\t");
  return { value, label: label.join("\t") || value };
};

/** What the option of a file carries: only its value comes back. */
export const fileValue = ({ message, key, name }: FileOrigin): string => `${message}/${key}/${name}`;

const fileIn = (value: string): FileOrigin => {
  const [message = "", key = "", ...name] = value.split("/");
  return { message, key, name: name.join("/") };
};
