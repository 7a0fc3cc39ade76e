import { dateIn, timeIn, zone } from "../../core/dates.ts";
import type { Chart, Table } from "../driver.ts";
import { isArray, isObject, type Json, type JsonObject, objects } from "../json.ts";
import { CHART_FIELDS, dataSets, fieldNames, valueField } from "./cards/chart.ts";
import { beginsTable, isTableRule } from "./cards/markdown-table.ts";
import { nameOf, type Reader, readMarkdown } from "./readable-text.ts";

type Series = Chart["series"];

/** The series of one chart: rows that a `seriesField` tells apart, or all of them. */
const seriesOf = (spec: JsonObject, rows: readonly JsonObject[], name: string): Series => {
  const fields = CHART_FIELDS[String(spec.type)];
  const value = valueField(spec);
  const category = fields && value !== fields.value ? fields.value : fields?.category;
  const [label = ""] = fieldNames(category === undefined ? undefined : spec[category]);
  const [count = ""] = fieldNames(spec[value]);
  const [told] = fieldNames(spec.seriesField);
  const apart = told !== undefined && told !== label;
  const names = apart ? [...new Set(rows.map((row) => String(row[told] ?? "")))] : [name];
  return names.map((one) => ({
    name: one,
    points: rows
      .filter((row) => !apart || String(row[told] ?? "") === one)
      .map((row) => ({ label: String(row[label] ?? ""), value: Number(row[count] ?? 0) })),
  }));
};

export const readChart = (element: JsonObject): Chart => {
  const spec = isObject(element.chart_spec) ? element.chart_spec : {};
  const title = isObject(spec.title) ? String(spec.title.text ?? "") : "";
  const sets = dataSets(spec).map((set) => objects(set.values));
  const series =
    spec.type === "common"
      ? objects(spec.series).flatMap((one) => seriesOf(one, sets[Number(one.dataIndex ?? 0)] ?? [], String(one.type)))
      : seriesOf(spec, sets.flat(), title);
  return { title, kind: String(spec.type), series };
};

const readNumber = (value: Json, format: Json | undefined): string => {
  const { symbol = "", precision, separator } = isObject(format) ? format : {};
  const fixed = typeof precision === "number" ? Number(value).toFixed(precision) : String(value);
  const [whole = "", rest] = fixed.split(".");
  const grouped = separator === true ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",") : whole;
  return `${String(symbol)}${grouped}${rest === undefined ? "" : `.${rest}`}`;
};

const readDate = ({ user }: Reader, value: Json, format: Json | undefined): string => {
  const at = new Date(Number(value));
  const [year = "", month = "", day = ""] = dateIn(zone(user.tz), at).split("-");
  const [hour = "", minute = ""] = timeIn(zone(user.tz), at).split(":");
  const parts: Readonly<Record<string, string>> = { YYYY: year, MM: month, DD: day, HH: hour, mm: minute };
  return String(format ?? "YYYY-MM-DD HH:mm").replaceAll(/YYYY|MM|DD|HH|mm/g, (part) => parts[part] ?? part);
};

const readCell = (reader: Reader, column: JsonObject, value: Json | undefined): string => {
  if (value === undefined || value === null) return "";
  switch (column.data_type) {
    case "number":
      return readNumber(value, column.format);
    case "date":
      return readDate(reader, value, column.date_format);
    case "persons":
      return (isArray(value) ? value : [value]).map((id) => nameOf(reader.tenant, String(id))).join(", ");
    case "options":
      return isArray(value)
        ? objects(value)
            .map(({ text }) => String(text))
            .join(", ")
        : String(value);
    case "text":
      return String(value);
    default:
      return readMarkdown(reader.tenant, String(value));
  }
};

export const readTable = (reader: Reader, element: JsonObject): Table => {
  const columns = objects(element.columns);
  return {
    header: columns.map((column) => String(column.display_name ?? "")),
    rows: objects(element.rows).map((row) =>
      columns.map((column) => readCell(reader, column, row[String(column.name)])),
    ),
  };
};

const cells = ({ tenant }: Reader, line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => readMarkdown(tenant, cell).trim());

/** Markdown without the tables in it, and those. */
export const apartFromTables = (
  reader: Reader,
  markdown: string,
): { readonly text: string; readonly tables: readonly Table[] } => {
  const text: string[] = [];
  const tables: { header: readonly string[]; rows: (readonly string[])[] }[] = [];
  const lines = markdown.split("\n");
  let inTable = false;
  for (const [index, line] of lines.entries()) {
    if (!inTable && beginsTable(lines, index)) {
      tables.push({ header: cells(reader, line), rows: [] });
      inTable = true;
    } else if (inTable && line.includes("|")) {
      if (!isTableRule(line)) tables.at(-1)?.rows.push(cells(reader, line));
    } else {
      inTable = false;
      text.push(line);
    }
  }
  return { text: text.join("\n"), tables };
};
