import { isArray, isObject, type JsonObject, objects } from "../../../../json.ts";
import type { ChartData } from "../../figures/chart-data.ts";

const values = (points: readonly JsonObject[]): readonly number[] => points.map((point) => Number(point.value ?? 0));
const labels = (points: readonly JsonObject[]): readonly string[] => points.map((point) => String(point.label ?? ""));

/** What a `data_visualization` block shows. */
export const chartData = (block: JsonObject): ChartData | undefined => {
  if (!isObject(block.chart)) return undefined;
  const { chart } = block;
  const title = String(block.title ?? "");
  if (chart.type === "pie") {
    const segments = objects(chart.segments);
    const series = [{ name: title, values: values(segments) }];
    return { kind: "pie", title, categories: labels(segments), series, xLabel: "", yLabel: "" };
  }
  const { type: kind } = chart;
  if (kind !== "bar" && kind !== "line" && kind !== "area") return undefined;
  const series = objects(chart.series).map((one) => ({ name: String(one.name), values: values(objects(one.data)) }));
  const axis = isObject(chart.axis_config) ? chart.axis_config : {};
  const categories = isArray(axis.categories)
    ? axis.categories.map(String)
    : labels(objects(objects(chart.series)[0]?.data));
  return { kind, title, categories, series, xLabel: String(axis.x_label ?? ""), yLabel: String(axis.y_label ?? "") };
};
