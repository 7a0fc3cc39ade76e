import { isArray, isObject, type Json, type JsonObject, objects } from "../../json.ts";
import { boolean, type Check, CODE, note, oneOf, shape, string, type Visit } from "./check.ts";
import { common } from "./texts.ts";

/** The fields of each kind of VChart that Feishu draws: what is told apart, and how much there is of it. */
export const CHART_FIELDS: Readonly<Record<string, { readonly category: string; readonly value: string }>> = {
  line: { category: "xField", value: "yField" },
  area: { category: "xField", value: "yField" },
  bar: { category: "xField", value: "yField" },
  scatter: { category: "xField", value: "yField" },
  linearProgress: { category: "yField", value: "xField" },
  pie: { category: "categoryField", value: "valueField" },
  funnel: { category: "categoryField", value: "valueField" },
  radar: { category: "categoryField", value: "valueField" },
  circularProgress: { category: "categoryField", value: "valueField" },
  wordCloud: { category: "nameField", value: "valueField" },
};

/** The names a field has: VChart takes one or several. */
export const fieldNames = (value: Json | undefined): readonly string[] =>
  (isArray(value) ? value : [value]).filter((one) => typeof one === "string");

/** `data` as a list: VChart takes one data set or several. */
export const dataSets = (spec: JsonObject): readonly JsonObject[] =>
  isObject(spec.data) ? [spec.data] : objects(spec.data);

/** Which field counts: the bars of a horizontal chart grow along x. */
export const valueField = (spec: JsonObject): string => {
  const fields = CHART_FIELDS[String(spec.type)];
  if (!fields) return "";
  return spec.direction === "horizontal" && spec.type !== "linearProgress" && fields.value === "yField"
    ? "xField"
    : fields.value;
};

const wrong = (visit: Visit, path: string, message: string): void =>
  note(visit, path, { code: CODE.chart, message: `invalid chart spec: ${message}` });

const isCount = (value: Json | undefined): boolean =>
  (typeof value === "number" && Number.isFinite(value)) ||
  (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)));

interface Series {
  readonly spec: JsonObject;
  readonly rows: readonly JsonObject[];
}

const checkSeries = ({ spec, rows }: Series, path: string, visit: Visit): void => {
  const fields = CHART_FIELDS[String(spec.type)];
  if (!fields) wrong(visit, path, `type ${String(spec.type)} is not supported`);
  for (const field of fields ? [fields.category, fields.value] : []) {
    const names = fieldNames(spec[field]);
    if (names.length === 0) wrong(visit, path, `${field} is required`);
    const missing = names.find((name) => rows.some((row) => row[name] === undefined));
    if (missing !== undefined) wrong(visit, path, `${field} ${missing} is not in every row of data`);
  }
  const count = fieldNames(spec[valueField(spec)])[0];
  if (count !== undefined && rows.some((row) => row[count] !== undefined && !isCount(row[count])))
    wrong(visit, path, `${count} must be a number in every row of data`);
};

const rowsOf = (set: JsonObject | undefined): readonly JsonObject[] => objects(set?.values);

const chartSpec: Check = (spec, path, visit) => {
  if (!isObject(spec)) return wrong(visit, path, "must be an object");
  const sets = dataSets(spec);
  if (sets.length === 0) return wrong(visit, path, "data is required");
  for (const set of sets)
    if (!isArray(set.values) || set.values.some((row) => !isObject(row)))
      wrong(visit, path, "data.values must be an array of objects");
  if (spec.type !== "common") return checkSeries({ spec, rows: sets.flatMap(rowsOf) }, path, visit);
  const series = objects(spec.series);
  if (series.length === 0) wrong(visit, path, "series is required");
  for (const [index, one] of series.entries())
    checkSeries(
      { spec: one, rows: rowsOf(sets[Number(one.dataIndex ?? 0)]) },
      `${path} -> series -> [${index}]`,
      visit,
    );
};

export const chart = shape(
  { chart_spec: chartSpec },
  {
    ...common,
    aspect_ratio: oneOf("1:1", "2:1", "4:3", "16:9"),
    color_theme: oneOf("brand", "rainbow", "complementary", "converse", "primary"),
    preview: boolean,
    height: string({ pattern: /^(?:auto|[1-9]\d{0,2}px)$/, says: "no height of 1 to 999px" }),
  },
);
