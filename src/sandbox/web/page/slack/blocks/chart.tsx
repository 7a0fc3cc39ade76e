import type { JsonObject } from "../../../../json.ts";
import { Chart } from "../../figures/chart.tsx";
import { useReading } from "../../reading.ts";
import { chartData } from "./chart-data.ts";

/** A `data_visualization` block. */
export function ChartBlock({ block }: { block: JsonObject }) {
  const { t } = useReading();
  const data = chartData(block);
  return data ? <Chart data={data} /> : <p class="unknown">{t.unknownBlock("data_visualization")}</p>;
}
