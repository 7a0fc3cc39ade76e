import type { ElementAt, Held } from "../../../../feishu/screen.ts";
import { isArray, type JsonObject, objects } from "../../../../json.ts";

const FIELDS = new Set(
  "input select_static multi_select_static select_person multi_select_person date_picker picker_time picker_datetime checker".split(
    " ",
  ),
);

const INITIAL = ["default_value", "initial_date", "initial_time", "initial_datetime"];

/** What a select says of itself counts only where it is one of its own options. */
const offers = ({ options }: JsonObject, value: unknown): boolean =>
  objects(options).some((option) => option.value === value);

/** What stands in a field before anyone touches it. */
export const initialIn = (element: JsonObject): Held => {
  if (element.tag === "checker") return element.checked === true;
  if (String(element.tag).startsWith("multi_select"))
    return (isArray(element.selected_values) ? element.selected_values : [])
      .filter((value) => offers(element, value))
      .map(String);
  if (offers(element, element.initial_option)) return String(element.initial_option);
  const given = INITIAL.map((name) => element[name]).find((value) => typeof value === "string" && value !== "");
  if (given !== undefined) return String(given);
  const { value } = objects(element.options)[Number(element.initial_index ?? 0) - 1] ?? {};
  return value === undefined ? null : String(value);
};

export const isEmpty = (held: Held): boolean =>
  held === null || held === "" || (typeof held === "object" && held.length === 0);

/** Something in a card and where it is. */
export interface Placed {
  readonly element: JsonObject;
  readonly at: ElementAt;
}

const insideOf = (element: JsonObject): readonly JsonObject[] =>
  objects(element.tag === "column_set" ? element.columns : element.elements);

/** The fields within a container, top to bottom. */
export const fieldsIn = ({ element, at }: Placed): readonly Placed[] =>
  insideOf(element).flatMap((one, index) => {
    const placed = { element: one, at: `${at}/${index}` };
    return FIELDS.has(String(one.tag)) ? [placed] : fieldsIn(placed);
  });
