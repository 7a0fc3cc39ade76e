import { isObject } from "../../../../json.ts";
import { Chart, Figures } from "../../figures/chart.tsx";
import { numberIn } from "../../figures/say.ts";
import { useReading } from "../../reading.ts";
import { chartIn } from "./chart-spec.ts";
import { Problem } from "./problem.tsx";
import type { ElementProps } from "./surface.ts";

/** A chart; one of a kind that this page cannot draw is said to be so, and shown in figures. */
export function ChartElement({ element }: ElementProps) {
  const { t, reader } = useReading();
  const spec = isObject(element.chart_spec) ? element.chart_spec : {};
  const chart = chartIn(spec);
  if (!chart) return <Problem says={t.unknownChart} detail={String(spec.type)} />;
  const { kind, data } = chart;
  if (kind) return <Chart data={{ ...data, kind }} />;
  return (
    <>
      <Problem says={t.unknownChart} detail={String(spec.type)} />
      <Figures data={{ ...data, kind: "bar" }} say={(value) => numberIn(reader, value)} />
    </>
  );
}
