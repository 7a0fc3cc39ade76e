import { isObject, type Json, type JsonObject, objects } from "../../json.ts";
import { chart } from "./chart.ts";
import { boolean, type Check, CODE, type Fields, inside, list, note, number, oneOf, shape, string } from "./check.ts";
import { div, hr, img, imgCombination, markdown, personChip, personList } from "./content.ts";
import * as inputs from "./inputs.ts";
import { table } from "./table.ts";
import { colour, common, layout, panelPadding, panelText, pixels, pressable, sizedIcon, urls } from "./texts.ts";

/** Tags of card JSON 1.0 that 2.0 has no more. */
const GONE = new Set(["action", "note"]);

/** One element, of whatever kind. */
const element: Check = (value, path, visit) => {
  if (!isObject(value)) return note(visit, path, "must be an object");
  const tag = String(value.tag);
  const at = `${path}(tag: ${tag})`;
  if (GONE.has(tag)) {
    const message = `cards of schema V2 no longer support this capability, unsupported tag ${tag}`;
    return note(visit, at, { code: CODE.v1, message });
  }
  const check = ELEMENTS[tag];
  if (check) check(value, at, visit);
  else note(visit, at, `not support tag: ${tag}`);
};
export const elements = list(element);

const action = shape({}, { multi_url: urls });
const column = shape(
  { tag: oneOf("column") },
  {
    ...common,
    ...layout,
    elements,
    action,
    background_style: colour,
    width: string({
      pattern: /^(?:auto|weighted|(?:1[6-9]|[2-9]\d|[1-5]\d{2}|600)px)$/,
      says: "no width of 16 to 600px",
    }),
    weight: number({ min: 1, max: 5 }),
  },
);
const columnSet = shape(
  { columns: list(column) },
  {
    ...common,
    action,
    horizontal_spacing: layout.horizontal_spacing ?? string(),
    horizontal_align: layout.horizontal_align ?? string(),
    flex_mode: oneOf("none", "stretch", "flow", "bisect", "trisect"),
    background_style: colour,
  },
);

const form = shape({ name: string({ min: 1 }), elements }, { ...common, ...layout });

const panelHeader = shape(
  {},
  {
    title: panelText,
    background_color: colour,
    width: oneOf("fill", "auto", "auto_when_fold"),
    vertical_align: oneOf("top", "center", "bottom"),
    padding: panelPadding,
    position: oneOf("top", "bottom"),
    icon: sizedIcon,
    icon_position: oneOf("left", "right", "follow_text"),
    icon_expanded_angle: oneOf(-180, -90, 90, 180),
  },
);
const panel = shape(
  { header: panelHeader },
  {
    ...common,
    ...layout,
    elements,
    expanded: boolean,
    background_color: colour,
    border: shape({}, { color: colour, corner_radius: pixels }),
  },
);

const size = string({ pattern: /^(?:fill|auto|\d{2,3}px)$/, says: "no size in px" });
const interactive = shape(
  { elements },
  {
    ...common,
    ...layout,
    ...pressable,
    name: string(),
    width: size,
    height: size,
    background_style: (value, path, visit) => {
      if (value !== "laser") colour(value, path, visit);
    },
    has_border: boolean,
    border_color: colour,
    corner_radius: pixels,
  },
);

const ELEMENTS: Fields = {
  markdown,
  div,
  hr,
  img,
  img_combination: imgCombination,
  person: personChip,
  person_list: personList,
  chart,
  table,
  column_set: columnSet,
  form,
  collapsible_panel: panel,
  interactive_container: interactive,
  button: inputs.button,
  input: inputs.input,
  overflow: inputs.overflow,
  select_static: inputs.selectStatic,
  multi_select_static: inputs.multiSelectStatic,
  select_person: inputs.selectPerson,
  multi_select_person: inputs.multiSelectPerson,
  date_picker: inputs.datePicker,
  picker_time: inputs.pickerTime,
  picker_datetime: inputs.pickerDatetime,
  checker: inputs.checker,
};

/** An element and the way to it. */
export interface Placed {
  readonly element: JsonObject;
  readonly path: string;
}

const placed = (list: Json | undefined, path: string): readonly Placed[] =>
  objects(list).map((element, index) => ({
    element,
    path: `${inside(path, index)}(tag: ${String(element.tag)})`,
  }));

/** What stands directly in it: elements, or the columns of a column set. */
export const within = ({ element, path }: Placed): readonly Placed[] =>
  element.tag === "column_set"
    ? placed(element.columns, inside(path, "columns"))
    : placed(element.elements, inside(path, "elements"));

/** What stands directly in the card. */
export const topOf = (card: JsonObject): readonly Placed[] =>
  isObject(card.body) ? placed(card.body.elements, "body -> elements") : [];
