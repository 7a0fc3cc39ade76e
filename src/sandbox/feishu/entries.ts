import { parsePlainDate, plainTime } from "../../core/dates.ts";
import { DeskError } from "../driver.ts";
import type { JsonObject } from "../json.ts";
import { offeredBy } from "./readable.ts";
import type { Reader } from "./readable-text.ts";
import type { Message } from "./records.ts";
import type { Held } from "./screen.ts";

const isTime = (text: string): boolean => {
  try {
    return plainTime(text) === text;
  } catch {
    return false;
  }
};

const isMoment = (text: string): boolean => {
  const [date = "", time = "", ...more] = text.split(" ");
  return parsePlainDate(date) !== undefined && isTime(time) && more.length === 0;
};

const TEXTS: Readonly<Record<string, (text: string) => boolean>> = {
  input: () => true,
  date_picker: (text) => parsePlainDate(text) !== undefined,
  picker_time: isTime,
  picker_datetime: isMoment,
};

interface Asked {
  readonly reader: Reader;
  readonly message: Message;
}

/** Whether the client would let a person enter that there. */
const fits = (asked: Asked, element: JsonObject, entry: Held): boolean => {
  const tag = String(element.tag);
  if (tag === "checker") return typeof entry === "boolean";
  if (entry === null) return tag !== "overflow";
  const text = TEXTS[tag];
  if (text) return typeof entry === "string" && text(entry);
  const offered = offeredBy(asked, element).map(({ value }) => value);
  const several = tag.startsWith("multi_");
  if (typeof entry === "string") return !several && offered.includes(entry);
  return typeof entry === "object" && several && entry.every((one) => offered.includes(one));
};

/** @throws DeskError for what the client would not offer, or not take. */
export const refuseMisfit = (asked: Asked, element: JsonObject, entry: Held): void => {
  if (!fits(asked, element, entry)) throw new DeskError(`${JSON.stringify(entry)} cannot be entered there`);
};
