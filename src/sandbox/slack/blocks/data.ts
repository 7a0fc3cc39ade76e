import { isArray, isObject, type JsonObject, objects } from "../../json.ts";
import { boolean, byType, type Check, integer, list, note, number, oneOf, shape, string, type Visit } from "./check.ts";
import { blockId } from "./objects.ts";
import { richTextShape } from "./rich-text.ts";

const rawText = shape({ text: string({ min: 1 }) });
const rawNumber = shape({ value: number, text: string({ min: 1 }) });
const cell = byType({ rich_text: richTextShape, raw_text: rawText, raw_number: rawNumber });

const evenRows = (value: JsonObject, pointer: string, visit: Visit): void => {
  const rows = isArray(value.rows) ? value.rows.filter(isArray) : [];
  const width = rows[0]?.length;
  for (const [index, row] of rows.entries())
    if (row.length !== width) note(visit, `${pointer}/rows/${index}`, "must have as many cells as the first row");
};

export const table: Check = shape(
  { rows: list(list(cell, { min: 1, max: 20 }), { min: 1, max: 100 }) },
  {
    block_id: blockId,
    column_settings: list(shape({}, { align: oneOf("left", "center", "right"), is_wrapped: boolean }), { max: 20 }),
  },
);

const plainHeader = (value: JsonObject, pointer: string, visit: Visit): void => {
  evenRows(value, pointer, visit);
  const header = isArray(value.rows) ? objects(value.rows[0]) : [];
  for (const [index, one] of header.entries())
    if (one.type === "rich_text")
      note(visit, `${pointer}/rows/0/${index}/type`, {
        code: "unsupported_type",
        message: "unsupported type: rich_text",
      });
};

export const dataTable: Check = shape(
  { caption: string({ min: 1 }), rows: list(list(cell, { min: 1, max: 20 }), { min: 2, max: 101 }) },
  {
    block_id: blockId,
    page_size: integer({ min: 1, max: 100 }),
    row_header_column_index: integer({ min: 0, max: 19 }),
  },
  plainHeader,
);

const label = string({ min: 1, max: 20 });
const point = shape({ label, value: number });

const pointsMatchCategories = (value: JsonObject, pointer: string, visit: Visit): void => {
  const axis = isObject(value.axis_config) ? value.axis_config : {};
  const categories = JSON.stringify(axis.categories);
  const names = new Set<unknown>();
  for (const [index, one] of objects(value.series).entries()) {
    if (names.has(one.name))
      note(visit, `${pointer}/series/${index}/name`, { code: "duplicate", message: "must be unique" });
    names.add(one.name);
    if (JSON.stringify(objects(one.data).map((each) => each.label)) !== categories)
      note(visit, `${pointer}/series/${index}/data`, "must have one point for each of the categories, in their order");
  }
};

const seriesChart = shape(
  {
    series: list(shape({ name: label, data: list(point, { min: 1, max: 20 }) }), { min: 1, max: 6 }),
    axis_config: shape(
      { categories: list(label, { min: 1, max: 20 }) },
      { x_label: string({ max: 50 }), y_label: string({ max: 50 }) },
    ),
  },
  {},
  pointsMatchCategories,
);

export const dataVisualization: Check = shape(
  {
    title: string({ min: 1, max: 50 }),
    chart: byType({
      pie: shape({ segments: list(point, { min: 1, max: 6 }) }),
      bar: seriesChart,
      line: seriesChart,
      area: seriesChart,
    }),
  },
  { block_id: blockId },
);
