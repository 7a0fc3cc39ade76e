import { CHART_FIELDS, dataSets, fieldNames, valueField } from "../../../../feishu/cards/chart.ts";
import { isObject, type JsonObject, objects } from "../../../../json.ts";
import type { ChartData } from "../../figures/chart-data.ts";

const KINDS: Readonly<Record<string, ChartData["kind"]>> = {
  bar: "bar",
  line: "line",
  area: "area",
  pie: "pie",
  funnel: "funnel",
  radar: "radar",
};

/** What tells the series apart: `seriesField`, or the second of two category fields. */
const tellerOf = (spec: JsonObject, category: readonly string[]): string | undefined => {
  const [teller] = fieldNames(spec.seriesField);
  const found = teller ?? category[1];
  return found === category[0] ? undefined : found;
};

const titleOf = (spec: JsonObject): string => (isObject(spec.title) ? String(spec.title.text ?? "") : "");

const axisTitle = (spec: JsonObject, orient: string): string => {
  const axis = objects(spec.axes).find((one) => one.orient === orient);
  return isObject(axis?.title) && axis.title.visible !== false ? String(axis.title.text ?? "") : "";
};

interface Chart {
  readonly data: Omit<ChartData, "kind">;
  /** How this page draws it; undefined when it only knows the figures. */
  readonly kind: ChartData["kind"] | undefined;
}

/** Several charts in one: drawn when all of them are of one kind. */
const combined = (spec: JsonObject): Chart | undefined => {
  const sets = dataSets(spec);
  const charts = objects(spec.series).flatMap((one) => {
    const chart = chartIn({ ...one, data: sets[Number(one.dataIndex ?? 0)] });
    return chart ? [chart] : [];
  });
  const [first] = charts;
  if (!first) return undefined;
  const categories = [...new Set(charts.flatMap(({ data }) => data.categories))];
  const series = charts.flatMap(({ data, kind }, index) =>
    data.series.map(({ name, values }) => ({
      name: name || `${kind ?? ""} ${index + 1}`,
      values: categories.map((at) => values[data.categories.indexOf(at)] ?? 0),
    })),
  );
  const kind = charts.every((one) => one.kind === first.kind) ? first.kind : undefined;
  return { kind, data: { ...first.data, title: titleOf(spec), categories, series } };
};

/** A VChart spec as far as this page draws it. `undefined` when there are no figures in it either. */
export const chartIn = (spec: JsonObject): Chart | undefined => {
  if (spec.type === "common") return combined(spec);
  const type = String(spec.type);
  const fields = CHART_FIELDS[type];
  if (!fields) return undefined;
  const value = valueField(spec);
  const category = fieldNames(spec[value === fields.value ? fields.category : fields.value]);
  const [label = "", counted = ""] = [category[0], fieldNames(spec[value])[0]];
  const rows = dataSets(spec).flatMap((set) => objects(set.values));
  const teller = tellerOf(spec, category);
  const categories = [...new Set(rows.map((row) => String(row[label] ?? "")))];
  const names = teller === undefined ? [titleOf(spec)] : [...new Set(rows.map((row) => String(row[teller] ?? "")))];
  const valueAt = (series: string, at: string): number =>
    rows
      .filter(
        (row) => String(row[label] ?? "") === at && (teller === undefined || String(row[teller] ?? "") === series),
      )
      .reduce((sum, row) => sum + Number(row[counted] ?? 0), 0);
  const series = names.map((name) => ({ name, values: categories.map((at) => valueAt(name, at)) }));
  const across = spec.direction === "horizontal";
  // VChart puts series on top of each other unless the category has two fields or the spec says otherwise.
  const stacked = type === "bar" && series.length > 1 && category.length < 2 && spec.stack !== false;
  const labels = { xLabel: axisTitle(spec, "bottom"), yLabel: axisTitle(spec, "left") };
  return { kind: KINDS[type], data: { title: titleOf(spec), categories, series, across, stacked, ...labels } };
};
