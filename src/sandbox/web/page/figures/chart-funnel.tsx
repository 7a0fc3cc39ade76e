import { useReading } from "../reading.ts";
import type { ChartData } from "./chart-data.ts";
import { percentIn } from "./say.ts";

interface Props {
  readonly data: ChartData;
  /** Pixels. */
  readonly width: number;
  readonly words: string;
  readonly say: (value: number) => string;
}

const STEP = 34;
const GAP = 3;
const LEAST = 6;

/** From the top down: each step with its value and, where it runs into the one below, what is left of the one above. */
export function Funnel({ data, width, words, say }: Props) {
  const { reader } = useReading();
  const values = data.series[0]?.values ?? [];
  const most = Math.max(...values, 1);
  const room = Math.min(width * 0.46, 260);
  const middle = room / 2;
  const half = (value: number): number => Math.max(LEAST, (value / most) * room) / 2;
  const height = data.categories.length * STEP;
  return (
    <svg role="img" aria-label={words} viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
      {data.categories.map((name, index) => {
        const [value = 0, above, below] = [values[index], values[index - 1], values[index + 1]];
        const [top, bottom] = [half(value), half(data.apart ? value : (below ?? value))];
        const y = index * STEP;
        const share = above && !data.apart ? ` · ${percentIn(reader, value / above)}` : "";
        return (
          <g key={name}>
            <path
              class={`fill-${index % 6}`}
              d={`M${middle - top} ${y}H${middle + top}L${middle + bottom} ${y + STEP - GAP}H${middle - bottom}Z`}
            />
            <text class="funnel-name" x={room + 14} y={y + 15}>
              {name}
            </text>
            <text class="tick" x={room + 14} y={y + 28}>
              {say(value)}
              {share}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
