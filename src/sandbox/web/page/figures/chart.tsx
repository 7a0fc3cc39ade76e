import { useEffect, useRef, useState } from "preact/hooks";
import { useReading } from "../reading.ts";
import { BarsAcross } from "./chart-across.tsx";
import { AxisChart } from "./chart-axes.tsx";
import { type ChartData, sayChart } from "./chart-data.ts";
import { Funnel } from "./chart-funnel.tsx";
import { Pie } from "./chart-pie.tsx";
import { Radar } from "./chart-radar.tsx";
import { numberIn } from "./say.ts";
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
  const say = (value: number): string => numberIn(reader, value);
  const kind = t.chartKind[data.kind] ?? data.kind;
  const words = sayChart(data, kind);
  return (
    <figure class="chart">
      <figcaption>
        <span class={data.title === "" ? "sr-only" : undefined}>{data.title || kind}</span>
        <button type="button" class="button quiet small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? t.showChart : t.showTable}
        </button>
      </figcaption>
      <div ref={frame} class="chart-frame">
        {asTable ? <Figures data={data} say={say} /> : <Drawing {...{ data, width, words, say }} />}
      </div>
    </figure>
  );
}

interface DrawingProps {
  readonly data: ChartData;
  readonly width: number;
  readonly words: string;
  readonly say: (value: number) => string;
}

function Drawing(props: DrawingProps) {
  switch (props.data.kind) {
    case "pie":
      return <Pie {...props} />;
    case "funnel":
      return <Funnel {...props} />;
    case "radar":
      return <Radar {...props} />;
    default:
      return props.data.across ? <BarsAcross {...props} /> : <AxisChart {...props} />;
  }
}

interface FiguresProps {
  readonly data: ChartData;
  readonly say: (value: number) => string;
}

/** The same in figures. */
export function Figures({ data, say }: FiguresProps) {
  const { t } = useReading();
  const single = data.series.length === 1;
  return (
    <Scroller label={data.title || t.table}>
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
