import { isArray, isObject, type Json, type JsonObject, objects } from "../../json.ts";
import { boolean, type Check, CODE, inside, list, note, number, oneOf, shape, string, type Visit } from "./check.ts";
import { common, TAG_COLOURS } from "./texts.ts";

const MOST_COLUMNS = 50;

const align = { horizontal_align: oneOf("left", "center", "right"), vertical_align: oneOf("top", "center", "bottom") };
const column = shape(
  {
    name: string({ min: 1 }),
    data_type: oneOf("text", "lark_md", "options", "number", "persons", "date", "markdown"),
  },
  {
    ...align,
    display_name: string(),
    width: string({
      pattern: /^(?:auto|(?:[89]\d|[1-5]\d{2}|600)px|(?:[1-9]\d?|100)%)$/,
      says: "no width of 80 to 600px or in %",
    }),
    format: shape({}, { symbol: string({ max: 1 }), precision: number({ min: 0, max: 10 }), separator: boolean }),
    date_format: string(),
  },
);

const tag = shape({ text: string() }, { color: oneOf(...TAG_COLOURS.split(" ")) });
const isText = (value: Json): boolean => typeof value === "string";

const CELLS: Readonly<Record<string, (value: Json) => boolean>> = {
  number: (value) => typeof value === "number",
  date: (value) => typeof value === "number" && Number.isInteger(value),
  persons: (value) => isText(value) || (isArray(value) && value.every(isText)),
  options: (value) => isText(value) || isArray(value),
};

const checkCell = (
  { value, type }: { readonly value: Json; readonly type: string },
  path: string,
  visit: Visit,
): void => {
  if (!(CELLS[type]?.(value) ?? true)) note(visit, path, { code: CODE.cell, message: `invalid ${type} in table row` });
  else if (type === "options" && isArray(value)) list(tag)(value, path, visit);
};

const rules = (table: JsonObject, path: string, visit: Visit): void => {
  const columns = objects(table.columns);
  const names = columns.map(({ name }) => name);
  if (columns.length > MOST_COLUMNS) note(visit, path, { code: CODE.limit, message: "table column number over limit" });
  if (new Set(names).size < names.length) note(visit, path, "names of columns must be unique");
  const rows = inside(path, "rows");
  if (!isArray(table.rows) || table.rows.some((row) => !isObject(row)))
    note(visit, rows, { code: CODE.rows, message: "table rows must be an array of objects" });
  for (const [index, row] of objects(table.rows).entries())
    for (const { name, data_type: type } of columns) {
      const value = row[String(name)];
      if (value === undefined || value === null) continue;
      checkCell({ value, type: String(type) }, inside(inside(rows, index), String(name)), visit);
    }
};

const seenLater: Check = () => undefined;

export const table = shape(
  { columns: list(column, { min: 1 }), rows: seenLater },
  {
    ...common,
    page_size: number({ min: 1, max: 10 }),
    row_height: string({
      pattern: /^(?:low|middle|high|auto|(?:3[2-9]|[4-9]\d|1[01]\d|12[0-4])px)$/,
      says: "no row height of 32 to 124px",
    }),
    row_max_height: string({ pattern: /^(?:3[2-9]|[4-9]\d|[1-9]\d{2})px$/, says: "no row height of 32 to 999px" }),
    freeze_first_column: boolean,
    header_style: shape(
      {},
      {
        text_align: oneOf("left", "center", "right"),
        text_size: oneOf("normal", "heading"),
        background_style: oneOf("grey", "none"),
        text_color: oneOf("default", "grey"),
        bold: boolean,
        lines: number({ min: 1 }),
      },
    ),
  },
  rules,
);
