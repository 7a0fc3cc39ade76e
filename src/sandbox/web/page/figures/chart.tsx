import { useEffect, useRef, useState } from "preact/hooks";
import { useReading } from "../reading.ts";
import { AxisChart } from "./chart-axes.tsx";
import { type ChartData, sayChart } from "./chart-data.ts";
import { Pie } from "./chart-pie.tsx";
import { Scroller } from "./scroller.tsx";

/** The width a chart may take, followed as the window changes. */
const useWidth = () => {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(480);
  useEffect(() => {
    if (!frame.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(200, Math.floor(entry.contentRect.width)));
    });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return { frame, width };
};

/** A chart with its figures one press away, and in words for screen readers. */
export function Chart({ data }: { data: ChartData }) {
  const { t, reader } = useReading();
  const [asTable, setAsTable] = useState(false);
  const { frame, width } = useWidth();
  const number = new Intl.NumberFormat(reader.language === "zh" ? "zh-CN" : "en-GB");
  const say = (value: number): string => number.format(value);
  const words = sayChart(data, t.chartKind[data.kind] ?? data.kind);
  return (
    <figure class="chart">
      <figcaption>
        <span>{data.title}</span>
        <button type="button" class="button quiet small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? t.showChart : t.showTable}
        </button>
      </figcaption>
      <div ref={frame} class="chart-frame">
        {asTable && <Figures data={data} say={say} />}
        {!asTable && data.kind === "pie" && <Pie data={data} words={words} say={say} />}
        {!asTable && data.kind !== "pie" && <AxisChart data={data} width={width} words={words} say={say} />}
      </div>
    </figure>
  );
}

interface FiguresProps {
  readonly data: ChartData;
  readonly say: (value: number) => string;
}

function Figures({ data, say }: FiguresProps) {
  const { t } = useReading();
  const single = data.kind === "pie" || data.series.length === 1;
  return (
    <Scroller label={data.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{data.xLabel || t.category}</th>
            {data.series.map((one) => (
              <th key={one.name} scope="col" class="align-right">
                {single ? data.yLabel || t.value : one.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.categories.map((category, index) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {data.series.map((one) => (
                <td key={one.name} class="align-right">
                  {say(one.values[index] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
